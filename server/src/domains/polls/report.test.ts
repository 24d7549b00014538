import { describe, expect, it } from 'vitest'
import type { PollOption } from '@podium/shared/polls.ts'
import { OptionId } from '@podium/shared/primitives.ts'
import { newId } from '../../adapters/clock.ts'
import { statisticsOf } from './report.ts'
import type { Ballot } from './results.ts'

const options = (['for', 'undecided', 'against'] as const).map((stance): PollOption => ({
  id: OptionId.parse(newId()),
  label: stance,
  stance,
}))
const ballotsOf = (table: readonly (readonly number[])[]): Ballot[] =>
  table.flatMap((row, i) =>
    row.flatMap((count, j) =>
      Array.from({ length: count }, (_, person): Ballot[] => [
        { wave: 'before', voteKey: `${i}-${j}-${person}`, choice: options[i]?.id ?? '' },
        { wave: 'after', voteKey: `${i}-${j}-${person}`, choice: options[j]?.id ?? '' },
      ]).flat(),
    ),
  )

describe('what staff may read beside a result', () => {
  it('P23 The reference table: paired t interval, Newcombe intervals to one decimal, tests in full', () => {
    const { shown, tests } = statisticsOf(
      options,
      ballotsOf([
        [18, 1, 3],
        [9, 4, 3],
        [5, 2, 15],
      ]),
    )
    expect(shown.margin).toEqual({ interval: { from: -4.2, to: 40.9 }, excludesZero: false })
    expect(shown.shifts?.[0]?.interval).toEqual({ from: 2.9, to: 29.3 })
    expect(tests?.signFlip.toFixed(5)).toBe('0.14524')
    expect(tests?.stuartMaxwell.p.toFixed(5)).toBe('0.03318')
    expect(tests?.bhapkar.chiSquare?.toFixed(4)).toBe('7.6841')
    expect(tests?.mcNemar[0]?.exact.toFixed(5)).toBe('0.03088')
  })

  it('P23 Below fifty voters no interval is told for the margin, only whether it excludes zero', () => {
    const { shown } = statisticsOf(
      options,
      ballotsOf([
        [3, 0, 0],
        [4, 1, 0],
        [3, 0, 1],
      ]),
    )
    expect(shown.margin).toEqual({ interval: null, excludesZero: true })
  })

  it('P23 Nothing is told of fewer than five matched voters, nor where it would give a hidden cell away', () => {
    const nothing = { shown: { margin: null, shifts: null }, tests: null }
    expect(statisticsOf(options, ballotsOf([[4]]))).toEqual(nothing)
    // One moved cell and nothing beside it to hide it among.
    expect(
      statisticsOf(
        options,
        ballotsOf([
          [10, 1, 0],
          [0, 5, 0],
          [0, 0, 8],
        ]),
      ),
    ).toEqual(nothing)
  })

  it('P23 An infinite statistic is told as such and breaks nothing', () => {
    const { tests } = statisticsOf(options, ballotsOf([[0, 0, 12]]))
    expect(tests?.bhapkar.chiSquare).toBeNull()
    expect(JSON.parse(JSON.stringify(tests))).toEqual(tests)
  })
})
