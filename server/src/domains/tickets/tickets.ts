// The tickets slice: shops, files and the naming page, and what others may know about the tickets behind seats.
import type { Logger } from 'pino'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import type { OrderId, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Credentials } from '../../adapters/credentials.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import type { Shop } from '../../adapters/tickets/shop.ts'
import type { BoundEndpoint } from '../../transport/http.ts'
import type { ShopMessage } from '../../transport/hooks.ts'
import type { SeminarFacts } from '../seminars/rules.ts'
import { createApply, type LetterHands, type SeatHands } from './apply.ts'
import { connectionEndpoints } from './connection.ts'
import { fileEndpoints } from './files.ts'
import { createHookReceiver } from './hooks.ts'
import { namingEndpoints } from './naming.ts'
import { seatsToName } from './rules.ts'
import {
  listOrderIds,
  listOrders,
  listOrdersById,
  listOrderSeats,
  listSeatTickets,
  type OrderRow,
  type OrderSeatRow,
  readOrder,
} from './store.ts'
import { createSync } from './sync.ts'

export interface TicketParts {
  readonly database: Database
  readonly clock: Clock
  readonly credentials: Credentials
  readonly vaultKey: string
  readonly publicUrl: string
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  readonly cardOf: (facts: SeminarFacts) => SeminarCard
  readonly readToken: (typed: string) => string | null
  readonly openShop: (kind: 'eventbrite' | 'pretix', address: string | null, token: string) => Shop
  readonly seats: SeatHands
  readonly letters: LetterHands
  readonly random: () => number
  readonly log: Logger
}

/** Builds the slice; `start` begins to ask shops and answers how to stop. */
export function createTickets(parts: TicketParts): {
  endpoints: BoundEndpoint[]
  receiveHook: (message: ShopMessage) => Promise<boolean>
  /** Gives back what a process that died had claimed; before `start`. */
  recover: () => Promise<void>
  start: () => () => void
} {
  const { database, clock, letters } = parts
  const apply = createApply(parts)
  const sync = createSync({ ...parts, apply, wakeLetters: letters.wake })
  return {
    endpoints: [...connectionEndpoints({ ...parts, sync }), ...fileEndpoints({ ...parts, apply }), ...namingEndpoints(parts)],
    receiveHook: createHookReceiver({ database, clock }),
    recover: sync.recover,
    start: sync.start,
  }
}

/** The page on which the people of an order are named. */
export function namingUrl(publicUrl: string, credentials: Credentials, order: OrderRow): string {
  return `${publicUrl}/benennen/${credentials.tokenOf(order)}`
}

/** An order with the seats nobody has been named for. */
export interface OrderToName {
  readonly row: OrderRow
  readonly seatIds: readonly SeatId[]
}

/** The order with this id; null when there is none. */
export async function orderToName(db: Handle, id: OrderId): Promise<OrderToName | null> {
  const row = await readOrder(db, id)
  return row === null ? null : ((await withSeats(db, [row]))[0] ?? null)
}

/** The orders of these seats, each with all of its seats. */
export async function ordersOfSeats(db: Handle, seatIds: readonly SeatId[]): Promise<{ orderId: OrderId; seatIds: SeatId[] }[]> {
  const orders = new Map<OrderId, SeatId[]>()
  for (const { orderId, seatId } of await listOrderSeats(db, await listOrderIds(db, seatIds)))
    orders.set(orderId, [...(orders.get(orderId) ?? []), seatId])
  return [...orders].map(([orderId, all]) => ({ orderId, seatIds: all }))
}

/** Every order of a seminar. */
export async function ordersToName(db: Handle, seminarId: SeminarId): Promise<OrderToName[]> {
  return withSeats(db, await listOrders(db, seminarId))
}

/** The orders in which these seats wait for a name; seats that wait for none are left out. */
export async function ordersOfUnnamed(db: Handle, seatIds: readonly SeatId[]): Promise<Map<SeatId, OrderId>> {
  const rows = await listOrdersById(db, await listOrderIds(db, seatIds))
  return new Map((await withSeats(db, rows)).flatMap(({ row, seatIds: waiting }) => waiting.map((seatId) => [seatId, row.id] as const)))
}

/** The order in which this seat was bought alone, while nobody has been named for it; null for every other seat. */
export async function orderBoughtAlone(db: Handle, seatId: SeatId): Promise<OrderRow | null> {
  const [row] = await listOrdersById(db, await listOrderIds(db, [seatId]))
  if (row === undefined) return null
  const [seat, ...others] = (await listOrderSeats(db, [row.id])).filter(({ isRevoked }) => !isRevoked)
  if (seat?.seatId !== seatId || others.length > 0 || seat.isNamedHere) return null
  // The page names whoever it likes for this seat, so its link is the buyer's alone.
  return seat.holderEmail !== null && seat.holderEmail.toLowerCase() === row.buyer_email?.toLowerCase() ? row : null
}

async function withSeats(db: Handle, rows: readonly OrderRow[]): Promise<OrderToName[]> {
  const seats = new Map<OrderId, OrderSeatRow[]>(rows.map(({ id }) => [id, []]))
  for (const seat of await listOrderSeats(db, [...seats.keys()])) seats.get(seat.orderId)?.push(seat)
  return rows.map((row) => ({ row, seatIds: seatsToName(seats.get(row.id) ?? [], row.buyer_email).map(({ seatId }) => seatId) }))
}

/** What the seat list tells about the tickets behind the seats of a seminar; seats without one are left out. */
export async function seatBackgrounds(db: Handle, seminarId: SeminarId) {
  const unnamed = new Set((await ordersToName(db, seminarId)).flatMap(({ seatIds }) => seatIds))
  const rows = await listSeatTickets(db, seminarId)
  return new Map(
    rows.map((row) => [
      row.seat_id,
      {
        ticketName: row.ticket_name,
        orderRef: row.order_ref,
        buyerName: row.buyer_name,
        buyerEmail: row.buyer_email,
        shopStatus: row.origin === 'csv' && row.status === '' ? null : row.status,
        flags: [
          ...(row.entitlement === 'unknown' ? (['status_unknown'] as const) : []),
          ...(row.is_missing ? (['missing'] as const) : []),
          ...(unnamed.has(row.seat_id) ? (['unnamed'] as const) : []),
          ...(row.is_held ? (['revocation_held'] as const) : []),
        ],
      },
    ]),
  )
}
