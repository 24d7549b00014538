// Who is calling: seat passes, staff sessions and one-time socket tickets. The only user of jsonwebtoken (AL-15, AL-18).
import { createHash, createSecretKey, randomBytes } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { z } from 'zod'
import { Refusal } from '@podium/shared/failures.ts'
import { Instant, SeatId, SeminarId, type Slug, StaffId } from '@podium/shared/primitives.ts'
import type { Clock } from '../adapters/clock.ts'
import type { SeatCaller, StaffCaller, StaffOnAir } from './caller.ts'

const ISSUER = 'podium'
const KEY_ID = 'p1'
const TICKET_LIFETIME_MS = 30_000
const STAFF_COOKIE = 'podium-staff'

const SeatPass = z.object({ sub: SeatId, seminarId: SeminarId, ver: z.int(), jti: z.string() })
const Ticket = z.object({
  sub: z.string(),
  seminarId: SeminarId,
  ver: z.int().nullable(),
  device: z.string().nullable(),
  jti: z.string(),
  exp: z.number(),
})

/** The cookies of one request and its answer. */
export interface Cookies {
  get(name: string): string | null
  set(name: string, value: string, expiresAt: Instant): void
  clear(name: string): void
}

/** A seat pass as it was signed. */
export interface PassClaims {
  readonly seatId: SeatId
  readonly version: number
  readonly deviceId: string
}

/** What access needs to know about a seat, read anew on every call. */
export interface SeatStanding {
  readonly seatId: SeatId
  readonly seminarId: SeminarId
  readonly version: number
  readonly isRevoked: boolean
  readonly activeDevice: string | null
}

export interface AccessFacts {
  readonly seatStanding: (seatId: SeatId) => Promise<SeatStanding | null>
  /** The signed-in person behind a session token's hash; null when there is none or it has expired. */
  readonly staffBySession: (tokenHash: string) => Promise<StaffCaller | null>
  readonly staffById: (staffId: StaffId) => Promise<StaffCaller | null>
}

export type Access = ReturnType<typeof createAccess>

