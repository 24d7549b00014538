import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bhapkar, excludesZero, marginOf, mcNemar, newcombe, signFlip, stuartMaxwell, tInterval, verdictOf } from './statistics.ts'
import { cover, type ShownTable } from './suppression.ts'

const SCORES = [1, 0, -1]
const suppress = (table: readonly (readonly number[])[]) => cover(table, SCORES).moves

type Nine = readonly [number, number, number, number, number, number, number, number, number]

const rows = ([a, b, c, d, e, f, g, h, i]: Nine) => [
  [a, b, c],
  [d, e, f],
  [g, h, i],
]

/** Every table an attacker can think of that fits all published numbers, found by trying them all. */
function compatible(table: readonly (readonly number[])[], shown: ShownTable): number[][] {
  const cells = table.flat()
  const sums = table.map((row) => row.reduce((total, count) => total + count, 0))
  const columns = [0, 1, 2].map((j) => table.reduce((total, row) => total + (row[j] ?? 0), 0))
  const diagonal = (cells[0] ?? 0) + (cells[4] ?? 0) + (cells[8] ?? 0)
  const found: number[][] = []
  const guess: number[] = []
  function tryCell(index: number): void {
    if (index === 9) {
      const fits = columns.every((sum, j) => (guess[j] ?? 0) + (guess[3 + j] ?? 0) + (guess[6 + j] ?? 0) === sum)
      if (fits && (guess[0] ?? 0) + (guess[4] ?? 0) + (guess[8] ?? 0) === diagonal) found.push([...guess])
      return
    }
    const [i, j] = [Math.floor(index / 3), index % 3]
    const left = (sums[i] ?? 0) - guess.slice(i * 3, index).reduce((total, count) => total + count, 0)
    const known = shown[i]?.[j] ?? null
    const last = known ?? left
    for (let value = j === 2 ? left : (known ?? 0); value <= Math.min(last, left); value += 1) {
      if (known !== null && value !== known) continue
      guess.push(value)
      tryCell(index + 1)
      guess.pop()
    }
  }
  tryCell(0)
  return found
}

const smallTable = fc.tuple(...Array.from({ length: 9 }, () => fc.nat(7))) as unknown as fc.Arbitrary<Nine> // nine cells exactly

