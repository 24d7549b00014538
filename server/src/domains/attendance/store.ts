// Presence as stored: two writes per connection, one watermark per process (reliability.md §4).
import type { Selectable } from 'kysely'
import type { Instant, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { Engine, Handle } from '../../adapters/database/database.ts'
import type { AttendanceRecordTable, MediaWitnessTable, PresenceIntervalTable } from '../../adapters/database/tables.ts'

/** A connection of a seat as it begins. */
export interface Opened {
  readonly connectionId: string
  readonly seminarId: SeminarId
  readonly seatId: SeatId
  readonly processId: string
  readonly at: Instant
}

/** Connections began; one that is known already stays as it is. */
export async function saveOpened(tx: Handle, opened: readonly Opened[]): Promise<undefined[]> {
  const rows = opened.map((connection) => ({
    connection_id: connection.connectionId,
    seminar_id: connection.seminarId,
    seat_id: connection.seatId,
    process_id: connection.processId,
    opened_at: connection.at,
    closed_at: null,
  }))
  await tx
    .insertInto('presence_interval')
    .values(rows)
    .onConflict((conflict) => conflict.column('connection_id').doNothing())
    .execute()
  return opened.map(() => undefined)
}

/** Connections ended, each at its own moment; one that ended before stays as it was. */
export async function saveClosed(tx: Handle, closed: readonly { connectionId: string; at: Instant }[]): Promise<undefined[]> {
  for (const [at, together] of groupByMoment(closed)) {
    await tx
      .updateTable('presence_interval')
      // A connection younger than the silence that ended it was there for a moment, not for a negative time.
      .set((eb) => ({ closed_at: eb.case().when('opened_at', '>', at).then(eb.ref('opened_at')).else(at).end() }))
      .where('connection_id', 'in', together)
      .where('closed_at', 'is', null)
      .execute()
  }
  return closed.map(() => undefined)
}

/** Whoever leaves in the same millisecond is one statement. */
function groupByMoment(closed: readonly { connectionId: string; at: Instant }[]): Map<Instant, string[]> {
  const moments = new Map<Instant, string[]>()
  for (const { connectionId, at } of closed) moments.set(at, [...(moments.get(at) ?? []), connectionId])
  return moments
}

/** A process is alive at this moment. */
export async function saveWatermark(db: Handle, processId: string, at: Instant): Promise<void> {
  await db
    .insertInto('process_watermark')
    .values({ process_id: processId, seen_at: at })
    .onConflict((conflict) => conflict.column('process_id').doUpdateSet({ seen_at: at }).where('process_watermark.seen_at', '<', at))
    .execute()
}

/** On PostgreSQL a process that gave no sign for so long is dead; on SQLite every other process is. */
const DEAD_AFTER_MS = 30_000

/** A6, A8: intervals that a dead process left open end at its last sign; how long Podium was away is kept. */
export async function closeAbandoned(
  tx: Handle,
  engine: Engine,
  alive: { readonly processId: string; readonly startedAt: Instant },
  now: Instant,
): Promise<void> {
  let query = tx.selectFrom('process_watermark').selectAll().where('process_id', '!=', alive.processId)
  if (engine === 'postgres') query = query.where('seen_at', '<', now - DEAD_AFTER_MS)
  for (const mark of await query.execute()) {
    // A connection younger than the last sign was there for a moment, not for a negative time.
    const { numUpdatedRows } = await tx
      .updateTable('presence_interval')
      .set((eb) => ({ closed_at: eb.case().when('opened_at', '>', mark.seen_at).then(eb.ref('opened_at')).else(mark.seen_at).end() }))
      .where('process_id', '=', mark.process_id)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows > 0n && mark.seen_at < alive.startedAt) {
      await tx
        .insertInto('outage')
        .values({ process_id: mark.process_id, from_at: mark.seen_at, until_at: alive.startedAt })
        .onConflict((conflict) => conflict.column('process_id').doNothing())
        .execute()
    }
    await tx.deleteFrom('process_watermark').where('process_id', '=', mark.process_id).execute()
  }
}

