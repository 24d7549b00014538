// Rows without a number of their own: whose ticket is which, when a later file of the same order has other rows (SPEC R59). Pure.
import type { Ticket } from '@podium/shared/tickets.ts'

/** A row of a file, or what was one: its id and the first of its tickets. */
interface Row {
  readonly id: string
  readonly ticket: Ticket
}

/** From the surest sign that a row is one of the file before to the weakest; what is left over takes the places that are left over. */
const SIGNS: readonly ((ticket: Ticket) => string | null)[] = [
  ({ holderName, holderEmail, ticketName, entitlement }) => JSON.stringify([holderName, holderEmail, ticketName, entitlement]),
  ({ holderName, holderEmail }) => JSON.stringify([holderName.toLowerCase(), holderEmail]),
  ({ holderName }) => holderName.toLowerCase(),
  ({ holderEmail }) => holderEmail,
  () => '',
]

/**
 * R59: gives rows that are told apart by their place in their order alone the ids they had before: whoever stood there keeps their ticket
 * when another row is gone or new.
 * @param placed ids that only tell a place; all other tickets stay as they are.
 */
export function keepPlaces(tickets: readonly Ticket[], placed: ReadonlySet<string>, known: readonly Ticket[]): Ticket[] {
  const before = rowsByOrder(known.filter(({ id, orderRef }) => isPlace(rowOf(id), orderRef)))
  const ids = new Map<string, string>()
  for (const [orderRef, rows] of rowsByOrder(tickets.filter(({ id }) => placed.has(rowOf(id)))))
    for (const [id, kept] of match(rows, before.get(orderRef) ?? [], orderRef)) ids.set(id, kept)
  return tickets.map((ticket) => {
    const row = rowOf(ticket.id)
    return { ...ticket, id: (ids.get(row) ?? row) + ticket.id.slice(row.length) }
  })
}

/** Which id each row keeps, or gets where it is new. */
function match(rows: readonly Row[], before: readonly Row[], orderRef: string): Map<string, string> {
  const ids = new Map<string, string>()
  const free = new Map(before.map(({ id, ticket }) => [id, ticket]))
  for (const sign of SIGNS) {
    const idsBySign = new Map<string, string[]>()
    for (const [id, ticket] of [...free].toReversed()) {
      const told = sign(ticket)
      if (told === null) continue
      const alike = idsBySign.get(told)
      if (alike === undefined) idsBySign.set(told, [id])
      else alike.push(id)
    }
    for (const { id, ticket } of rows) {
      const told = ids.has(id) ? null : sign(ticket)
      const kept = told === null ? undefined : idsBySign.get(told)?.pop()
      if (kept === undefined) continue
      ids.set(id, kept)
      free.delete(kept)
    }
  }
  const taken = new Set(before.map(({ id }) => id))
  let place = 1
  for (const { id } of rows) {
    if (ids.has(id)) continue
    while (taken.has(placeId(orderRef, place))) place += 1
    ids.set(id, placeId(orderRef, place))
    place += 1
  }
  return ids
}

/** The id of a row that has none of its own: its place in its order, from 1. */
function placeId(orderRef: string, place: number): string {
  return `${orderRef}/${place}`
}

function isPlace(id: string, orderRef: string): boolean {
  return id.startsWith(`${orderRef}/`) && /^\d+$/.test(id.slice(orderRef.length + 1))
}

/** The id of the row a ticket stood in: a row of several tickets numbers them behind a hash (R47). */
function rowOf(id: string): string {
  return id.replace(/#\d+$/, '')
}

function rowsByOrder(tickets: readonly Ticket[]): Map<string, Row[]> {
  const orders = new Map<string, Map<string, Row>>()
  for (const ticket of tickets) {
    const id = rowOf(ticket.id)
    const rows = orders.get(ticket.orderRef) ?? new Map<string, Row>()
    orders.set(ticket.orderRef, rows)
    if (!rows.has(id)) rows.set(id, { id, ticket })
  }
  return new Map([...orders].map(([orderRef, rows]) => [orderRef, [...rows.values()]]))
}
