// The seminar itself: its public card, its agenda and its life from draft to archived (PRODUCT §3).
import { z } from 'zod'
import { endpoint } from './define.ts'
import { AgendaItemId, EmailAddress, Instant, OpId, SeminarId, SeminarLine, Slug, TimeZone } from './primitives.ts'
import { STAFF } from './roles.ts'

export const SeminarState = z.enum(['draft', 'published', 'open', 'live', 'ended', 'archived', 'cancelled'])
export type SeminarState = z.infer<typeof SeminarState>

/** The lobby opens this long before the planned start. */
export const LOBBY_OPENS_BEFORE_MS = 30 * 60_000
/** People may stay this long after the planned end; staff can extend it live. */
export const GRACE_MS = 15 * 60_000

export const AgendaItem = z.strictObject({
  id: AgendaItemId,
  title: z.string(),
  /** Planned length in whole minutes. */
  plannedMinutes: z.int().positive(),
  /** Starred in the programme: "keine Rechtsberatung" is shown while this item is current (S8). */
  isStarred: z.boolean(),
})
export type AgendaItem = z.infer<typeof AgendaItem>

/** What anybody may know about a seminar, the same for every link (AL-04). */
export const SeminarCard = z.strictObject({
  slug: Slug,
  title: z.string(),
  subtitle: z.string(),
  provider: z.string(),
  trainerName: z.string(),
  trainerRole: z.string(),
  state: SeminarState,
  startsAt: Instant,
  endsAt: Instant,
  /** IANA zone in which times are shown, e.g. "Europe/Berlin". */
  timeZone: z.string(),
  agenda: z.array(AgendaItem),
  supportPhone: z.string(),
  supportEmail: z.string(),
  /** The server's clock when it answered; countdowns use the difference. */
  serverNow: Instant,
})
export type SeminarCard = z.infer<typeof SeminarCard>

export const SeminarSummary = z.strictObject({
  id: SeminarId,
  slug: Slug,
  title: z.string(),
  provider: z.string(),
  state: SeminarState,
  startsAt: Instant,
  endsAt: Instant,
  timeZone: z.string(),
})
export type SeminarSummary = z.infer<typeof SeminarSummary>

export const readSeminarCard = endpoint('seminar.readCard', {
  method: 'GET',
  path: '/api/seminars/card',
  from: 'public',
  input: z.strictObject({ slug: Slug }),
  reply: SeminarCard,
  fails: ['not_found'],
})

export const listSeminars = endpoint('seminar.list', {
  method: 'GET',
  path: '/api/seminars',
  from: STAFF,
  input: z.strictObject({}),
  reply: z.strictObject({ seminars: z.array(SeminarSummary) }),
  fails: ['signed_out'],
})

/** Makes a seminar that people can be invited to; its agenda is one item over the whole length until the organiser plans more. */
export const createSeminar = endpoint('seminar.create', {
  method: 'POST',
  path: '/api/seminars/create',
  from: ['organiser'],
  input: z.strictObject({
    opId: OpId,
    title: SeminarLine,
    subtitle: z.union([z.literal(''), SeminarLine]),
    trainerName: SeminarLine,
    startsAt: Instant,
    endsAt: Instant,
    timeZone: TimeZone,
    supportPhone: z.string().trim().max(40),
    supportEmail: EmailAddress,
  }),
  reply: SeminarSummary,
  fails: ['signed_out', 'invalid'],
})

/** Moves a seminar that has not begun: letters not sent yet follow, whoever had one gets a change letter with the new calendar entry. */
export const moveSeminar = endpoint('seminar.move', {
  method: 'POST',
  path: '/api/seminars/move',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId, startsAt: Instant, endsAt: Instant }),
  reply: SeminarSummary,
  fails: ['signed_out', 'not_found', 'wrong_state', 'invalid'],
})

/** Cancels a seminar that has not begun: everybody with a seat is told, nothing else leaves. */
export const cancelSeminar = endpoint('seminar.cancel', {
  method: 'POST',
  path: '/api/seminars/cancel',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId }),
  reply: SeminarSummary,
  fails: ['signed_out', 'not_found', 'wrong_state'],
})
