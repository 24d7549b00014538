// Which cells of a before/after table may be shown, so that no single voter can be computed from it (debate-polls §4).

/** Rows before, columns after. */
export type Table = readonly (readonly number[])[]

/** The same with every hidden cell null. */
export type ShownTable = (number | null)[][]

/** Moving cells below this are hidden, unless they are empty. */
const MIN_MOVING_CELL = 3
/** A hidden cell must stay open between at least this many values. */
const MIN_VALUES = 3
/** Proof by example: this many compatible tables are looked at before giving up. */
const MAX_TABLES = 3_000

/**
 * P13: the table with as few cells hidden as keeps every hidden cell uncertain; null when that cannot be proved.
 * Row sums, column sums and the number of switchers are taken to be known to everybody.
 */
export function suppress(table: Table): ShownTable | null {
  const hidden = markCells(table)
  if (hidden.flat().some(Boolean) && !isProvablySafe(table, hidden)) return null
  return table.map((row, i) => row.map((count, j) => (hidden[i]?.[j] === true ? null : count)))
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
 * Walks from the true table to others with the same published numbers. Every hidden cell must take three values among
 * them, and two among those that would hide the very same cells: whoever knows these rules learns no more.
 */
function isProvablySafe(table: Table, hidden: readonly (readonly boolean[])[]): boolean {
  const steps = exchanges(table.length).filter((step) =>
    step.every((row, i) => row.every((change, j) => change === 0 || hidden[i]?.[j] === true)),
  )
  const cells = lines(table.length)
    .slice(0, table.length)
    .flat()
    .filter(([i, j]) => hidden[i]?.[j])
  const pattern = JSON.stringify(hidden)
  const values = cells.map(() => ({ all: new Set<number>(), alike: new Set<number>() }))
  const seen = new Set([String(table)])
  // Grows while it is walked: nearest tables first.
  const found: Table[] = [table]
  for (const current of found) {
    const isAlike = JSON.stringify(markCells(current)) === pattern
    for (const [index, [i, j]] of cells.entries()) {
      values[index]?.all.add(at(current, i, j))
      if (isAlike) values[index]?.alike.add(at(current, i, j))
    }
    if (values.every(({ all, alike }) => all.size >= MIN_VALUES && alike.size >= 2)) return true
    for (const step of steps) {
      const next = current.map((row, i) => row.map((count, j) => count + at(step, i, j)))
      if (found.length >= MAX_TABLES || seen.has(String(next)) || next.some((row) => row.some((count) => count < 0))) continue
      seen.add(String(next))
      found.push(next)
    }
  }
  return false
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
