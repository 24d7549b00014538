// Who gets in on a seat, and which device holds it. Pure: time and facts are arguments (SPEC E).
import { Refusal } from '@podium/shared/failures.ts'
import type { Instant } from '@podium/shared/primitives.ts'

const LINK_TOKEN = /^[0-9A-HJKMNP-TV-Z]{28}$/
const TAKE_OVER_PAUSE_MS = 10_000
/** E6: after this many wrong codes in total, only a re-issued code opens the seat (AL-09). */
export const WRONG_CODES_BEFORE_DEAD = 50

/**
 * Finds the token in whatever a mail program made of the link (AL-01): other case, wraps, percent signs, wrapped in another link.
 * @returns the 28 canonical characters, or null when no token is in there.
 */
export function readLinkToken(typed: string): string | null {
  const decoded = unfold(decode(decode(typed)))
  const inAddress = /\/s\/[a-z0-9-]+\/([^/?&#]+)/i.exec(decoded)?.[1] ?? decoded
  const canonical = inAddress
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '')
  return LINK_TOKEN.test(canonical) ? canonical : null
}

function decode(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** Undoes quoted-printable: soft line breaks and encoded equals signs. */
function unfold(text: string): string {
  return text
    .replace(/=\r?\n/g, '')
    .replace(/=3D/gi, '=')
    .replace(/[\s\u00a0\u200b-\u200f\u2060\ufeff]/g, '')
}

/**
 * E6: how long the code field is locked after this many wrong codes: 5 → 30 s, 10 → 5 min, 20 → 30 min, each again every five.
 * @returns milliseconds, 0 for no lock, null when only a new code helps.
 */
export function lockAfter(wrongCodes: number): number | null {
  if (wrongCodes >= WRONG_CODES_BEFORE_DEAD) return null
  if (wrongCodes === 0 || wrongCodes % 5 !== 0) return 0
  if (wrongCodes >= 20) return 30 * 60_000
  return wrongCodes >= 10 ? 5 * 60_000 : 30_000
}

/** What decides about the code field of a seat. */
export interface CodeField {
  readonly wrongCodes: number
  readonly lockedUntil: Instant | null
}

/** @throws Refusal code_locked while the code field is locked; `retryAfterMs` null means: only a new code helps. */
export function requireUnlocked(field: CodeField, now: Instant): void {
  if (field.wrongCodes >= WRONG_CODES_BEFORE_DEAD) throw new Refusal('code_locked')
  if (field.lockedUntil !== null && now < field.lockedUntil) throw new Refusal('code_locked', field.lockedUntil - now)
}

/** The code field after one more wrong code. */
export function afterWrongCode(field: CodeField, now: Instant): CodeField {
  const wrongCodes = field.wrongCodes + 1
  const lockMs = lockAfter(wrongCodes)
  return { wrongCodes, lockedUntil: lockMs === null || lockMs === 0 ? null : now + lockMs }
}

/** What decides whether a device may hold the seat. */
export interface Holding {
  readonly activeDevice: string | null
  /** Whether the active device is connected at this moment. */
  readonly isConnected: boolean
  readonly lastTakeOverAt: Instant | null
}

/**
 * E9 One seat, one active device: the newest wins once the person agreed; never by itself, never in a fight (AL-11, AL-12).
 * @returns whether this entry takes the seat from another connected device.
 * @throws Refusal seat_taken when the person has to be asked first, take_over_too_soon within 10 s of the last one.
 */
export function decideHolding(holding: Holding, device: string | null, takeOver: boolean, now: Instant): 'keep' | 'take' | 'take_over' {
  if (device !== null && holding.activeDevice === device) return 'keep'
  const pauseMs = holding.lastTakeOverAt === null ? 0 : holding.lastTakeOverAt + TAKE_OVER_PAUSE_MS - now
  // Whoever took the seat over a moment ago may not be connected yet, and holds it all the same.
  if (holding.activeDevice === null || (!holding.isConnected && pauseMs <= 0)) return 'take'
  if (!takeOver) throw new Refusal('seat_taken')
  if (pauseMs > 0) throw new Refusal('take_over_too_soon', pauseMs)
  return 'take_over'
}
