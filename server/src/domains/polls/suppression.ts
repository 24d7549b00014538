// Which cells of a before/after table may be shown, so that no single voter can be computed from it (debate-polls §4).

import { type Table, verdictOf } from './statistics.ts'

/** The same with every hidden cell null. */
export type ShownTable = (number | null)[][]

/** No table of moves below this many matched voters. */
const MIN_VOTERS_FOR_MOVES = 10
/** Moving cells below this are hidden, unless they are empty. */
const MIN_MOVING_CELL = 3
/** A hidden cell must stay open between at least this many values. */
const MIN_VALUES = 3
/** Proof by example: this many compatible tables are looked at before giving up. */
const MAX_TABLES = 3_000

/** What may be told about how people moved. */
export interface Cover {
  /** The table with some cells hidden; null below ten voters and where hiding cannot be proved safe. */
  readonly moves: ShownTable | null
  readonly tellsVerdict: boolean
  /** Intervals and tests besides. */
  readonly tellsStatistics: boolean
}

/**
 * P13: as much as keeps every hidden cell uncertain, given everything that is told. What cannot be proved safe is left out:
 * first the statistics, then the table. Row sums, column sums and the number of switchers are known to everybody.
 */
export function cover(table: Table, scores: readonly number[]): Cover {
  const hidden = markCells(table)
  const moves = table.map((row, i) => row.map((count, j) => (hidden[i]?.[j] === true ? null : count)))
  const verdict = verdictPrint(scores)
  const isTableShown = sum(table.map((row) => sum(row))) >= MIN_VOTERS_FOR_MOVES
  if (isTableShown && !hidden.flat().some(Boolean)) return { moves, tellsVerdict: true, tellsStatistics: true }
  if (isTableShown && isProvablySafe(table, hidden, statisticsPrint)) return { moves, tellsVerdict: true, tellsStatistics: true }
  if (isTableShown && isProvablySafe(table, hidden, verdict)) return { moves, tellsVerdict: true, tellsStatistics: false }
  return { moves: null, tellsVerdict: isHarmless(table, verdict), tellsStatistics: false }
}

/** What a table tells besides its sums; equal for two tables when nobody can tell them apart by it. */
type Print = (table: Table) => string

/** Every interval and every test, and the verdict, follow from the sums, the diagonal and what moved between each two options. */
function statisticsPrint(table: Table): string {
  return table.map((row, i) => row.map((count, j) => (j < i ? '' : i === j ? count : count + at(table, j, i)))).join(';')
}

function verdictPrint(scores: readonly number[]): Print {
  // With the sums known, the verdict depends only on how many went the whole way between JA and NEIN.
  const known = new Map<number, string>()
  return (table) => {
    const far = sum(table.flatMap((row, i) => row.filter((_, j) => Math.abs((scores[i] ?? 0) - (scores[j] ?? 0)) === 2)))
    const verdict = known.get(far) ?? verdictOf(table, scores)
    known.set(far, verdict)
    return verdict
  }
}

/** Marks small moving cells, then more until no row or column has exactly one marked cell. */
function markCells(table: Table): boolean[][] {
  const hidden = table.map((row, i) => row.map((count, j) => i !== j && count > 0 && count < MIN_MOVING_CELL))
  for (;;) {
    const lonely = lines(table.length).find((line) => line.filter(([i, j]) => hidden[i]?.[j]).length === 1)
    if (lonely === undefined) return hidden
    const open = lonely.filter(([i, j]) => hidden[i]?.[j] !== true)
    const moving = open.filter(([i, j]) => i !== j && at(table, i, j) > 0).toSorted(([a, b], [c, d]) => at(table, a, b) - at(table, c, d))
    const next = moving[0] ?? open.find(([i, j]) => i === j)
    // Nothing left to mark beside it: the proof will fail.
    if (next === undefined) return hidden
    const row = hidden[next[0]]
    if (row !== undefined) row[next[1]] = true
  }
}

/**
 * Looks at tables with the same published numbers. Every hidden cell must take three values among them, and two among
 * those that would hide the very same cells: whoever knows these rules learns no more.
 */
