// Seats as letters need them: who sits there, whether they may, and how they get in.
import type { OrderId, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { Handle } from '../../adapters/database/database.ts'
import { askOnce } from '../../adapters/database/recall.ts'
import { hashToken } from '../../transport/access.ts'
import type { SeminarFacts } from '../seminars/rules.ts'
import type { Holders } from './holders.ts'
import { readLinkToken } from './rules.ts'
import { listSeats, listSeatsByEmail, listSeatsById, readSeatIdByToken, type SeatRow } from './store.ts'

/** A seat as letters see it. */
export interface SeatForLetters {
  readonly seatId: SeatId
  readonly seminarId: SeminarId
  readonly holderName: string
  readonly holderEmail: string | null
  readonly isRevoked: boolean
  /** The order in which it waits for a name; null for every other seat. */
  readonly orderToName: OrderId | null
  readonly version: number
  readonly access: { readonly link: string; readonly code: string; readonly number: string }
}

/** What these reads are made with. */
export interface SeatLetterParts {
  readonly accessOf: Holders['accessOf']
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  /** Which of these seats wait for a name, and in which order. */
  readonly ordersOfUnnamed: (db: Handle, ids: readonly SeatId[]) => Promise<Map<SeatId, OrderId>>
}

/** Builds the reads. */
export function seatsForLetters({ accessOf, seminarFacts, ordersOfUnnamed }: SeatLetterParts) {
  async function view(db: Handle, rows: readonly SeatRow[]): Promise<SeatForLetters[]> {
    const orders = await ordersOfUnnamed(
      db,
      rows.map(({ id }) => id),
    )
    const factsOf = askOnce((id: SeminarId) => seminarFacts(db, id))
    const views: SeatForLetters[] = []
    for (const row of rows) {
      views.push({
        seatId: row.id,
        seminarId: row.seminar_id,
        holderName: row.holder_name,
        holderEmail: row.holder_email,
        isRevoked: row.revoked_at !== null,
        orderToName: orders.get(row.id) ?? null,
        version: row.version,
        access: accessOf(row, (await factsOf(row.seminar_id)).slug),
      })
    }
    return views
  }

  return {
    seats: async (db: Handle, ids: readonly SeatId[]) => view(db, await listSeatsById(db, ids)),
    seatsOfSeminar: async (db: Handle, id: SeminarId) => view(db, await listSeats(db, id)),
    seatsByEmail: async (db: Handle, email: string) => view(db, await listSeatsByEmail(db, email)),
    /** Which seat a link opens now; null when none. */
    async seatBehind(db: Handle, link: string): Promise<SeatId | null> {
      const token = readLinkToken(link)
      return token === null ? null : readSeatIdByToken(db, hashToken(token))
    },
  }
}
