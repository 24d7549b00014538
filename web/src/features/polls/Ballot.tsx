import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poll, PollOption, Wave } from '@podium/shared/polls.ts'
import { Button } from '../../ui/Button.tsx'
import { Swatch } from '../../ui/graphics/Swatch.tsx'
import { Icon } from '../../ui/Icon.tsx'

export interface BallotProps {
  readonly poll: Poll
  readonly wave: Wave
  /** What this seat has chosen in this wave; null before the vote. */
  readonly cast: PollOption | null
  /** The choice of the first wave, for the second. */
  readonly earlier: PollOption | null
  readonly isConnected: boolean
  /** Resolves with null once the vote is stored, else with the sentence to show. */
  readonly onVote: (option: PollOption) => Promise<string | null>
}

/** The ballot: choose, then "Stimme abgeben"; changeable until the wave is closed. */
export function Ballot({ poll, wave, cast, earlier, isConnected, onVote }: BallotProps) {
  const { t } = useTranslation('polls')
  const name = useId()
  const [chosen, setChosen] = useState<PollOption | null>(cast)
  const [isChanging, setChanging] = useState(false)
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const isLocked = cast !== null && !isChanging
  const selected = isLocked ? cast : chosen

  const vote = async (): Promise<void> => {
    if (isPending) return
    if (chosen === null) {
      setError(t('choose'))
      return
    }
    setPending(true)
    const refusal = await onVote(chosen)
    setPending(false)
    setError(refusal)
    if (refusal === null) setChanging(false)
  }

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void vote()
      }}
    >
      <fieldset className="ballot" {...(isLocked ? { 'data-locked': '' } : {})}>
        <legend>{poll.text}</legend>
        {poll.options.map((option) => (
          <label
            key={option.id}
            className={option.stance === null ? 'option option--plain' : 'option'}
            {...(selected?.id === option.id ? { 'data-selected': '' } : {})}
          >
            <input
              type="radio"
              name={name}
              value={option.id}
              checked={selected?.id === option.id}
              disabled={isLocked || isPending}
              onChange={() => {
                setChosen(option)
                setError(null)
              }}
            />
            {option.stance && <Swatch stance={option.stance} />}
            <span className="lb">{option.label}</span>
            <span className="dot" aria-hidden="true" />
          </label>
        ))}
      </fieldset>
      {error !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{error}</span>
        </p>
      )}
      {isLocked ? (
        <>
          <p className="status" data-tone="ok">
            <Icon name="ok" /> {t('voted')}
          </p>
          <p className="hint">
            {wave.ballots !== null && `${t('ballots', { count: wave.ballots })} `}
            {t('canChange')}
          </p>
          <Button
            variant="quiet"
            className="flush"
            onPress={() => {
              setChosen(cast)
              setChanging(true)
            }}
          >
            {t('change')}
          </Button>
        </>
      ) : (
        <>
          <p className="hint">{isPending && !isConnected ? t('votingOffline') : hint()}</p>
          <Button type="submit" variant="primary" isBlock isPending={isPending}>
            {t('vote')}
          </Button>
          {cast !== null && (
            <Button variant="quiet" className="flush" onPress={() => setChanging(false)}>
              {t('keepVote')}
            </Button>
          )}
          <p className="hint poll-privacy">
            <Icon name="lock" size="s" />{' '}
            <span>{poll.kind === 'debate' ? t('privacyDebate') : poll.isConfidential ? t('privacyChoice') : t('privacyOpen')}</span>
          </p>
        </>
      )}
    </form>
  )

  function hint(): string {
    if (wave.name === 'only') return t('hintOnly')
    if (wave.name === 'before') return t('hintBefore')
    return earlier ? t('hintAfter', { label: earlier.label }) : t('hintAfterFirst')
  }
}
