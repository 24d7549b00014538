// The curve between two columns, and the places along it. Pure; lengths are units of the drawing.

/** From where to where a ribbon runs, left to right. */
export type FlowSpan = readonly [number, number]

interface Spot {
  readonly x: number
  readonly y: number
}

const SPOTS = [0.87, 0.78, 0.69, 0.6, 0.52]

/** The first place along the curve where a number touches no other; the first of all where all are taken. */
export function freeSpot(placed: readonly Spot[], x: FlowSpan, y0: number, y1: number, distance: number): Spot {
  const spots = SPOTS.map((t) => pointAt(t, x, y0, y1))
  const isFree = (spot: Spot) => placed.every((other) => Math.hypot(spot.x - other.x, spot.y - other.y) >= distance)
  return spots.find(isFree) ?? pointAt(SPOTS[0] ?? 1, x, y0, y1)
}

/** The outline of a ribbon of one height between the middles of its two ends. */
export function ribbonPath(x: FlowSpan, middle0: number, middle1: number, height: number): string {
  const [x0, x1] = x.map(round)
  const xm = round((x[0] + x[1]) / 2)
  const [top0, top1, end0, end1] = [middle0 - height / 2, middle1 - height / 2, middle0 + height / 2, middle1 + height / 2].map(round)
  return `M${x0} ${top0}C${xm} ${top0} ${xm} ${top1} ${x1} ${top1}V${end1}C${xm} ${end1} ${xm} ${end0} ${x0} ${end0}Z`
}

function pointAt(t: number, x: FlowSpan, y0: number, y1: number): Spot {
  const middle = (x[0] + x[1]) / 2
  const early = (1 - t) ** 3
  const late = t ** 3
  const between = 1 - early - late
  return { x: x[0] * early + middle * between + x[1] * late, y: y0 * (early + 3 * (1 - t) ** 2 * t) + y1 * (3 * (1 - t) * t ** 2 + late) }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
