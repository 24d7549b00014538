// Attendance as it happens: connections are witnessed, numbers leave on a tick, never per person (SPEC A).
import type { Logger } from 'pino'
import {
  attendanceChanged,
  type AudienceCount,
  audienceCounted,
  type CurvePoint,
  reportSound,
  type SeatAttendance,
} from '@podium/shared/attendance.ts'
import type { Instant, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import { createBatch } from '../../adapters/database/batch.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import type { Audience } from '../../transport/audience.ts'
import { type BoundAction, type ConnectionWitness, onSeat } from '../../transport/live.ts'
import type { SeminarFacts } from '../seminars/rules.ts'
import { type Interval, joinCurve, presenceOf, presentMinutes, type Window } from './rules.ts'
import { closeAbandoned, countValidSeats, readIntervals, readSeatFacts, saveClosed, saveOpened, saveWatermark } from './store.ts'

const TICK_MS = 1_000
const WATERMARK_MS = 10_000
/** Minutes grow by themselves; the monitor hears of them this often while somebody is there. */
const REFRESH_EVERY_TICKS = 20

export interface AttendanceParts {
  readonly database: Database
  readonly audience: Audience
  readonly clock: Clock
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  readonly processId: string
  readonly log: Logger
}

interface Connection {
  readonly seminarId: SeminarId
  readonly seatId: SeatId
  isHearing: boolean
}

/** The attendance slice. */
export function createAttendance(parts: AttendanceParts) {
  const { database, audience, clock, seminarFacts, processId, log } = parts
  const connections = new Map<string, Connection>()
  const bySeat = new Map<SeatId, Set<Connection>>()
  const dirty = new Set<SeminarId>()
  const open = createBatch(database, saveOpened)
  const close = createBatch(database, saveClosed)

  const connectionsOf = (seatId: SeatId) => [...(bySeat.get(seatId) ?? [])]

  const witness: ConnectionWitness = {
    async opened({ seminarId, seatId }, connectionId) {
      const connection = { seminarId, seatId, isHearing: false }
      connections.set(connectionId, connection)
      bySeat.set(seatId, (bySeat.get(seatId) ?? new Set<Connection>()).add(connection))
      dirty.add(seminarId)
      await open({ connectionId, seminarId, seatId, processId, at: clock.now() })
    },
    async closed({ seminarId, seatId }, connectionId) {
      const connection = connections.get(connectionId)
      const others = bySeat.get(seatId)
      connections.delete(connectionId)
      if (connection !== undefined) others?.delete(connection)
      if (others?.size === 0) bySeat.delete(seatId)
      dirty.add(seminarId)
      await close({ connectionId, at: clock.now() })
    },
  }

  const actions: BoundAction[] = [
    onSeat(reportSound, async ({ caller, input, connectionId }) => {
      const connection = connections.get(connectionId)
      if (connection !== undefined && connection.isHearing !== input.isHearing) {
        connection.isHearing = input.isHearing
        dirty.add(caller.seminarId)
      }
      return {}
    }),
  ]

  /** When presence counts for this seminar. */
  function windowOf(facts: SeminarFacts, now: Instant): Window {
    return facts.wentLiveAt === null ? null : { from: facts.wentLiveAt, until: facts.endedAt ?? now }
  }

  async function intervalsOf(seminarId: SeminarId, seatId: SeatId | null, now: Instant): Promise<Map<SeatId, Interval[]>> {
    const bySeat = new Map<SeatId, Interval[]>()
    for (const { seatId: seat, from, until } of await readIntervals(database.handle, seminarId, seatId)) {
      bySeat.set(seat, [...(bySeat.get(seat) ?? []), { from, until: until ?? now }])
    }
    return bySeat
  }

  /** A3: this seat's minutes so far. */
  async function minutesOf(seminarId: SeminarId, seatId: SeatId): Promise<number> {
    const now = clock.now()
    const intervals = await intervalsOf(seminarId, seatId, now)
    return presentMinutes(intervals.get(seatId) ?? [], windowOf(await seminarFacts(database.handle, seminarId), now))
  }

  /** Numbers without names. */
  async function countAudience(seminarId: SeminarId): Promise<AudienceCount> {
    const here = [...connections.values()].filter((connection) => connection.seminarId === seminarId)
    return {
      seats: await countValidSeats(database.handle, seminarId),
      present: new Set(here.map((connection) => connection.seatId)).size,
      hearing: new Set(here.filter((connection) => connection.isHearing).map((connection) => connection.seatId)).size,
    }
  }

  /** The organiser's monitor: every seat and the join curve. */
  async function forOrganiser(seminarId: SeminarId): Promise<{ rows: SeatAttendance[]; curve: CurvePoint[] }> {
    const now = clock.now()
    const facts = await seminarFacts(database.handle, seminarId)
    const intervals = await intervalsOf(seminarId, null, now)
    const rows = (await readSeatFacts(database.handle, seminarId)).map((seat): SeatAttendance => {
      const own = intervals.get(seat.seatId) ?? []
      const here = connectionsOf(seat.seatId)
      return {
        seatId: seat.seatId,
        holderName: seat.holderName,
        holderEmail: seat.holderEmail,
        number: seat.number,
        presence: presenceOf({
          isRevoked: seat.isRevoked,
          isConnected: here.length > 0,
          isHearing: here.some((connection) => connection.isHearing),
          hasLeft: !seat.isHeld,
          wasSeen: own.length > 0,
          isLive: facts.storedState === 'live',
        }),
        firstSeenAt: own.length === 0 ? null : Math.min(...own.map(({ from }) => from)),
        lastSeenAt: own.length === 0 ? null : Math.max(...own.map(({ until }) => until)),
        presentMinutes: presentMinutes(own, windowOf(facts, now)),
        takeOvers: seat.takeOvers,
      }
    })
    return { rows, curve: joinCurve(intervals, now) }
  }

  let ticks = 0
  async function tick(): Promise<void> {
    ticks += 1
    if (ticks % REFRESH_EVERY_TICKS === 0) for (const { seminarId } of connections.values()) dirty.add(seminarId)
    const changed = [...dirty]
    dirty.clear()
    for (const seminarId of changed) {
      audience.tell('staff', seminarId, audienceCounted, await countAudience(seminarId))
      if (audience.isHeard('organisers', seminarId))
        audience.tell('organisers', seminarId, attendanceChanged, await forOrganiser(seminarId))
    }
  }

  /** A6: makes intervals of processes that died end when they were last alive. */
  async function recover(): Promise<void> {
    await database.transaction((tx) => closeAbandoned(tx, processId))
    await saveWatermark(database.handle, processId, clock.now())
  }

  /** Begins to count and to leave watermarks; returns what stops it. */
  function start(): () => void {
    const quietly = (work: () => Promise<void>) => () =>
      void work().catch((error: unknown) => log.error({ err: error }, 'attendance tick failed'))
    const stops = [
      clock.every(TICK_MS, quietly(tick)),
      clock.every(
        WATERMARK_MS,
        quietly(() => saveWatermark(database.handle, processId, clock.now())),
      ),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  return {
    actions,
    witness,
    minutesOf,
    countAudience,
    forOrganiser,
    isConnected: (seatId: SeatId) => connectionsOf(seatId).length > 0,
    seatChanged: (seminarId: SeminarId) => {
      dirty.add(seminarId)
    },
    recover,
    start,
  }
}
