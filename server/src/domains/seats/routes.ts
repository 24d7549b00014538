// What the organiser does with seats: list, add, re-issue, hand on, revoke, restore, and who watches along (SPEC O).
import { Refusal } from '@podium/shared/failures.ts'
import type { SeatId, SeminarId } from '@podium/shared/primitives.ts'
import {
  addSeat,
  declareCoViewers,
  declareOwnCoViewers,
  listSeats,
  readOwnCoViewers,
  reissueSeat,
  restoreSeat,
  revokeSeat,
  type SeatCredentials,
  type SeatEntry,
  substituteSeat,
} from '@podium/shared/seats.ts'
import type { Handle } from '../../adapters/database/database.ts'
import type { SeatStanding } from '../../transport/access.ts'
import { type BoundEndpoint, serveSeat, serveStaff } from '../../transport/http.ts'
import { requireNotOver } from '../seminars/rules.ts'
import { entryEndpoints, type EntryParts } from './entry.ts'
import { createHolders, type HolderParts, type Holders } from './holders.ts'
import { listCoViewers, listSeats as listSeatRows, listSeatsById, readSeat, saveCoViewers, saveLastOp, type SeatRow } from './store.ts'

/** What the seat list tells of a seat beside the seat itself. */
export type SeatBackground = Pick<SeatEntry, 'ticketName' | 'orderRef' | 'buyerName' | 'buyerEmail' | 'shopStatus' | 'flags'>

export interface SeatParts extends EntryParts, HolderParts {
  /** Brings the letters of these seats in line, in the transaction that changed them. */
  readonly planLetters: (tx: Handle, ids: readonly SeatId[]) => Promise<void>
  /** After a commit that planned letters. */
  readonly wakeLetters: () => void
  /** Tickets behind the seats of a seminar; seats without one are left out. */
  readonly backgrounds: (db: Handle, seminarId: SeminarId) => Promise<Map<SeatId, SeatBackground>>
  readonly lettersOf: (db: Handle, seminarId: SeminarId) => Promise<Map<SeatId, SeatEntry['letters']>>
}

