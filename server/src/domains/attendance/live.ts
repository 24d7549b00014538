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
import type { SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import { createBatch } from '../../adapters/database/batch.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import type { Audience } from '../../transport/audience.ts'
import { type BoundAction, type ConnectionWitness, onSeat } from '../../transport/live.ts'
import type { SeminarFacts } from '../seminars/rules.ts'
import { createPresence } from './presence.ts'
import { presenceOf } from './rules.ts'
import { closeAbandoned, countValidSeats, readSeatFacts, saveClosed, saveOpened, saveWatermark } from './store.ts'

const TICK_MS = 2_000
const WATERMARK_MS = 10_000
/** Minutes grow by themselves; the monitor hears of them this often while somebody is there. */
const REFRESH_EVERY_TICKS = 10

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
  /** Said so with a tap. */
  isConfirmed: boolean
}

/** The attendance slice. */
export function createAttendance(parts: AttendanceParts) {
  const { database, audience, clock, seminarFacts, processId, log } = parts
  const connections = new Map<string, Connection>()
  const bySeat = new Map<SeatId, Set<Connection>>()
  const startedAt = clock.now()
  const dirty = new Set<SeminarId>()
  /** The rows as organisers were told them last. */
  const told = new Map<SeminarId, ReadonlyMap<SeatId, string>>()
  const presence = createPresence({ database, clock, seminarFacts })
  const open = createBatch(database, saveOpened)
  const close = createBatch(database, saveClosed)

  const connectionsOf = (seatId: SeatId) => [...(bySeat.get(seatId) ?? [])]

  const witness: ConnectionWitness = {
    async opened({ seminarId, seatId }, connectionId) {
      const connection = { seminarId, seatId, isHearing: false, isConfirmed: false }
      connections.set(connectionId, connection)
      bySeat.set(seatId, (bySeat.get(seatId) ?? new Set<Connection>()).add(connection))
      dirty.add(seminarId)
      const at = clock.now()
      // A9: whoever looks at the end page is not present.
      if ((await seminarFacts(database.handle, seminarId)).endedAt !== null) return
      await open({ connectionId, seminarId, seatId, processId, at })
    },
    async closed({ seminarId, seatId }, connectionId, silentForMs) {
      const connection = connections.get(connectionId)
      const others = bySeat.get(seatId)
      connections.delete(connectionId)
      if (connection !== undefined) others?.delete(connection)
      if (others?.size === 0) bySeat.delete(seatId)
      dirty.add(seminarId)
      await close({ connectionId, at: clock.now() - silentForMs })
    },
  }

  const actions: BoundAction[] = [
    onSeat(reportSound, async ({ caller, input, connectionId }) => {
      const connection = connections.get(connectionId)
      if (connection === undefined) return {}
      const hasChanged = connection.isHearing !== input.isHearing || connection.isConfirmed !== input.isConfirmed
      connection.isHearing = input.isHearing
      connection.isConfirmed = input.isConfirmed
      if (hasChanged) dirty.add(caller.seminarId)
      return {}
    }),
  ]

  /** Numbers without names. */
  async function countAudience(seminarId: SeminarId): Promise<AudienceCount> {
    const here = [...connections.values()].filter((connection) => connection.seminarId === seminarId)
    const seatsWhere = (fits: (connection: Connection) => boolean) => new Set(here.filter(fits).map(({ seatId }) => seatId)).size
    return {
      seats: await countValidSeats(database.handle, seminarId),
      present: seatsWhere(() => true),
      hearing: seatsWhere(({ isHearing }) => isHearing),
      confirmed: seatsWhere(({ isHearing, isConfirmed }) => isHearing && isConfirmed),
    }
  }

  /** The organiser's monitor: every seat and the join curve. */
  async function forOrganiser(seminarId: SeminarId): Promise<{ rows: SeatAttendance[]; curve: CurvePoint[] }> {
    const facts = await seminarFacts(database.handle, seminarId)
    const { seats, curve } = await presence.overview(seminarId)
    const rows = (await readSeatFacts(database.handle, seminarId)).map((seat): SeatAttendance => {
      const own = seats.get(seat.seatId)
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
          wasSeen: own !== undefined,
          isLive: facts.storedState === 'live',
        }),
        firstSeenAt: own?.firstSeenAt ?? null,
        lastSeenAt: own?.lastSeenAt ?? null,
        presentMinutes: own?.minutes ?? 0,
        takeOvers: seat.takeOvers,
      }
    })
    return { rows, curve }
  }

  let ticks = 0
  async function tick(): Promise<void> {
    ticks += 1
    if (ticks % REFRESH_EVERY_TICKS === 0) for (const { seminarId } of connections.values()) dirty.add(seminarId)
    const changed = [...dirty]
    dirty.clear()
    for (const seminarId of changed) {
      audience.tell('staff', seminarId, audienceCounted, await countAudience(seminarId))
      if (audience.isHeard('organisers', seminarId)) await tellOrganisers(seminarId)
    }
  }

  /** A4: only the rows that differ from what was told last. */
  async function tellOrganisers(seminarId: SeminarId): Promise<void> {
    const { rows, curve } = await forOrganiser(seminarId)
    const before = told.get(seminarId)
    const now = new Map(rows.map((row) => [row.seatId, JSON.stringify(row)]))
    told.set(seminarId, now)
    audience.tell('organisers', seminarId, attendanceChanged, {
      rows: rows.filter(({ seatId }) => before?.get(seatId) !== now.get(seatId)),
      curve,
    })
  }

  async function closeDead(): Promise<void> {
    await database.transaction((tx) => closeAbandoned(tx, database.engine, { processId, startedAt }, clock.now()))
  }

  /** A sign of life; on PostgreSQL, where a dead process is known as dead only after a while, also a look at the others. */
  async function sign(): Promise<void> {
    await saveWatermark(database.handle, processId, clock.now())
    if (database.engine === 'postgres') await closeDead()
  }

  /** A6: makes intervals of processes that died end when they were last alive. */
  async function recover(): Promise<void> {
    await closeDead()
    await saveWatermark(database.handle, processId, clock.now())
    await presence.recover()
  }

  /** Begins to count and to leave watermarks; returns what stops it. */
  function start(): () => void {
    const quietly = (work: () => Promise<void>) => () =>
      void work().catch((error: unknown) => log.error({ err: error }, 'attendance tick failed'))
    const stops = [clock.every(TICK_MS, quietly(tick)), clock.every(WATERMARK_MS, quietly(sign))]
    return () => {
      for (const stop of stops) stop()
    }
  }

  return {
    actions,
    witness,
    minutesOf: presence.minutesOf,
    finalise: presence.finalise,
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
