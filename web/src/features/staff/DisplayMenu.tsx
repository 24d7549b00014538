import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { type Display, readDisplay, saveDisplay } from '../../lib/display.ts'
import { changeLanguage, LANGUAGES } from '../../lib/i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'

/** Colours, contrast and language of this browser. */
export function DisplayMenu({ isIconOnly = false }: { readonly isIconOnly?: boolean }) {
  const { t, i18n } = useTranslation(['staff', 'common'])
  const [display, setDisplay] = useState(readDisplay)

  function choose(next: Display) {
    setDisplay(next)
    saveDisplay(next)
  }

  return (
    <DialogTrigger>
      <Button variant="quiet" isDense isIconOnly={isIconOnly} icon="display">
        <span className="lbl">{t('display')}</span>
      </Button>
      <Popover className="popover popover--placed" placement="bottom end">
        <Dialog className="stack" aria-label={t('display')}>
          <Pick
            legend={t('theme')}
            options={[
              ['system', t('theme_system')],
              ['light', t('theme_light')],
              ['dark', t('theme_dark')],
            ]}
            chosen={display.theme ?? 'system'}
            onChoose={(theme) => choose(theme === 'system' ? without(display, 'theme') : { ...display, theme })}
          />
          <Pick
            legend={t('contrast')}
            options={[
              ['system', t('contrast_system')],
              ['more', t('contrast_more')],
            ]}
            chosen={display.contrast ?? 'system'}
            onChoose={(contrast) => choose(contrast === 'system' ? without(display, 'contrast') : { ...display, contrast })}
          />
          <Pick
            legend={t('language')}
            options={LANGUAGES.map((language) => [language, language === 'de' ? t('common:german') : t('common:english')] as const)}
            chosen={i18n.language === 'en' ? 'en' : 'de'}
            onChoose={(language) => void changeLanguage(language)}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

interface PickProps<Key extends string> {
  readonly legend: string
  readonly options: readonly (readonly [Key, string])[]
  readonly chosen: Key
  readonly onChoose: (key: Key) => void
}

function Pick<Key extends string>({ legend, options, chosen, onChoose }: PickProps<Key>) {
  return (
    <fieldset className="pick">
      <legend>{legend}</legend>
      <div>
        {options.map(([key, label]) => (
          <label key={key}>
            <input type="radio" name={legend} checked={chosen === key} onChange={() => onChoose(key)} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function without(display: Display, name: 'theme' | 'contrast'): Display {
  const { [name]: _gone, ...rest } = display
  return rest
}
