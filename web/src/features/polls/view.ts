// What the poll tab shows. Pure.
import type { DebateResult, OwnBallot, Poll, PollOption, Tally, Wave } from '@podium/shared/polls.ts'

export type PollStep = 'before' | 'debate' | 'after' | 'result'

/** The poll everybody is busy with: the open one, else the one opened last; null before the first. */
export function currentPoll(polls: readonly Poll[]): Poll | null {
  const started = polls.filter((poll) => lastOpenedAt(poll) !== null)
  return (
    started.find((poll) => openWave(poll) !== null) ??
    started.toSorted((a, b) => (lastOpenedAt(b) ?? 0) - (lastOpenedAt(a) ?? 0))[0] ??
    null
  )
}

/** The wave that takes ballots now; null while none does. */
export function openWave(poll: Poll): Wave | null {
  return poll.waves.find(({ state }) => state === 'open') ?? null
}

/** Whether every wave has been closed. */
export function isOver(poll: Poll): boolean {
  return poll.waves.every(({ state }) => state === 'closed')
}

/** Where a debate stands. */
export function stepOf(poll: Poll): PollStep {
  if (poll.isRevealed) return 'result'
  const [before, after] = poll.waves
  if (after?.state === 'open' || after?.state === 'closed') return 'after'
  return before?.state === 'closed' ? 'debate' : 'before'
}

/** The option this seat chose in a wave; null where it did not vote. */
export function ownChoice(poll: Poll, ballots: readonly OwnBallot[], wave: Wave['name']): PollOption | null {
  const ballot = ballots.find((own) => own.pollId === poll.id && own.wave === wave)
  if (ballot?.choice.kind !== 'options') return null
  const [chosen] = ballot.choice.optionIds
  return poll.options.find(({ id }) => id === chosen) ?? null
}

/** The ballots of a seat after one more, which replaces an earlier one of the same wave. */
export function withBallot(ballots: readonly OwnBallot[], cast: OwnBallot): OwnBallot[] {
  return [...ballots.filter((own) => own.pollId !== cast.pollId || own.wave !== cast.wave), cast]
}

export type Verdict =
  | {
      readonly kind: 'debate'
      readonly switchers: number
      readonly matched: number
      readonly net: { readonly label: string; readonly gain: number; readonly lead: 'none' | 'new' | 'still' } | null
    }
  | { readonly kind: 'leader'; readonly label: string; readonly count: number; readonly total: number }
  | { readonly kind: 'tie'; readonly count: number; readonly total: number }
  | { readonly kind: 'too_few' }

/** The one honest sentence about a revealed poll; null before the reveal. */
export function verdictOf(poll: Poll): Verdict | null {
  if (!poll.result) return null
  if (poll.result.kind === 'debate') return debateVerdict(poll, poll.result)
  if (poll.result.kind === 'words') return null
  const { tallies, ballots } = poll.result
  if (!tallies) return { kind: 'too_few' }
  const best = Math.max(...tallies.map(({ count }) => count))
  const leaders = tallies.filter(({ count }) => count === best)
  const label = poll.options.find(({ id }) => id === leaders[0]?.optionId)?.label
  if (leaders.length !== 1 || label === undefined) return { kind: 'tie', count: best, total: ballots }
  return { kind: 'leader', label, count: best, total: ballots }
}

function debateVerdict(poll: Poll, result: DebateResult): Verdict {
  const { before, after, switchers, matched } = result
  if (!before || !after || switchers === null) return { kind: 'too_few' }
  const gains = poll.options.map((option) => ({ option, gain: countOf(after, option) - countOf(before, option) }))
  const best = gains.toSorted((a, b) => b.gain - a.gain)[0]
  if (!best || best.gain <= 0 || gains.filter(({ gain }) => gain === best.gain).length > 1)
    return { kind: 'debate', switchers, matched, net: null }
  const isAhead = (tallies: readonly Tally[]) =>
    poll.options.every((other) => other.id === best.option.id || countOf(tallies, other) < countOf(tallies, best.option))
  const lead = !isAhead(after) ? 'none' : isAhead(before) ? 'still' : 'new'
  return { kind: 'debate', switchers, matched, net: { label: best.option.label, gain: best.gain, lead } }
}

/** How many chose an option. */
export function countOf(tallies: readonly Tally[], option: PollOption): number {
  return tallies.find(({ optionId }) => optionId === option.id)?.count ?? 0
}

function lastOpenedAt(poll: Poll): number | null {
  const opened = poll.waves.flatMap(({ openedAt }) => openedAt ?? [])
  return opened.length === 0 ? null : Math.max(...opened)
}
