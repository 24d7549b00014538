import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'

/** The six digits of what was typed or pasted, without spaces and hyphens. */
export function digitsOf(typed: string): string {
  return typed.replace(/\D/g, '').slice(0, 6)
}

/** One real input above six drawn cells (A11Y-03). */
export function CodeField({
  value,
  onChange,
  error,
  inputRef,
}: {
  readonly value: string
  readonly onChange: (digits: string) => void
  readonly error: string | null
  readonly inputRef: React.RefObject<HTMLInputElement | null>
}) {
  const { t } = useTranslation('entry')
  const id = useId()
  const [hasFocus, setHasFocus] = useState(false)
  return (
    <div className="field">
      <label htmlFor={id}>{t('code')}</label>
      <div className="code" {...(error === null ? {} : { 'data-invalid': '' })}>
        {[0, 1, 2, 3, 4, 5].map((cell) => (
          <span key={cell} className="code-cell" aria-hidden="true" {...(cell === value.length && hasFocus ? { 'data-next': '' } : {})}>
            {value[cell] ?? ''}
          </span>
        ))}
        <input
          id={id}
          ref={inputRef}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(digitsOf(event.target.value))}
          onFocus={() => setHasFocus(true)}
          onBlur={() => setHasFocus(false)}
          aria-describedby={`${id}-below`}
          {...(error === null ? {} : { 'aria-invalid': true })}
        />
      </div>
      {error === null ? (
        <p className="hint" id={`${id}-below`}>
          {t('codeHint')}
        </p>
      ) : (
        <p className="error" id={`${id}-below`} role="alert">
          <Icon name="alert" /> <span>{error}</span>
        </p>
      )}
    </div>
  )
}
