// How tickets of a file are called that have no number of their own (SPEC R45, R47): made here, and read again when the next file comes.

/** The id of a row that has none of its own: its place in its order, from 1. */
export function placeId(orderRef: string, place: number): string {
  return `${orderRef}/${place}`
}

/** The place a row's id tells; null for a key of its own. */
export function placeOf(rowId: string, orderRef: string): number | null {
  const place = rowId.startsWith(`${orderRef}/`) ? rowId.slice(orderRef.length + 1) : ''
  return /^\d+$/.test(place) ? Number(place) : null
}

/** The id of one of the tickets of a row, from 0: the first one's is the row's. */
export function ticketIdOf(rowId: string, index: number): string {
  return index === 0 ? rowId : `${rowId}#${index + 1}`
}

/** The id of the row a ticket stood in. */
export function rowIdOf(ticketId: string): string {
  return ticketId.replace(/#\d+$/, '')
}
