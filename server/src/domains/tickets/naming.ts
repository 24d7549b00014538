// "Plätze benennen": whoever bought several seats says who sits on them (SPEC R12, R13).
import { Refusal } from '@podium/shared/failures.ts'
import { nameSeats, type Order, readOrder as readOrderEndpoint } from '@podium/shared/seats.ts'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import type { SeminarId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { createLimit, createStrangers } from '../../adapters/limit.ts'
import { hashToken } from '../../transport/access.ts'
import { type BoundEndpoint, servePublic } from '../../transport/http.ts'
import { requireNotOver, type SeminarFacts, whyOver } from '../seminars/rules.ts'
import type { LetterHands, SeatHands } from './apply.ts'
import { type NamedSeat, namingChanges, seatsToName } from './rules.ts'
import { listOrderSeats, type OrderRow, readOrderByToken } from './store.ts'

const HOUR_MS = 60 * 60_000
/** People named on one seat in a day. */
const NAMINGS_PER_DAY = 5

export interface NamingParts {
  readonly database: Database
  readonly clock: Clock
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  readonly cardOf: (facts: SeminarFacts) => SeminarCard
  /** The token in whatever a mail program made of it; null when there is none in there. */
  readonly readToken: (typed: string) => string | null
  readonly seats: SeatHands
  readonly letters: LetterHands
}

/** The two endpoints of the naming page; whoever has its link may use them. */
export function namingEndpoints({ database, clock, seminarFacts, cardOf, readToken, seats, letters }: NamingParts): BoundEndpoint[] {
  // RT-06: only strangers are slowed down by address.
  const slowDownStranger = createStrangers()
  // Whoever holds one ticket must not write to half the world through us.
  const namings = createLimit(NAMINGS_PER_DAY, 24 * 3_600)

  async function orderBehind(db: Handle, typed: string, address: string): Promise<OrderRow> {
    const token = readToken(typed)
    const order = token === null ? null : await readOrderByToken(db, hashToken(token))
    if (order !== null) return order
    await slowDownStranger(address)
    throw new Refusal('link_unknown')
  }

  async function view(db: Handle, order: OrderRow): Promise<Order> {
    const facts = await seminarFacts(db, order.seminar_id)
    const rows = await listOrderSeats(db, [order.id])
    const unnamed = new Set(seatsToName(rows, order.buyer_email).map(({ seatId }) => seatId))
    return {
      buyerName: order.buyer_name,
      orderRef: order.order_ref,
      seminar: cardOf(facts),
      seats: rows.map((row) => ({
        seatId: row.seatId,
        holderName: unnamed.has(row.seatId) ? null : row.holderName,
        holderEmail: unnamed.has(row.seatId) ? null : row.holderEmail,
        ticketName: row.ticketName,
        isRevoked: row.isRevoked,
      })),
      isOpen: whyOver(facts, clock.now()) === null,
    }
  }

  return [
    servePublic(readOrderEndpoint, async ({ address, input }) =>
      view(database.handle, await orderBehind(database.handle, input.token, address)),
    ),
    servePublic(nameSeats, async ({ address, input }) => {
      const { order, renamed } = await database.transaction(async (tx) => {
        const order = await orderBehind(tx, input.token, address)
        requireNotOver(await seminarFacts(tx, order.seminar_id), clock.now())
        const wanted: NamedSeat[] = input.seats.map(({ seatId, holderName, holderEmail }) => ({
          seatId,
          name: holderName,
          email: holderEmail,
        }))
        const renamed = namingChanges(await listOrderSeats(tx, [order.id]), wanted)
        for (const { seatId } of renamed) if ((await namings(seatId)).isOver) throw new Refusal('too_many_requests', HOUR_MS)
        for (const { seatId, ...holder } of renamed) await seats.replace(tx, seatId, holder, true)
        await letters.planSeats(
          tx,
          renamed.map(({ seatId }) => seatId),
        )
        return { order, renamed }
      })
      letters.wake()
      if (renamed.length > 0) {
        await seats.putOut(
          order.seminar_id,
          renamed.map(({ seatId }) => seatId),
        )
      }
      return view(database.handle, order)
    }),
  ]
}
