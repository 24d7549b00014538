// Who was there and for how long: computed while intervals are there, read from records once the seminar is over (SPEC A).
import type { CurvePoint } from '@podium/shared/attendance.ts'
import type { Instant, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { createGather } from '../../adapters/database/gather.ts'
import { createRecall } from '../../adapters/database/recall.ts'
import type { SeminarFacts } from '../seminars/rules.ts'
import { bitmapOf, curveOfBitmaps, type Interval, joinCurve, presentMinutes, type Window, withOutages } from './rules.ts'
import {
  type AttendanceRecord,
  listIntervals,
  listIntervalsOf,
  listOutages,
  listRecords,
  listUnrecorded,
  readRecords,
  saveRecords,
  type StoredInterval,
} from './store.ts'

export interface PresenceParts {
  readonly database: Database
  readonly clock: Clock
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
}

/** One seat's presence as the monitor shows it. */
export interface SeatPresence {
  readonly minutes: number
  readonly firstSeenAt: Instant
  readonly lastSeenAt: Instant
}

/** Builds the reader and keeper of presence. */
export function createPresence({ database, clock, seminarFacts }: PresenceParts) {
  const intervalsOf = createGather(async (seatIds: readonly SeatId[]) => bySeat(await listIntervalsOf(database.handle, seatIds)))
  const recordOf = createGather((seatIds: readonly SeatId[]) => readRecords(database.handle, seatIds))
  const recallOutages = createRecall(database, ['outage'], (db: Handle, _all: 'all') => listOutages(db))

  /** A3: this seat's minutes so far, or as recorded. */
  async function minutesOf(seminarId: SeminarId, seatId: SeatId): Promise<number> {
    const facts = await seminarFacts(database.handle, seminarId)
    const now = clock.now()
    const record = facts.endedAt === null ? null : await recordOf(seatId)
    if (record !== null) return record.minutes
    const intervals = untilNow((await intervalsOf(seatId)) ?? [], now)
    return presentMinutes(withOutages(intervals, await recallOutages(database.handle, 'all')), windowOf(facts, now))
  }

  /** Everybody who was ever there, and the join curve. */
  async function overview(seminarId: SeminarId): Promise<{ seats: Map<SeatId, SeatPresence>; curve: CurvePoint[] }> {
    const facts = await seminarFacts(database.handle, seminarId)
    const records = facts.endedAt === null ? [] : await listRecords(database.handle, seminarId)
    if (records.length > 0) {
      return {
        seats: new Map(records.map((record) => [record.seatId, record])),
        curve: curveOfBitmaps(
          records.map(({ bitmap }) => bitmap),
          facts.wentLiveAt ?? facts.startsAt,
        ),
      }
    }
    const { timelines, window, now } = await timelinesOf(database.handle, facts)
    const seats = new Map<SeatId, SeatPresence>()
    for (const [seatId, intervals] of timelines) seats.set(seatId, presenceFrom(intervals, window))
    return { seats, curve: joinCurve(timelines, now) }
  }

  async function timelinesOf(db: Handle, facts: SeminarFacts) {
    const now = clock.now()
    const outages = await recallOutages(db, 'all')
    const timelines = new Map<SeatId, Interval[]>()
    for (const [seatId, stored] of bySeat(await listIntervals(db, facts.id)))
      timelines.set(seatId, withOutages(untilNow(stored, now), outages))
    return { timelines, window: windowOf(facts, now), now }
  }

  /** A9: keeps what counts of a seminar that is over and deletes the exact times; a repeat changes nothing. */
  async function finalise(seminarId: SeminarId): Promise<void> {
    await database.transaction(async (tx) => {
      const facts = await seminarFacts(tx, seminarId)
      if (facts.endedAt === null) return
      const { timelines, window } = await timelinesOf(tx, facts)
      const records = [...timelines].map(([seatId, intervals]): AttendanceRecord => {
        return { seatId, bitmap: bitmapOf(intervals, window), ...presenceFrom(intervals, window) }
      })
      await saveRecords(tx, seminarId, records)
    })
  }

  /** Does the same for every seminar that ended while Podium was away. */
  async function recover(): Promise<void> {
    for (const seminarId of await listUnrecorded(database.handle)) await finalise(seminarId)
  }

  return { minutesOf, overview, finalise, recover }
}

/** When presence counts: from going live to the end or to now; null while the seminar is not live yet. */
function windowOf(facts: SeminarFacts, now: Instant): Window {
  return facts.wentLiveAt === null ? null : { from: facts.wentLiveAt, until: facts.endedAt ?? now }
}

function presenceFrom(intervals: readonly Interval[], window: Window): SeatPresence {
  return {
    minutes: presentMinutes(intervals, window),
    firstSeenAt: intervals.reduce((first, { from }) => Math.min(first, from), Infinity),
    lastSeenAt: intervals.reduce((last, { until }) => Math.max(last, until), 0),
  }
}

function untilNow(stored: readonly StoredInterval[], now: Instant): Interval[] {
  return stored.map(({ from, until }) => ({ from, until: until ?? now }))
}

function bySeat(stored: readonly StoredInterval[]): Map<SeatId, StoredInterval[]> {
  const seats = new Map<SeatId, StoredInterval[]>()
  for (const interval of stored) {
    const known = seats.get(interval.seatId)
    if (known === undefined) seats.set(interval.seatId, [interval])
    else known.push(interval)
  }
  return seats
}
