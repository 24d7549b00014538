// How tickets become seats, and when a shop is asked. Pure: the same list always gives the same seats (SPEC R).
import { Refusal } from '@podium/shared/failures.ts'
import type { Instant, SeatId } from '@podium/shared/primitives.ts'
import type { ReconcileCounts, Ticket } from '@podium/shared/tickets.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** R7: more than this share of the valid seats at once waits for the organiser. */
const MASS_SHARE = 0.1

/** A ticket known from earlier, with the seat it became. */
export interface KnownTicket {
  readonly ticket: Ticket
  readonly isMissing: boolean
  readonly isHeld: boolean
  readonly seat: {
    readonly id: SeatId
    readonly revokedBy: 'organiser' | 'shop' | null
    /** Somebody was named here: names of the shop no longer touch it. */
    readonly isNamedHere: boolean
  }
}

/** What a source says now. */
export interface TicketNews {
  readonly tickets: readonly Ticket[]
  /** Whether it was the full list, so that absence can be told. */
  readonly isWhole: boolean
  /** Ticket classes that are seats; null for all. */
  readonly ticketClassIds: readonly string[] | null
  /** A file has no times of its own: what differs is newer. */
  readonly isFile: boolean
}

/** One seat's part of a reconcile. */
export type Change =
  | { readonly kind: 'add'; readonly ticket: Ticket }
  /** The ticket says something new that touches no access. `holder`: what the seat's person becomes, null when that stays. */
  | { readonly kind: 'update'; readonly known: KnownTicket; readonly ticket: Ticket; readonly holder: HolderChange | null }
  | { readonly kind: 'revoke'; readonly known: KnownTicket; readonly ticket: Ticket; readonly holder: HolderChange | null }
  | { readonly kind: 'restore'; readonly known: KnownTicket; readonly ticket: Ticket; readonly holder: HolderChange | null }
  /** Would be revoked, but with too many others at once. */
  | { readonly kind: 'hold'; readonly known: KnownTicket; readonly ticket: Ticket; readonly holder: HolderChange | null }
  | { readonly kind: 'missing'; readonly known: KnownTicket; readonly isMissing: boolean }

/** A corrected name or address, or (R6) another person: both differ, so the old link dies. */
export interface HolderChange {
  readonly kind: 'corrected' | 'replaced'
  readonly name: string
  readonly email: string | null
}

export interface Reconciliation {
  readonly changes: readonly Change[]
  readonly counts: ReconcileCounts
}

/**
 * R1–R9: compares what a source says with what is known. Order and repetition of earlier hints do not matter, absence revokes nothing,
 * and what is older than the known state of a ticket is ignored.
 * @param isReleased the organiser has said that a mass cancellation is meant.
 */
export function reconcile(known: readonly KnownTicket[], news: TicketNews, isReleased: boolean): Reconciliation {
  const knownById = new Map(known.map((one) => [one.ticket.id, one]))
  const latest = latestById(news.tickets)
  const counts = { added: 0, changed: 0, revoked: 0, restored: 0, withoutEmail: 0, unknown: 0, missing: 0, unchanged: 0 }
  const changes: Change[] = []
  const losing: { known: KnownTicket; ticket: Ticket }[] = []

  for (const told of latest.values()) {
    const ticket = isSeat(told, news.ticketClassIds) ? told : ({ ...told, entitlement: 'no' } as const)
    const before = knownById.get(ticket.id)
    if (ticket.entitlement !== 'no') {
      if (ticket.holderEmail === null) counts.withoutEmail += 1
      if (ticket.entitlement === 'unknown') counts.unknown += 1
    }
    if (before === undefined) {
      // Whoever gave a ticket back before we ever saw it never had a seat.
      if (ticket.entitlement === 'no') continue
      changes.push({ kind: 'add', ticket })
      counts.added += 1
      continue
    }
    if (!news.isFile && ticket.changedAt < before.ticket.changedAt) {
      counts.unchanged += 1
      continue
    }
    const current = news.isFile && isSame(ticket, before.ticket) ? before.ticket : ticket
    // A seat the organiser gave back after the shop took it stays given back.
    const isNews = before.ticket.entitlement !== 'no' || before.isHeld
    if (current.entitlement === 'no' && before.seat.revokedBy === null && isNews) {
      losing.push({ known: before, ticket: current })
    } else if (current.entitlement !== 'no' && before.seat.revokedBy === 'shop') {
      changes.push({ kind: 'restore', known: before, ticket: current, holder: holderChange(before, current) })
      counts.restored += 1
    } else if (!isSame(current, before.ticket) || before.isMissing || before.isHeld) {
      const isTold = !isSame(current, before.ticket)
      changes.push({ kind: 'update', known: before, ticket: current, holder: isTold ? holderChange(before, current) : null })
      counts[isTold ? 'changed' : 'unchanged'] += 1
    } else counts.unchanged += 1
  }

  const fresh = losing.filter(({ known: before }) => !before.isHeld)
  const isMass = isMassCancellation(fresh.length, known.filter(({ seat }) => seat.revokedBy === null).length)
  for (const { known: before, ticket } of losing) {
    // R7: what waits for the organiser's word waits on, however few of it a later list names.
    const isHeld = !isReleased && (isMass || before.isHeld)
    changes.push({ kind: isHeld ? 'hold' : 'revoke', known: before, ticket, holder: holderChange(before, ticket) })
    counts.revoked += 1
  }
  if (news.isWhole) {
    for (const one of known) {
      if (latest.has(one.ticket.id)) continue
      counts.missing += 1
      if (!one.isMissing) changes.push({ kind: 'missing', known: one, isMissing: true })
    }
  }
  return { changes, counts }
}

