// Tickets, the orders they came in, connections to shops and what shops told, as stored.
import type { Selectable } from 'kysely'
import { type Instant, OrderId, type SeatId, type SeminarId } from '@podium/shared/primitives.ts'
import type { SeatOrigin, Ticket } from '@podium/shared/tickets.ts'
import { newId } from '../../adapters/clock.ts'
import type { CredentialSeed } from '../../adapters/credentials.ts'
import type { Engine, Handle } from '../../adapters/database/database.ts'
import type { ShopConnectionTable, TicketOrderTable } from '../../adapters/database/ticket-tables.ts'
import type { KnownTicket } from './rules.ts'

export type ConnectionRow = Selectable<ShopConnectionTable>
export type OrderRow = Selectable<TicketOrderTable>

/** Where a list of tickets belongs. */
export interface TicketPlace {
  readonly seminarId: SeminarId
  readonly origin: SeatOrigin
  /** The shop's event; the seminar itself for files. */
  readonly eventId: string
}

const withSeat = (db: Handle) =>
  db.selectFrom('ticket').innerJoin('seat', 'seat.id', 'ticket.seat_id').innerJoin('ticket_order', 'ticket_order.id', 'ticket.order_id')

/** Every ticket known from this place, with what has become of its seat. */
export async function listKnownTickets(db: Handle, place: TicketPlace): Promise<KnownTicket[]> {
  const rows = await withSeat(db)
    .selectAll('ticket')
    .select([
      'seat.revoked_at',
      'seat.revoked_by',
      'seat.is_named_here',
      'ticket_order.order_ref',
      'ticket_order.buyer_name',
      'ticket_order.buyer_email',
    ])
    .where('ticket.seminar_id', '=', place.seminarId)
    .where('ticket.origin', '=', place.origin)
    .where('ticket.event_id', '=', place.eventId)
    .orderBy('ticket.ticket_id')
    .execute()
  return rows.map((row) => ({
    ticket: {
      id: row.ticket_id,
      orderRef: row.order_ref,
      buyerName: row.buyer_name,
      buyerEmail: row.buyer_email,
      holderName: row.holder_name,
      holderEmail: row.holder_email,
      ticketClassId: row.ticket_class_id,
      ticketName: row.ticket_name,
      status: row.status,
      entitlement: row.entitlement,
      changedAt: row.changed_at,
    },
    isMissing: row.is_missing,
    isHeld: row.is_held,
    seat: {
      id: row.seat_id,
      revokedBy: row.revoked_at === null ? null : (row.revoked_by ?? 'organiser'),
      isNamedHere: row.is_named_here,
    },
  }))
}

/** Stores a ticket beside the seat it became. */
export async function insertTicket(tx: Handle, place: TicketPlace, ticket: Ticket, seatId: SeatId, orderId: OrderId): Promise<void> {
  await tx
    .insertInto('ticket')
    .values({
      seminar_id: place.seminarId,
      origin: place.origin,
      event_id: place.eventId,
      ticket_id: ticket.id,
      seat_id: seatId,
      order_id: orderId,
      ...said(ticket),
      is_missing: false,
      is_held: false,
    })
    .execute()
}

/** Remembers what the source says of a ticket now. */
export async function saveTicket(tx: Handle, place: TicketPlace, ticket: Ticket, orderId: OrderId, isHeld: boolean): Promise<void> {
  await tx
    .updateTable('ticket')
    .set({ ...said(ticket), order_id: orderId, is_missing: false, is_held: isHeld })
    .where('seminar_id', '=', place.seminarId)
    .where('origin', '=', place.origin)
    .where('event_id', '=', place.eventId)
    .where('ticket_id', '=', ticket.id)
    .execute()
}

function said(ticket: Ticket) {
  return {
    holder_name: ticket.holderName,
    holder_email: ticket.holderEmail,
    ticket_class_id: ticket.ticketClassId,
    ticket_name: ticket.ticketName,
    status: ticket.status,
    entitlement: ticket.entitlement,
    changed_at: ticket.changedAt,
  }
}

/** Marks a ticket as missing from the last full list, or as back. */
export async function saveMissing(tx: Handle, seatId: SeatId, isMissing: boolean): Promise<void> {
  await tx.updateTable('ticket').set({ is_missing: isMissing }).where('seat_id', '=', seatId).execute()
}