/** The times Podium itself was away while people were there. */
export async function listOutages(db: Handle): Promise<{ from: Instant; until: Instant }[]> {
  const rows = await db.selectFrom('outage').selectAll().execute()
  return rows.map((row) => ({ from: row.from_at, until: row.until_at }))
}

export interface StoredInterval {
  readonly seatId: SeatId
  readonly from: Instant
  /** Null while it is open. */
  readonly until: Instant | null
}

/** Every interval of a seminar, from our own connections and from the media server; open ones have `until` null. */
export async function listIntervals(db: Handle, seminarId: SeminarId): Promise<StoredInterval[]> {
  const own = await db.selectFrom('presence_interval').selectAll().where('seminar_id', '=', seminarId).execute()
  const media = await db.selectFrom('media_witness').selectAll().where('seminar_id', '=', seminarId).execute()
  return [...own.map(fromConnection), ...media.map(fromWitness)]
}

/** The same for these seats alone. */
export async function listIntervalsOf(db: Handle, seatIds: readonly SeatId[]): Promise<StoredInterval[]> {
  const own = await db.selectFrom('presence_interval').selectAll().where('seat_id', 'in', seatIds).execute()
  const media = await db.selectFrom('media_witness').selectAll().where('seat_id', 'in', seatIds).execute()
  return [...own.map(fromConnection), ...media.map(fromWitness)]
}

function fromConnection(row: Selectable<PresenceIntervalTable>): StoredInterval {
  return { seatId: row.seat_id, from: row.opened_at, until: row.closed_at }
}

function fromWitness(row: Selectable<MediaWitnessTable>): StoredInterval {
  return { seatId: row.seat_id, from: row.joined_at, until: row.left_at }
}

/** A connection to the media server as it was reported or seen there. */
export interface Witnessed {
  readonly seminarId: SeminarId
  readonly seatId: SeatId
  readonly sid: string
  readonly joinedAt: Instant
  /** Null while it lasts. */
  readonly leftAt: Instant | null
}

/** Keeps what the media server reported; the same report again, or a join after its leave, changes nothing. */
export async function saveWitnessed(tx: Handle, witnessed: Witnessed): Promise<void> {
  await tx
    .insertInto('media_witness')
    .values({
      sid: witnessed.sid,
      seat_id: witnessed.seatId,
      seminar_id: witnessed.seminarId,
      joined_at: witnessed.joinedAt,
      left_at: witnessed.leftAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['seat_id', 'sid'])
        .doUpdateSet((eb) => ({ left_at: eb.ref('excluded.left_at') }))
        .where('media_witness.left_at', 'is', null),
    )
    .execute()
}

/** Connections to the media server that it no longer knows ended, at the latest now. */
export async function closeWitnesses(tx: Handle, seminarId: SeminarId, presentSids: readonly string[], now: Instant): Promise<void> {
  let query = tx.updateTable('media_witness').set({ left_at: now }).where('seminar_id', '=', seminarId).where('left_at', 'is', null)
  if (presentSids.length > 0) query = query.where('sid', 'not in', presentSids)
  await query.execute()
}

/** The connections to the media server that are open as far as we know. */
export async function listOpenSids(db: Handle, seminarId: SeminarId): Promise<Set<string>> {
  const rows = await db.selectFrom('media_witness').select('sid').where('seminar_id', '=', seminarId).where('left_at', 'is', null).execute()
  return new Set(rows.map((row) => row.sid))
}

