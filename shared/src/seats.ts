// A paid seat: getting in by link or number with a code, one active device, revocation (PRODUCT §5, security AL).
import { z } from 'zod'
import { Done, endpoint, notice } from './define.ts'
import { LetterKind, LetterState } from './letters.ts'
import {
  AccessCodeInput,
  AccessNumberInput,
  AccessTokenInput,
  EmailAddress,
  Instant,
  OpId,
  PersonName,
  SeatId,
  SeminarId,
  Slug,
} from './primitives.ts'
import { SeminarCard } from './seminars.ts'
import { CoViewers, SeatOrigin } from './tickets.ts'

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

/** One seat on the organiser's list. */
export const SeatEntry = z.strictObject({
  seatId: SeatId,
  holderName: z.string(),
  holderEmail: z.string().nullable(),
  number: z.string(),
  origin: SeatOrigin,
  /** What was bought; null for seats added by hand. */
  ticketName: z.string().nullable(),
  orderRef: z.string().nullable(),
  buyerName: z.string().nullable(),
  buyerEmail: z.string().nullable(),
  /** Who took it away; null while it is valid. */
  revokedBy: z.enum(['organiser', 'shop']).nullable(),
  flags: z.array(
    z.enum([
      'status_unknown', // the shop says a word nobody knows; access stays
      'missing', // no longer in the shop's list or the file; access stays
      'unnamed', // bought together with others under one address, and nobody has been named yet
      'no_email', // nobody to write to
      'revocation_held', // part of a mass cancellation that waits for the organiser
    ]),
  ),
  /** The shop's own word for the state of the ticket; null without a shop. */
  shopStatus: z.string().nullable(),
  coViewers: z.array(z.string()),
  /** The latest letter of each kind. */
  letters: z.array(z.strictObject({ kind: LetterKind, state: LetterState, at: Instant })).max(10),
})
export type SeatEntry = z.infer<typeof SeatEntry>

export const listSeats = endpoint('seat.list', {
  method: 'GET',
  path: '/api/seats/list',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId }),
  reply: z.strictObject({ seats: z.array(SeatEntry).max(5_000) }),
  fails: ['signed_out', 'not_found'],
})

/** Vertretung: somebody else takes the seat. The old link dies, the new person gets a letter, attendance is not merged (AL-23). */
export const substituteSeat = endpoint('seat.substitute', {
  method: 'POST',
  path: '/api/seats/substitute',
  from: ['organiser'],
  input: z.strictObject({ opId: OpId, seatId: SeatId, holderName: PersonName, holderEmail: EmailAddress.nullable() }),
  reply: SeatCredentials,
  fails: ['signed_out', 'not_found', 'seat_revoked', 'seminar_ended', 'seminar_cancelled'],
})

/** "Wir sitzen zu dritt hier": who else watches on this seat. The seat stays one device. */
export const declareCoViewers = endpoint('seat.declareCoViewers', {
  method: 'POST',
  path: '/api/seats/co-viewers',
  from: ['organiser'],
  input: z.strictObject({ seatId: SeatId, names: CoViewers }),
  reply: Done,
  fails: ['signed_out', 'not_found'],
})

/** The same, said by the person on the seat. */
export const declareOwnCoViewers = endpoint('seat.declareOwnCoViewers', {
  method: 'POST',
  path: '/api/seats/own-co-viewers',
  from: ['attendee'],
  input: z.strictObject({ slug: Slug, names: CoViewers }),
  reply: Done,
  fails: ['signed_out', 'seat_replaced', 'seat_revoked'],
})

export const readOwnCoViewers = endpoint('seat.readOwnCoViewers', {
  method: 'GET',
  path: '/api/seats/own-co-viewers',
  from: ['attendee'],
  input: z.strictObject({ slug: Slug }),
  reply: z.strictObject({ names: z.array(z.string()) }),
  fails: ['signed_out', 'seat_replaced', 'seat_revoked'],
})

/** One seat of an order on the page "Plätze benennen". */
export const OrderSeat = z.strictObject({
  seatId: SeatId,
  /** Null until somebody was named. */
  holderName: z.string().nullable(),
  holderEmail: z.string().nullable(),
  ticketName: z.string(),
  isRevoked: z.boolean(),
})
export type OrderSeat = z.infer<typeof OrderSeat>

export const Order = z.strictObject({
  buyerName: z.string(),
  orderRef: z.string(),
  seminar: SeminarCard,
  seats: z.array(OrderSeat).max(500),
  /** False once the seminar is over or cancelled. */
  isOpen: z.boolean(),
})
export type Order = z.infer<typeof Order>

/** Asked for with a click: opening the page alone tells nothing (AL-05). */
export const readOrder = endpoint('seat.readOrder', {
  method: 'POST',
  path: '/api/seats/order',
  from: 'public',
  input: z.strictObject({ token: AccessTokenInput }),
  reply: Order,
  fails: ['link_unknown', 'too_many_requests'],
})

/** Names the people of an order. Each newly named seat gets a new link and a letter of its own; a repeat changes nothing. */
export const nameSeats = endpoint('seat.nameSeats', {
  method: 'POST',
  path: '/api/seats/name',
  from: 'public',
  input: z.strictObject({
    token: AccessTokenInput,
    seats: z
      .array(z.strictObject({ seatId: SeatId, holderName: PersonName, holderEmail: EmailAddress }))
      .min(1)
      .max(500),
  }),
  reply: Order,
  fails: ['link_unknown', 'too_many_requests', 'seat_revoked', 'not_found', 'seminar_ended', 'seminar_cancelled'],
})

/** Told to a device as it loses its seat; it then disconnects and never comes back by itself (AL-12). */
export const seatClosed = notice('seat.closed', {
  to: ['seat'],
  body: z.strictObject({ reason: z.enum(['replaced', 'revoked', 'seminar_over']), at: Instant }),
})