describe('suppression', () => {
  it('P13 The reference table leaves exactly four tables possible', () => {
    const table = [
      [18, 1, 3],
      [9, 4, 3],
      [5, 2, 15],
    ]
    const shown = suppress(table)
    expect(shown).toEqual([
      [18, null, null],
      [null, 4, null],
      [null, null, 15],
    ])
    const possible = compatible(table, shown ?? [])
    expect(possible).toHaveLength(4)
    expect(new Set(possible.map((cells) => cells[1]))).toEqual(new Set([0, 1, 2, 3]))
  })

  it('P13 A table without small moving cells is shown whole', () => {
    expect(
      suppress([
        [20, 3, 4],
        [5, 6, 3],
        [9, 0, 16],
      ]),
    ).toEqual([
      [20, 3, 4],
      [5, 6, 3],
      [9, 0, 16],
    ])
  })

  it('P13 Where hiding cannot be proved safe, no table is shown', () => {
    expect(
      suppress([
        [10, 1, 0],
        [0, 5, 0],
        [0, 0, 8],
      ]),
    ).toBeNull()
  })

  it('P13 A hidden cell that could only be one of two values is too certain: no table is shown', () => {
    expect(
      suppress([
        [1, 2, 3],
        [0, 0, 0],
        [1, 5, 0],
      ]),
    ).toBeNull()
    expect(
      suppress([
        [5, 1, 2],
        [0, 0, 0],
        [4, 3, 4],
      ]),
    ).toBeNull()
  })

  it('P13 A hidden cell can never be computed, whatever the table', () => {
    let hidden = 0
    fc.assert(
      fc.property(smallTable, (nine) => {
        const table = rows(nine)
        const shown = suppress(table)
        if (shown === null || !shown.flat().includes(null)) return
        hidden += 1
        const possible = compatible(table, shown)
        for (const [index, cell] of shown.flat().entries()) {
          if (cell === null) expect(new Set(possible.map((cells) => cells[index])).size).toBeGreaterThanOrEqual(3)
        }
      }),
      { numRuns: 300, seed: 7 },
    )
    expect(hidden).toBeGreaterThan(20)
  })

  it('P13 No shown moving cell is below three unless it is empty', () => {
    fc.assert(
      fc.property(smallTable, (nine) => {
        const shown = suppress(rows(nine))
        shown?.forEach((row, i) => row.forEach((cell, j) => expect(i === j || cell === null || cell === 0 || cell >= 3).toBe(true)))
      }),
      { numRuns: 200 },
    )
  })

  it('P13 Whoever repeats the rule on every possible table still cannot tell a hidden cell', () => {
    fc.assert(
      fc.property(smallTable, (nine) => {
        const table = rows(nine)
        const shown = suppress(table)
        if (shown === null || !shown.flat().includes(null)) return
        const pattern = JSON.stringify(shown.map((row) => row.map((cell) => cell === null)))
        const alike = compatible(table, shown).filter((cells) => {
          const again = suppress([cells.slice(0, 3), cells.slice(3, 6), cells.slice(6)])
          return JSON.stringify(again?.map((row) => row.map((cell) => cell === null))) === pattern
        })
        for (const [index, cell] of shown.flat().entries()) {
          if (cell === null) expect(new Set(alike.map((cells) => cells[index])).size).toBeGreaterThanOrEqual(2)
        }
      }),
      { numRuns: 40, seed: 11 },
    )
  })

  it('P13 Given the verdict and every statistic that is told, each hidden cell still has three values', () => {
    let [withStatistics, withVerdictOnly] = [0, 0]
    fc.assert(
      fc.property(smallTable, (nine) => {
        const table = rows(nine)
        const { moves, tellsVerdict, tellsStatistics } = cover(table, SCORES)
        if (moves === null || !moves.flat().includes(null)) return
        expect(tellsVerdict).toBe(true)
        if (tellsStatistics) withStatistics += 1
        else withVerdictOnly += 1
        const toldOf = (cells: readonly number[]) => told([cells.slice(0, 3), cells.slice(3, 6), cells.slice(6)], tellsStatistics)
        const print = toldOf(nine)
        const possible = compatible(table, moves).filter((cells) => toldOf(cells) === print)
        for (const [index, cell] of moves.flat().entries()) {
          if (cell === null) expect(new Set(possible.map((cells) => cells[index])).size).toBeGreaterThanOrEqual(3)
        }
      }),
      { numRuns: 300, seed: 5 },
    )
    expect(withStatistics).toBeGreaterThan(20)
    expect(withVerdictOnly).toBeGreaterThan(0)
  })

  it('P13 Where no table is shown, the verdict takes no value from a small cell that the sums leave open', () => {
    const nothing = [0, 1, 2].map(() => [null, null, null])
    fc.assert(
      fc.property(fc.tuple(...Array.from({ length: 9 }, () => fc.nat(2))) as unknown as fc.Arbitrary<Nine>, (nine) => {
        const table = rows(nine)
        const { moves, tellsVerdict, tellsStatistics } = cover(table, SCORES)
        if (moves !== null) return
        expect(tellsStatistics).toBe(false)
        if (!tellsVerdict) return
        const verdict = verdictOf(table, SCORES)
        const all = compatible(table, nothing)
        const left = all.filter((cells) => verdictOf([cells.slice(0, 3), cells.slice(3, 6), cells.slice(6)], SCORES) === verdict)
        for (const [index, count] of nine.entries()) {
          if (index % 4 === 0 || count === 0 || count >= 3) continue
          const [before, after] = [all, left].map((tables) => new Set(tables.map((cells) => cells[index])).size)
          expect(after! >= 3 || after === before).toBe(true)
        }
      }),
      { numRuns: 150, seed: 3 },
    )
  })
})

/** Everything told about a table besides its sums, as it is rounded for reading. */
function told(table: readonly (readonly number[])[], withStatistics: boolean): string {
  const verdict = verdictOf(table, SCORES)
  if (!withStatistics) return verdict
  const round = (value: number | undefined) => Math.round((value ?? 0) * 10) / 10
  const intervals = [tInterval(marginOf(table, SCORES)), ...[0, 1, 2].map((option) => newcombe(table, option))]
  const tests = [
    signFlip(table, SCORES),
    stuartMaxwell(table).p,
    bhapkar(table).p,
    ...[0, 1, 2].map((option) => mcNemar(table, option).exact),
  ]
  return JSON.stringify([
    verdict,
    excludesZero(table, SCORES),
    ...intervals.map((interval) => [round(interval?.from), round(interval?.to)]),
    ...tests.map((p) => p.toFixed(5)),
  ])
}
