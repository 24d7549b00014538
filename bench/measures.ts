// Medians, percentiles and ratios inside a repetition.

/** The middle of the values; null when there are none. */
export function median(values: readonly number[]): number | null {
  return percentile(values, 50)
}

/** The value that this share of all values (in percent) does not exceed, between neighbours interpolated; null when there are none. */
export function percentile(values: ArrayLike<number>, percent: number): number | null {
  const sorted = Float64Array.from(values).sort()
  if (sorted.length === 0) return null
  const rank = ((sorted.length - 1) * percent) / 100
  const low = sorted[Math.floor(rank)] ?? 0
  const high = sorted[Math.ceil(rank)] ?? low
  return low + (high - low) * (rank - Math.floor(rank))
}

/** p50, p99 and greatest of a series in its own unit; null each when the series is empty. */
export function spread(values: ArrayLike<number>): Spread {
  return { p50: percentile(values, 50), p99: percentile(values, 99), max: percentile(values, 100) }
}

export interface Spread {
  readonly p50: number | null
  readonly p99: number | null
  readonly max: number | null
}

/** Something measured once per server, size and repetition. */
export interface Measured {
  readonly kind: string
  readonly n: number
  readonly repetition: number
}

/** `of` divided by `by` in every repetition that has both at this size: the median of the ratios, with the smallest and greatest. */
export function pairedRatio<Run extends Measured>(
  runs: readonly Run[],
  n: number,
  [ofKind, of]: readonly [string, (run: Run) => number | null],
  [byKind, by]: readonly [string, (run: Run) => number | null],
): { median: number; least: number; greatest: number } | null {
  const ratios: number[] = []
  for (const run of runs) {
    if (run.kind !== ofKind || run.n !== n) continue
    const other = runs.find((candidate) => candidate.kind === byKind && candidate.n === n && candidate.repetition === run.repetition)
    const [above, below] = [of(run), other === undefined ? null : by(other)]
    if (above !== null && below !== null && below > 0) ratios.push(above / below)
  }
  const middle = median(ratios)
  return middle === null ? null : { median: middle, least: Math.min(...ratios), greatest: Math.max(...ratios) }
}
