// How people moved between two votes, and whether a small wobble would tip it (debate-polls §5, §6). Pure.
import jStat from 'jstat'
import type { Verdict } from '@podium/shared/polls.ts'

/** Rows before, columns after. */
export type Table = readonly (readonly number[])[]

/** A 95 % interval or limits, in the unit of the estimate. */
export interface Interval {
  readonly from: number
  readonly to: number
}

/** From so many matched voters on the paired t interval is used, below it the exact sign-flip test. */
export const T_FROM_VOTERS = 50
/** A margin below this many percentage points is a tie, whatever its interval. */
const TIE_BELOW_POINTS = 5
const Z_95 = 1.959964

/** People and sums of a before/after table. */
export interface Sums {
  readonly voters: number
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  /** People on the diagonal: they kept their answer. */
  readonly stayed: number
}

/** Row sums (before), column sums (after) and the diagonal. */
export function sumsOf(table: Table): Sums {
  const indexes = table.map((_, index) => index)
  const rows = table.map((row) => sum(row))
  return {
    voters: sum(rows),
    rows,
    columns: indexes.map((j) => sum(indexes.map((i) => at(table, i, j)))),
    stayed: sum(indexes.map((i) => at(table, i, i))),
  }
}

/** Change of each option's share in percentage points, −100 to 100; empty without voters. */
export function shiftsOf(table: Table): number[] {
  const { voters, rows, columns } = sumsOf(table)
  if (voters === 0) return []
  return columns.map((after, k) => (100 * (after - (rows[k] ?? 0))) / voters)
}

/** The mean movement between NEIN (−1), UNENTSCHIEDEN (0) and JA (+1): the Oxford margin and what it rests on. */
export interface Margin {
  readonly voters: number
  /** Sum of the movements of everybody. */
  readonly score: number
  /** 100 × score ÷ voters, −200 to 200; 0 without voters. */
  readonly points: number
  /** Standard error of the mean movement; 0 below two voters. */
  readonly standardError: number
}

/** The margin of a table whose options have these scores. */
export function marginOf(table: Table, scores: readonly number[]): Margin {
  const movements = movementsOf(table, scores)
  const voters = sum(movements.map(({ people }) => people))
  const score = sum(movements.map(({ by, people }) => by * people))
  if (voters === 0) return { voters, score, points: 0, standardError: 0 }
  const mean = score / voters
  const squares = sum(movements.map(({ by, people }) => people * (by - mean) ** 2))
  return { voters, score, points: 100 * mean, standardError: voters < 2 ? 0 : Math.sqrt(squares / (voters - 1) / voters) }
}

/** Paired t interval of the margin in percentage points, 95 %; null below two voters. */
export function tInterval({ voters, points, standardError }: Margin): Interval | null {
  if (voters < 2) return null
  const reach = 100 * jStat.studentt.inv(0.975, voters - 1) * standardError
  return { from: points - reach, to: points + reach }
}

/** Exact sign-flip test: how often movements of these sizes in random directions would come as far as they did; 1 without any. */
export function signFlip(table: Table, scores: readonly number[]): number {
  const movements = movementsOf(table, scores)
  const people = (size: number) => sum(movements.filter(({ by }) => Math.abs(by) === size).map((movement) => movement.people))
  const [ones, twos] = [people(1), people(2)]
  if (ones + twos === 0) return 1
  const reached = Math.abs(sum(movements.map((movement) => movement.by * movement.people)))
  const [single, double] = [fairCoins(ones), fairCoins(twos)]
  let probability = 0
  for (const [up, p] of single.entries()) {
    for (const [doubleUp, q] of double.entries()) {
      if (Math.abs(2 * up - ones + 2 * (2 * doubleUp - twos)) >= reached) probability += p * q
    }
  }
  return Math.min(1, probability)
}

/** Whether chance alone would hardly move people as far: the interval from 50 voters on, the exact test below. */
export function excludesZero(table: Table, scores: readonly number[]): boolean {
  const margin = marginOf(table, scores)
  if (margin.voters < T_FROM_VOTERS) return signFlip(table, scores) < 0.05
  const interval = tInterval(margin)
  return interval !== null && (interval.from > 0 || interval.to < 0)
}

/** The verdict in words; tie without voters. */
export function verdictOf(table: Table, scores: readonly number[]): Verdict {
  const { voters, score } = marginOf(table, scores)
  // In whole numbers, so that exactly five points are five points.
  if (voters === 0 || Math.abs(score) * 100 < TIE_BELOW_POINTS * voters) return 'tie'
  return excludesZero(table, scores) ? 'clear' : 'narrow'
}

/** Wilson limits of a share, 95 %. */
export function wilson(count: number, voters: number): Interval {
  const [p, z] = [count / voters, Z_95]
  const reach = z * Math.sqrt(z * z + 4 * voters * p * (1 - p))
  const middle = 2 * voters * p + z * z
  return { from: (middle - reach) / (2 * (voters + z * z)), to: (middle + reach) / (2 * (voters + z * z)) }
}

/** What one option's voters did: both times, before only, after only, never. */
function fourfold(table: Table, option: number) {
  const { voters, rows, columns } = sumsOf(table)
  const both = at(table, option, option)
  const before = (rows[option] ?? 0) - both
  const after = (columns[option] ?? 0) - both
  return { voters, both, before, after, neither: voters - both - before - after }
}

