// Names and addresses as shops spell them, made safe to keep: one line, no controls, bounded.
import { EmailAddress } from '@podium/shared/primitives.ts'

const MAX_LENGTH = 200
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** One clean line of at most 200 characters; empty for nothing. */
export function lineOf(text: string | null | undefined): string {
  const line = (text ?? '').toWellFormed().normalize('NFC').replace(/\s+/g, ' ').replace(CONTROLS, '').trim()
  // Half a character is none.
  return line
    .slice(0, MAX_LENGTH)
    .replace(/[\ud800-\udbff]$/, '')
    .trim()
}

/** Shops write this where nobody was named yet. */
const NOT_NAMED = /^info(rmation)? requested$/i

/** A person's name, whole or from its parts; empty for nothing, and where nobody was named yet. */
export function nameOf(whole: string | null | undefined, first?: string | null, last?: string | null): string {
  const given = (text: string | null | undefined) => (NOT_NAMED.test(lineOf(text)) ? '' : lineOf(text))
  return given(whole) || given(`${given(first)} ${given(last)}`)
}

/** An e-mail address in lower case; null for none and for anything that is none. */
export function emailOf(text: string | null | undefined): string | null {
  const parsed = EmailAddress.safeParse(text ?? '')
  return parsed.success ? parsed.data : null
}

/** What a shop calls what happened, e.g. "order.placed"; "?" for anything that is no such word. */
export function actionOf(text: string): string {
  return /^[A-Za-z0-9_.]{1,80}$/.test(text) ? text : '?'
}
