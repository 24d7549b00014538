// Where everything in the picture of an opinion shift stands. Pure; lengths are units of the drawing's own view box.

/** The fixed measures of one drawing; the wide and the narrow one are different drawings (DESIGN §11). */
export interface FlowFrame {
  readonly width: number
  readonly height: number
  readonly fontSize: number
  /** Between two answers, top to bottom. */
  readonly gap: number
  readonly barWidth: number
  /** Left edges of the two columns of bars. */
  readonly leftX: number
  readonly rightX: number
  /** The height a label and its large number need. */
  readonly labelHeight: number
}

export interface FlowBar {
  readonly y: number
  readonly height: number
  /** Where the label's block begins; below its bar where bars are too thin to stand side by side with it. */
  readonly labelY: number
}

export interface FlowRibbon {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly path: string
  /** Where the number stands. */
  readonly numberX: number
  readonly numberY: number
  readonly height: number
}

export interface FlowLayout {
  readonly before: readonly FlowBar[]
  readonly after: readonly FlowBar[]
  /** Those who kept their answer, then those who moved with the thinnest last, in the order of drawing. */
  readonly stays: readonly FlowRibbon[]
  readonly moves: readonly FlowRibbon[]
}

const THINNEST = 3
const SPOTS = [0.87, 0.78, 0.69, 0.6, 0.52]

/**
 * Lays out who moved from which answer (row) to which (column). A cell that is null is not shown: its people are in the bars, but no flow is drawn.
 * `before` and `after` are the sums per answer, top to bottom, of the same people.
 */
export function flowLayout(
  frame: FlowFrame,
  before: readonly number[],
  after: readonly number[],
  moves: readonly (readonly (number | null)[])[],
): FlowLayout {
  const people = before.reduce((sum, count) => sum + count, 0)
  const top = frame.fontSize * 2.1
  const perPerson = people === 0 ? 0 : (frame.height - top - frame.gap * (before.length - 1)) / people
  const left = bars(before, top, perPerson, frame)
  const right = bars(after, top, perPerson, frame)
  const x = [frame.leftX + frame.barWidth + 2, frame.rightX - 2] as const

  const filledLeft = left.map(({ y }) => y)
  const filledRight = right.map(({ y }) => y)
  const ribbons = moves.flatMap((row, from) =>
    row.flatMap((count, to): { from: number; to: number; count: number; y0: number; y1: number; height: number }[] => {
      if (count === null || count === 0) return []
      const height = count * perPerson
      const [y0, y1] = [filledLeft[from] ?? top, filledRight[to] ?? top]
      filledLeft[from] = y0 + height
      filledRight[to] = y1 + height
      return [{ from, to, count, y0, y1, height }]
    }),
  )

  const placed: { x: number; y: number }[] = []
  const drawn = ribbons.map(({ y0, y1, height, ...ribbon }): FlowRibbon => {
    const isStay = ribbon.from === ribbon.to
    const [middle0, middle1] = [y0 + height / 2, y1 + height / 2]
    const spot = isStay ? { x: x[0] + frame.fontSize * 0.8, y: middle0 } : freeSpot(placed, x, middle0, middle1, frame.fontSize * 1.6)
    if (!isStay) placed.push(spot)
    return { ...ribbon, height, path: ribbonPath(x, middle0, middle1, Math.max(THINNEST, height)), numberX: spot.x, numberY: spot.y }
  })
  return {
    before: left,
    after: right,
    stays: drawn.filter(({ from, to }) => from === to),
    moves: drawn.filter(({ from, to }) => from !== to).toSorted((a, b) => b.count - a.count),
  }
}

function bars(counts: readonly number[], top: number, perPerson: number, frame: FlowFrame): FlowBar[] {
  let y = top
  const placed = counts.map((count) => {
    const bar = { y, height: count * perPerson, labelY: y }
    y += bar.height + frame.gap
    return bar
  })
  // Labels keep their distance: pushed down where bars are thin, then up again from the lower edge.
  let lowest = frame.height - frame.labelHeight
  const fromBelow = placed.toReversed().map((bar) => {
    const labelY = Math.min(bar.labelY, lowest)
    lowest = labelY - frame.labelHeight
    return { ...bar, labelY }
  })
  let highest = top
  return fromBelow.toReversed().map((bar) => {
    const labelY = Math.max(bar.labelY, highest)
    highest = labelY + frame.labelHeight
    return { ...bar, labelY }
  })
}

/** The first place along the curve where the number touches no other; the last one where all are taken. */
function freeSpot(
  placed: readonly { x: number; y: number }[],
  x: readonly [number, number],
  y0: number,
  y1: number,
  distance: number,
): { x: number; y: number } {
  const spots = SPOTS.map((t) => pointAt(t, x, y0, y1))
  const isFree = (spot: { x: number; y: number }) => placed.every((other) => Math.hypot(spot.x - other.x, spot.y - other.y) >= distance)
  return spots.find(isFree) ?? pointAt(SPOTS[0] ?? 1, x, y0, y1)
}

function pointAt(t: number, x: readonly [number, number], y0: number, y1: number): { x: number; y: number } {
  const middle = (x[0] + x[1]) / 2
  const early = (1 - t) ** 3
  const late = t ** 3
  const between = 1 - early - late
  return { x: x[0] * early + middle * between + x[1] * late, y: y0 * (early + 3 * (1 - t) ** 2 * t) + y1 * (3 * (1 - t) * t ** 2 + late) }
}

function ribbonPath(x: readonly [number, number], middle0: number, middle1: number, height: number): string {
  const [x0, x1] = x.map(round)
  const xm = round((x[0] + x[1]) / 2)
  const [top0, top1, end0, end1] = [middle0 - height / 2, middle1 - height / 2, middle0 + height / 2, middle1 + height / 2].map(round)
  return `M${x0} ${top0}C${xm} ${top0} ${xm} ${top1} ${x1} ${top1}V${end1}C${xm} ${end1} ${xm} ${end0} ${x0} ${end0}Z`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