/** The order with this number; made with the credentials handed in where it is new, and told who bought it now. */
export async function ensureOrder(
  tx: Handle,
  place: TicketPlace,
  order: { ref: string; buyerName: string; buyerEmail: string | null },
  fresh: { seed: CredentialSeed; tokenHash: string; at: Instant },
): Promise<OrderId> {
  const row = await tx
    .insertInto('ticket_order')
    .values({
      id: OrderId.parse(newId()),
      seminar_id: place.seminarId,
      origin: place.origin,
      order_ref: order.ref,
      buyer_name: order.buyerName,
      buyer_email: order.buyerEmail,
      nonce: fresh.seed.nonce,
      version: fresh.seed.version,
      key_id: fresh.seed.key_id,
      token_hash: fresh.tokenHash,
      created_at: fresh.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['seminar_id', 'origin', 'order_ref']).doUpdateSet({ buyer_name: order.buyerName, buyer_email: order.buyerEmail }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The order with this id; null when there is none. */
export async function readOrder(db: Handle, id: OrderId): Promise<OrderRow | null> {
  return (await db.selectFrom('ticket_order').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The order whose naming page has this token; null when there is none. */
export async function readOrderByToken(db: Handle, tokenHash: string): Promise<OrderRow | null> {
  return (await db.selectFrom('ticket_order').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()) ?? null
}

/** One seat of an order as the naming page and the letters need it. */
export interface OrderSeatRow {
  readonly orderId: OrderId
  readonly seatId: SeatId
  readonly ticketName: string
  readonly ticketEmail: string | null
  readonly holderName: string
  readonly holderEmail: string | null
  readonly isRevoked: boolean
  readonly isNamedHere: boolean
}

/** Every seat of these orders, in the order of their tickets. */
export async function listOrderSeats(db: Handle, ids: readonly OrderId[]): Promise<OrderSeatRow[]> {
  const seats: OrderSeatRow[] = []
  for (const some of inChunks(ids)) {
    const rows = await withSeat(db)
      .select(['ticket.order_id', 'ticket.seat_id', 'ticket.ticket_name', 'ticket.holder_email as ticket_email'])
      .select(['seat.holder_name', 'seat.holder_email', 'seat.revoked_at', 'seat.is_named_here'])
      .where('ticket.order_id', 'in', some)
      .orderBy('ticket.order_id')
      .orderBy('ticket.ticket_id')
      .execute()
    for (const row of rows) {
      seats.push({
        orderId: row.order_id,
        seatId: row.seat_id,
        ticketName: row.ticket_name,
        ticketEmail: row.ticket_email,
        holderName: row.holder_name,
        holderEmail: row.holder_email,
        isRevoked: row.revoked_at !== null,
        isNamedHere: row.is_named_here,
      })
    }
  }
  return seats
}

/** The orders with these ids, in any order. */
export async function listOrdersById(db: Handle, ids: readonly OrderId[]): Promise<OrderRow[]> {
  const orders: OrderRow[] = []
  for (const some of inChunks(ids)) orders.push(...(await db.selectFrom('ticket_order').selectAll().where('id', 'in', some).execute()))
  return orders
}

/** A statement binds a limited number of values. */
function* inChunks<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += 1_000) yield items.slice(at, at + 1_000)
}

/** The orders these seats were bought in; seats without a ticket are left out. */
export async function listOrderIds(db: Handle, seatIds: readonly SeatId[]): Promise<OrderId[]> {
  const ids = new Set<OrderId>()
  for (const some of inChunks(seatIds)) {
    const rows = await db.selectFrom('ticket').select('order_id').distinct().where('seat_id', 'in', some).execute()
    for (const row of rows) ids.add(row.order_id)
  }
  return [...ids]
}

/** Every order of a seminar. */
export async function listOrders(db: Handle, seminarId: SeminarId): Promise<OrderRow[]> {
  return db.selectFrom('ticket_order').selectAll().where('seminar_id', '=', seminarId).orderBy('id').execute()
}

/** Tickets of a seminar with their orders, for the seat list. */
export async function listSeatTickets(db: Handle, seminarId: SeminarId) {
  return withSeat(db)
    .select([
      'ticket.seat_id',
      'ticket.origin',
      'ticket.order_id',
      'ticket.ticket_name',
      'ticket.status',
      'ticket.entitlement',
      'ticket.is_missing',
      'ticket.is_held',
    ])
    .select(['ticket_order.order_ref', 'ticket_order.buyer_name', 'ticket_order.buyer_email'])
    .where('ticket.seminar_id', '=', seminarId)
    .execute()
}

/** People whose seats wait for the organiser's word; without those of an event that was connected before. */
export async function listHeld(
  db: Handle,
  { seminar_id: seminarId, kind, event_id: eventId }: Pick<ConnectionRow, 'seminar_id' | 'kind' | 'event_id'>,
): Promise<{ holderName: string; status: string }[]> {
  const rows = await withSeat(db)
    .select(['seat.holder_name', 'ticket.status'])
    .where('ticket.seminar_id', '=', seminarId)
    .where('ticket.origin', '=', kind)
    .where('ticket.event_id', '=', eventId)
    .where('ticket.is_held', '=', true)
    .where('seat.revoked_at', 'is', null)
    .orderBy('seat.holder_name')
    .execute()
  return rows.map((row) => ({ holderName: row.holder_name, status: row.status }))
}

/** Nobody waits any more for a word on tickets of an event that is no longer connected. */
export async function forgetHeld(
  tx: Handle,
  seminarId: SeminarId,
  { origin, eventId }: Pick<TicketPlace, 'origin' | 'eventId'>,
): Promise<void> {
  await tx
    .updateTable('ticket')
    .set({ is_held: false })
    .where('seminar_id', '=', seminarId)
    .where((eb) => eb.or([eb('origin', '!=', origin), eb('event_id', '!=', eventId)]))
    .execute()
}

/** The seminar's connection; null when it has none. */
export async function readConnection(db: Handle, seminarId: SeminarId): Promise<ConnectionRow | null> {
  return (await db.selectFrom('shop_connection').selectAll().where('seminar_id', '=', seminarId).executeTakeFirst()) ?? null
}

/** The connection a webhook's secret belongs to; null when there is none. */
export async function readConnectionByHook(db: Handle, secretHash: string): Promise<ConnectionRow | null> {
  return (await db.selectFrom('shop_connection').selectAll().where('hook_secret_hash', '=', secretHash).executeTakeFirst()) ?? null
}

/** Connects, or replaces the settings of a connection. */
export async function saveConnection(
  tx: Handle,
  row: Omit<ConnectionRow, 'ticket_class_ids' | 'last_counts'> & { ticket_class_ids: string[] | null },
): Promise<void> {
  const values = {
    ...row,
    ticket_class_ids: row.ticket_class_ids === null ? null : JSON.stringify(row.ticket_class_ids),
    last_counts: null,
  }
  await tx
    .insertInto('shop_connection')
    .values(values)
    .onConflict((conflict) => conflict.column('seminar_id').doUpdateSet(values))
    .execute()
}

/** Changes some facts of a connection. */
export async function updateConnection(
  tx: Handle,
  seminarId: SeminarId,
  facts: Partial<Omit<ConnectionRow, 'seminar_id' | 'ticket_class_ids' | 'last_counts'>> & { last_counts?: string },
): Promise<void> {
  await tx.updateTable('shop_connection').set(facts).where('seminar_id', '=', seminarId).execute()
}

/** Forgets a connection and the messages it received. */
export async function deleteConnection(tx: Handle, seminarId: SeminarId): Promise<void> {
  await tx.deleteFrom('hook_receipt').where('seminar_id', '=', seminarId).execute()
  await tx.deleteFrom('shop_connection').where('seminar_id', '=', seminarId).execute()
}

/** Asks for a pass at this moment, or leaves an earlier one; R11: a shop that is busy is left alone as long as it asked for. */
export async function bringForward(tx: Handle, seminarId: SeminarId, at: Instant): Promise<void> {
  await tx
    .updateTable('shop_connection')
    .set({ next_pass_at: at })
    .where('seminar_id', '=', seminarId)
    .where('next_pass_at', '>', at)
    // Whoever is asking it just now sees the hint when they finish.
    .where((eb) => eb.or([eb('problem', 'is', null), eb('problem', '!=', 'busy'), eb('lease_owner', 'is not', null)]))
    .execute()
}

/** Seminars whose shop is to be asked now and that nobody is asking. */
export async function listDueConnections(db: Handle, now: Instant): Promise<SeminarId[]> {
  const rows = await db
    .selectFrom('shop_connection')
    .select('seminar_id')
    .where('next_pass_at', '<=', now)
    .where('lease_until', '<', now)
    .orderBy('next_pass_at')
    .execute()
  return rows.map((row) => row.seminar_id)
}

/** Takes the right to ask this seminar's shop until `until`; null when somebody else has it. */
export async function claimConnection(
  tx: Handle,
  seminarId: SeminarId,
  owner: string,
  now: Instant,
  until: Instant,
): Promise<ConnectionRow | null> {
  const row = await tx
    .updateTable('shop_connection')
    // Whoever brings the next pass forward meanwhile is seen by the one who finishes this one.
    .set({ lease_owner: owner, lease_until: until, next_pass_at: until })
    .where('seminar_id', '=', seminarId)
    .where('lease_until', '<', now)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

/** Gives back what processes that are gone had taken; their passes are due at once. */
export async function releaseConnections(tx: Handle, now: Instant): Promise<void> {
  await tx
    .updateTable('shop_connection')
    .set({ lease_owner: null, lease_until: 0, next_pass_at: now })
    .where('lease_owner', 'is not', null)
    .execute()
}

/** The connection while this owner still holds it, locked until the transaction ends; null otherwise. */
export async function lockConnection(tx: Handle, engine: Engine, seminarId: SeminarId, owner: string): Promise<ConnectionRow | null> {
  const query = tx.selectFrom('shop_connection').selectAll().where('seminar_id', '=', seminarId).where('lease_owner', '=', owner)
  return (await (engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst()) ?? null
}
