// The numbers of polls as rows of a table, one number per row; never one row per vote (debate-polls §8). Pure.
import type { DebateResult, PollKind, PollOption, PollResult, Tally, WaveName } from '@podium/shared/polls.ts'
import type { Cell } from '../../adapters/csv.ts'
import type { StoredStatistics } from '../../adapters/database/tables.ts'
import type { StoredVersion } from './ballots.ts'
import { labelOf } from './results.ts'
import type { StoredPoll, StoredWave } from './rules.ts'

/** A poll with everything that may be told about it. */
export interface ToldPoll {
  readonly poll: StoredPoll
  /** Null while a wave is still to come. */
  readonly result: PollResult | null
  readonly statistics: StoredStatistics
  readonly versions: readonly StoredVersion[]
}

const HEAD = ['Nr', 'Umfrage', 'Art', 'Runde', 'Fassung', 'Angabe', 'Antwort', 'Antwort nachher', 'Wert'] as const
const KINDS: Record<PollKind, string> = {
  choice: 'Einfachauswahl',
  multiple: 'Mehrfachauswahl',
  scale: 'Skala 1–5',
  words: 'Wörter',
  debate: 'Debatte',
}
const WAVES: Record<WaveName, string> = { only: '', before: 'vorher', middle: 'Mitte', after: 'nachher' }
const VERDICTS = { clear: 'deutlich', narrow: 'knapp', tie: 'Patt' } as const
/** Stands where a number would give single votes away. */
const KEPT_BACK = 'zurückgehalten'

interface Fact {
  readonly wave?: WaveName
  readonly version?: number
  readonly what: string
  readonly option?: string
  readonly optionAfter?: string
  readonly value: Cell
}

/** The whole table, heading first. */
export function pollRows(polls: readonly ToldPoll[]): Cell[][] {
  const rows = polls.flatMap((told, index) =>
    factsOf(told).map((fact): Cell[] => [
      index + 1,
      told.poll.text,
      KINDS[told.poll.kind],
      fact.wave === undefined ? '' : WAVES[fact.wave],
      fact.version ?? null,
      fact.what,
      fact.option ?? '',
      fact.optionAfter ?? '',
      fact.value ?? KEPT_BACK,
    ]),
  )
  return [[...HEAD], ...rows]
}

function factsOf({ poll, result, statistics, versions }: ToldPoll): Fact[] {
  return [
    ...versions.flatMap((version) => versionFacts(version)),
    ...poll.waves.flatMap((wave) => (wave.state === 'closed' ? turnoutFacts(wave.name, wave.version, wave) : [])),
    ...(poll.early === null ? [] : tallyFacts(poll.options, poll.early, 'vorab gezeigte Stimmen', 'before')),
    ...(result === null ? [] : resultFacts(poll.options, result)),
    ...(result?.kind === 'debate' ? statisticsFacts(poll.options, statistics) : []),
  ]
}

function turnoutFacts(wave: WaveName, version: number, { ballots, present }: Pick<StoredWave, 'ballots' | 'present'>): Fact[] {
  return [
    { wave, version, what: 'Stimmen', value: ballots ?? 0 },
    ...(present === null ? [] : [{ wave, version, what: 'Anwesende am Ende', value: present }]),
    ...(present === null || present === 0
      ? []
      : [{ wave, version, what: 'Beteiligung in Prozent', value: rounded((100 * (ballots ?? 0)) / present, 1) }]),
  ]
}

function versionFacts({ wave, version, ballots, present, numbers }: StoredVersion): Fact[] {
  const sums: Fact[] = (numbers ?? []).map(({ label, count }) => ({
    wave,
    version,
    what: 'Stimmen je Antwort',
    option: label,
    value: count,
  }))
  return [
    ...turnoutFacts(wave, version, { ballots, present }),
    ...(numbers === null ? [{ wave, version, what: 'Stimmen je Antwort', value: null }] : sums),
  ]
}

function tallyFacts(options: readonly PollOption[], tallies: readonly Tally[] | null, what: string, wave?: WaveName): Fact[] {
  const where = wave === undefined ? {} : { wave }
  if (tallies === null) return [{ ...where, what, value: null }]
  return tallies.map(({ count }, index) => ({ ...where, what, option: labelOf(options, index), value: count }))
}

