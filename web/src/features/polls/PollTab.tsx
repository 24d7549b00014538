import { useTranslation } from 'react-i18next'
import type { OwnBallot, Poll, PollOption, Wave } from '@podium/shared/polls.ts'
import { Button } from '../../ui/Button.tsx'
import { Swatch } from '../../ui/graphics/Swatch.tsx'
import { Ballot } from './Ballot.tsx'
import { PollSteps } from './PollSteps.tsx'
import { ResultTable } from './ResultTable.tsx'
import { currentPoll, isOver, openWave, ownChoice } from './view.ts'

export interface PollTabProps {
  readonly polls: readonly Poll[]
  readonly ownBallots: readonly OwnBallot[]
  readonly isConnected: boolean
  readonly onVote: (poll: Poll, wave: Wave, option: PollOption) => Promise<string | null>
  readonly onToQuestions: () => void
}

/** The poll tab in each of its states: nothing, ballot, closed, result. */
export function PollTab({ polls, ownBallots, isConnected, onVote, onToQuestions }: PollTabProps) {
  const { t } = useTranslation('polls')
  const poll = currentPoll(polls)
  if (!poll) {
    return (
      <div className="empty">
        <h2>{t('emptyTitle')}</h2>
        <p>{t('emptyText')}</p>
      </div>
    )
  }
  const wave = openWave(poll)
  const before = ownChoice(poll, ownBallots, poll.kind === 'debate' ? 'before' : 'only')
  return (
    <>
      {poll.kind === 'debate' && <PollSteps poll={poll} />}
      {wave ? (
        <Ballot
          // A new wave is a new ballot.
          key={`${poll.id} ${wave.name}`}
          poll={poll}
          wave={wave}
          cast={ownChoice(poll, ownBallots, wave.name)}
          earlier={wave.name === 'after' ? before : null}
          isConnected={isConnected}
          onVote={(option) => onVote(poll, wave, option)}
        />
      ) : poll.isRevealed ? (
        <div className="stack">
          <Yours
            before={before}
            after={poll.kind === 'debate' ? ownChoice(poll, ownBallots, 'after') : null}
            isDebate={poll.kind === 'debate'}
          />
          <ResultTable poll={poll} />
        </div>
      ) : (
        <div className="stack">
          <p className="poll-q">{isOver(poll) ? t('closedLast') : t('closedBefore')}</p>
          <div className="yours">
            <span className="t-sm t-2 yours-head">{isOver(poll) || poll.kind === 'choice' ? t('yourVote') : t('yourVoteBefore')}</span>
            <Choice option={isOver(poll) && poll.kind === 'debate' ? (ownChoice(poll, ownBallots, 'after') ?? before) : before} />
          </div>
          {isOver(poll) ? (
            <p>{t('hiddenUntilReveal')}</p>
          ) : (
            <>
              <p>{t('hiddenUntilAfter')}</p>
              <p className="hint">{t('untilThen')}</p>
            </>
          )}
          <div>
            <Button onPress={onToQuestions}>{t('toQuestions')}</Button>
          </div>
        </div>
      )}
    </>
  )
}

function Yours({
  before,
  after,
  isDebate,
}: {
  readonly before: PollOption | null
  readonly after: PollOption | null
  readonly isDebate: boolean
}) {
  const { t } = useTranslation('polls')
  if (!before && !after) return null
  return (
    <div className="yours">
      <span className="t-sm t-2 yours-head">{t('yourVote')}</span>
      <Choice option={before} />
      {isDebate && (
        <>
          <span aria-hidden="true">→</span>
          <Choice option={after} />
        </>
      )}
    </div>
  )
}

function Choice({ option }: { readonly option: PollOption | null }) {
  const { t } = useTranslation('polls')
  if (!option) return <span>{t('notVoted')}</span>
  return (
    <>
      {option.stance && <Swatch stance={option.stance} isSmall />} <b>{option.label}</b>
    </>
  )
}
