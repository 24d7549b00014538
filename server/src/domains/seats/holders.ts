// Whose seat it is: made, corrected, given to somebody else, taken away and given back, each inside the caller's transaction (SPEC O, R).
import { Refusal } from '@podium/shared/failures.ts'
import type { SeatId, SeminarId, Slug } from '@podium/shared/primitives.ts'
import type { SeatCredentials } from '@podium/shared/seats.ts'
import type { SeatOrigin } from '@podium/shared/tickets.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Credentials } from '../../adapters/credentials.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import type { Audience } from '../../transport/audience.ts'
import type { SeminarFacts } from '../seminars/rules.ts'
import { insertSeat, lockSeat, saveCoViewers, saveHolder, saveReissued, saveRevoked, type SeatRow } from './store.ts'

export interface HolderParts {
  readonly database: Database
  readonly audience: Audience
  readonly clock: Clock
  readonly credentials: Credentials
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  /** Ends the media of this seat; resolves when the media server has done it. */
  readonly endMedia: (seminarId: SeminarId, seatId: SeatId) => Promise<void>
  /** Where links begin, without trailing slash. */
  readonly publicUrl: string
  /** Told after a seat was added, changed or revoked. */
  readonly seatChanged: (seminarId: SeminarId) => void
}

export type Holders = ReturnType<typeof createHolders>

/** Who is on a seat, as named by a shop, a buyer or the organiser. */
export interface Holder {
  readonly name: string
  readonly email: string | null
}

/** Builds the changes of a seat's holder; nothing here publishes before the caller has committed. */
export function createHolders({ database, audience, clock, credentials, seminarFacts, endMedia, publicUrl, seatChanged }: HolderParts) {
  /** How somebody gets in on a seat of the seminar with this slug. */
  function accessOf(seat: SeatRow, slug: Slug): Pick<SeatCredentials, 'link' | 'code' | 'number'> {
    return { link: `${publicUrl}/s/${slug}/${credentials.tokenOf(seat)}`, code: credentials.codeOf(seat), number: seat.number }
  }

  /** Link, code and number of a seat as they are now. */
  async function describe(db: Handle, seat: SeatRow): Promise<SeatCredentials> {
    const { slug } = await seminarFacts(db, seat.seminar_id)
    return { seatId: seat.id, holderName: seat.holder_name, ...accessOf(seat, slug) }
  }

  /** Makes a seat with credentials of its own. */
  async function add(
    tx: Handle,
    seat: { seminarId: SeminarId; holderName: string; holderEmail: string | null; origin: SeatOrigin },
  ): Promise<SeatRow> {
    const seed = credentials.newSeed()
    return insertSeat(tx, { ...seat, seed, tokenHash: credentials.tokenHashOf(seed), number: credentials.newNumber(), at: clock.now() })
  }

  /**
   * The seat, locked until the transaction ends.
   * @throws Refusal not_found.
   */
  async function known(tx: Handle, seatId: SeatId): Promise<SeatRow> {
    const seat = await lockSeat(tx, database.engine, seatId)
    if (seat === null) throw new Refusal('not_found')
    return seat
  }

  /** New link and code; the old ones are dead with the commit. */
  async function reissue(tx: Handle, seat: SeatRow): Promise<SeatRow> {
    const version = seat.version + 1
    await saveReissued(tx, seat.id, version, credentials.tokenHashOf({ ...seat, version }))
    return { ...seat, version }
  }

  /** Another person takes the seat: new link, new name, and names of the shop no longer touch it when it was named here. */
  async function replace(tx: Handle, seat: SeatRow, holder: Holder, isNamedHere: boolean): Promise<SeatRow> {
    const reissued = await reissue(tx, seat)
    await saveHolder(tx, seat.id, { ...holder, isNamedHere })
    await saveCoViewers(tx, seat.id, [])
    return { ...reissued, holder_name: holder.name, holder_email: holder.email, is_named_here: isNamedHere }
  }

  /** The same person, spelled better. */
  async function correct(tx: Handle, seatId: SeatId, holder: Holder): Promise<void> {
    await saveHolder(tx, seatId, { ...holder, isNamedHere: false })
  }

  /** Takes the seat away; answers whether that is new. */
  async function revoke(tx: Handle, seatId: SeatId, by: 'organiser' | 'shop'): Promise<boolean> {
    const seat = await known(tx, seatId)
    if (seat.revoked_at !== null) return false
    await saveRevoked(tx, seat.id, { at: clock.now(), by })
    return true
  }

  /** Gives the seat back; R9: a shop only what a shop took. */
  async function restore(tx: Handle, seatId: SeatId, by: 'organiser' | 'shop'): Promise<void> {
    const seat = await known(tx, seatId)
    if (seat.revoked_at === null || (by === 'shop' && seat.revoked_by !== 'shop')) return
    await saveRevoked(tx, seat.id, null)
  }

  /** After the commit: whoever is on these seats is out at once, socket and media (AL-13). */
  async function putOut(seminarId: SeminarId, seatIds: readonly SeatId[]): Promise<void> {
    for (const seatId of seatIds) audience.closeSeat(seatId, 'revoked')
    seatChanged(seminarId)
    await Promise.all(seatIds.map((seatId) => endMedia(seminarId, seatId)))
  }

  return { accessOf, describe, add, known, reissue, replace, correct, revoke, restore, putOut, seatChanged }
}

/** What shops, files and buyers may do with seats, always inside the transaction handed in. */
export function handsForTickets({ add, known, replace, correct, revoke, restore, putOut, seatChanged }: Holders) {
  return {
    add,
    correct,
    putOut,
    seatChanged,
    isNamedHere: async (tx: Handle, seatId: SeatId) => (await known(tx, seatId)).is_named_here,
    replace: async (tx: Handle, seatId: SeatId, holder: Holder, isNamedHere: boolean) => {
      await replace(tx, await known(tx, seatId), holder, isNamedHere)
    },
    revoke: (tx: Handle, seatId: SeatId) => revoke(tx, seatId, 'shop'),
    restore: (tx: Handle, seatId: SeatId) => restore(tx, seatId, 'shop'),
  }
}