function resultFacts(options: readonly PollOption[], result: PollResult): Fact[] {
  switch (result.kind) {
    case 'choice':
    case 'multiple': {
      return tallyFacts(options, result.tallies, 'Stimmen je Antwort')
    }
    case 'scale': {
      return [
        ...tallyFacts(options, result.tallies, 'Stimmen je Antwort'),
        { what: 'Mittelwert', value: result.mean },
        { what: 'Median', value: result.median },
      ]
    }
    case 'words': {
      const { groups } = result
      if (groups === null) return [{ what: 'Nennungen', value: null }]
      return groups.map(({ word, count }) => ({ what: 'Nennungen', option: word, value: count }))
    }
    case 'debate': {
      return debateFacts(options, result)
    }
  }
}

function debateFacts(options: readonly PollOption[], result: DebateResult): Fact[] {
  const label = (index: number) => labelOf(options, index)
  return [
    { what: 'vorher und nachher abgestimmt', value: result.matched },
    { what: 'nur vorher abgestimmt', value: result.beforeOnly },
    { what: 'nur nachher abgestimmt', value: result.afterOnly },
    ...tallyFacts(options, result.before, 'Stimmen derselben Personen', 'before'),
    ...(result.middle === null ? [] : tallyFacts(options, result.middle, 'Stimmen derselben Personen', 'middle')),
    ...tallyFacts(options, result.after, 'Stimmen derselben Personen', 'after'),
    ...(result.shifts ?? []).map(({ points }, index) => ({ what: 'Veränderung in Punkten', option: label(index), value: points })),
    { what: 'Position geändert', value: result.switchers },
    { what: 'Abstand JA gegen NEIN in Punkten', value: result.margin },
    { what: 'Urteil', value: result.verdict === null ? null : VERDICTS[result.verdict] },
    { what: 'Ergebnis beeinflusst', value: result.isInfluenced ? 'ja' : 'nein' },
    ...(result.moves === null
      ? [{ what: 'Wanderung', value: null }]
      : result.moves.flatMap((row, i) =>
          row.map((count, j) => ({ what: 'Wanderung', option: label(i), optionAfter: label(j), value: count })),
        )),
  ]
}

function statisticsFacts(options: readonly PollOption[], { shown, tests }: StoredStatistics): Fact[] {
  const { margin, shifts } = shown
  if (margin === null || shifts === null || tests === null) return [{ what: 'Intervalle und Tests', value: null }]
  const interval =
    margin.interval === null
      ? []
      : [
          { what: 'Abstand, 95-%-Intervall von', value: margin.interval.from },
          { what: 'Abstand, 95-%-Intervall bis', value: margin.interval.to },
        ]
  return [
    ...interval,
    { what: 'Abstand schließt 0 aus', value: margin.excludesZero ? 'ja' : 'nein' },
    ...shifts.flatMap(({ interval: { from, to } }, index) => [
      { what: 'Veränderung, 95-%-Intervall von (Newcombe)', option: labelOf(options, index), value: from },
      { what: 'Veränderung, 95-%-Intervall bis (Newcombe)', option: labelOf(options, index), value: to },
    ]),
    { what: 'Vorzeichen-Test, p', value: rounded(tests.signFlip, 5) },
    { what: 'Stuart-Maxwell, Chi-Quadrat', value: rounded(tests.stuartMaxwell.chiSquare, 4) },
    { what: 'Stuart-Maxwell, Freiheitsgrade', value: tests.stuartMaxwell.degreesOfFreedom },
    { what: 'Stuart-Maxwell, p', value: rounded(tests.stuartMaxwell.p, 5) },
    { what: 'Bhapkar, Chi-Quadrat', value: tests.bhapkar.chiSquare === null ? 'unendlich' : rounded(tests.bhapkar.chiSquare, 4) },
    { what: 'Bhapkar, p', value: rounded(tests.bhapkar.p, 5) },
    ...tests.mcNemar.flatMap(({ exact, midP }, index) => [
      { what: 'McNemar exakt, p', option: labelOf(options, index), value: rounded(exact, 5) },
      { what: 'McNemar mid-p, p', option: labelOf(options, index), value: rounded(midP, 5) },
    ]),
  ]
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}
