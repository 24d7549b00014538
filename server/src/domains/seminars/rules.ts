// A seminar's life and its windows, decided from stored facts and the clock (PRODUCT §3, SPEC S).
import { Refusal } from '@podium/shared/failures.ts'
import type { AgendaItemId, Instant, SeminarId, Slug } from '@podium/shared/primitives.ts'
import { type AgendaItem, GRACE_MS, LOBBY_OPENS_BEFORE_MS, type SeminarState } from '@podium/shared/seminars.ts'

/** Everything other slices may know about a seminar. */
export interface SeminarFacts {
  readonly id: SeminarId
  readonly slug: Slug
  readonly title: string
  readonly subtitle: string
  readonly provider: string
  readonly trainerName: string
  readonly trainerRole: string
  readonly storedState: Exclude<SeminarState, 'open'>
  readonly startsAt: Instant
  /** The planned end, without extensions. */
  readonly plannedEndsAt: Instant
  readonly extendedMinutes: number
  readonly timeZone: string
  readonly supportPhone: string
  readonly supportEmail: string
  readonly mediaRoom: string
  readonly wentLiveAt: Instant | null
  readonly endedAt: Instant | null
  readonly currentItemId: AgendaItemId | null
  readonly isModerated: boolean
  readonly agenda: readonly AgendaItem[]
}

/** S2: the lobby is open from 30 minutes before the start; `open` follows from the clock and is never stored. */
export function stateAt(facts: SeminarFacts, now: Instant): SeminarState {
  if (facts.storedState === 'published' && now >= facts.startsAt - LOBBY_OPENS_BEFORE_MS) return 'open'
  return facts.storedState
}

/** The end as it stands now: planned plus every extension. */
export function endsAt(facts: SeminarFacts): Instant {
  return facts.plannedEndsAt + facts.extendedMinutes * 60_000
}

/** When the last seat pass of a seminar expires (AL-15). */
export function doorsCloseAt(facts: SeminarFacts): Instant {
  return endsAt(facts) + GRACE_MS
}

/** Whether people are in the lobby or the room, and media may flow. */
export function isRoomOpen(facts: SeminarFacts, now: Instant): boolean {
  const state = stateAt(facts, now)
  return state === 'open' || state === 'live'
}

/**
 * E14: nobody gets into a cancelled or ended seminar, and nobody after the doors closed unless it is still live.
 * @throws Refusal seminar_cancelled or seminar_ended.
 */
export function requireNotOver(facts: SeminarFacts, now: Instant): void {
  const state = stateAt(facts, now)
  if (state === 'cancelled') throw new Refusal('seminar_cancelled')
  if (state === 'ended' || state === 'archived') throw new Refusal('seminar_ended')
  if (state !== 'live' && now > doorsCloseAt(facts)) throw new Refusal('seminar_ended')
}

/** @throws Refusal seminar_not_live unless the trainer has gone live and not ended it. */
export function requireLive(facts: SeminarFacts, now: Instant): void {
  if (stateAt(facts, now) !== 'live') throw new Refusal('seminar_not_live')
}
