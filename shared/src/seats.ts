// A paid seat: getting in by link or number with a code, one active device, revocation (PRODUCT §5, security AL).
import { z } from 'zod'
import { Done, endpoint, notice } from './define.ts'
import {
  AccessCodeInput,
  AccessNumberInput,
  AccessTokenInput,
  EmailAddress,
  Instant,
  PersonName,
  SeatId,
  SeminarId,
  Slug,
} from './primitives.ts'

/** What the person on a seat may know about it. */
export const OwnSeat = z.strictObject({
  seatId: SeatId,
  seminarId: SeminarId,
  slug: Slug,
  holderName: z.string(),
  /** Opens the first live connection without asking again (AL-18). */
  ticket: z.string(),
})
export type OwnSeat = z.infer<typeof OwnSeat>

const WAYS_OUT = [
  'link_unknown',
  'code_wrong',
  'code_locked',
  'seat_revoked',
  'seat_taken',
  'take_over_too_soon',
  'seminar_cancelled',
  'seminar_ended',
  'too_many_requests',
] as const

export const enterByLink = endpoint('seat.enterByLink', {
  method: 'POST',
  path: '/api/seats/enter',
  from: 'public',
  input: z.strictObject({ slug: Slug, token: AccessTokenInput, code: AccessCodeInput, takeOver: z.boolean() }),
  reply: OwnSeat,
  fails: WAYS_OUT,
})

export const enterByNumber = endpoint('seat.enterByNumber', {
  method: 'POST',
  path: '/api/seats/enter-by-number',
  from: 'public',
  input: z.strictObject({ number: AccessNumberInput, code: AccessCodeInput, takeOver: z.boolean() }),
  reply: OwnSeat,
  fails: WAYS_OUT,
})

/** Who this browser's seat pass belongs to; used after a reload so that nobody types the code twice. */
export const readOwnSeat = endpoint('seat.readOwn', {
  method: 'GET',
  path: '/api/seats/own',
  from: ['attendee'],
  input: z.strictObject({ slug: Slug }),
  reply: OwnSeat,
  fails: ['signed_out', 'seat_replaced', 'seat_revoked'],
})

/** Takes the seat back to this device: the click on "Hier weitermachen". */
export const continueHere = endpoint('seat.continueHere', {
  method: 'POST',
  path: '/api/seats/continue-here',
  from: 'public',
  input: z.strictObject({ slug: Slug }),
  reply: OwnSeat,
  fails: ['signed_out', 'seat_revoked', 'take_over_too_soon', 'seminar_ended'],
})

/** A one-time ticket, good for 30 s, that opens the live connection (AL-18). */
export const SocketTicket = z.strictObject({ ticket: z.string() })

export const takeSeatTicket = endpoint('seat.takeTicket', {
  method: 'POST',
  path: '/api/seats/ticket',
  from: ['attendee'],
  input: z.strictObject({ slug: Slug }),
  reply: SocketTicket,
  fails: ['signed_out', 'seat_replaced', 'seat_revoked', 'seminar_ended'],
})

/** Leaving on purpose: the pass is given up, the seat stays valid. */
export const leaveSeat = endpoint('seat.leave', {
  method: 'POST',
  path: '/api/seats/leave',
  from: 'public',
  input: z.strictObject({ slug: Slug }),
  reply: Done,
  fails: [],
})

/** The credentials of one seat, readable only at the moment they are made. */
export const SeatCredentials = z.strictObject({
  seatId: SeatId,
  holderName: z.string(),
  link: z.url(),
  code: z.string(),
  number: z.string(),
})
export type SeatCredentials = z.infer<typeof SeatCredentials>

export const addSeat = endpoint('seat.add', {
  method: 'POST',
  path: '/api/seats/add',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId, holderName: PersonName, holderEmail: EmailAddress.nullable() }),
  reply: SeatCredentials,
  fails: ['signed_out', 'not_found', 'seminar_ended', 'seminar_cancelled'],
})

/** Makes the link and code of a seat anew; the old ones are dead at once. */
export const reissueSeat = endpoint('seat.reissue', {
  method: 'POST',
  path: '/api/seats/reissue',
  from: ['organiser'],
  input: z.strictObject({ seatId: SeatId }),
  reply: SeatCredentials,
  fails: ['signed_out', 'not_found'],
})

export const revokeSeat = endpoint('seat.revoke', {
  method: 'POST',
  path: '/api/seats/revoke',
  from: ['organiser'],
  input: z.strictObject({ seatId: SeatId }),
  reply: Done,
  fails: ['signed_out', 'not_found'],
})

export const restoreSeat = endpoint('seat.restore', {
  method: 'POST',
  path: '/api/seats/restore',
  from: ['organiser'],
  input: z.strictObject({ seatId: SeatId }),
  reply: Done,
  fails: ['signed_out', 'not_found'],
})

/** Told to a device as it loses its seat; it then disconnects and never comes back by itself (AL-12). */
export const seatClosed = notice('seat.closed', {
  to: ['seat'],
  body: z.strictObject({ reason: z.enum(['replaced', 'revoked', 'seminar_over']), at: Instant }),
})
