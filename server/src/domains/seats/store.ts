// Seats as stored. Every change of who may be where is one row.
import type { Selectable } from 'kysely'
import { type Instant, type OpId, type SeatId, SeatId as SeatIdSchema, type SeminarId } from '@podium/shared/primitives.ts'
import type { SeatOrigin } from '@podium/shared/tickets.ts'
import { newId } from '../../adapters/clock.ts'
import type { CredentialSeed } from '../../adapters/credentials.ts'
import type { Engine, Handle } from '../../adapters/database/database.ts'
import type { SeatTable } from '../../adapters/database/tables.ts'
import type { CodeField } from './rules.ts'

export type SeatRow = Selectable<SeatTable>

/** A seat as it is first written. */
export interface NewSeat {
  readonly seminarId: SeminarId
  readonly holderName: string
  readonly holderEmail: string | null
  readonly seed: CredentialSeed
  readonly tokenHash: string
  readonly number: string
  readonly at: Instant
  readonly origin: SeatOrigin
}

/** Stores a new seat. */
export async function insertSeat(tx: Handle, seat: NewSeat): Promise<SeatRow> {
  return tx
    .insertInto('seat')
    .values({
      id: SeatIdSchema.parse(newId()),
      seminar_id: seat.seminarId,
      holder_name: seat.holderName,
      holder_email: seat.holderEmail,
      nonce: seat.seed.nonce,
      version: seat.seed.version,
      key_id: seat.seed.key_id,
      token_hash: seat.tokenHash,
      number: seat.number,
      wrong_codes: 0,
      code_locked_until: null,
      revoked_at: null,
      active_device: null,
      take_overs: 0,
      last_take_over_at: null,
      created_at: seat.at,
      origin: seat.origin,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The seat with this id; null when there is none. */
export async function readSeat(db: Handle, id: SeatId): Promise<SeatRow | null> {
  return (await db.selectFrom('seat').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The seats with these ids, in any order. */
export async function listSeatsById(db: Handle, ids: readonly SeatId[]): Promise<SeatRow[]> {
  const seats: SeatRow[] = []
  for (const some of inChunks(ids)) seats.push(...(await db.selectFrom('seat').selectAll().where('id', 'in', some).execute()))
  return seats
}

/** The seat behind an access link, locked until the transaction ends; null when no seat has it. */
export async function lockSeatByToken(tx: Handle, engine: Engine, tokenHash: string): Promise<SeatRow | null> {
  const query = tx.selectFrom('seat').selectAll().where('token_hash', '=', tokenHash)
  return (await (engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst()) ?? null
}

/** The seat with this access number, locked until the transaction ends; null when no seat has it. */
export async function lockSeatByNumber(tx: Handle, engine: Engine, number: string): Promise<SeatRow | null> {
  const query = tx.selectFrom('seat').selectAll().where('number', '=', number)
  return (await (engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst()) ?? null
}

/** The seat with this id, locked until the transaction ends; null when there is none. */
export async function lockSeat(tx: Handle, engine: Engine, id: SeatId): Promise<SeatRow | null> {
  const query = tx.selectFrom('seat').selectAll().where('id', '=', id)
  return (await (engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst()) ?? null
}

/** Every seat of a seminar in the order they were made. */
export async function listSeats(db: Handle, seminarId: SeminarId): Promise<SeatRow[]> {
  return db.selectFrom('seat').selectAll().where('seminar_id', '=', seminarId).orderBy('created_at').orderBy('id').execute()
}

/** Remembers how often the code was wrong. */
export async function saveCodeField(tx: Handle, id: SeatId, field: CodeField): Promise<void> {
  await tx.updateTable('seat').set({ wrong_codes: field.wrongCodes, code_locked_until: field.lockedUntil }).where('id', '=', id).execute()
}

/** Gives the seat to a device; null frees it. A take-over is counted for the organiser. */
export async function saveActiveDevice(tx: Handle, id: SeatId, device: string | null, tookOverAt: Instant | null): Promise<void> {
  await tx
    .updateTable('seat')
    .set((eb) => ({
      active_device: device,
      ...(tookOverAt === null ? {} : { take_overs: eb('take_overs', '+', 1), last_take_over_at: tookOverAt }),
    }))
    .where('id', '=', id)
    .execute()
}

/** Revokes the seat, or restores it with null; either way nobody is on it afterwards. */
export async function saveRevoked(tx: Handle, id: SeatId, revoked: { at: Instant; by: 'organiser' | 'shop' } | null): Promise<void> {
  await tx
    .updateTable('seat')
    .set({ revoked_at: revoked?.at ?? null, revoked_by: revoked?.by ?? null, active_device: null })
    .where('id', '=', id)
    .execute()
}

/** Names the person of a seat. */
export async function saveHolder(
  tx: Handle,
  id: SeatId,
  holder: { name: string; email: string | null; isNamedHere: boolean },
): Promise<void> {
  await tx
    .updateTable('seat')
    .set({ holder_name: holder.name, holder_email: holder.email, is_named_here: holder.isNamedHere })
    .where('id', '=', id)
    .execute()
}

/** Remembers the operation that changed the seat last, so that a repeat changes nothing. */
export async function saveLastOp(tx: Handle, id: SeatId, opId: OpId): Promise<void> {
  await tx.updateTable('seat').set({ last_op_id: opId }).where('id', '=', id).execute()
}

/** Every seat with this e-mail address, compared without case. */
export async function listSeatsByEmail(db: Handle, email: string): Promise<SeatRow[]> {
  return db
    .selectFrom('seat')
    .selectAll()
    .where((eb) => eb(eb.fn<string>('lower', ['holder_email']), '=', email.toLowerCase()))
    .orderBy('id')
    .execute()
}

/** The seat behind a link token; null when no seat has it. */
export async function readSeatIdByToken(db: Handle, tokenHash: string): Promise<SeatId | null> {
  const row = await db.selectFrom('seat').select('id').where('token_hash', '=', tokenHash).executeTakeFirst()
  return row?.id ?? null
}

/** Who watches along, by seat, in the order they were named. */
export async function listCoViewers(db: Handle, ids: readonly SeatId[]): Promise<Map<SeatId, string[]>> {
  const names = new Map<SeatId, string[]>()
  for (const some of inChunks(ids)) {
    const rows = await db.selectFrom('co_viewer').selectAll().where('seat_id', 'in', some).orderBy('position').execute()
    for (const row of rows) names.set(row.seat_id, [...(names.get(row.seat_id) ?? []), row.name])
  }
  return names
}

/** Replaces who watches along. */
export async function saveCoViewers(tx: Handle, id: SeatId, names: readonly string[]): Promise<void> {
  await tx.deleteFrom('co_viewer').where('seat_id', '=', id).execute()
  if (names.length === 0) return
  await tx
    .insertInto('co_viewer')
    .values(names.map((name, position) => ({ seat_id: id, position, name })))
    .execute()
}

/** SQLite binds at most 32,766 values in one statement. */
function* inChunks<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += 1_000) yield items.slice(at, at + 1_000)
}

/** Replaces link and code: the old ones and every pass made with them are dead. */
export async function saveReissued(tx: Handle, id: SeatId, version: number, tokenHash: string): Promise<void> {
  await tx
    .updateTable('seat')
    .set({ version, token_hash: tokenHash, wrong_codes: 0, code_locked_until: null, active_device: null })
    .where('id', '=', id)
    .execute()
}
