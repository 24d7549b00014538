import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Field } from '../../ui/Field.tsx'

const MOST_OPTIONS = 12
const LONGEST = 120

/** The answers of a choice: two to twelve. */
export function OptionFields({
  options,
  onChange,
}: {
  readonly options: readonly string[]
  readonly onChange: (options: string[]) => void
}) {
  const { t } = useTranslation('studio')
  return (
    <div className="stack stack--s">
      {options.map((option, index) => (
        // Options have no other identity than their place.
        <div key={index} className="option-edit">
          <Field
            label={t('optionN', { index: index + 1 })}
            value={option}
            maxLength={LONGEST}
            onChange={(value) => onChange(options.with(index, value))}
          />
          {options.length > 2 && (
            <Button variant="quiet" isIconOnly icon="close" onPress={() => onChange(options.toSpliced(index, 1))}>
              {t('removeOption', { index: index + 1 })}
            </Button>
          )}
        </div>
      ))}
      {options.length < MOST_OPTIONS && (
        <Button variant="quiet" isDense icon="plus" className="flush" onPress={() => onChange([...options, ''])}>
          {t('addOption')}
        </Button>
      )}
    </div>
  )
}

const ENDS = [0, 4] as const
const INNER = [1, 2, 3] as const

/** The words on a scale: both ends, and in between where one likes. */
export function ScaleFields({ scale, onChange }: { readonly scale: readonly string[]; readonly onChange: (scale: string[]) => void }) {
  const { t } = useTranslation('studio')
  const field = (index: number, label: string) => (
    <Field
      key={index}
      label={label}
      value={scale[index] ?? ''}
      maxLength={LONGEST}
      onChange={(value) => onChange(scale.with(index, value))}
    />
  )
  return (
    <div className="stack stack--s">
      <div className="option-pair">{ENDS.map((index) => field(index, t(index === 0 ? 'scaleLeast' : 'scaleMost')))}</div>
      <details className="polls-more">
        <summary>
          <Icon name="down" size="s" /> {t('scaleInner')}
        </summary>
        <div className="stack stack--s">{INNER.map((index) => field(index, t('scaleN', { number: index + 1 })))}</div>
      </details>
    </div>
  )
}
