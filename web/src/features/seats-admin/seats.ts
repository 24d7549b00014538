// The seat list: what is asked of it and how it is searched and filtered.
import { useQuery } from '@tanstack/react-query'
import { listSeats, type SeatEntry } from '@podium/shared/seats.ts'
import { call } from '../../lib/api.ts'
import { isFoundIn } from '../../lib/search.ts'

const REFRESH_MS = 10_000

/** The seats of a seminar, asked again every ten seconds while somebody looks. */
export function useSeats(seminarId: string) {
  return useQuery({
    queryKey: ['seats', seminarId],
    queryFn: async () => (await call(listSeats, { seminarId })).seats,
    refetchInterval: REFRESH_MS,
  })
}

export const SEAT_FILTERS = ['all', 'flagged', 'noEmail', 'cancelled'] as const
export type SeatFilter = (typeof SEAT_FILTERS)[number]

/** Whether a seat is part of a filter; what is cancelled is no deviation any more. */
export function isInFilter(seat: SeatEntry, filter: SeatFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'flagged':
      return seat.revokedBy === null && seat.flags.some((flag) => flag !== 'no_email')
    case 'noEmail':
      return seat.revokedBy === null && seat.holderEmail === null
    case 'cancelled':
      return seat.revokedBy !== null
  }
}

/** Whether a seat is found by its people, addresses, number (with or without its gap), order or ticket. */
export function isFound(seat: SeatEntry, search: string): boolean {
  const { holderName, holderEmail, number, orderRef, buyerName, buyerEmail, ticketName, coViewers } = seat
  return isFoundIn([holderName, holderEmail, number, orderRef, buyerName, buyerEmail, ticketName, ...coViewers], search)
}