/** Builds the door-keeper; `isSecure` is whether people reach Podium over HTTPS. */
export function createAccess(options: { key: string; isSecure: boolean; clock: Clock; facts: AccessFacts }) {
  const { isSecure, clock, facts } = options
  // As a text, jsonwebtoken would first try to read it as a public and as a private key, at every call.
  const key = createSecretKey(options.key, 'utf8')
  const prefix = isSecure ? '__Host-' : ''
  const spentTickets = new Map<string, Instant>()

  function sign(audience: string, claims: Record<string, unknown>, expiresAt: Instant): string {
    const nowSeconds = Math.floor(clock.now() / 1000)
    return jwt.sign({ ...claims, iat: nowSeconds, nbf: nowSeconds, exp: Math.ceil(expiresAt / 1000) }, key, {
      algorithm: 'HS256',
      keyid: KEY_ID,
      issuer: ISSUER,
      audience,
    })
  }

  function verify<Claims extends z.ZodType>(audience: string, schema: Claims, token: string): z.output<Claims> {
    try {
      const claims = jwt.verify(token, key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience,
        clockTimestamp: Math.floor(clock.now() / 1000),
      })
      return schema.parse(claims)
    } catch {
      throw new Refusal('signed_out')
    }
  }

  const seatCookie = (slug: Slug) => `${prefix}seat-${slug}`

  /** A fresh device id and its pass in the cookie of this seminar. */
  function giveSeatPass(
    cookies: Cookies,
    seat: { seatId: SeatId; seminarId: SeminarId; slug: Slug; version: number },
    deviceId: string,
    expiresAt: Instant,
  ): void {
    const pass = sign('seat', { sub: seat.seatId, seminarId: seat.seminarId, ver: seat.version, jti: deviceId }, expiresAt)
    cookies.set(seatCookie(seat.slug), pass, expiresAt)
  }

  /** What the pass of this browser says, not compared with the seat; null without one, refuses a forged or expired one with signed_out. */
  function readPass(cookies: Cookies, slug: Slug): PassClaims | null {
    const pass = cookies.get(seatCookie(slug))
    if (pass === null) return null
    const claims = verify('seat', SeatPass, pass)
    return { seatId: claims.sub, version: claims.ver, deviceId: claims.jti }
  }

  /** The seat and device a pass names, without asking whether it is still the active one. */
  async function seatOfPass(cookies: Cookies, slug: Slug): Promise<{ standing: SeatStanding; deviceId: string }> {
    const pass = readPass(cookies, slug)
    if (pass === null) throw new Refusal('signed_out')
    const standing = await facts.seatStanding(pass.seatId)
    if (standing === null) throw new Refusal('signed_out')
    if (standing.isRevoked) throw new Refusal('seat_revoked')
    if (standing.version !== pass.version) throw new Refusal('signed_out')
    return { standing, deviceId: pass.deviceId }
  }

  /** The caller on the seat of this browser; refuses with signed_out, seat_revoked or seat_replaced. */
  async function seatCaller(cookies: Cookies, slug: Slug): Promise<SeatCaller> {
    const { standing, deviceId } = await seatOfPass(cookies, slug)
    return activeCaller(standing, deviceId)
  }

  function activeCaller(standing: SeatStanding, deviceId: string): SeatCaller {
    if (standing.activeDevice !== deviceId) throw new Refusal('seat_replaced')
    return { role: 'attendee', seatId: standing.seatId, seminarId: standing.seminarId, version: standing.version, deviceId }
  }

  /** The signed-in staff member; refuses with signed_out. */
  async function staffCaller(cookies: Cookies): Promise<StaffCaller> {
    const token = cookies.get(prefix + STAFF_COOKIE)
    const caller = token === null ? null : await facts.staffBySession(hashToken(token))
    if (caller === null) throw new Refusal('signed_out')
    return caller
  }

  /** Starts a staff session in the cookie; returns the hash to store. */
  function giveStaffSession(cookies: Cookies, expiresAt: Instant): string {
    const token = randomBytes(32).toString('base64url')
    cookies.set(prefix + STAFF_COOKIE, token, expiresAt)
    return hashToken(token)
  }

  /** Ends the staff session of the cookie; returns its hash, or null when there was none. */
  function dropStaffSession(cookies: Cookies): string | null {
    const token = cookies.get(prefix + STAFF_COOKIE)
    cookies.clear(prefix + STAFF_COOKIE)
    return token === null ? null : hashToken(token)
  }

  function ticket(claims: Record<string, unknown>): string {
    return sign('socket', { ...claims, jti: randomBytes(16).toString('hex') }, clock.now() + TICKET_LIFETIME_MS)
  }

  /** A one-time ticket for the live connection of a seat. */
  function seatTicket(caller: SeatCaller): string {
    return ticket({ sub: caller.seatId, seminarId: caller.seminarId, ver: caller.version, device: caller.deviceId })
  }

  /** A one-time ticket for the live connection of a staff member to one seminar. */
  function staffTicket(caller: StaffOnAir): string {
    return ticket({ sub: caller.staffId, seminarId: caller.seminarId, ver: null, device: null })
  }

  /** Spends a ticket; refuses when it was spent, has expired, or its owner lost the right since. */
  async function redeemTicket(text: string): Promise<SeatCaller | StaffOnAir> {
    const claims = verify('socket', Ticket, text)
    const now = clock.now()
    // All live equally long, so the oldest come first.
    for (const [spent, expiresAt] of spentTickets) {
      if (expiresAt >= now) break
      spentTickets.delete(spent)
    }
    if (spentTickets.has(claims.jti)) throw new Refusal('signed_out')
    spentTickets.set(claims.jti, claims.exp * 1000 + 1000)
    if (claims.device === null) {
      const staff = await facts.staffById(StaffId.parse(claims.sub))
      if (staff === null) throw new Refusal('signed_out')
      return { ...staff, seminarId: claims.seminarId }
    }
    const standing = await facts.seatStanding(SeatId.parse(claims.sub))
    if (standing === null || standing.version !== claims.ver) throw new Refusal('signed_out')
    if (standing.isRevoked) throw new Refusal('seat_revoked')
    return activeCaller(standing, claims.device)
  }

  return {
    giveSeatPass,
    readPass,
    seatOfPass,
    seatCaller,
    dropSeatPass: (cookies: Cookies, slug: Slug) => cookies.clear(seatCookie(slug)),
    staffCaller,
    giveStaffSession,
    dropStaffSession,
    seatTicket,
    staffTicket,
    redeemTicket,
  }
}

/** The form in which bearer secrets are stored: a copy of the database opens nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
