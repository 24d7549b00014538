// What one honest sentence can say about a revealed poll. Pure.
import type { DebateResult, Poll, PollResult, Tally, Verdict as DebateVerdict } from '@podium/shared/polls.ts'
import { optionText } from './view.ts'

export type Verdict =
  | {
      readonly kind: 'debate'
      readonly switchers: number
      readonly matched: number
      readonly verdict: DebateVerdict
      /** The side that moved the picture most; null where JA and NEIN shifted by the same points. */
      readonly shift: { readonly label: string; readonly points: number; readonly isGain: boolean } | null
    }
  | { readonly kind: 'leader'; readonly of: 'choice' | 'multiple'; readonly label: string; readonly count: number; readonly total: number }
  | { readonly kind: 'tie'; readonly of: 'choice' | 'multiple'; readonly count: number; readonly total: number }
  | { readonly kind: 'scale'; readonly mean: number; readonly median: number; readonly ballots: number }
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly count: number }
  | { readonly kind: 'no_words' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'too_few'; readonly of: 'debate' | 'other' }

const MOST_WORDS = 3

/** The one honest sentence about a revealed poll; null before the reveal. */
export function verdictOf(poll: Poll): Verdict | null {
  const { result } = poll
  if (!result) return null
  switch (result.kind) {
    case 'debate':
      return debateVerdict(poll, result)
    case 'choice':
    case 'multiple':
      return result.tallies ? leaderOf(poll, result.kind, result.tallies, result.ballots) : { kind: 'too_few', of: 'other' }
    case 'scale':
      if (result.ballots === 0 && result.tallies) return { kind: 'nobody' }
      if (result.mean === null || result.median === null) return { kind: 'too_few', of: 'other' }
      return { kind: 'scale', mean: result.mean, median: result.median, ballots: result.ballots }
    case 'words':
      return wordsVerdict(result)
  }
}

function leaderOf(poll: Poll, of: 'choice' | 'multiple', tallies: readonly Tally[], total: number): Verdict {
  const best = Math.max(0, ...tallies.map(({ count }) => count))
  if (best === 0) return { kind: 'nobody' }
  const leaders = poll.options.filter(({ id }) => tallies.some((tally) => tally.optionId === id && tally.count === best))
  const [leader] = leaders
  if (leaders.length !== 1 || !leader) return { kind: 'tie', of, count: best, total }
  return { kind: 'leader', of, label: optionText(poll, leader), count: best, total }
}

function wordsVerdict({ groups }: Extract<PollResult, { kind: 'words' }>): Verdict {
  if (!groups) return { kind: 'too_few', of: 'other' }
  const [first] = groups
  if (!first) return { kind: 'no_words' }
  const leaders = groups.filter(({ count }) => count === first.count)
  return { kind: 'words', words: leaders.slice(0, MOST_WORDS).map(({ word }) => word), count: first.count }
}

function debateVerdict(poll: Poll, { switchers, matched, shifts, margin, verdict }: DebateResult): Verdict {
  if (!shifts || switchers === null || margin === null || verdict === null) return { kind: 'too_few', of: 'debate' }
  const sideOf = (stance: 'for' | 'against') => {
    const option = poll.options.find((candidate) => candidate.stance === stance)
    return { label: option?.label ?? '', points: shifts.find(({ optionId }) => optionId === option?.id)?.points ?? 0 }
  }
  const [ahead, behind] = margin >= 0 ? [sideOf('for'), sideOf('against')] : [sideOf('against'), sideOf('for')]
  // Where the side ahead gained nothing, the other side's loss is the news.
  const told = ahead.points > 0 ? ahead : behind
  const shift = margin === 0 || told.points === 0 ? null : { label: told.label, points: Math.abs(told.points), isGain: told.points > 0 }
  return { kind: 'debate', switchers, matched, verdict, shift }
}

/** Flows that are not told one by one: their sum, and whether people who kept their answer are among them; null where every flow is told. */
export function untoldMoves(result: DebateResult): { readonly count: number; readonly hasStays: boolean } | null {
  const { moves, matched } = result
  if (!moves || !moves.some((row) => row.includes(null))) return null
  const told = moves.flat().reduce<number>((sum, count) => sum + (count ?? 0), 0)
  return { count: matched - told, hasStays: moves.some((row, index) => row[index] === null) }
}
