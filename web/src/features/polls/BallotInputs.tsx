import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poll, PollOption } from '@podium/shared/polls.ts'
import { LIMITS } from '@podium/shared/primitives.ts'
import { Swatch } from '../../ui/graphics/Swatch.tsx'
import { charactersLeft, type Draft, pressed } from './choice.ts'
import { optionText } from './view.ts'

const COUNTS_FROM = 15

export interface BallotInputsProps {
  readonly poll: Poll
  /** In the order this seat sees them. */
  readonly options: readonly PollOption[]
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  readonly isDisabled: boolean
  /** The element that says what is missing; null while nothing is. */
  readonly errorId: string | null
}

/** What one fills in, each kind of poll in its own way. */
export function BallotInputs(props: BallotInputsProps) {
  switch (props.poll.kind) {
    case 'choice':
    case 'debate':
    case 'multiple':
      return <Options {...props} />
    case 'scale':
      return <Scale {...props} />
    case 'words':
      return <Word {...props} />
  }
}

function Options({ poll, options, draft, onChange, isDisabled, errorId }: BallotInputsProps) {
  const name = useId()
  const isMultiple = poll.kind === 'multiple'
  return options.map((option) => {
    const isChosen = draft.optionIds.includes(option.id)
    return (
      <label
        key={option.id}
        className={['option', option.stance === null && 'option--plain', isMultiple && 'option--box'].filter(Boolean).join(' ')}
        {...(isChosen ? { 'data-selected': '' } : {})}
      >
        <input
          type={isMultiple ? 'checkbox' : 'radio'}
          name={name}
          value={option.id}
          checked={isChosen}
          disabled={isDisabled}
          aria-describedby={errorId ?? undefined}
          onChange={() => onChange(pressed(poll.kind, draft, option))}
        />
        {option.stance && <Swatch stance={option.stance} />}
        <span className="lb">{option.label}</span>
        <span className="dot" aria-hidden="true" />
      </label>
    )
  })
}

function Scale({ poll, options, draft, onChange, isDisabled, errorId }: BallotInputsProps) {
  const name = useId()
  const chosen = options.find(({ id }) => draft.optionIds.includes(id))
  const [least, most] = [options[0], options.at(-1)]
  return (
    <>
      <div className="scale">
        {options.map((option, index) => (
          <label key={option.id} className="scale-step" {...(option === chosen ? { 'data-selected': '' } : {})}>
            <input
              type="radio"
              name={name}
              value={option.id}
              checked={option === chosen}
              disabled={isDisabled}
              aria-label={optionText(poll, option)}
              aria-describedby={errorId ?? undefined}
              onChange={() => onChange(pressed(poll.kind, draft, option))}
            />
            <span aria-hidden="true">{index + 1}</span>
          </label>
        ))}
      </div>
      {/* Each radio already says its own label. */}
      <div className="scale-ends" aria-hidden="true">
        <span>{least?.label}</span>
        <span>{most?.label}</span>
      </div>
      {chosen && chosen !== least && chosen !== most && chosen.label !== '' && (
        <p className="scale-chosen" aria-hidden="true">
          {optionText(poll, chosen)}
        </p>
      )}
    </>
  )
}

function Word({ draft, onChange, isDisabled, errorId }: BallotInputsProps) {
  const { t } = useTranslation('polls')
  const id = useId()
  const left = charactersLeft(draft.word)
  if (isDisabled) return <p className="yours word-sent">{draft.word}</p>
  return (
    <div className="field">
      <label htmlFor={id}>{t('wordLabel')}</label>
      <input
        id={id}
        className="input"
        type="text"
        autoComplete="off"
        enterKeyHint="send"
        value={draft.word}
        aria-invalid={errorId !== null}
        aria-describedby={errorId ?? `${id}-hint`}
        onChange={(event) => onChange({ ...draft, word: event.target.value })}
      />
      <p className="hint" id={`${id}-hint`}>
        {left < 0
          ? t('wordOver', { count: -left })
          : left <= COUNTS_FROM
            ? t('wordLeft', { count: left })
            : t('wordHint', { max: LIMITS.wordGraphemes })}
      </p>
    </div>
  )
}
