// One row of a ticket file as what it says about people and keys (SPEC R44–R48). Pure.
import type { Entitlement, FileField, FileMapping, FileProblem } from '@podium/shared/tickets.ts'
import { cleanCell, digest, readEmail, readKey, readName, readQuantity, readStatus } from './csv-values.ts'

/** What a row says, before rows of one order have been looked at together. */
export interface TicketRow {
  readonly row: number
  readonly holderName: string
  readonly holderEmail: string | null
  /** '' and null where the file does not tell the buyer apart. */
  readonly buyerName: string
  readonly buyerEmail: string | null
  readonly ticketName: string
  readonly status: string
  readonly entitlement: Entitlement
  readonly quantity: number
  /** The ticket's own key; null where only its order has one. */
  readonly key: string | null
  /** '' where the row has no order. */
  readonly orderRef: string
  readonly problems: readonly FileProblem['kind'][]
}

/** What a row says; null where it names nobody and nothing (a line of sums, a remark). */
export function readRow(cells: readonly string[], row: number, mapping: FileMapping): TicketRow | null {
  const cell = (field: FileField) => {
    const column = mapping[field]
    return column === undefined ? '' : (cells[column] ?? '')
  }
  const problems: FileProblem['kind'][] = []
  const { key, orderRef } = readKeys(cell('ticketId'), cell('orderRef'), cell('barcode'))
  const buyerName = readName(cell('buyerFirstName'), cell('buyerLastName')) || readName(cell('buyerName'))
  const buyerEmail = readEmail(cell('buyerEmail')) ?? ''
  const ownName = readName(cell('firstName'), cell('lastName')) || readName(cell('name'))
  const ownEmail = readEmail(cell('email'))
  const quantity = readQuantity(cell('quantity'))
  const status = cleanCell(cell('status'))

  if (ownEmail === null) problems.push('bad_email')
  if (quantity === null) problems.push('bad_quantity')
  if (ownName === '' && (namesHolders(mapping) || buyerName === '')) problems.push('no_name')
  const localPart = (ownEmail || buyerEmail).split('@', 1)[0] ?? ''
  const holderName = ownName || buyerName || localPart || orderRef || key || ''
  if (holderName === '') return null
  if (key === null && orderRef === '') problems.push('no_key')

  return {
    row,
    holderName,
    // An address that was meant but is wrong stays away; one that was never asked for is the buyer's.
    holderEmail: ownEmail === '' ? buyerEmail || null : ownEmail,
    buyerName,
    buyerEmail: buyerEmail || null,
    ticketName: cleanCell(cell('ticketName')),
    status,
    entitlement: readStatus(status),
    quantity: quantity ?? 1,
    key,
    orderRef,
    problems,
  }
}

/**
 * R45: attendee number or barcode and order number. Where a barcode is order number, attendee number and "001", the missing one follows from it.
 * A ticket number of up to four digits counts only within its order.
 */
function readKeys(ticketCell: string, orderCell: string, barcodeCell: string): { key: string | null; orderRef: string } {
  const barcode = readKey(barcodeCell)
  let ticketId = readKey(ticketCell)
  let orderRef = readKey(orderCell)
  if (/^\d+001$/.test(barcode)) {
    const middle = barcode.slice(orderRef.length, -3)
    if (ticketId === '' && orderRef !== '' && barcode.startsWith(orderRef)) ticketId = middle
    else if (orderRef === '' && ticketId.length > 4 && middle.endsWith(ticketId)) orderRef = middle.slice(0, -ticketId.length)
  }
  if (/^\d{1,4}$/.test(ticketId) && orderRef !== '') ticketId = `${orderRef}-${ticketId}`
  return { key: ticketId || barcode || null, orderRef }
}

function namesHolders(mapping: FileMapping): boolean {
  return mapping.name !== undefined || mapping.firstName !== undefined || mapping.lastName !== undefined
}

/** Stands for the order of a row without any number, the same on every import of the same person. */
export function keyOfPerson({ holderName, holderEmail }: TicketRow): string {
  return `z-${digest(`${holderName.toLowerCase()}\n${holderEmail ?? ''}`)}`
}
