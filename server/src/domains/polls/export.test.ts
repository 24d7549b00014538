import { describe, expect, it } from 'vitest'
import type { DebateResult, PollOption, PollResult } from '@podium/shared/polls.ts'
import { OptionId, PollId } from '@podium/shared/primitives.ts'
import { newId } from '../../adapters/clock.ts'
import type { StoredVersion } from './ballots.ts'
import { decideOptions, wavesOf } from './drafts.ts'
import { pollRows } from './export.ts'
import { NO_STATISTICS } from './report.ts'
import type { StoredPoll } from './rules.ts'

function poll(kind: StoredPoll['kind'], labels: string[]): StoredPoll {
  return {
    id: PollId.parse(newId()),
    kind,
    text: '=Formel?',
    options: decideOptions(kind, labels).map((option): PollOption => ({ ...option, id: OptionId.parse(newId()) })),
    itemId: null,
    isConfidential: true,
    isFrozen: true,
    isRevealed: true,
    isArchived: false,
    early: null,
    result: null,
    isFinal: false,
    waves: wavesOf(kind).map((name) => ({
      name,
      state: 'closed',
      version: 2,
      openedAt: 0,
      closedAt: 1,
      closesAt: null,
      present: 8,
      ballots: 7,
    })),
  }
}

const rowsOf = (stored: StoredPoll, result: PollResult | null, versions: StoredVersion[] = []) =>
  pollRows([{ poll: stored, result, statistics: NO_STATISTICS, versions }])
    .slice(1)
    .map((row) => row.slice(3))

describe('export of polls', () => {
  it('P32 P33 Tells turnout, sums and every version, one number per row', () => {
    const stored = poll('scale', ['nie', '', '', '', 'oft'])
    const counts = [1, 0, 2, 0, 4]
    const tallies = stored.options.map(({ id }, index) => ({ optionId: id, count: counts[index] ?? 0 }))
    const version: StoredVersion = {
      edition: 1,
      wave: 'only',
      version: 1,
      openedAt: 0,
      closedAt: 1,
      ballots: 5,
      present: 6,
      wasShown: true,
      numbers: null,
    }
    expect(rowsOf(stored, { kind: 'scale', ballots: 7, tallies, mean: 3.86, median: 5 }, [version])).toEqual([
      ['', 1, 'Stimmen', '', '', 5],
      ['', 1, 'Anwesende am Ende', '', '', 6],
      ['', 1, 'Beteiligung in Prozent', '', '', 83.3],
      ['', 1, 'Stimmen je Antwort', '', '', 'zurückgehalten'],
      ['', 2, 'Stimmen', '', '', 7],
      ['', 2, 'Anwesende am Ende', '', '', 8],
      ['', 2, 'Beteiligung in Prozent', '', '', 87.5],
      ['', null, 'Stimmen je Antwort', 'nie', '', 1],
      ['', null, 'Stimmen je Antwort', '2', '', 0],
      ['', null, 'Stimmen je Antwort', '3', '', 2],
      ['', null, 'Stimmen je Antwort', '4', '', 0],
      ['', null, 'Stimmen je Antwort', 'oft', '', 4],
      ['', null, 'Mittelwert', '', '', 3.86],
      ['', null, 'Median', '', '', 5],
    ])
  })

  it('P32 Hidden cells and withheld numbers of a debate stay withheld', () => {
    const stored = poll('debate', [])
    const result: DebateResult = {
      kind: 'debate',
      matched: 60,
      beforeOnly: 2,
      afterOnly: 1,
      before: null,
      after: null,
      middle: null,
      switchers: null,
      moves: [
        [18, null, null],
        [null, 4, null],
        [null, null, 15],
      ],
      shifts: null,
      margin: null,
      verdict: null,
      isInfluenced: false,
    }
    const rows = rowsOf(stored, result)
    expect(rows.filter((row) => row[2] === 'Wanderung' && row[5] === 'zurückgehalten')).toHaveLength(6)
    expect(rows.find((row) => row[2] === 'Urteil')?.[5]).toBe('zurückgehalten')
    expect(rows.find((row) => row[2] === 'Intervalle und Tests')?.[5]).toBe('zurückgehalten')
    expect(rowsOf(stored, null).every((row) => ['Stimmen', 'Anwesende am Ende', 'Beteiligung in Prozent'].includes(String(row[2])))).toBe(
      true,
    )
  })
})
