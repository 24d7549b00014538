// Rows without a number of their own: whose ticket is which, when a later file of the same order has other rows (SPEC R59). Pure.
import type { Ticket } from '@podium/shared/tickets.ts'
import { groupBy } from '../../adapters/group-by.ts'
import { placeId, placeOf, rowIdOf } from '../../adapters/tickets/csv-ids.ts'
import type { KnownTicket } from './rules.ts'

/** A row of a file: its id, the first of its tickets, and how many there are. */
interface Row {
  readonly id: string
  readonly ticket: Ticket
  readonly quantity: number
}

/** A row of an earlier file; `isOpen` when its seat is valid, so that somebody else may have taken it over. */
interface KnownRow extends Row {
  readonly isOpen: boolean
}

/** What two rows have in common when they are the same one; null where it tells nothing. */
type Sign = (row: Row) => string | null

const everything: Sign = ({ ticket, quantity }) =>
  JSON.stringify([ticket.holderName, ticket.holderEmail, ticket.ticketName, quantity, ticket.entitlement, ticket.status])
const person: Sign = ({ ticket }) => JSON.stringify([ticket.holderName.toLowerCase(), ticket.holderEmail])
const ticketOfPerson: Sign = (row) => JSON.stringify([person(row), row.ticket.ticketName, row.quantity, row.ticket.entitlement])
const personAsEntitled: Sign = (row) => JSON.stringify([person(row), row.ticket.entitlement])
const personOfSize: Sign = (row) => JSON.stringify([person(row), row.quantity])
const name: Sign = ({ ticket }) => ticket.holderName.toLowerCase()
const anything: Sign = () => ''

/**
 * R59: gives rows that are told apart by their place in their order alone the ids they had before: whoever stood there keeps their ticket
 * when another row is gone or new. The surest sign counts first; what is left over takes the places of valid seats that are left over. A
 * cancelled row only ever concerns the person it names.
 * @param placed ids that only tell a place; all other tickets stay as they are.
 */
export function keepPlaces(tickets: readonly Ticket[], placed: ReadonlySet<string>, known: readonly KnownTicket[]): Ticket[] {
  const keyed = new Set(tickets.flatMap(({ id }) => (placed.has(rowIdOf(id)) ? [] : [rowIdOf(id)])))
  const before = knownRows(known, keyed)
  const ids = new Map<string, string>()
  for (const [orderRef, rows] of rowsByOrder(tickets.filter(({ id }) => placed.has(rowIdOf(id)))))
    for (const [id, kept] of match(rows, before.get(orderRef) ?? [], orderRef, keyed)) ids.set(id, kept)
  return tickets.map((ticket) => {
    const row = rowIdOf(ticket.id)
    const kept = ids.get(row) ?? row
    return kept === row ? ticket : { ...ticket, id: kept + ticket.id.slice(row.length) }
  })
}

/** Which id each row keeps, or gets where it is new. */
function match(rows: readonly Row[], before: readonly KnownRow[], orderRef: string, keyed: ReadonlySet<string>): Map<string, string> {
  const ids = new Map<string, string>()
  const free = new Map(before.map((row) => [row.id, row]))

  function pair(sign: Sign, mayTake: (row: Row) => boolean, mayGive: (row: KnownRow) => boolean): void {
    const open = rows.filter((row) => !ids.has(row.id) && mayTake(row))
    if (open.length === 0 || free.size === 0) return
    const alike = new Map<string, Map<string, KnownRow>>()
    for (const row of free.values()) {
      const told = mayGive(row) ? sign(row) : null
      if (told !== null) alike.set(told, (alike.get(told) ?? new Map<string, KnownRow>()).set(row.id, row))
    }
    const take = (row: Row, isOwn: boolean) => {
      const told = ids.has(row.id) ? null : sign(row)
      const same = told === null ? undefined : alike.get(told)
      const kept = isOwn ? same?.get(row.id) : same?.values().next().value
      if (kept === undefined) return
      ids.set(row.id, kept.id)
      free.delete(kept.id)
      same?.delete(kept.id)
    }
    // Among equals a row keeps the place it stands at.
    for (const row of open) take(row, true)
    for (const row of open) take(row, false)
  }

  const address = addressOf(rows, before)
  for (const sign of [everything, ticketOfPerson, personAsEntitled, personOfSize, person]) pair(sign, isAny, isAny)
  for (const sign of [name, address]) pair(sign, isEntitled, isAny)
  pair(anything, isEntitled, ({ isOpen }) => isOpen)

  const taken = new Set([...keyed, ...before.map(({ id }) => id)])
  let place = 1
  for (const { id } of rows) {
    if (ids.has(id)) continue
    let own = id
    for (; taken.has(own); place += 1) own = placeId(orderRef, place)
    ids.set(id, own)
    taken.add(own)
  }
  return ids
}

function isAny(): boolean {
  return true
}

function isEntitled({ ticket }: Row): boolean {
  return ticket.entitlement !== 'no'
}

/** An address is a sign where no two rows of one file share it. */
function addressOf(...files: readonly (readonly Row[])[]): Sign {
  const shared = new Set<string>()
  for (const rows of files) {
    const seen = new Set<string>()
    for (const { ticket } of rows) {
      if (ticket.holderEmail !== null && seen.has(ticket.holderEmail)) shared.add(ticket.holderEmail)
      else if (ticket.holderEmail !== null) seen.add(ticket.holderEmail)
    }
  }
  return ({ ticket }) => (ticket.holderEmail === null || shared.has(ticket.holderEmail) ? null : ticket.holderEmail)
}

/** What earlier files of these orders had in their places. */
function knownRows(known: readonly KnownTicket[], keyed: ReadonlySet<string>): Map<string, KnownRow[]> {
  const ofPlaces = known.filter(({ ticket }) => !keyed.has(rowIdOf(ticket.id)) && placeOf(rowIdOf(ticket.id), ticket.orderRef) !== null)
  const open = new Set(ofPlaces.flatMap(({ ticket, seat }) => (seat.revokedBy === null && ticket.entitlement !== 'no' ? [ticket.id] : [])))
  // Tickets of a row that were not in the last file are not what the next one has.
  const present = ofPlaces.filter(({ ticket, isMissing }) => !isMissing || ticket.id === rowIdOf(ticket.id))
  const orders = rowsByOrder(present.map(({ ticket }) => ticket))
  return new Map([...orders].map(([orderRef, rows]) => [orderRef, rows.map((row) => ({ ...row, isOpen: open.has(row.ticket.id) }))]))
}

/** The rows of each order, by their places. */
function rowsByOrder(tickets: readonly Ticket[]): Map<string, Row[]> {
  const orders = groupBy(tickets, ({ orderRef }) => orderRef)
  return new Map([...orders].map(([orderRef, ofOrder]) => [orderRef, rowsOf(ofOrder).toSorted(byPlace)]))
}

function rowsOf(tickets: readonly Ticket[]): Row[] {
  const rows = groupBy(tickets, ({ id }) => rowIdOf(id))
  return [...rows].flatMap(([id, [ticket, ...more]]) => (ticket === undefined ? [] : [{ id, ticket, quantity: 1 + more.length }]))
}

function byPlace(a: Row, b: Row): number {
  return (placeOf(a.id, a.ticket.orderRef) ?? 0) - (placeOf(b.id, b.ticket.orderRef) ?? 0)
}
