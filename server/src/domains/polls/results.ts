// From ballots to the numbers that may be published (debate-polls §3–5). Pure.
import type { DebateResult, PollKind, PollOption, PollResult, Tally, WaveName } from '@podium/shared/polls.ts'
import { cover } from './suppression.ts'
import { marginOf, shiftsOf, sumsOf, type Table, verdictOf } from './statistics.ts'
import { type Moderation, readGroups, shownGroups } from './words.ts'

/** No tally below this many voters. */
export const MIN_VOTERS = 5

/** One ballot under its pseudonym. */
export interface Ballot {
  readonly wave: WaveName
  readonly voteKey: string
  /** As stored: option ids with a space between, or the words. */
  readonly choice: string
}

/** What the numbers of a poll depend on besides its ballots. */
export interface Asked {
  readonly kind: PollKind
  readonly options: readonly PollOption[]
  readonly isConfidential: boolean
  /** Whether the room was shown sums of the first wave early. */
  readonly isInfluenced: boolean
  readonly moderation: Moderation
}

/** The publishable result of a poll from all its ballots. */
export function resultOf(poll: Asked, ballots: readonly Ballot[]): PollResult {
  const { kind, options } = poll
  const isShown = !poll.isConfidential || ballots.length >= MIN_VOTERS
  const common = { ballots: ballots.length, tallies: isShown ? talliesOf(options, ballots) : null }
  switch (kind) {
    case 'choice':
    case 'multiple': {
      return { kind, ...common }
    }
    case 'scale': {
      return { kind, ...common, ...scaleNumbers(common.tallies) }
    }
    case 'words': {
      const groups = readGroups(
        ballots.map(({ choice }) => choice),
        poll.moderation,
      )
      return { kind, ballots: ballots.length, groups: isShown ? shownGroups(groups) : null }
    }
    case 'debate': {
      return debateResult(options, ballots, poll.isInfluenced)
    }
  }
}

/** How many ballots hold each option, in the order of the options. */
export function talliesOf(options: readonly PollOption[], ballots: readonly Pick<Ballot, 'choice'>[]): Tally[] {
  const counts = new Map<string, number>()
  for (const { choice } of ballots) for (const id of choice.split(' ')) counts.set(id, (counts.get(id) ?? 0) + 1)
  return options.map(({ id }) => ({ optionId: id, count: counts.get(id) ?? 0 }))
}

/** The sums of ballots under the labels of their options, or under their words. */
export function labelled(poll: Asked, ballots: readonly Ballot[]): { label: string; count: number }[] {
  const words = ballots.map(({ choice }) => choice)
  if (poll.kind === 'words') return shownGroups(readGroups(words, poll.moderation)).map(({ word, count }) => ({ label: word, count }))
  return talliesOf(poll.options, ballots).map(({ count }, index) => ({ label: labelOf(poll.options, index), count }))
}

/** What an option is called; a step of a scale without a name by its number. */
export function labelOf(options: readonly PollOption[], index: number): string {
  const label = options[index]?.label ?? ''
  return label === '' ? String(index + 1) : label
}

/** Mean (two decimals) and median of a scale from 1 to 5; null without tallies or ballots. */
function scaleNumbers(tallies: readonly Tally[] | null): { mean: number | null; median: number | null } {
  const steps = (tallies ?? []).flatMap(({ count }, index) => Array.from({ length: count }, () => index + 1))
  const [low, high] = [steps[Math.floor((steps.length - 1) / 2)], steps[Math.floor(steps.length / 2)]]
  if (low === undefined || high === undefined) return { mean: null, median: null }
  return { mean: Math.round((100 * steps.reduce((sum, step) => sum + step, 0)) / steps.length) / 100, median: (low + high) / 2 }
}

/** Who moved where between before and after. */
export interface Moves {
  readonly table: Table
  readonly matched: number
  readonly beforeOnly: number
  readonly afterOnly: number
  /** The ballots of the matched in the middle wave. */
  readonly middle: readonly Ballot[]
}

/** P12: pairs the ballots of each pseudonym. */
export function movesOf(options: readonly PollOption[], ballots: readonly Ballot[]): Moves {
  const index = new Map<string, number>(options.map(({ id }, position) => [id, position]))
  const table = options.map(() => options.map(() => 0))
  const pairs = pairsOf(ballots)
  for (const { before, after } of pairs.values()) {
    const row = table[index.get(before) ?? -1]
    const column = index.get(after) ?? -1
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1
  }
  const count = (wave: WaveName) => ballots.filter((ballot) => ballot.wave === wave).length
  return {
    table,
    matched: pairs.size,
    beforeOnly: count('before') - pairs.size,
    afterOnly: count('after') - pairs.size,
    middle: ballots.filter(({ wave, voteKey }) => wave === 'middle' && pairs.has(voteKey)),
  }
}

/** Both answers of everybody who voted before and after. */
export function pairsOf(ballots: readonly Ballot[]): Map<string, { before: string; after: string }> {
  const before = new Map(ballots.filter(({ wave }) => wave === 'before').map(({ voteKey, choice }) => [voteKey, choice]))
  return new Map(
    ballots.flatMap(({ wave, voteKey, choice }) => {
      const first = before.get(voteKey)
      return wave === 'after' && first !== undefined ? [[voteKey, { before: first, after: choice }] as const] : []
    }),
  )
}

/** The score of each option for the Oxford margin: JA +1, NEIN −1, everything else 0. */
export function scoresOf(options: readonly PollOption[]): number[] {
  return options.map(({ stance }) => (stance === 'for' ? 1 : stance === 'against' ? -1 : 0))
}

/** P12, P13: how the same people moved; whoever voted once is only counted. */
function debateResult(options: readonly PollOption[], ballots: readonly Ballot[], isInfluenced: boolean): DebateResult {
  const { table, matched, beforeOnly, afterOnly, middle } = movesOf(options, ballots)
  return {
    kind: 'debate',
    matched,
    beforeOnly,
    afterOnly,
    ...matchedNumbers(options, table),
    middle: middle.length >= MIN_VOTERS ? talliesOf(options, middle) : null,
    isInfluenced,
  }
}

/** The numbers of a debate that tell how people moved. */
export type MatchedNumbers = Pick<DebateResult, 'before' | 'after' | 'switchers' | 'moves' | 'shifts' | 'margin' | 'verdict'>

/** No number about the matched at all. */
export const NO_NUMBERS = { before: null, after: null, switchers: null, moves: null, shifts: null, margin: null, verdict: null } as const

/** The numbers of the matched table that may be shown; all null below five matched voters. */
export function matchedNumbers(options: readonly PollOption[], table: Table): MatchedNumbers {
  const { voters, rows, columns, stayed } = sumsOf(table)
  if (voters < MIN_VOTERS) return NO_NUMBERS
  const scores = scoresOf(options)
  const { moves, tellsVerdict } = cover(table, scores)
  const shifts = shiftsOf(table)
  return {
    before: options.map(({ id }, i) => ({ optionId: id, count: rows[i] ?? 0 })),
    after: options.map(({ id }, j) => ({ optionId: id, count: columns[j] ?? 0 })),
    switchers: voters - stayed,
    moves,
    // Shifts and margin follow from the sums: they tell nothing more.
    shifts: options.map(({ id }, k) => ({ optionId: id, points: oneDecimal(shifts[k] ?? 0) })),
    margin: oneDecimal(marginOf(table, scores).points),
    verdict: tellsVerdict ? verdictOf(table, scores) : null,
  }
}

/** Rounded to one decimal, never minus zero. */
export function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10 + 0
}
