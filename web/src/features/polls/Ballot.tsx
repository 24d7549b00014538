import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice, Poll, PollOption, Wave } from '@podium/shared/polls.ts'
import { clock } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { BallotInputs } from './BallotInputs.tsx'
import { choiceOf, type ChoiceProblem, type Draft, draftOf, problemOf } from './choice.ts'
import { PollMode } from './PollMode.tsx'
import { isClosingSoon, waveKey } from './view.ts'

export interface BallotProps {
  readonly poll: Poll
  readonly wave: Wave
  /** In the order this seat sees them. */
  readonly options: readonly PollOption[]
  /** What this seat has answered in this wave; null before the vote. */
  readonly cast: Choice | null
  /** The answer before the debate, for the later waves; null where there is none. */
  readonly earlier: PollOption | null
  readonly isConnected: boolean
  /** The server's clock. */
  readonly nowMs: number
  readonly timeZone: string
  /** Answers begun but not sent, by opening: looking at another tab must not lose them. */
  readonly drafts: Map<string, Draft>
  /** Resolves with null once the vote is stored, else with the sentence to show. */
  readonly onVote: (choice: Choice) => Promise<string | null>
}

/** The ballot: answer, then "Stimme abgeben"; changeable until the wave is closed. */
export function Ballot({ poll, wave, options, cast, earlier, isConnected, nowMs, timeZone, drafts, onVote }: BallotProps) {
  const { t } = useTranslation('polls')
  const errorId = useId()
  const key = waveKey(poll, wave)
  const [draft, setDraft] = useState(() => drafts.get(key) ?? draftOf(cast))
  const [isChanging, setChanging] = useState(() => drafts.has(key))
  const [isPending, setPending] = useState(false)
  const [problem, setProblem] = useState<ChoiceProblem | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const isLocked = cast !== null && !isChanging
  const error = problem === null ? refusal : t(problem)

  const change = (next: Draft): void => {
    setDraft(next)
    drafts.set(key, next)
    setRefusal(null)
    if (problem !== null) setProblem(problemOf(poll, next))
  }
  const keep = (): void => {
    drafts.delete(key)
    setChanging(false)
  }
  const vote = async (): Promise<void> => {
    if (isPending) return
    const found = problemOf(poll, draft)
    setProblem(found)
    if (found !== null) return
    setPending(true)
    const answer = await onVote(choiceOf(poll, draft))
    setPending(false)
    setRefusal(answer)
    if (answer === null) keep()
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
        <BallotInputs
          poll={poll}
          options={options}
          draft={isLocked ? draftOf(cast) : draft}
          onChange={change}
          isDisabled={isLocked || isPending}
          errorId={error === null ? null : errorId}
        />
      </fieldset>
      {error !== null && (
        <p className="error" role="alert" id={errorId}>
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
          <Closing wave={wave} nowMs={nowMs} timeZone={timeZone} />
          <Button
            variant="quiet"
            className="flush"
            onPress={() => {
              setDraft(draftOf(cast))
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
          <Closing wave={wave} nowMs={nowMs} timeZone={timeZone} />
          {cast !== null && (
            <Button variant="quiet" className="flush" onPress={keep}>
              {t('keepVote')}
            </Button>
          )}
        </>
      )}
      <PollMode poll={poll} />
    </form>
  )

  function hint(): string {
    if (wave.version > 1 && cast === null) return t('hintReopened')
    switch (poll.kind) {
      case 'choice':
        return t('hintOnly')
      case 'multiple':
        return t('hintMultiple')
      case 'scale':
        return t('hintScale')
      case 'words':
        return t('hintWords')
      case 'debate':
        if (wave.name === 'before') return t('hintBefore')
        if (earlier) return t('hintAfter', { label: earlier.label })
        return wave.name === 'middle' ? t('hintMiddleFirst') : t('hintAfterFirst')
    }
  }
}

/** When an open wave closes by itself; the last seconds are said in words, never counted down. */
function Closing({ wave, nowMs, timeZone }: { readonly wave: Wave; readonly nowMs: number; readonly timeZone: string }) {
  const { t } = useTranslation('polls')
  if (wave.closesAt === null) return null
  const isSoon = isClosingSoon(wave, nowMs)
  return (
    <p className="status" {...(isSoon ? { 'data-tone': 'warn' } : {})}>
      <Icon name={isSoon ? 'late' : 'clock'} size="s" />{' '}
      <span>{isSoon ? t('closesSoon') : t('closesAt', { time: clock(wave.closesAt, timeZone) })}</span>
    </p>
  )
}
