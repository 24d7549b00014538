// The seminar itself: its public card, its agenda and its life from draft to archived (PRODUCT §3).
import { z } from 'zod'
import { endpoint } from './define.ts'
import { AgendaItemId, Instant, SeminarId, Slug } from './primitives.ts'
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