/** R7: one seat may always go; of several at once no more than a tenth of the valid ones without the organiser's word. */
export function isMassCancellation(losing: number, valid: number): boolean {
  return losing > 1 && losing > valid * MASS_SHARE
}

function latestById(tickets: readonly Ticket[]): Map<string, Ticket> {
  const latest = new Map<string, Ticket>()
  for (const ticket of tickets) {
    const other = latest.get(ticket.id)
    if (other === undefined || other.changedAt <= ticket.changedAt) latest.set(ticket.id, ticket)
  }
  return latest
}

function isSeat(ticket: Ticket, ticketClassIds: readonly string[] | null): boolean {
  return ticketClassIds === null || ticketClassIds.includes(ticket.ticketClassId)
}

/** Whether nothing but the moment differs. */
function isSame(a: Ticket, b: Ticket): boolean {
  return (
    a.orderRef === b.orderRef &&
    a.buyerName === b.buyerName &&
    a.buyerEmail === b.buyerEmail &&
    a.holderName === b.holderName &&
    a.holderEmail === b.holderEmail &&
    a.ticketClassId === b.ticketClassId &&
    a.ticketName === b.ticketName &&
    a.status === b.status &&
    a.entitlement === b.entitlement
  )
}

function holderChange(known: KnownTicket, ticket: Ticket): HolderChange | null {
  if (known.seat.isNamedHere) return null
  const isOtherName = ticket.holderName !== known.ticket.holderName
  const isOtherEmail = ticket.holderEmail !== known.ticket.holderEmail
  if (!isOtherName && !isOtherEmail) return null
  // An address that was missing and is filled in belongs to the same person.
  const isReplaced = isOtherName && isOtherEmail && known.ticket.holderEmail !== null
  return { kind: isReplaced ? 'replaced' : 'corrected', name: ticket.holderName, email: ticket.holderEmail }
}

/** What decides when a shop is asked next. */
export interface PassFacts {
  readonly startsAt: Instant
  readonly endsAt: Instant
  /** The last full pass that worked; null before the first. */
  readonly lastFullAt: Instant | null
  readonly lastOkAt: Instant | null
}

/** R10: before these moments (counted back from the start) the whole list is read again; the first one is before the access letters leave. */
const FULL_BEFORE_START_MS = [26 * HOUR_MS, 60 * MINUTE_MS, 15 * MINUTE_MS, 5 * MINUTE_MS]
/** R10: from these moments on, counted back from the start, every five minutes and every minute. */
const OFTENER_BEFORE_START_MS = [48 * HOUR_MS, 2 * HOUR_MS] as const
/** After the end refunds still matter for certificates; then nobody asks any more. */
const ASK_AFTER_END_MS = 7 * 24 * HOUR_MS

/**
 * R10: the next pass after one that worked: hourly, from two days before every five minutes, in the last two hours every minute;
 * the whole list daily and at four moments before the start.
 * @returns null when the shop need not be asked any more.
 */
