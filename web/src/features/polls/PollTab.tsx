import { useTranslation } from 'react-i18next'
import type { Choice, OwnBallot, Poll, Wave } from '@podium/shared/polls.ts'
import { Button } from '../../ui/Button.tsx'
import { Ballot } from './Ballot.tsx'
import type { Draft } from './choice.ts'
import { EarlySums } from './EarlySums.tsx'
import { PollMode } from './PollMode.tsx'
import { PollSteps } from './PollSteps.tsx'
import { ResultTable } from './ResultTable.tsx'
import { Answer, Yours } from './Yours.tsx'
import { chosenOptions, currentPoll, isOver, openWave, optionsFor, ownAnswer, waveKey } from './view.ts'

export interface PollTabProps {
  readonly polls: readonly Poll[]
  readonly ownBallots: readonly OwnBallot[]
  readonly orderBit: 0 | 1
  readonly isConnected: boolean
  /** The server's clock. */
  readonly nowMs: number
  readonly timeZone: string
  /** Answers begun but not sent; kept by whoever outlives this tab. */
  readonly drafts: Map<string, Draft>
  readonly onVote: (poll: Poll, wave: Wave, choice: Choice) => Promise<string | null>
  readonly onToQuestions: () => void
}

/** The poll tab in each of its states: nothing, ballot, closed, result. */
export function PollTab(props: PollTabProps) {
  const { t } = useTranslation('polls')
  const poll = currentPoll(props.polls)
  if (!poll) {
    return (
      <div className="empty">
        <h2>{t('emptyTitle')}</h2>
        <p>{t('emptyText')}</p>
      </div>
    )
  }
  const wave = openWave(poll)
  const before = poll.kind === 'debate' ? ownAnswer(poll, props.ownBallots, 'before') : null
  return (
    <>
      {poll.kind === 'debate' && <PollSteps poll={poll} />}
      {wave && (
        <Ballot
          // A new wave, or the same one opened again, is a new ballot.
          key={waveKey(poll, wave)}
          poll={poll}
          wave={wave}
          options={optionsFor(poll, props.orderBit)}
          cast={ownAnswer(poll, props.ownBallots, wave.name)}
          earlier={wave.name === 'before' ? null : (chosenOptions(poll, before)[0] ?? null)}
          isConnected={props.isConnected}
          nowMs={props.nowMs}
          timeZone={props.timeZone}
          drafts={props.drafts}
          onVote={(choice) => props.onVote(poll, wave, choice)}
        />
      )}
      {!wave && poll.isRevealed && (
        <div className="stack">
          <Yours poll={poll} ballots={props.ownBallots} />
          <ResultTable poll={poll} />
          <PollMode poll={poll} />
        </div>
      )}
      {!wave && !poll.isRevealed && <Closed poll={poll} ballots={props.ownBallots} onToQuestions={props.onToQuestions} />}
      {!poll.isRevealed && <EarlySums poll={poll} />}
    </>
  )
}

function Closed({
  poll,
  ballots,
  onToQuestions,
}: {
  readonly poll: Poll
  readonly ballots: readonly OwnBallot[]
  readonly onToQuestions: () => void
}) {
  const { t } = useTranslation('polls')
  const isDone = isOver(poll)
  const last = poll.waves.findLast(({ state }) => state === 'closed')?.name ?? 'only'
  return (
    <div className="stack">
      <p className="poll-q">{isDone ? t('closedLast') : last === 'middle' ? t('closedMiddle') : t('closedBefore')}</p>
      <div className="yours">
        <span className="t-sm t-2 yours-head">{isDone || last === 'middle' ? t('yourVote') : t('yourVoteBefore')}</span>
        <Answer poll={poll} choice={ownAnswer(poll, ballots, last)} />
      </div>
      {isDone ? (
        <p>{t('hiddenUntilReveal')}</p>
      ) : (
        <>
          {poll.early === null && <p>{t('hiddenUntilAfter')}</p>}
          <p className="hint">{t('untilThen')}</p>
        </>
      )}
      <div>
        <Button onPress={onToQuestions}>{t('toQuestions')}</Button>
      </div>
      <PollMode poll={poll} />
    </div>
  )
}
