// What the organiser does with seats: add, re-issue, revoke, restore (SPEC O).
import { Refusal } from '@podium/shared/failures.ts'
import type { SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { addSeat, reissueSeat, restoreSeat, revokeSeat, type SeatCredentials } from '@podium/shared/seats.ts'
import type { Handle } from '../../adapters/database/database.ts'
import type { SeatStanding } from '../../transport/access.ts'
import { type BoundEndpoint, serveStaff } from '../../transport/http.ts'
import { requireNotOver } from '../seminars/rules.ts'
import { entryEndpoints, type EntryParts } from './entry.ts'
import { insertSeat, listSeatsById, lockSeat, readSeat, saveReissued, saveRevoked, type SeatRow } from './store.ts'

export interface SeatParts extends EntryParts {
  /** Where links begin, without trailing slash. */
  readonly publicUrl: string
  /** Told after a seat was added, changed or revoked. */
  readonly seatChanged: (seminarId: SeminarId) => void
}

/** The seats slice: its endpoints, and what other parts may ask about seats. */
export function createSeats(parts: SeatParts): {
  endpoints: BoundEndpoint[]
  makeSeat(tx: Handle, seat: { seminarId: SeminarId; holderName: string; holderEmail: string | null }): Promise<SeatCredentials>
  credentialsOf(db: Handle, seatId: SeatId): Promise<SeatCredentials>
} {
  const { database, audience, clock, credentials, seminarFacts, endMedia, seatChanged } = parts

  async function describe(db: Handle, seat: SeatRow): Promise<SeatCredentials> {
    const { slug } = await seminarFacts(db, seat.seminar_id)
    return {
      seatId: seat.id,
      holderName: seat.holder_name,
      link: `${parts.publicUrl}/s/${slug}/${credentials.tokenOf(seat)}`,
      code: credentials.codeOf(seat),
      number: seat.number,
    }
  }

  async function makeSeat(
    tx: Handle,
    seat: { seminarId: SeminarId; holderName: string; holderEmail: string | null },
  ): Promise<SeatCredentials> {
    const seed = credentials.newSeed()
    const row = await insertSeat(tx, {
      ...seat,
      seed,
      tokenHash: credentials.tokenHashOf(seed),
      number: credentials.newNumber(),
      at: clock.now(),
    })
    return describe(tx, row)
  }

  async function known(tx: Handle, seatId: SeatId): Promise<SeatRow> {
    const seat = await lockSeat(tx, database.engine, seatId)
    if (seat === null) throw new Refusal('not_found')
    return seat
  }

  /** After the commit: whoever is on the seat is out at once, socket and media (AL-13). */
  async function putOut(seat: SeatRow): Promise<void> {
    audience.closeSeat(seat.id, 'revoked')
    seatChanged(seat.seminar_id)
    await endMedia(seat.seminar_id, seat.id)
  }

  const organiser = [
    serveStaff(addSeat, async ({ input }) => {
      const made = await database.transaction(async (tx) => {
        requireNotOver(await seminarFacts(tx, input.seminarId), clock.now())
        return makeSeat(tx, input)
      })
      seatChanged(input.seminarId)
      return made
    }),
    serveStaff(reissueSeat, async ({ input }) => {
      const { seat, made } = await database.transaction(async (tx) => {
        const seat = await known(tx, input.seatId)
        const seed = { ...seat, version: seat.version + 1 }
        await saveReissued(tx, seat.id, seed.version, credentials.tokenHashOf(seed))
        return { seat, made: await describe(tx, { ...seat, version: seed.version }) }
      })
      await putOut(seat)
      return made
    }),
    serveStaff(revokeSeat, async ({ input }) => {
      const seat = await database.transaction(async (tx) => {
        const found = await known(tx, input.seatId)
        if (found.revoked_at === null) await saveRevoked(tx, found.id, clock.now())
        return found
      })
      await putOut(seat)
      return {}
    }),
    serveStaff(restoreSeat, async ({ input }) => {
      const seat = await database.transaction(async (tx) => {
        const found = await known(tx, input.seatId)
        if (found.revoked_at !== null) await saveRevoked(tx, found.id, null)
        return found
      })
      seatChanged(seat.seminar_id)
      return {}
    }),
  ]

  return {
    endpoints: [...entryEndpoints(parts), ...organiser],
    makeSeat,
    async credentialsOf(db, seatId) {
      const seat = await readSeat(db, seatId)
      if (seat === null) throw new Refusal('not_found')
      return describe(db, seat)
    },
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
