import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clock } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { CodeField } from './CodeField.tsx'
import { type EntryScreen, type FormError, isWholeCode, isWholeNumber } from './outcome.ts'

export interface EntryFormProps {
  readonly by: 'link' | 'number'
  readonly screen: Extract<EntryScreen, { kind: 'form' }>
  readonly isPending: boolean
  readonly action: string
  readonly timeZone: string
  /** Called inside the click, so that it can also unlock sound. */
  readonly onEnter: (input: { readonly code: string; readonly number: string }) => void
  readonly children?: ReactNode
}

/** The code, with the number before it where there is no link, and the one primary button. */
export function EntryForm({ by, screen, isPending, action, timeZone, onEnter, children }: EntryFormProps) {
  const { t } = useTranslation('entry')
  const [code, setCode] = useState('')
  const [number, setNumber] = useState('')
  const [local, setLocal] = useState<FormError | null>(null)
  const codeInput = useRef<HTMLInputElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const error = local ?? screen.error

  useEffect(() => {
    // A wrong code is the one error that may move the focus (DESIGN §7).
    if (screen.error === 'code_wrong') codeInput.current?.select()
  }, [screen])

  const submit = (): void => {
    if (isPending) return
    if (by === 'number' && !isWholeNumber(number)) {
      setLocal('number_missing')
      form.current?.querySelector<HTMLInputElement>('input[name="number"]')?.focus()
      return
    }
    if (!isWholeCode(code)) {
      setLocal('code_missing')
      codeInput.current?.focus()
      return
    }
    setLocal(null)
    onEnter({ code, number })
  }

  return (
    <form
      ref={form}
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {by === 'number' && (
        <Field
          label={t('number')}
          name="number"
          value={number}
          onChange={(typed) => {
            setNumber(typed.toUpperCase())
            if (local === 'number_missing' && isWholeNumber(typed)) setLocal(null)
          }}
          autoComplete="off"
          maxLength={16}
          hint={t('numberHint')}
          error={error === 'number_missing' ? t('numberMissing') : error === 'number_unknown' ? t('numberUnknown') : null}
        />
      )}
      <CodeField
        value={code}
        onChange={(digits) => {
          setCode(digits)
          if (local === 'code_missing' && isWholeCode(digits)) setLocal(null)
        }}
        inputRef={codeInput}
        error={codeError()}
      />
      {children}
      <Button type="submit" variant="primary" isBig isBlock isPending={isPending}>
        {action}
      </Button>
    </form>
  )

  function codeError(): string | null {
    switch (error) {
      case null:
      case 'number_missing':
      case 'number_unknown':
        return null
      case 'code_missing':
        return t('codeMissing')
      case 'code_wrong':
        return by === 'link' ? t('codeWrong') : t('codeWrongNumber')
      case 'code_locked':
        return screen.untilMs === null ? t('codeLockedForGood') : t('codeLocked', { time: clock(screen.untilMs, timeZone) })
      case 'too_many':
        return t('tooMany')
      case 'unreachable':
        return t('unreachable')
      case 'failed':
        return t('failed')
    }
  }
}
