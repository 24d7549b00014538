// A wave opened again changes numbers that were told before: no difference between them may give single votes away (SPEC P26). Pure.
import type { PollKind, PollResult, WaveName } from '@podium/shared/polls.ts'
import { type Ballot, MIN_VOTERS, NO_NUMBERS, pairsOf } from './results.ts'

/** What each told number is a sum of: by name, the answer that each pseudonym contributes. */
export type Sources = ReadonlyMap<string, ReadonlyMap<string, string>>

/** The sources of everything a result tells. */
export function sourcesOf(kind: PollKind, ballots: readonly Ballot[]): Sources {
  if (kind !== 'debate') return new Map([['only', new Map(ballots.map(({ voteKey, choice }) => [voteKey, choice]))]])
  const pairs = pairsOf(ballots)
  const middle = ballots.filter(({ wave, voteKey }) => wave === 'middle' && pairs.has(voteKey))
  return new Map([
    ['before', new Map([...pairs].map(([key, { before }]) => [key, before]))],
    ['middle', new Map(middle.map(({ voteKey, choice }) => [voteKey, choice]))],
    ['after', new Map([...pairs].map(([key, { after }]) => [key, after]))],
    ['pair', new Map([...pairs].map(([key, { before, after }]) => [key, `${before} ${after}`]))],
  ])
}

/**
 * The sources that may be told beside what was told already: each differs from each in no voter or in at least five.
 * @param isConfidential false: everything may be told.
 */
export function tellable(next: Sources, before: readonly Sources[], isConfidential: boolean): ReadonlySet<string> {
  const isFree = (name: string) => before.every((earlier) => !isTooClose(next.get(name), earlier.get(name)))
  return new Set([...next.keys()].filter((name) => !isConfidential || isFree(name)))
}

function isTooClose(a: ReadonlyMap<string, string> | undefined, b: ReadonlyMap<string, string> | undefined): boolean {
  if (a === undefined || b === undefined) return false
  let different = 0
  for (const [key, choice] of a) if (b.get(key) !== choice) different += 1
  for (const key of b.keys()) if (!a.has(key)) different += 1
  return different > 0 && different < MIN_VOTERS
}

/** The sources that were told at one moment: of fewer than five voters none ever is. */
export function told(sources: Sources, names: ReadonlySet<string>): Sources {
  return new Map([...sources].filter(([name, answers]) => names.has(name) && answers.size >= MIN_VOTERS))
}

/** The answers of one wave by pseudonym. */
export function votesIn(ballots: readonly Ballot[], name: WaveName): Map<string, string> {
  return new Map(ballots.filter(({ wave }) => wave === name).map(({ voteKey, choice }) => [voteKey, choice]))
}

/** The result without the numbers that may not be told; counts of people always stay. */
export function withholding(result: PollResult, names: ReadonlySet<string>): PollResult {
  switch (result.kind) {
    case 'choice':
    case 'multiple': {
      return names.has('only') ? result : { ...result, tallies: null }
    }
    case 'scale': {
      return names.has('only') ? result : { ...result, tallies: null, mean: null, median: null }
    }
    case 'words': {
      return names.has('only') ? result : { ...result, groups: null }
    }
    case 'debate': {
      const isWhole = names.has('before') && names.has('after') && names.has('pair')
      return {
        ...result,
        ...(isWhole ? {} : NO_NUMBERS),
        before: names.has('before') ? result.before : null,
        after: names.has('after') ? result.after : null,
        middle: names.has('middle') ? result.middle : null,
      }
    }
  }
}
