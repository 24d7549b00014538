// Carries out what a reconcile decided: tickets become seats, seats change hands, are taken away and given back.
import type { OrderId, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { SeatOrigin, Ticket } from '@podium/shared/tickets.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Credentials } from '../../adapters/credentials.ts'
import type { Handle } from '../../adapters/database/database.ts'
import type { Change, HolderChange } from './rules.ts'
import { ensureOrder, insertTicket, saveMissing, saveTicket, type TicketPlace } from './store.ts'

/** What the seats slice does for tickets, always inside the transaction handed in. */
export interface SeatHands {
  add(
    tx: Handle,
    seat: { seminarId: SeminarId; holderName: string; holderEmail: string | null; origin: SeatOrigin },
  ): Promise<{ id: SeatId }>
  /** Whether somebody was named here; the seat is locked until the transaction ends, so the answer stays true. */
  isNamedHere(tx: Handle, seatId: SeatId): Promise<boolean>
  correct(tx: Handle, seatId: SeatId, holder: { name: string; email: string | null }): Promise<void>
  /** Another person: the old link dies. */
  replace(tx: Handle, seatId: SeatId, holder: { name: string; email: string | null }, isNamedHere: boolean): Promise<void>
  /** Answers whether the seat was valid until now. */
  revoke(tx: Handle, seatId: SeatId): Promise<boolean>
  /** Gives back what a shop took, and nothing else. */
  restore(tx: Handle, seatId: SeatId): Promise<void>
  /** After the commit: out at once. */
  putOut(seminarId: SeminarId, seatIds: readonly SeatId[]): Promise<void>
  seatChanged(seminarId: SeminarId): void
}

/** What the letters slice does for tickets. */
export interface LetterHands {
  planSeats(tx: Handle, ids: readonly SeatId[]): Promise<void>
  wake(): void
}

export interface ApplyParts {
  readonly clock: Clock
  readonly credentials: Credentials
  readonly seats: SeatHands
  readonly letters: LetterHands
}

/** Builds the hand that applies changes; answers the seats whose people must leave after the commit. */
export function createApply({ clock, credentials, seats, letters }: ApplyParts) {
  return async function apply(tx: Handle, place: TicketPlace, changes: readonly Change[]): Promise<SeatId[]> {
    const out: SeatId[] = []
    const touched: SeatId[] = []
    const orders = new Map<string, OrderId>()

    for (const change of changes) {
      switch (change.kind) {
        case 'add': {
          const { ticket } = change
          const seat = await seats.add(tx, {
            seminarId: place.seminarId,
            holderName: ticket.holderName,
            holderEmail: ticket.holderEmail,
            origin: place.origin,
          })
          await insertTicket(tx, place, ticket, seat.id, await orderOf(ticket))
          touched.push(seat.id)
          break
        }
        case 'update':
        case 'restore':
        case 'revoke':
        case 'hold': {
          const { kind, known, ticket, holder } = change
          if (kind === 'restore') await seats.restore(tx, known.seat.id)
          const isTaken = kind === 'revoke' && (await seats.revoke(tx, known.seat.id))
          const isHandedOn = holder !== null && (await changeHolder(tx, known.seat.id, holder))
          if (isTaken || isHandedOn) out.push(known.seat.id)
          await saveTicket(tx, place, ticket, await orderOf(ticket), kind === 'hold')
          touched.push(known.seat.id)
          break
        }
        case 'missing':
          await saveMissing(tx, change.known.seat.id, change.isMissing)
          break
      }
    }
    await letters.planSeats(tx, touched)
    return out

    async function orderOf(ticket: Ticket): Promise<OrderId> {
      const known = orders.get(ticket.orderRef)
      if (known !== undefined) return known
      const seed = credentials.newSeed()
      const id = await ensureOrder(
        tx,
        place,
        { ref: ticket.orderRef, buyerName: ticket.buyerName, buyerEmail: ticket.buyerEmail },
        { seed, tokenHash: credentials.tokenHashOf(seed), at: clock.now() },
      )
      orders.set(ticket.orderRef, id)
      return id
    }
  }

  /** Answers whether whoever is on the seat has to leave it. */
  async function changeHolder(tx: Handle, seatId: SeatId, { kind, name, email }: HolderChange): Promise<boolean> {
    // O4: what is known was read before this transaction; somebody may have been named here since.
    if (await seats.isNamedHere(tx, seatId)) return false
    if (kind === 'corrected') {
      await seats.correct(tx, seatId, { name, email })
      return false
    }
    await seats.replace(tx, seatId, { name, email }, false)
    return true
  }
}
