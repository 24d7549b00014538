// Where everything in the presence curve stands. Pure; times are milliseconds, lengths units of the drawing's own view box.

export interface CurveFrame {
  readonly width: number
  readonly height: number
  /** Left and right edge of the plot, the line of zero and the line of the largest number. */
  readonly left: number
  readonly right: number
  readonly zero: number
  readonly top: number
  readonly fontSize: number
  /** At most so many times on the axis. */
  readonly ticks: number
}

export interface CurveStep {
  readonly at: number
  readonly present: number
}

export interface CurveData {
  /** The axis, usually from the opening of the doors to the end. */
  readonly from: number
  readonly until: number
  /** Null before the axis begins; the curve stops here. */
  readonly now: number | null
  readonly steps: readonly CurveStep[]
  readonly registered: number
}

export interface CurveLayout {
  /** The stepped line, empty where nobody has come yet. */
  readonly line: string
  readonly area: string
  readonly gridLines: readonly { readonly value: number; readonly y: number }[]
  readonly times: readonly { readonly at: number; readonly x: number }[]
  readonly registeredY: number
  /** The last point of the curve; null before the axis begins. */
  readonly nowPoint: { readonly x: number; readonly y: number; readonly present: number } | null
  readonly xOf: (at: number) => number
}

const MINUTE_MS = 60_000
const TICK_MINUTES = [5, 15, 30, 60, 120, 240, 480, 1440]

/** Lays out a step curve: never smoothed, from zero, with the registered as upper line. */
export function curveLayout(frame: CurveFrame, data: CurveData): CurveLayout {
  const spanMs = Math.max(1, data.until - data.from)
  const xOf = (at: number) =>
    round(frame.left + (Math.min(Math.max(at, data.from), data.until) - data.from) * ((frame.right - frame.left) / spanMs))
  const most = Math.max(1, data.registered, ...data.steps.map(({ present }) => present))
  const yOf = (count: number) => round(frame.zero - (count * (frame.zero - frame.top)) / most)

  const { now } = data
  const steps = now === null ? [] : data.steps.filter(({ at }) => at <= now)
  const before = steps.findLast(({ at }) => at <= data.from)?.present ?? 0
  const present = steps.at(-1)?.present ?? 0
  const inside = steps.filter(({ at }) => at > data.from && at <= data.until)
  const path =
    now === null
      ? ''
      : `M${frame.left} ${yOf(before)}${inside.map(({ at, present: count }) => `H${xOf(at)}V${yOf(count)}`).join('')}H${xOf(now)}`

  return {
    line: path,
    area: now === null ? '' : `${path}V${frame.zero}H${frame.left}Z`,
    gridLines: gridValues(most).map((value) => ({ value, y: yOf(value) })),
    times: tickTimes(data, frame.ticks).map((at) => ({ at, x: xOf(at) })),
    registeredY: yOf(data.registered),
    nowPoint: now === null ? null : { x: xOf(now), y: yOf(present), present },
    xOf,
  }
}

/** Round numbers from zero, five at most. */
function gridValues(most: number): number[] {
  let step = 1
  for (const factor of [2, 2.5, 2, 2, 2.5, 2, 2, 2.5, 2, 2, 2.5, 2]) {
    if (most / step < 5) break
    step *= factor
  }
  const values = []
  for (let value = 0; value < most; value += step) values.push(value)
  return values
}

function tickTimes({ from, until }: CurveData, most: number): number[] {
  const stepMs =
    (TICK_MINUTES.find((minutes) => Math.floor(until / (minutes * MINUTE_MS)) - Math.ceil(from / (minutes * MINUTE_MS)) < most) ?? 1440) *
    MINUTE_MS
  const times = []
  for (let at = Math.ceil(from / stepMs) * stepMs; at <= until; at += stepMs) times.push(at)
  return times
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
