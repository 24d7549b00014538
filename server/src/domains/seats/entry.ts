// Getting in: link or number with a code, taking a seat over, coming back, leaving (SPEC E).
import { randomUUID } from 'node:crypto'
import { Refusal } from '@podium/shared/failures.ts'
import type { SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { Slug } from '@podium/shared/primitives.ts'
import { continueHere, enterByLink, enterByNumber, leaveSeat, type OwnSeat, readOwnSeat, takeSeatTicket } from '@podium/shared/seats.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Credentials } from '../../adapters/credentials.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { createStrangers } from '../../adapters/limit.ts'
import { type Access, type Cookies, hashToken } from '../../transport/access.ts'
import type { Audience } from '../../transport/audience.ts'
import { type BoundEndpoint, servePublic, serveSeat } from '../../transport/http.ts'
import { doorsCloseAt, requireNotOver, type SeminarFacts } from '../seminars/rules.ts'
import { afterWrongCode, decideHolding, readLinkToken, requireUnlocked } from './rules.ts'
import { lockSeat, lockSeatByNumber, lockSeatByToken, readSeat, saveActiveDevice, saveCodeField, type SeatRow } from './store.ts'

export interface EntryParts {
  readonly database: Database
  readonly access: Access
  readonly audience: Audience
  readonly clock: Clock
  readonly credentials: Credentials
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  /** Whether a device of this seat is connected at this moment. */
  readonly isConnected: (seatId: SeatId) => boolean
  /** Ends the media of this seat; resolves when the media server has done it. */
  readonly endMedia: (seminarId: SeminarId, seatId: SeatId) => Promise<void>
}

/** What the transaction decided; a refusal is carried out of it so that the counted wrong code is committed. */
type Outcome =
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'entered'; seat: SeatRow; facts: SeminarFacts; deviceId: string; isTakeOver: boolean }