/** The seats slice: its endpoints, and what other parts may do with seats. */
export function createSeats(parts: SeatParts): {
  endpoints: BoundEndpoint[]
  holders: Holders
  credentialsOf(db: Handle, seatId: SeatId): Promise<SeatCredentials>
} {
  const { database, clock, seminarFacts, planLetters, wakeLetters } = parts
  const holders = createHolders(parts)
  const { known, describe, putOut, seatChanged } = holders

  const organiser = [
    serveStaff(listSeats, async ({ input }) => {
      const db = database.handle
      await seminarFacts(db, input.seminarId)
      const rows = await listSeatRows(db, input.seminarId)
      const [backgrounds, letters, coViewers] = await Promise.all([
        parts.backgrounds(db, input.seminarId),
        parts.lettersOf(db, input.seminarId),
        listCoViewers(
          db,
          rows.map(({ id }) => id),
        ),
      ])
      return { seats: rows.map((row) => seatEntry(row, backgrounds.get(row.id), letters.get(row.id), coViewers.get(row.id))) }
    }),
    serveStaff(addSeat, async ({ input }) => {
      const made = await database.transaction(async (tx) => {
        requireNotOver(await seminarFacts(tx, input.seminarId), clock.now())
        const seat = await holders.add(tx, { ...input, origin: 'hand' })
        await planLetters(tx, [seat.id])
        return describe(tx, seat)
      })
      seatChanged(input.seminarId)
      wakeLetters()
      return made
    }),
    serveStaff(reissueSeat, async ({ input }) => {
      const { seat, made } = await database.transaction(async (tx) => {
        const seat = await holders.reissue(tx, await known(tx, input.seatId))
        await planLetters(tx, [seat.id])
        return { seat, made: await describe(tx, seat) }
      })
      await putOut(seat.seminar_id, [seat.id])
      wakeLetters()
      return made
    }),
    serveStaff(substituteSeat, async ({ input }) => {
      const { seat, made, isRepeat } = await database.transaction(async (tx) => {
        const before = await known(tx, input.seatId)
        requireNotOver(await seminarFacts(tx, before.seminar_id), clock.now())
        if (before.revoked_at !== null) throw new Refusal('seat_revoked')
        const isRepeat = before.last_op_id === input.opId
        const seat = isRepeat ? before : await holders.replace(tx, before, { name: input.holderName, email: input.holderEmail }, true)
        if (!isRepeat) {
          await saveLastOp(tx, seat.id, input.opId)
          await planLetters(tx, [seat.id])
        }
        return { seat, made: await describe(tx, seat), isRepeat }
      })
      if (!isRepeat) {
        await putOut(seat.seminar_id, [seat.id])
        wakeLetters()
      }
      return made
    }),
    serveStaff(revokeSeat, async ({ input }) => {
      const seat = await database.transaction(async (tx) => {
        await holders.revoke(tx, input.seatId, 'organiser')
        await planLetters(tx, [input.seatId])
        return known(tx, input.seatId)
      })
      await putOut(seat.seminar_id, [seat.id])
      wakeLetters()
      return {}
    }),
    serveStaff(restoreSeat, async ({ input }) => {
      const seat = await database.transaction(async (tx) => {
        await holders.restore(tx, input.seatId, 'organiser')
        await planLetters(tx, [input.seatId])
        return known(tx, input.seatId)
      })
      seatChanged(seat.seminar_id)
      wakeLetters()
      return {}
    }),
    serveStaff(declareCoViewers, async ({ input }) => {
      await database.transaction(async (tx) => {
        await known(tx, input.seatId)
        await saveCoViewers(tx, input.seatId, input.names)
      })
      return {}
    }),
  ]

  const own = [
    serveSeat(readOwnCoViewers, async ({ caller }) => ({
      names: (await listCoViewers(database.handle, [caller.seatId])).get(caller.seatId) ?? [],
    })),
    serveSeat(declareOwnCoViewers, async ({ caller, input }) => {
      await database.transaction((tx) => saveCoViewers(tx, caller.seatId, input.names))
      return {}
    }),
  ]

  return {
    endpoints: [...entryEndpoints(parts), ...organiser, ...own],
    holders,
    async credentialsOf(db, seatId) {
      const seat = await readSeat(db, seatId)
      if (seat === null) throw new Refusal('not_found')
      return describe(db, seat)
    },
  }
}

function seatEntry(
  row: SeatRow,
  background: SeatBackground | undefined,
  letters: SeatEntry['letters'] | undefined,
  coViewers: readonly string[] | undefined,
): SeatEntry {
  return {
    seatId: row.id,
    holderName: row.holder_name,
    holderEmail: row.holder_email,
    number: row.number,
    origin: row.origin,
    revokedBy: row.revoked_at === null ? null : (row.revoked_by ?? 'organiser'),
    ticketName: background?.ticketName ?? null,
    orderRef: background?.orderRef ?? null,
    buyerName: background?.buyerName ?? null,
    buyerEmail: background?.buyerEmail ?? null,
    shopStatus: background?.shopStatus ?? null,
    flags: [...(background?.flags ?? []), ...(row.holder_email === null ? (['no_email'] as const) : [])],
    coViewers: [...(coViewers ?? [])],
    letters: [...(letters ?? [])],
  }
}

/** What access.ts asks about a seat on every call of many who ask at once; seats that do not exist are left out. */
export async function seatStandings(db: Handle, ids: readonly SeatId[]): Promise<Map<SeatId, SeatStanding>> {
  const seats = await listSeatsById(db, ids)
  return new Map(
    seats.map((seat) => [
      seat.id,
      {
        seatId: seat.id,
        seminarId: seat.seminar_id,
        version: seat.version,
        isRevoked: seat.revoked_at !== null,
        activeDevice: seat.active_device,
      },
    ]),
  )
}
