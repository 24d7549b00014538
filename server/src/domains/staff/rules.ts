// How long a staff session lasts and how wrong passwords slow down (ID-04, ID-05). Pure.
import { Refusal } from '@podium/shared/failures.ts'
import type { Instant } from '@podium/shared/primitives.ts'

/** I3: whoever signed in signs in again after twelve hours. */
export const SESSION_LIFETIME_MS = 12 * 60 * 60_000
/** I3: or after this long without a request; a live seminar is many requests. */
export const SESSION_IDLE_MS = 2 * 60 * 60_000
const FREE_FAILURES = 10
const LONGEST_LOCK_MS = 15 * 60_000

/**
 * I4: after ten wrong passwords each further one locks the account for longer, up to fifteen minutes.
 * @returns milliseconds, 0 for no lock.
 */
export function lockAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0
  return Math.min(LONGEST_LOCK_MS, 30_000 * 2 ** (failures - FREE_FAILURES))
}

/** @throws Refusal too_many_requests while the account is locked. */
export function requireUnlocked(lockedUntil: Instant | null, now: Instant): void {
  if (lockedUntil !== null && now < lockedUntil) throw new Refusal('too_many_requests', lockedUntil - now)
}

/** Whether a session still opens doors. */
export function isSessionValid(session: { expiresAt: Instant; seenAt: Instant }, now: Instant): boolean {
  return now < session.expiresAt && now - session.seenAt < SESSION_IDLE_MS
}
