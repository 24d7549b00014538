// Which links a naming letter gives its buyer: a seat whose link was made anew is told again, one that was named is not.
import type { LetterOrder } from './parts.ts'

/** The links an order has to tell now. */
export function linksOf({ seats }: LetterOrder): string {
  return seats.map(({ seatId, version }) => `${seatId}:${version}`).join(' ')
}

/** Whether a letter tells every link the order has now. `told` null: it tells none. */
export function tellsAll(told: string | null, order: LetterOrder): boolean {
  const known = new Set(told?.split(' '))
  return linksOf(order)
    .split(' ')
    .every((link) => known.has(link))
}

/** Whether every link a letter tells still opens a seat of this order. */
export function tellsOnly(told: string | null, order: LetterOrder): boolean {
  const open = new Set(linksOf(order).split(' '))
  return told === null || told.split(' ').every((link) => open.has(link))
}
