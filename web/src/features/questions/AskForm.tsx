import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { LIMITS } from '@podium/shared/primitives.ts'
import { Field as FieldName, type ShownAs } from '@podium/shared/questions.ts'
import { keepChoice, readChoice } from '../../lib/deviceStore.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { charactersLeft, textProblem } from './text.ts'

const FIELD_KEY = 'podium.field'
const FieldChoice = z.union([FieldName, z.literal('none')])
type FieldChoice = z.infer<typeof FieldChoice>
const FIELDS: readonly FieldChoice[] = ['none', ...FieldName.options]
const COUNTS_FROM = 100

export interface AskFormProps {
  readonly trainerName: string
  readonly isConnected: boolean
  /** Resolves with null once the server has the question, else with the sentence to show. */
  readonly onAsk: (text: string, shownAs: ShownAs) => Promise<string | null>
  /** Set where the form is a sheet. */
  readonly onClose: (() => void) | null
}

/** Asking a question: anonymous unless the person decides otherwise; the text stays until the server confirms. */
export function AskForm({ trainerName, isConnected, onAsk, onClose }: AskFormProps) {
  const { t } = useTranslation('questions')
  const id = useId()
  const [text, setText] = useState('')
  const [field, setField] = useState<FieldChoice>(() => readChoice(FIELD_KEY, FieldChoice, 'none'))
  const [isAnonymous, setAnonymous] = useState(true)
  const [error, setError] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const left = charactersLeft(text)

  useEffect(() => {
    // The sheet was opened by a press: writing is what comes next.
    if (onClose) area.current?.focus()
  }, [onClose])

  const send = async (): Promise<void> => {
    if (isPending) return
    const problem = textProblem(text)
    if (problem) {
      setError(problem.kind === 'too_long' ? t('tooLong', { count: problem.by }) : t(problem.kind))
      area.current?.focus()
      return
    }
    setError(null)
    setPending(true)
    const refusal = await onAsk(text, shownAs())
    setPending(false)
    setError(refusal)
    if (refusal === null) setText((now) => (now === text ? '' : now))
  }

  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div className="field">
        <div className="row row--between">
          <label className="label" htmlFor={`${id}-text`}>
            {t('askLabel', { name: trainerName })}
          </label>
          {onClose && (
            <Button variant="quiet" isDense icon="close" className="only-s" onPress={onClose}>
              {t('close')}
            </Button>
          )}
        </div>
        <textarea
          ref={area}
          className="textarea"
          id={`${id}-text`}
          rows={2}
          value={text}
          readOnly={isPending}
          placeholder={t('placeholder', { max: LIMITS.questionGraphemes })}
          onChange={(event) => {
            setText(event.target.value)
            if (error !== null && textProblem(event.target.value) === null) setError(null)
          }}
          aria-describedby={`${id}-below`}
          aria-invalid={error !== null}
        />
        <div id={`${id}-below`}>
          {error !== null && (
            <p className="error" role="alert">
              <Icon name="alert" /> <span>{error}</span>
            </p>
          )}
          {error === null && isPending && !isConnected && (
            <p className="hint" role="status">
              {t('sendingOffline')}
            </p>
          )}
          {error === null && !isPending && left <= COUNTS_FROM && (
            <p className="hint t-num">{left >= 0 ? t('left', { count: left }) : t('tooLong', { count: -left })}</p>
          )}
          {error === null && !isPending && !isAnonymous && <p className="hint">{t('withName')}</p>}
        </div>
      </div>
      <div className="ask-row">
        <label className="sr" htmlFor={`${id}-field`}>
          {t('fieldLabel')}
        </label>
        <select
          className="select select--dense"
          id={`${id}-field`}
          value={isAnonymous ? field : 'none'}
          disabled={!isAnonymous}
          onChange={(event) => {
            const chosen = FieldChoice.parse(event.target.value)
            setField(chosen)
            keepChoice(FIELD_KEY, chosen)
          }}
        >
          {FIELDS.map((name) => (
            <option key={name} value={name}>
              {t(`field_${name}`)}
            </option>
          ))}
        </select>
        <Switch isDense isOn={isAnonymous} onChange={setAnonymous}>
          {t('anonymously')}
        </Switch>
        <Button type="submit" variant="primary" isDense icon="send" isPending={isPending}>
          {t('send')}
        </Button>
      </div>
    </form>
  )

  function shownAs(): ShownAs {
    if (!isAnonymous) return { kind: 'name' }
    return field === 'none' ? { kind: 'anonymous' } : { kind: 'field', field }
  }
}
