// Every "no" Podium can say. Texts for people live in the web catalogues under the same code.

export const FAILURES = [
  // Anywhere
  'invalid', // the message does not have the agreed shape
  'unknown_message', // no such endpoint or action
  'not_allowed', // this role may not do this, or not here
  'signed_out', // no valid seat pass or staff session
  'too_many_requests', // slow down; `retryAfterMs` says how long
  'not_found',
  'internal', // a bug on our side, logged with a request id
  // Getting in (E)
  'link_unknown', // no seat belongs to this link or number
  'code_wrong',
  'code_locked', // too many wrong codes; `retryAfterMs`, or null until the organiser re-issues it
  'seat_revoked',
  'seat_taken', // active on another device; ask again with takeOver
  'seat_replaced', // this device is no longer the active one
  'take_over_too_soon',
  'too_early', // the room has not opened yet
  'seminar_ended',
  'seminar_cancelled',
  // Staff (I)
  'login_wrong',
  // Seminar and stage (S)
  'seminar_not_live',
  'wrong_state', // the change does not fit the state the thing is in
  // Questions (Q)
  'too_many_questions',
  'own_question', // nobody upvotes their own question
  // Polls (P)
  'poll_closed',
  'another_poll_open',
  'option_unknown',
  // Tickets (R)
  'shop_unauthorised', // the shop does not accept the token
  'shop_not_found', // the shop does not know this organisation or event, or the token may not see it
  'shop_busy', // the shop asks us to wait; `retryAfterMs` says how long
  'shop_unreachable',
  'shop_unreadable', // the shop answered something nobody understands
  'file_unreadable', // no table in there
  'mass_cancellation', // more than 10 % of the seats would lose access: needs a second word
  // Letters (L)
  'no_email', // nobody to write to
  'text_incomplete', // a letter's own text lacks what the letter is for
  // Media (M)
  'media_unavailable',
] as const

export type Failure = (typeof FAILURES)[number]

/** An expected "no" with its code; anything else thrown is a bug. */
export class Refusal extends Error {
  readonly code: Failure
  /** Milliseconds until it makes sense to try again; null when waiting does not help. */
  readonly retryAfterMs: number | null

  constructor(code: Failure, retryAfterMs: number | null = null) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}
