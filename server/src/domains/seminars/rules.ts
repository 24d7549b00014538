// A seminar's life and its windows, decided from stored facts and the clock (PRODUCT §3, SPEC S).
import { Refusal } from '@podium/shared/failures.ts'
import type { Locale } from '@podium/shared/letters.ts'
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
  /** The language of every letter. */
  readonly locale: Locale
  /** Whether the reminder fifteen minutes before leaves. */
  readonly isReminderWanted: boolean
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

/** E14: a seminar is over when it was cancelled or ended, and when its doors have closed unless it is still live; null while it is not. */
export function whyOver(facts: SeminarFacts, now: Instant): 'seminar_cancelled' | 'seminar_ended' | null {
  const state = stateAt(facts, now)
  if (state === 'cancelled') return 'seminar_cancelled'
  if (state === 'ended' || state === 'archived') return 'seminar_ended'
  return state !== 'live' && now > doorsCloseAt(facts) ? 'seminar_ended' : null
}

/**
 * E14: nobody gets into a seminar that is over.
 * @throws Refusal seminar_cancelled or seminar_ended.
 */
export function requireNotOver(facts: SeminarFacts, now: Instant): void {
  const reason = whyOver(facts, now)
  if (reason !== null) throw new Refusal(reason)
}

/** @throws Refusal seminar_not_live unless the trainer has gone live and not ended it. */
export function requireLive(facts: SeminarFacts, now: Instant): void {
  if (stateAt(facts, now) !== 'live') throw new Refusal('seminar_not_live')
}

/**
 * S9: only a seminar that has not gone live can be moved or cancelled.
 * @throws Refusal wrong_state.
 */
export function requireNotBegun(facts: SeminarFacts): void {
  if (facts.storedState !== 'draft' && facts.storedState !== 'published') throw new Refusal('wrong_state')
}

/** The longest seminar that makes sense: a typing error in a date is refused. */
const LONGEST_MS = 24 * 60 * 60_000

/**
 * S9: a seminar ends after it starts, within a day.
 * @throws Refusal invalid.
 */
export function requireSpan(startsAt: Instant, endsAt: Instant): void {
  if (endsAt <= startsAt || endsAt - startsAt > LONGEST_MS) throw new Refusal('invalid')
}

const LETTERS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

/** S8: the public name of a seminar, from its title: lower case, umlauts written out, at most sixty characters; never empty. */
export function slugOf(title: string): string {
  const plain = title
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 60)
    .replace(/-+$/, '')
  return plain === '' ? 'seminar' : plain
}
