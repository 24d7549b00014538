// Presence from intervals: who was there, for how many minutes, and the join curve. Pure, and never about attention (SPEC A, CO-01).
import type { CurvePoint, Presence } from '@podium/shared/attendance.ts'
import type { Instant, SeatId } from '@podium/shared/primitives.ts'

/** A2: gaps up to this long between two connections of a seat count as present. */
export const BRIDGED_GAP_MS = 2 * 60_000
const MINUTE_MS = 60_000
const CURVE_POINTS = 500

/** One connection of one seat; open ones end "now". */
export interface Interval {
  readonly from: Instant
  readonly until: Instant
}

/** When presence counts: from going live to the end or to now; null while the seminar is not live yet. */
export type Window = Interval | null

/** A1: overlapping connections count once: the union of all intervals, in order, short gaps bridged. */
export function unite(intervals: readonly Interval[], bridgedGapMs = BRIDGED_GAP_MS): Interval[] {
  const united: { from: Instant; until: Instant }[] = []
  for (const { from, until } of intervals.filter((interval) => interval.until > interval.from).toSorted((a, b) => a.from - b.from)) {
    const last = united.at(-1)
    if (last !== undefined && from - last.until <= bridgedGapMs) last.until = Math.max(last.until, until)
    else united.push({ from, until })
  }
  return united
}

/** A3: whole minutes inside the live window, never more than it is long. */
export function presentMinutes(intervals: readonly Interval[], window: Window): number {
  if (window === null) return 0
  const clipped = intervals.map(({ from, until }) => ({ from: Math.max(from, window.from), until: Math.min(until, window.until) }))
  const presentMs = unite(clipped).reduce((sum, { from, until }) => sum + until - from, 0)
  return Math.round(presentMs / MINUTE_MS)
}

/** A8: whoever was there when Podium went away and was back within this time was there all along. */
export const BACK_WITHIN_MS = 5 * 60_000

/** A8: the intervals together with the outages of Podium itself that a seat sat through. */
export function withOutages(intervals: readonly Interval[], outages: readonly Interval[]): Interval[] {
  const credited = outages.filter(
    (outage) =>
      intervals.some(({ from, until }) => from <= outage.from && until >= outage.from) &&
      intervals.some(({ from, until }) => from >= outage.from && from <= outage.until + BACK_WITHIN_MS && until > outage.until),
  )
  return [...intervals, ...credited]
}

/** A9: one bit per minute of the window, the first one highest, as hex digits; set where a seat was present for at least half of it. */
export function bitmapOf(intervals: readonly Interval[], window: Window): string {
  if (window === null) return ''
  const united = unite(intervals)
  const minutes = Math.ceil((window.until - window.from) / MINUTE_MS)
  let digits = ''
  for (let first = 0; first < minutes; first += 4) {
    let digit = 0
    for (let minute = first; minute < first + 4; minute += 1) {
      const from = window.from + minute * MINUTE_MS
      const until = Math.min(from + MINUTE_MS, window.until)
      digit = digit * 2 + (until > from && overlapMs(united, { from, until }) * 2 >= until - from ? 1 : 0)
    }
    digits += digit.toString(16)
  }
  return digits
}

/** The seats present in each minute of the window, from their bitmaps; steps as in `joinCurve`. */
export function curveOfBitmaps(bitmaps: readonly string[], from: Instant): CurvePoint[] {
  const counts: number[] = []
  for (const bitmap of bitmaps) {
    for (let index = 0; index < bitmap.length; index += 1) {
      const digit = Number.parseInt(bitmap.charAt(index), 16)
      for (let bit = 0; bit < 4; bit += 1) {
        const minute = index * 4 + bit
        counts[minute] = (counts[minute] ?? 0) + ((digit >> (3 - bit)) & 1)
      }
    }
  }
  const points = counts.map((present, minute) => ({ at: from + minute * MINUTE_MS, present }))
  return points.filter(({ present }, index) => present !== (points[index - 1]?.present ?? 0))
}

function overlapMs(intervals: readonly Interval[], window: Interval): number {
  return intervals.reduce((sum, { from, until }) => sum + Math.max(0, Math.min(until, window.until) - Math.max(from, window.from)), 0)
}

/** What decides how a seat is shown in the monitor. */
export interface Sighting {
  readonly isRevoked: boolean
  /** Whether any device of the seat is connected now. */
  readonly isConnected: boolean
  readonly isHearing: boolean
  /** Whether the person left on purpose. */
  readonly hasLeft: boolean
  readonly wasSeen: boolean
  readonly isLive: boolean
}

/** A4: the one word the monitor shows for a seat. */
export function presenceOf(sighting: Sighting): Presence {
  if (sighting.isRevoked) return 'revoked'
  if (sighting.isConnected) {
    if (!sighting.isLive) return 'lobby'
    return sighting.isHearing ? 'live' : 'silent'
  }
  if (!sighting.wasSeen) return 'expected'
  return sighting.hasLeft ? 'left' : 'dropped'
}

/** A5: how many seats were connected over time, as steps; two devices of one seat count once. At most 500 points. */
export function joinCurve(seats: ReadonlyMap<SeatId, readonly Interval[]>, now: Instant): CurvePoint[] {
  const steps: { at: Instant; by: number }[] = []
  for (const intervals of seats.values()) {
    for (const { from, until } of unite(intervals, 0)) {
      steps.push({ at: from, by: 1 })
      if (until < now) steps.push({ at: until, by: -1 })
    }
  }
  const curve: CurvePoint[] = []
  let present = 0
  for (const { at, by } of steps.toSorted((a, b) => a.at - b.at)) {
    present += by
    if (curve.at(-1)?.at === at) curve.pop()
    curve.push({ at, present })
  }
  if (curve.length <= CURVE_POINTS) return curve
  const every = Math.ceil(curve.length / CURVE_POINTS)
  return curve.filter((_point, index) => index % every === 0 || index === curve.length - 1)
}
