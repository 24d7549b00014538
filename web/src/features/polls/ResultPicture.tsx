import { useTranslation } from 'react-i18next'
import type { DebateResult, Poll, PollOption, Tally } from '@podium/shared/polls.ts'
import { type FlowTexts, OpinionFlow } from '../../ui/graphics/OpinionFlow.tsx'
import { PollBars } from '../../ui/graphics/PollBars.tsx'
import { countOf, optionText } from './view.ts'
import { untoldMoves } from './verdict.ts'

const WORDS_ON_STAGE = 10

/** The picture of a revealed poll; nothing where too few voted to show one. `own` are this seat's answers in an ordinary poll. */
export function ResultPicture({ poll, own }: { readonly poll: Poll; readonly own: readonly PollOption[] }) {
  const { t } = useTranslation('polls')
  const { result } = poll
  if (!result) return null
  switch (result.kind) {
    case 'debate':
      return <DebateFlow poll={poll} result={result} />
    case 'choice':
    case 'multiple':
    case 'scale':
      return (
        result.tallies && (
          <>
            <Bars poll={poll} tallies={result.tallies} total={result.ballots} label={t('barsLabel')} own={own} />
            {result.kind === 'multiple' && <p className="hint">{t('multipleCaption', { count: result.ballots })}</p>}
          </>
        )
      )
    case 'words': {
      const { groups, ballots } = result
      if (!groups || groups.length === 0) return null
      return (
        <>
          <PollBars
            label={t('barsLabel')}
            total={ballots}
            countText={(count) => t('times', { count })}
            bars={groups.slice(0, WORDS_ON_STAGE).map(({ word, count }) => ({ key: word, label: word, count, stance: null, own: null }))}
          />
          {groups.length > WORDS_ON_STAGE && <p className="hint">{t('moreWords', { count: groups.length - WORDS_ON_STAGE })}</p>}
        </>
      )
    }
  }
}

function Bars({
  poll,
  tallies,
  total,
  label,
  own = [],
}: {
  readonly poll: Poll
  readonly tallies: readonly Tally[]
  readonly total: number
  readonly label: string
  readonly own?: readonly PollOption[]
}) {
  const { t } = useTranslation('polls')
  return (
    <PollBars
      label={label}
      total={total}
      countText={(count) => t('barCount', { count })}
      bars={poll.options.map((option) => ({
        key: option.id,
        label: optionText(poll, option),
        count: countOf(tallies, option),
        stance: option.stance,
        own: own.includes(option) ? t('yourVote') : null,
      }))}
    />
  )
}

function DebateFlow({ poll, result }: { readonly poll: Poll; readonly result: DebateResult }) {
  const { t } = useTranslation('polls')
  const { before, after, middle, moves, matched } = result
  if (!before || !after) return null
  if (!moves) {
    return (
      <>
        <div className="reveal-pair">
          <Sums poll={poll} tallies={before} matched={matched} title={t('flowBefore')} />
          {middle && <Sums poll={poll} tallies={middle} matched={matched} title={t('flowMiddle')} />}
          <Sums poll={poll} tallies={after} matched={matched} title={t('flowAfter')} />
        </div>
        <p className="hint">{t('flowTooFew')}</p>
      </>
    )
  }
  const untold = untoldMoves(result)
  const texts: FlowTexts = {
    title: t('flowTitle', { count: matched }),
    before: t('flowBefore'),
    middle: t('stepMiddle'),
    after: t('flowAfter'),
    stay: (count) => t('flowStay', { count }),
    rest: (count) => (untold?.hasStays ? t('flowUntold', { count }) : t('flowRest', { count })),
    restKey: untold?.hasStays ? t('flowUntoldKey') : t('flowRestKey'),
    once: (count, isBefore) => (isBefore ? t('flowOnlyBefore', { count }) : t('flowOnlyAfter', { count })),
    onceKey: t('flowOnceKey'),
    changed: t('flowChanged'),
    kept: t('flowKept'),
    meaning: t('flowMeaning'),
  }
  return (
    <OpinionFlow
      answers={poll.options.map((option) => ({
        label: option.label,
        ...(option.stance === 'undecided' ? { shortLabel: t('undecidedShort') } : {}),
        stance: option.stance ?? 'undecided',
        before: countOf(before, option),
        middle: middle && countOf(middle, option),
        after: countOf(after, option),
      }))}
      moves={moves}
      beforeOnly={result.beforeOnly}
      afterOnly={result.afterOnly}
      texts={texts}
    />
  )
}

/** Sums alone, where the flows would give single votes away. */
function Sums({
  poll,
  tallies,
  matched,
  title,
}: {
  readonly poll: Poll
  readonly tallies: readonly Tally[]
  readonly matched: number
  readonly title: string
}) {
  return (
    <div>
      <h3 className="h-sub">{title}</h3>
      <Bars poll={poll} tallies={tallies} total={matched} label={title} />
    </div>
  )
}
