// From ballots to the numbers that may be published (debate-polls §3–5).
import type { ChoiceResult, DebateResult, PollKind, PollResult, Tally, WaveName } from '@podium/shared/polls.ts'
import type { OptionId } from '@podium/shared/primitives.ts'
import { suppress, type Table } from './suppression.ts'

/** No tally below this many voters. */
const MIN_VOTERS = 5
/** No table of moves below this many matched voters. */
const MIN_MATCHED_FOR_MOVES = 10

/** One ballot under its pseudonym. */
export interface Ballot {
  readonly wave: WaveName
  readonly voteKey: string
  readonly optionId: OptionId
}

/** The publishable result of a poll from all its ballots. */
export function resultOf(
  poll: { readonly kind: PollKind; readonly isConfidential: boolean },
  options: readonly OptionId[],
  ballots: readonly Ballot[],
): PollResult {
  return poll.kind === 'debate' ? debateResult(options, ballots) : choiceResult(options, ballots, poll.isConfidential ? MIN_VOTERS : 0)
}

/** P11: tallies from so many ballots on. */
function choiceResult(options: readonly OptionId[], ballots: readonly Ballot[], minVoters: number): ChoiceResult {
  const tallies = options.map((optionId): Tally => ({ optionId, count: ballots.filter((ballot) => ballot.optionId === optionId).length }))
  return { kind: 'choice', ballots: ballots.length, tallies: ballots.length < minVoters ? null : tallies }
}

/** P12, P13: how the same people moved; whoever voted once is only counted. */
function debateResult(options: readonly OptionId[], ballots: readonly Ballot[]): DebateResult {
  const before = new Map(ballots.filter((ballot) => ballot.wave === 'before').map((ballot) => [ballot.voteKey, ballot.optionId]))
  const after = new Map(ballots.filter((ballot) => ballot.wave === 'after').map((ballot) => [ballot.voteKey, ballot.optionId]))
  const table = options.map(() => options.map(() => 0))
  let matched = 0
  for (const [voteKey, from] of before) {
    const to = after.get(voteKey)
    const row = table[options.indexOf(from)]
    if (to === undefined || row === undefined) continue
    const column = options.indexOf(to)
    row[column] = (row[column] ?? 0) + 1
    matched += 1
  }
  return {
    kind: 'debate',
    matched,
    beforeOnly: before.size - matched,
    afterOnly: after.size - matched,
    ...matchedNumbers(options, table, matched),
  }
}

/** The numbers of the matched table that may be shown. */
export function matchedNumbers(
  options: readonly OptionId[],
  table: Table,
  matched: number,
): Pick<DebateResult, 'before' | 'after' | 'switchers' | 'moves'> {
  if (matched < MIN_VOTERS) return { before: null, after: null, switchers: null, moves: null }
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  return {
    before: options.map((optionId, i) => ({ optionId, count: sum(table[i] ?? []) })),
    after: options.map((optionId, j) => ({ optionId, count: sum(table.map((row) => row[j] ?? 0)) })),
    switchers: matched - sum(options.map((_, i) => table[i]?.[i] ?? 0)),
    moves: matched < MIN_MATCHED_FOR_MOVES ? null : suppress(table),
  }
}
