// When letters leave, which ones a seat gets, and when trying ends. Pure; calendar days are days where the seminar takes place (SPEC L).
import { Temporal } from 'temporal-polyfill'
import type { LetterKind } from '@podium/shared/letters.ts'
import type { Instant } from '@podium/shared/primitives.ts'
import { endsAt, type SeminarFacts } from '../seminars/rules.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const ACCESS_HOUR = 10
const REMINDER_BEFORE_MS = 15 * MINUTE_MS
const FOLLOWUP_AFTER_MS = 30 * MINUTE_MS
/** Changes and thanks that come a week late are no news. */
const STALE_AFTER_MS = 7 * DAY_MS

/** L2: the calendar day before, at ten o'clock where the seminar takes place; never 24 hours (EM-07). A time that does not exist is the next that does. */
export function accessDueAt(startsAt: Instant, timeZone: string): Instant {
  const day = Temporal.Instant.fromEpochMilliseconds(startsAt).toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 })
  return day.toZonedDateTime({ timeZone, plainTime: { hour: ACCESS_HOUR } }).epochMilliseconds
}

/** L4: fifteen minutes before the start. */
export function reminderDueAt(startsAt: Instant): Instant {
  return startsAt - REMINDER_BEFORE_MS
}

/** L6: half an hour after the end, so that the record is complete. */
export function followupDueAt(endedAt: Instant): Instant {
  return endedAt + FOLLOWUP_AFTER_MS
}

/** A letter a seat is to get. */
export interface PlannedLetter {
  readonly kind: LetterKind
  readonly dueAt: Instant
}

/** Whether somebody who books now still gets letters: while people come in. */
export function isWrittenFor({ storedState }: SeminarFacts): boolean {
  return storedState === 'published' || storedState === 'live'
}

/**
 * L1–L5: the letters of a valid seat: confirmation at once and access the day before; who books after that gets the access letter at once and no
 * confirmation, which would only say that a link comes; the reminder when it is wanted and nothing else has just arrived.
 */
export function lettersOfSeat(facts: SeminarFacts, now: Instant): PlannedLetter[] {
  if (!isWrittenFor(facts)) return []
  const accessAt = accessDueAt(facts.startsAt, facts.timeZone)
  const isLate = now >= accessAt
  const reminderAt = reminderDueAt(facts.startsAt)
  return [
    ...(isLate ? [] : [{ kind: 'confirmation', dueAt: now } as const]),
    { kind: 'access', dueAt: isLate ? now : accessAt },
    ...(facts.isReminderWanted && now < reminderAt - REMINDER_BEFORE_MS ? [{ kind: 'reminder', dueAt: reminderAt } as const] : []),
  ]
}

/** L7: from when on nobody needs this letter any more. */
export function purposePassedAt(kind: LetterKind, facts: SeminarFacts): Instant {
  switch (kind) {
    case 'reminder':
    case 'change':
      return facts.startsAt
    // From then on the access letter says everything.
    case 'confirmation':
      return accessDueAt(facts.startsAt, facts.timeZone)
    case 'access':
    case 'naming':
      return endsAt(facts)
    case 'cancellation':
    case 'followup':
      return endsAt(facts) + STALE_AFTER_MS
  }
}

/** L6: whether those who were there are still thanked. */
export function isThankedFor(facts: SeminarFacts, now: Instant): boolean {
  return facts.storedState === 'ended' && now <= purposePassedAt('followup', facts)
}

const PAUSES_MS = [1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS)

/** L8: how long to wait after this many failed attempts (from 1): 1, 5, 15, 60 minutes, then every hour (EM-03). `random` from 0 to 1 adds up to a tenth. */
export function pauseAfterAttempt(attempts: number, random: number): number {
  const base = PAUSES_MS[Math.min(attempts, PAUSES_MS.length) - 1] ?? MINUTE_MS
  return Math.round(base * (1 + random / 10))
}

/** What decides whether a letter to a seat brings its link. */
interface LinkBringer {
  readonly kind: LetterKind
  readonly moved_from: Instant | null
  readonly due_at: Instant
}

/** L9, L12: whether a letter brings a link, and is made anew with it; a change does so only for those who had been given it before the old date. */
export function carriesAccess({ kind, moved_from: movedFrom, due_at: dueAt }: LinkBringer, timeZone: string): boolean {
  if (kind === 'access' || kind === 'reminder') return true
  return kind === 'change' && movedFrom !== null && dueAt >= accessDueAt(movedFrom, timeZone)
}

/** L43: letters to a person that bring, change or remove an entry in their calendar. */
export function carriesCalendar(kind: LetterKind): boolean {
  return kind === 'confirmation' || kind === 'access' || kind === 'change' || kind === 'cancellation'
}
