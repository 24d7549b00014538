// What the entrance shows after each way an attempt to enter can end. Pure.
import { AccessNumberInput } from '@podium/shared/primitives.ts'
import { Refusal } from '@podium/shared/failures.ts'

export type FormError =
  | 'code_missing'
  | 'code_wrong'
  | 'code_locked'
  | 'number_missing'
  | 'number_unknown'
  | 'too_many'
  | 'unreachable'
  | 'failed'

export type EntryScreen =
  /** `untilMs` says when a locked code may be tried again, on this device's clock; null when only the organiser helps. */
  | { readonly kind: 'form'; readonly error: FormError | null; readonly untilMs: number | null }
  | { readonly kind: 'taken'; readonly untilMs: number | null }
  | { readonly kind: 'dead'; readonly reason: 'cancelled' | 'ended' | 'revoked' | 'unknown' }

export const FRESH_FORM: EntryScreen = { kind: 'form', error: null, untilMs: null }

/** The screen after a refused or failed attempt. */
export function screenAfter(error: unknown, by: 'link' | 'number', nowMs: number): EntryScreen {
  if (!(error instanceof Refusal)) return { kind: 'form', error: 'unreachable', untilMs: null }
  const untilMs = error.retryAfterMs === null ? null : nowMs + error.retryAfterMs
  switch (error.code) {
    case 'code_wrong':
    case 'invalid':
      return { kind: 'form', error: 'code_wrong', untilMs: null }
    case 'code_locked':
      return { kind: 'form', error: 'code_locked', untilMs }
    case 'too_many_requests':
      return { kind: 'form', error: 'too_many', untilMs }
    case 'link_unknown':
      return by === 'link' ? { kind: 'dead', reason: 'unknown' } : { kind: 'form', error: 'number_unknown', untilMs: null }
    case 'seat_taken':
      return { kind: 'taken', untilMs: null }
    case 'take_over_too_soon':
      return { kind: 'taken', untilMs: untilMs ?? nowMs + 5_000 }
    case 'seat_revoked':
      return { kind: 'dead', reason: 'revoked' }
    case 'seminar_cancelled':
      return { kind: 'dead', reason: 'cancelled' }
    case 'seminar_ended':
      return { kind: 'dead', reason: 'ended' }
    default:
      return { kind: 'form', error: 'failed', untilMs: null }
  }
}

/** Whether six digits are there; nothing is sent otherwise. */
export function isWholeCode(digits: string): boolean {
  return /^\d{6}$/.test(digits)
}

/** Whether the typed access number has ten acceptable characters. */
export function isWholeNumber(typed: string): boolean {
  return AccessNumberInput.safeParse(typed).success
}