/** Notes an event of the media server; false when it was known already. */
export async function noteMediaEvent(tx: Handle, id: string, at: Instant): Promise<boolean> {
  const row = await tx
    .insertInto('media_event')
    .values({ id, received_at: at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** What is left of a seat's presence after the end. */
export interface AttendanceRecord {
  readonly seatId: SeatId
  readonly minutes: number
  readonly bitmap: string
  readonly firstSeenAt: Instant
  readonly lastSeenAt: Instant
}

/** Keeps the records and removes what they were made of; records that exist stay as they are. */
export async function saveRecords(tx: Handle, seminarId: SeminarId, records: readonly AttendanceRecord[]): Promise<void> {
  for (let first = 0; first < records.length; first += 500) {
    const rows = records.slice(first, first + 500).map((record) => ({
      seat_id: record.seatId,
      seminar_id: seminarId,
      minutes: record.minutes,
      bitmap: record.bitmap,
      first_seen_at: record.firstSeenAt,
      last_seen_at: record.lastSeenAt,
    }))
    await tx
      .insertInto('attendance_record')
      .values(rows)
      .onConflict((conflict) => conflict.column('seat_id').doNothing())
      .execute()
  }
  await tx.deleteFrom('presence_interval').where('seminar_id', '=', seminarId).execute()
  await tx.deleteFrom('media_witness').where('seminar_id', '=', seminarId).execute()
}

/** The records of a seminar that is over; empty before. */
export async function listRecords(db: Handle, seminarId: SeminarId): Promise<AttendanceRecord[]> {
  return (await db.selectFrom('attendance_record').selectAll().where('seminar_id', '=', seminarId).execute()).map(fromRecord)
}

/** The records of these seats; none until the seminar is over, and none for whoever was never there. */
export async function readRecords(db: Handle, seatIds: readonly SeatId[]): Promise<Map<SeatId, AttendanceRecord>> {
  const rows = await db.selectFrom('attendance_record').selectAll().where('seat_id', 'in', seatIds).execute()
  return new Map(rows.map((row) => [row.seat_id, fromRecord(row)]))
}

function fromRecord(row: Selectable<AttendanceRecordTable>): AttendanceRecord {
  return { seatId: row.seat_id, minutes: row.minutes, bitmap: row.bitmap, firstSeenAt: row.first_seen_at, lastSeenAt: row.last_seen_at }
}

/** Seminars that are over while intervals of theirs are still there. */
export async function listUnrecorded(db: Handle): Promise<SeminarId[]> {
  const rows = await db
    .selectFrom('seminar')
    .select('seminar.id')
    .where('seminar.state', 'in', ['ended', 'archived'])
    .where((eb) =>
      eb.exists(eb.selectFrom('presence_interval').select('connection_id').whereRef('presence_interval.seminar_id', '=', 'seminar.id')),
    )
    .execute()
  return rows.map((row) => row.id)
}

/** The number of seats that may come in. */
export async function countValidSeats(db: Handle, seminarId: SeminarId): Promise<number> {
  const row = await db
    .selectFrom('seat')
    .select((eb) => eb.fn.countAll<number>().as('seats'))
    .where('seminar_id', '=', seminarId)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.seats)
}

export interface SeatFacts {
  readonly seatId: SeatId
  readonly holderName: string
  readonly holderEmail: string | null
  readonly number: string
  readonly isRevoked: boolean
  readonly isHeld: boolean
  readonly takeOvers: number
}

/** What the monitor shows of each seat besides presence, by name. */
export async function readSeatFacts(db: Handle, seminarId: SeminarId): Promise<SeatFacts[]> {
  const rows = await db
    .selectFrom('seat')
    .select(['id', 'holder_name', 'holder_email', 'number', 'revoked_at', 'active_device', 'take_overs'])
    .where('seminar_id', '=', seminarId)
    .orderBy('holder_name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    seatId: row.id,
    holderName: row.holder_name,
    holderEmail: row.holder_email,
    number: row.number,
    isRevoked: row.revoked_at !== null,
    isHeld: row.active_device !== null,
    takeOvers: row.take_overs,
  }))
}