/** Newcombe's paired interval of an option's shift in percentage points, 95 %; null without voters. */
export function newcombe(table: Table, option: number): Interval | null {
  const { voters, both: e, before: f, after: g, neither: h } = fourfold(table, option)
  if (voters === 0) return null
  const [p1, p2] = [(e + f) / voters, (e + g) / voters]
  const [w1, w2] = [wilson(e + f, voters), wilson(e + g, voters)]
  const phi = correlation(e, f, g, h, voters)
  const reach = (a: number, b: number) => Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b))
  const shift = p2 - p1
  return { from: 100 * (shift - reach(p2 - w2.from, w1.to - p1)), to: 100 * (shift + reach(w2.to - p2, p1 - w1.from)) }
}

/** The continuity-corrected phi of Newcombe's method 10. */
export function correlation(e: number, f: number, g: number, h: number, voters: number): number {
  const product = (e + f) * (g + h) * (e + g) * (f + h)
  if (product === 0) return 0
  const difference = e * h - f * g
  return (difference > 0 ? Math.max(difference - voters / 2, 0) : difference) / Math.sqrt(product)
}

/** McNemar's test of one option against the rest: exact and mid-p; 1 where nobody moved. */
export function mcNemar(table: Table, option: number): { exact: number; midP: number } {
  const { before, after } = fourfold(table, option)
  const movers = before + after
  if (movers === 0) return { exact: 1, midP: 1 }
  const coins = fairCoins(movers)
  const fewer = Math.min(before, after)
  const exact = Math.min(1, 2 * sum(coins.slice(0, fewer + 1)))
  return { exact, midP: before === after ? 1 : exact - (coins[fewer] ?? 0) }
}

/** A test of the whole table: the statistic, its degrees of freedom, its p-value. */
export interface TableTest {
  readonly chiSquare: number
  readonly degreesOfFreedom: number
  readonly p: number
}

/** Stuart–Maxwell test of marginal homogeneity; options nobody came to or left are dropped. */
export function stuartMaxwell(table: Table): TableTest {
  const { rows, columns } = sumsOf(table)
  const active = table.flatMap((_, i) => ((rows[i] ?? 0) === at(table, i, i) && (columns[i] ?? 0) === at(table, i, i) ? [] : [i]))
  // Any one option may be left out: its difference follows from the others.
  const kept = active.slice(1)
  if (kept.length === 0) return { chiSquare: 0, degreesOfFreedom: 0, p: 1 }
  const differences = kept.map((i) => (rows[i] ?? 0) - (columns[i] ?? 0))
  const covariance = kept.map((i) =>
    kept.map((j) => (i === j ? (rows[i] ?? 0) + (columns[i] ?? 0) - 2 * at(table, i, i) : -(at(table, i, j) + at(table, j, i)))),
  )
  const weights = solve(covariance, differences)
  const chiSquare = sum(differences.map((difference, index) => difference * (weights[index] ?? 0)))
  return { chiSquare, degreesOfFreedom: kept.length, p: upperTail(chiSquare, kept.length) }
}

/** Bhapkar's test, from Stuart–Maxwell's. */
export function bhapkar(table: Table): TableTest {
  const { chiSquare, degreesOfFreedom } = stuartMaxwell(table)
  const share = chiSquare / Math.max(1, sumsOf(table).voters)
  const statistic = share < 1 ? chiSquare / (1 - share) : Infinity
  return { chiSquare: statistic, degreesOfFreedom, p: upperTail(statistic, degreesOfFreedom) }
}

function upperTail(chiSquare: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === 0) return 1
  if (chiSquare === Infinity) return 0
  return degreesOfFreedom === 2 ? Math.exp(-chiSquare / 2) : 1 - jStat.chisquare.cdf(chiSquare, degreesOfFreedom)
}

/** The movements between two answers and how many people made each. */
function movementsOf(table: Table, scores: readonly number[]): { by: number; people: number }[] {
  return table.flatMap((row, i) => row.map((people, j) => ({ by: (scores[j] ?? 0) - (scores[i] ?? 0), people })))
}

/** The chances of 0, 1, … n heads among n fair coins; halved step by step, so that no number of coins overflows. */
function fairCoins(coins: number): number[] {
  let chances = [1]
  for (let n = 0; n < coins; n += 1) {
    const before = chances
    chances = Array.from({ length: before.length + 1 }, (_unused, k) => ((before[k] ?? 0) + (before[k - 1] ?? 0)) / 2)
  }
  return chances
}

/** Solves a small symmetric system by Gauss–Jordan elimination with pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0])
  for (let column = 0; column < rows.length; column += 1) {
    const pivotIndex = rows.reduce(
      (best, row, i) => (i > column && Math.abs(row[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0) ? i : best),
      column,
    )
    const pivot = rows[pivotIndex] ?? []
    const scaled = pivot.map((value) => value / (pivot[column] ?? 1))
    rows[pivotIndex] = rows[column] ?? []
    rows[column] = scaled
    for (const [i, row] of rows.entries()) {
      const factor = row[column] ?? 0
      if (i !== column) rows[i] = row.map((value, j) => value - factor * (scaled[j] ?? 0))
    }
  }
  return rows.map((row) => row.at(-1) ?? 0)
}

function at(table: Table, i: number, j: number): number {
  return table[i]?.[j] ?? 0
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
