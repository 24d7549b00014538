// Presence as stored: two writes per connection, one watermark per process (reliability.md §4).
import type { Instant, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { Handle } from '../../adapters/database/database.ts'

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
      .set({ closed_at: at })
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
    .onConflict((conflict) => conflict.column('process_id').doUpdateSet({ seen_at: at }))
    .execute()
}

/** A6: intervals that a dead process left open end at its last watermark. */
export async function closeAbandoned(tx: Handle, aliveProcessId: string): Promise<void> {
  const marks = await tx.selectFrom('process_watermark').selectAll().where('process_id', '!=', aliveProcessId).execute()
  for (const mark of marks) {
    // A connection younger than the last watermark was there for a moment, not for a negative time.
    await tx
      .updateTable('presence_interval')
      .set((eb) => ({ closed_at: eb.case().when('opened_at', '>', mark.seen_at).then(eb.ref('opened_at')).else(mark.seen_at).end() }))
      .where('process_id', '=', mark.process_id)
      .where('closed_at', 'is', null)
      .execute()
  }
  await tx.deleteFrom('process_watermark').where('process_id', '!=', aliveProcessId).execute()
}

/** Every interval of a seminar, or of one seat of it; open ones have `until` null. */
export async function readIntervals(
  db: Handle,
  seminarId: SeminarId,
  seatId: SeatId | null,
): Promise<{ seatId: SeatId; from: Instant; until: Instant | null }[]> {
  let query = db.selectFrom('presence_interval').select(['seat_id', 'opened_at', 'closed_at']).where('seminar_id', '=', seminarId)
  if (seatId !== null) query = query.where('seat_id', '=', seatId)
  return (await query.execute()).map((row) => ({ seatId: row.seat_id, from: row.opened_at, until: row.closed_at }))
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