function isProvablySafe(table: Table, hidden: readonly (readonly boolean[])[], print: Print): boolean {
  const cells = cellsWhere(table, ([i, j]) => hidden[i]?.[j] === true)
  const pattern = JSON.stringify(hidden)
  const told = print(table)
  const values = cells.map(() => ({ all: new Set<number>(), alike: new Set<number>() }))
  for (const current of walk(table, (i, j) => hidden[i]?.[j] === true)) {
    if (print(current) !== told) continue
    const isAlike = JSON.stringify(markCells(current)) === pattern
    for (const [index, [i, j]] of cells.entries()) {
      values[index]?.all.add(at(current, i, j))
      if (isAlike) values[index]?.alike.add(at(current, i, j))
    }
    if (values.every(({ all, alike }) => all.size >= MIN_VALUES && alike.size >= 2)) return true
  }
  return false
}

/** Whether a print besides the sums leaves every small moving cell three values, or as many as the sums alone. */
function isHarmless(table: Table, print: Print): boolean {
  const cells = cellsWhere(table, ([i, j]) => i !== j && at(table, i, j) > 0 && at(table, i, j) < MIN_MOVING_CELL)
  const told = print(table)
  const values = cells.map(() => ({ all: new Set<number>(), left: new Set<number>() }))
  let seen = 0
  for (const current of walk(table, () => true)) {
    seen += 1
    const isLeft = print(current) === told
    for (const [index, [i, j]] of cells.entries()) {
      values[index]?.all.add(at(current, i, j))
      if (isLeft) values[index]?.left.add(at(current, i, j))
    }
    if (values.every(({ left }) => left.size >= MIN_VALUES)) return true
  }
  return seen < MAX_TABLES && values.every(({ all, left }) => all.size === left.size)
}

/** Tables with the same row sums, column sums and diagonal sum that differ only in free cells: nearest first, the true one among them. */
function* walk(table: Table, isFree: (i: number, j: number) => boolean): Generator<Table> {
  const steps = exchanges(table.length).filter((step) => step.every((row, i) => row.every((change, j) => change === 0 || isFree(i, j))))
  const seen = new Set([String(table)])
  // Grows while it is walked.
  const found: Table[] = [table]
  for (const current of found) {
    yield current
    for (const step of steps) {
      const next = current.map((row, i) => row.map((count, j) => count + at(step, i, j)))
      if (found.length >= MAX_TABLES || seen.has(String(next)) || next.some((row) => row.some((count) => count < 0))) continue
      seen.add(String(next))
      found.push(next)
    }
  }
}

function cellsWhere(table: Table, fits: (cell: readonly [number, number]) => boolean): (readonly [number, number])[] {
  return lines(table.length)
    .slice(0, table.length)
    .flat()
    .filter((cell) => fits(cell))
}

const knownExchanges = new Map<number, Table[]>()

/** Every change by at most two per cell that keeps row sums, column sums and the sum of the diagonal. */
function exchanges(size: number): Table[] {
  const known = knownExchanges.get(size) ?? findExchanges(size)
  knownExchanges.set(size, known)
  return known
}

function findExchanges(size: number): Table[] {
  const rows = vectors(size).filter((row) => sum(row) === 0)
  let partial: Table[] = [[]]
  for (let i = 0; i < size; i += 1) partial = partial.flatMap((above) => rows.map((row) => [...above, row]))
  const columns = [...Array(size).keys()]
  return partial.filter(
    (step) =>
      columns.every((j) => sum(step.map((row) => row[j] ?? 0)) === 0) &&
      sum(columns.map((i) => at(step, i, i))) === 0 &&
      step.flat().some((change) => change !== 0),
  )
}

function vectors(size: number): number[][] {
  let all: number[][] = [[]]
  for (let i = 0; i < size; i += 1) all = all.flatMap((head) => [-2, -1, 0, 1, 2].map((value) => [...head, value]))
  return all
}

/** The cells of every row, then of every column. */
function lines(size: number): (readonly [number, number])[][] {
  const indexes = [...Array(size).keys()]
  return [...indexes.map((i) => indexes.map((j) => [i, j] as const)), ...indexes.map((j) => indexes.map((i) => [i, j] as const))]
}

function at(table: Table, i: number, j: number): number {
  return table[i]?.[j] ?? 0
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