/** The endpoints of a person on their way to the room. */
export function entryEndpoints(parts: EntryParts): BoundEndpoint[] {
  const { database, access, audience, clock, credentials, seminarFacts, isConnected, endMedia } = parts
  // RT-06: only strangers are slowed down by address; whoever has a real link never is.
  const slowDownStranger = createStrangers()

  async function enter(
    cookies: Cookies,
    address: string,
    find: (tx: Handle) => Promise<SeatRow | null>,
    call: { slug: Slug | null; code: string; takeOver: boolean; unknown: 'link_unknown' | 'code_wrong' },
  ): Promise<OwnSeat> {
    const now = clock.now()
    const outcome = await database.transaction<Outcome>(async (tx) => {
      const seat = await find(tx)
      const facts = seat === null ? null : await seminarFacts(tx, seat.seminar_id)
      if (seat === null || facts === null || (call.slug !== null && facts.slug !== call.slug)) {
        credentials.isCode(null, call.code)
        return { kind: 'refused', refusal: new Refusal(call.unknown) }
      }
      const field = { wrongCodes: seat.wrong_codes, lockedUntil: seat.code_locked_until }
      requireUnlocked(field, now)
      if (!credentials.isCode(seat, call.code)) {
        const after = afterWrongCode(field, now)
        await saveCodeField(tx, seat.id, after)
        return { kind: 'refused', refusal: new Refusal('code_wrong') }
      }
      if (seat.revoked_at !== null) throw new Refusal('seat_revoked')
      requireNotOver(facts, now)
      if (seat.wrong_codes > 0) await saveCodeField(tx, seat.id, { wrongCodes: 0, lockedUntil: null })
      return { kind: 'entered', ...(await hold(tx, seat, facts, deviceOf(cookies, facts.slug, seat), call.takeOver)) }
    })
    if (outcome.kind === 'refused') {
      if (call.unknown === outcome.refusal.code) await slowDownStranger(address)
      throw outcome.refusal
    }
    return settle(cookies, outcome)
  }

  /** Decides who holds the seat and stores it; AL-15: a new device id at each code success unless this browser already holds it. */
  async function hold(tx: Handle, seat: SeatRow, facts: SeminarFacts, device: string | null, takeOver: boolean) {
    const now = clock.now()
    const holding = { activeDevice: seat.active_device, isConnected: isConnected(seat.id), lastTakeOverAt: seat.last_take_over_at }
    const decision = decideHolding(holding, device, takeOver, now)
    const deviceId = decision === 'keep' && device !== null ? device : randomUUID()
    if (decision !== 'keep') await saveActiveDevice(tx, seat.id, deviceId, decision === 'take_over' ? now : null)
    return { seat, facts, deviceId, isTakeOver: decision === 'take_over' }
  }

  /** After the commit: the old device is told and cut off before the new one is let in. */
  async function settle(
    cookies: Cookies,
    entered: { seat: SeatRow; facts: SeminarFacts; deviceId: string; isTakeOver: boolean },
  ): Promise<OwnSeat> {
    const { seat, facts, deviceId } = entered
    if (entered.isTakeOver) {
      audience.closeSeat(seat.id, 'replaced')
      await endMedia(seat.seminar_id, seat.id)
    }
    access.giveSeatPass(
      cookies,
      { seatId: seat.id, seminarId: seat.seminar_id, slug: facts.slug, version: seat.version },
      deviceId,
      Math.max(doorsCloseAt(facts), clock.now() + 60 * 60_000),
    )
    return ownSeat(seat, facts, deviceId)
  }

  /** The device of a browser that holds a pass for this seat; null for every other browser. */
  function deviceOf(cookies: Cookies, slug: Slug, seat: SeatRow): string | null {
    try {
      const pass = access.readPass(cookies, slug)
      return pass?.seatId === seat.id && pass.version === seat.version ? pass.deviceId : null
    } catch (error) {
      if (error instanceof Refusal) return null
      throw error
    }
  }

  function ownSeat(seat: SeatRow, facts: SeminarFacts, deviceId: string): OwnSeat {
    const caller = { role: 'attendee', seatId: seat.id, seminarId: seat.seminar_id, version: seat.version, deviceId } as const
    return {
      seatId: seat.id,
      seminarId: seat.seminar_id,
      slug: facts.slug,
      holderName: seat.holder_name,
      ticket: access.seatTicket(caller),
    }
  }

  return [
    servePublic(enterByLink, async ({ cookies, address, input }) => {
      const token = readLinkToken(input.token)
      return enter(cookies, address, async (tx) => (token === null ? null : lockSeatByToken(tx, database.engine, hashToken(token))), {
        slug: input.slug,
        code: input.code,
        takeOver: input.takeOver,
        unknown: 'link_unknown',
      })
    }),
    servePublic(enterByNumber, ({ cookies, address, input }) =>
      // AL-10: an unknown number and a wrong code look the same.
      enter(cookies, address, (tx) => lockSeatByNumber(tx, database.engine, input.number), {
        slug: null,
        code: input.code,
        takeOver: input.takeOver,
        unknown: 'code_wrong',
      }),
    ),
    serveSeat(readOwnSeat, async ({ caller }) => {
      const [seat, facts] = [await readSeat(database.handle, caller.seatId), await seminarFacts(database.handle, caller.seminarId)]
      if (seat === null) throw new Refusal('signed_out')
      return ownSeat(seat, facts, caller.deviceId)
    }),
    servePublic(continueHere, async ({ cookies, input }) => {
      const { standing, deviceId } = await access.seatOfPass(cookies, input.slug)
      const entered = await database.transaction(async (tx) => {
        const seat = await lockSeat(tx, database.engine, standing.seatId)
        if (seat === null) throw new Refusal('signed_out')
        const facts = await seminarFacts(tx, seat.seminar_id)
        requireNotOver(facts, clock.now())
        return hold(tx, seat, facts, deviceId, true)
      })
      return settle(cookies, entered)
    }),
    serveSeat(takeSeatTicket, async ({ caller }) => {
      const facts = await seminarFacts(database.handle, caller.seminarId)
      // After the end the connection still shows the end and one's own minutes, until the pass expires.
      if (facts.storedState === 'archived' || facts.storedState === 'cancelled') throw new Refusal('seminar_ended')
      return { ticket: access.seatTicket(caller) }
    }),
    servePublic(leaveSeat, async ({ cookies, input }) => {
      const held = await access.seatOfPass(cookies, input.slug).catch((error: unknown) => {
        if (error instanceof Refusal) return null
        throw error
      })
      access.dropSeatPass(cookies, input.slug)
      if (held !== null && held.standing.activeDevice === held.deviceId) {
        await saveActiveDevice(database.handle, held.standing.seatId, null, null)
        await endMedia(held.standing.seminarId, held.standing.seatId)
      }
      return {}
    }),
  ]
}