export function nextPass(facts: PassFacts, now: Instant): { readonly at: Instant; readonly isFull: boolean } | null {
  if (now > facts.endsAt + ASK_AFTER_END_MS) return null
  const fullAt = nextFull(facts, now)
  const soonAt = facts.lastOkAt === null ? now : nextSoon(facts, facts.lastOkAt, now)
  return fullAt <= soonAt ? { at: fullAt, isFull: true } : { at: soonAt, isFull: false }
}

function nextFull(facts: PassFacts, now: Instant): Instant {
  const { lastFullAt } = facts
  if (lastFullAt === null) return now
  const planned = FULL_BEFORE_START_MS.map((ms) => facts.startsAt - ms).filter((at) => at > lastFullAt)
  return Math.min(lastFullAt + 24 * HOUR_MS, ...planned)
}

function nextSoon(facts: PassFacts, lastOkAt: Instant, now: Instant): Instant {
  // A pause that began before it was time to ask more often ends then.
  const turns = OFTENER_BEFORE_START_MS.map((ms) => facts.startsAt - ms).filter((at) => at > lastOkAt)
  return Math.min(lastOkAt + pauseBefore(facts, now), ...turns)
}

function pauseBefore(facts: PassFacts, now: Instant): number {
  if (now > facts.endsAt) return HOUR_MS
  const aheadMs = facts.startsAt - now
  const [often, veryOften] = OFTENER_BEFORE_START_MS
  if (aheadMs <= veryOften) return MINUTE_MS
  return aheadMs <= often ? 5 * MINUTE_MS : HOUR_MS
}

/** Whatever a shop asks for, it is left alone as long as this. */
const LEAST_PAUSE_MS = 5_000

/**
 * R11: how long to leave a shop alone that failed: what it asked for, a quarter of an hour when it was busy without saying,
 * otherwise from thirty seconds doubling to fifteen minutes.
 * @param random between 0 and 1: spreads those who wait for the same shop over a fifth more.
 */
export function pauseAfterFailure(failures: number, problem: string, retryAfterMs: number | null, random: number): number {
  const own = problem === 'busy' ? 15 * MINUTE_MS : Math.min(30_000 * 2 ** Math.min(failures - 1, 10), 15 * MINUTE_MS)
  // "At once" would be every second, until the hourly budget is gone.
  const base = retryAfterMs === null ? own : Math.max(retryAfterMs, LEAST_PAUSE_MS)
  return Math.round(Math.min(base, HOUR_MS) * (1 + random / 5))
}

/** What decides who of an order has to be named. */
export interface OrderedSeat {
  readonly seatId: SeatId
  /** The address the source gave for this ticket; null where it gave none. */
  readonly ticketEmail: string | null
  readonly isRevoked: boolean
  readonly isNamedHere: boolean
}

/** R12: two or more valid seats of one order under one address stand for people nobody has named yet; their buyer gets one letter. */
export function seatsToName<Seat extends OrderedSeat>(seats: readonly Seat[], buyerEmail: string | null): Seat[] {
  const valid = seats.filter(({ isRevoked }) => !isRevoked)
  const addressOf = (seat: OrderedSeat) => (seat.ticketEmail ?? buyerEmail)?.toLowerCase() ?? ''
  const shared = new Map<string, number>()
  for (const seat of valid) shared.set(addressOf(seat), (shared.get(addressOf(seat)) ?? 0) + 1)
  return valid.filter((seat) => !seat.isNamedHere && (shared.get(addressOf(seat)) ?? 0) > 1)
}

/** A person named for a seat. */
export interface NamedSeat {
  readonly seatId: SeatId
  readonly name: string
  readonly email: string
}

/**
 * R13: which of the named seats become another person's; a repeat changes nothing.
 * @throws Refusal not_found for a seat of another order, seat_revoked for one that is gone.
 */
export function namingChanges(
  seats: readonly { seatId: SeatId; holderName: string; holderEmail: string | null; isRevoked: boolean; isNamedHere: boolean }[],
  wanted: readonly NamedSeat[],
): NamedSeat[] {
  const known = new Map(seats.map((seat) => [seat.seatId, seat]))
  return wanted.filter((one) => {
    const seat = known.get(one.seatId)
    if (seat === undefined) throw new Refusal('not_found')
    if (seat.isRevoked) throw new Refusal('seat_revoked')
    return !seat.isNamedHere || seat.holderName !== one.name || seat.holderEmail !== one.email
  })
}
