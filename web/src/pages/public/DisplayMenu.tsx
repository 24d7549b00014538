import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { type Display, readDisplay, saveDisplay } from '../../lib/display.ts'
import { changeLanguage } from '../../lib/i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Pick } from './Pick.tsx'

/** "Darstellung": colours, contrast and language of this browser. */
export function DisplayMenu() {
  const { t, i18n } = useTranslation('room')
  const [display, setDisplay] = useState(readDisplay)
  const choose = (chosen: Display): void => {
    saveDisplay(chosen)
    setDisplay(chosen)
  }
  const { theme, contrast, captions } = display
  return (
    <DialogTrigger>
      <Button variant="quiet" isDense icon="display">
        <span className="lbl">{t('display')}</span>
      </Button>
      <Popover className="popover popover--placed" placement="bottom end">
        <Dialog className="stack" aria-label={t('display')}>
          <Pick
            legend={t('colours')}
            value={theme ?? 'system'}
            options={[
              { value: 'system', label: t('system') },
              { value: 'light', label: t('light') },
              { value: 'dark', label: t('dark') },
            ]}
            onPick={(value) =>
              choose({ ...(contrast && { contrast }), ...(captions && { captions }), ...(value === 'system' ? {} : { theme: value }) })
            }
          />
          <Pick
            legend={t('contrast')}
            value={contrast ?? 'system'}
            options={[
              { value: 'system', label: t('system') },
              { value: 'more', label: t('high') },
            ]}
            onPick={(value) =>
              choose({ ...(theme && { theme }), ...(captions && { captions }), ...(value === 'system' ? {} : { contrast: value }) })
            }
          />
          <Pick
            legend={t('language', { ns: 'common' })}
            value={i18n.language === 'en' ? 'en' : 'de'}
            options={[
              { value: 'de', label: 'Deutsch', lang: 'de' },
              { value: 'en', label: 'English', lang: 'en' },
            ]}
            onPick={(value) => void changeLanguage(value)}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
