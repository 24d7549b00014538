// What is typed on the naming page: which seats are complete, which are half, which are new.
import { EmailAddress, PersonName } from '@podium/shared/primitives.ts'
import type { Order, OrderSeat } from '@podium/shared/seats.ts'

/** A person as typed. */
export interface TypedPerson {
  readonly name: string
  readonly email: string
}

/** What the fields hold at first: who has been named already. */
export function typedFrom(order: Order): Record<string, TypedPerson> {
  return Object.fromEntries(order.seats.map((seat) => [seat.seatId, { name: seat.holderName ?? '', email: seat.holderEmail ?? '' }]))
}

/** Whether nothing was typed for a seat, or only half, or all. */
export function completeness({ name, email }: TypedPerson): 'empty' | 'half' | 'complete' {
  if (name.trim() === '' && email.trim() === '') return 'empty'
  return PersonName.safeParse(name).success && EmailAddress.safeParse(email).success ? 'complete' : 'half'
}

/** Whether what was typed for a seat differs from who is on it. */
export function isNew(seat: OrderSeat, { name, email }: TypedPerson): boolean {
  return name.trim() !== (seat.holderName ?? '') || email.trim().toLowerCase() !== (seat.holderEmail ?? '')
}
