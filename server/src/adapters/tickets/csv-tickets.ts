// Rows become tickets: each gets an id that the next import of the same people finds again (SPEC R45, R47, R50). Pure.
import type { Instant } from '@podium/shared/primitives.ts'
import type { FileProblem, Ticket } from '@podium/shared/tickets.ts'
import { groupBy } from '../group-by.ts'
import { placeId, ticketIdOf } from './csv-ids.ts'
import { keyOfPerson, type TicketRow } from './csv-rows.ts'

/** A row that is one ticket or several, with the id of the first. */
interface Numbered {
  readonly row: TicketRow
  readonly id: string
  readonly orderRef: string
}

interface Buyer {
  readonly name: string
  readonly email: string | null
}

/**
 * R45, R47, R50: the tickets of all rows in the order of the file. Of rows with the same id the first one wins. `placed` are the ids that
 * tell no more than a place in an order.
 * @returns null where there are more than `maxTickets`.
 */
export function numberTickets(
  rows: readonly TicketRow[],
  now: Instant,
  maxTickets: number,
): { tickets: Ticket[]; placed: Set<string>; problems: FileProblem[] } | null {
  const { kept, problems } = withoutRepeats(numberRows(rows))
  if (kept.reduce((sum, { row }) => sum + row.quantity, 0) > maxTickets) return null
  const buyers = buyersByOrder(kept)
  const tickets = kept.flatMap((numbered) => ticketsOf(numbered, buyers.get(numbered.orderRef) ?? holderOf(numbered.row), now))
  const placed = new Set(kept.flatMap(({ row, id }) => (row.key === null ? [id] : [])))
  return { tickets, placed, problems }
}

/** The row's own key, else its place among the rows of its order: sorted by what is written there, never by where they stand. */
function numberRows(rows: readonly TicketRow[]): Numbered[] {
  const placed = new Map<TicketRow, Numbered>()
  const groups = groupBy(
    rows.filter(({ key }) => key === null),
    (row) => row.orderRef || keyOfPerson(row),
  )
  for (const [orderRef, group] of groups) {
    group.toSorted(byContent).forEach((row, index) => {
      // The same person twice in a list without any number is one person written twice.
      const isRepeat = row.orderRef === '' && row.holderEmail !== null
      placed.set(row, { row, id: placeId(orderRef, isRepeat ? 1 : index + 1), orderRef })
    })
  }
  return rows.map((row) => placed.get(row) ?? { row, id: row.key ?? '', orderRef: row.orderRef || (row.key ?? '') })
}

function withoutRepeats(numbered: readonly Numbered[]): { kept: Numbered[]; problems: FileProblem[] } {
  const ids = new Set<string>()
  const problems: FileProblem[] = []
  const kept = numbered.filter(({ row, id }) => {
    if (ids.has(id)) {
      problems.push({ row: row.row, kind: 'duplicate' })
      return false
    }
    ids.add(id)
    return true
  })
  return { kept, problems }
}

function ticketsOf({ row, id, orderRef }: Numbered, buyer: Buyer, now: Instant): Ticket[] {
  return Array.from({ length: row.quantity }, (_, index) => ({
    id: ticketIdOf(id, index),
    orderRef,
    buyerName: buyer.name,
    buyerEmail: buyer.email,
    holderName: row.holderName,
    holderEmail: row.holderEmail,
    ticketClassId: '',
    ticketName: row.ticketName,
    status: row.status,
    entitlement: row.entitlement,
    changedAt: now,
  }))
}

/** R50: one buyer for each order, because the letter with all its links goes there: whom the file names, else whose address stands most often. */
function buyersByOrder(numbered: readonly Numbered[]): Map<string, Buyer> {
  const buyers = new Map<string, Buyer>()
  for (const [orderRef, group] of groupBy(numbered, (one) => one.orderRef)) {
    const rows = group.map(({ row }) => row).toSorted(byContent)
    const told = rows.find((row) => row.buyerEmail !== null) ?? rows.find((row) => row.buyerName !== '')
    const buyer = told === undefined ? mostFrequent(rows) : { name: told.buyerName || told.holderName, email: told.buyerEmail }
    if (buyer !== null) buyers.set(orderRef, buyer)
  }
  return buyers
}

function mostFrequent(rows: readonly TicketRow[]): Buyer | null {
  const groups = [...groupBy(rows, ({ holderEmail }) => holderEmail)].toSorted(
    ([emailA, a], [emailB, b]) => Number(emailA === null) - Number(emailB === null) || b.length - a.length,
  )
  const row = groups[0]?.[1][0]
  return row === undefined ? null : holderOf(row)
}

function holderOf({ holderName, holderEmail }: TicketRow): Buyer {
  return { name: holderName, email: holderEmail }
}

/** Name first: an address that a later file fills in must not change the order. What may change, the state, decides last. */
function byContent(a: TicketRow, b: TicketRow): number {
  return (
    compare(a.holderName.toLowerCase(), b.holderName.toLowerCase()) ||
    compare(a.holderName, b.holderName) ||
    compare(a.ticketName, b.ticketName) ||
    compare(a.holderEmail ?? '', b.holderEmail ?? '') ||
    a.quantity - b.quantity ||
    Number(a.entitlement === 'no') - Number(b.entitlement === 'no') ||
    compare(a.status, b.status) ||
    compare(a.buyerEmail ?? '', b.buyerEmail ?? '') ||
    compare(a.buyerName, b.buyerName)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
