import { useTranslation } from 'react-i18next'
import type { DebateResult, Poll, PollOption, Tally } from '@podium/shared/polls.ts'
import { OpinionFlow } from '../../ui/graphics/OpinionFlow.tsx'
import { PollBars } from '../../ui/graphics/PollBars.tsx'
import { countOf } from './view.ts'

/** The picture of a revealed poll; nothing where too few voted to show one. `own` is this seat's answer in an ordinary poll. */
export function ResultPicture({ poll, own }: { readonly poll: Poll; readonly own: PollOption | null }) {
  const { t } = useTranslation('polls')
  const { result } = poll
  if (!result) return null
  if (result.kind === 'debate') return <DebateFlow poll={poll} result={result} />
  if (result.kind === 'words') return null
  const { tallies } = result
  if (!tallies) return null
  return (
    <PollBars
      label={t('barsLabel')}
      total={result.ballots}
      countText={(count) => t('barCount', { count })}
      bars={poll.options.map((option) => ({
        key: option.id,
        label: option.label,
        count: countOf(tallies, option),
        stance: option.stance,
        own: option.id === own?.id ? t('yourVote') : null,
      }))}
    />
  )
}

function DebateFlow({ poll, result }: { readonly poll: Poll; readonly result: DebateResult }) {
  const { t } = useTranslation('polls')
  const { before, after, moves } = result
  if (!before || !after) return null
  if (!moves) return <BeforeAfter poll={poll} before={before} after={after} matched={result.matched} />
  return (
    <>
      <OpinionFlow
        answers={poll.options.map((option) => ({
          label: option.label,
          ...(option.stance === 'undecided' ? { shortLabel: t('undecidedShort') } : {}),
          stance: option.stance ?? 'undecided',
          before: countOf(before, option),
          after: countOf(after, option),
        }))}
        moves={moves}
        texts={{
          title: t('flowTitle', { count: result.matched }),
          before: t('flowBefore'),
          after: t('flowAfter'),
          stay: (count) => t('flowStay', { count }),
          changed: t('flowChanged'),
          kept: t('flowKept'),
          meaning: t('flowMeaning'),
        }}
      />
      {moves.some((row) => row.includes(null)) && <p className="hint">{t('flowHidden')}</p>}
    </>
  )
}

/** Sums alone, where the flows would give single votes away. */
function BeforeAfter({
  poll,
  before,
  after,
  matched,
}: {
  readonly poll: Poll
  readonly before: readonly Tally[]
  readonly after: readonly Tally[]
  readonly matched: number
}) {
  const { t } = useTranslation('polls')
  const bars = (tallies: readonly Tally[]) =>
    poll.options.map((option) => ({
      key: option.id,
      label: option.label,
      count: countOf(tallies, option),
      stance: option.stance,
      own: null,
    }))
  return (
    <div className="reveal-pair">
      <div>
        <h3 className="h-sub">{t('flowBefore')}</h3>
        <PollBars label={t('flowBefore')} total={matched} countText={(count) => t('barCount', { count })} bars={bars(before)} />
      </div>
      <div>
        <h3 className="h-sub">{t('flowAfter')}</h3>
        <PollBars label={t('flowAfter')} total={matched} countText={(count) => t('barCount', { count })} bars={bars(after)} />
      </div>
    </div>
  )
}
