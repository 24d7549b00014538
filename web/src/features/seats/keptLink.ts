// The access token between opening the link and logging in: this tab only, one key, gone once the seat is entered (AL-05).
import { z } from 'zod'

const KEY = 'podium.link'
const Kept = z.object({ slug: z.string(), token: z.string() })

let inMemory: z.infer<typeof Kept> | null = null

/** Keeps the token of the opened link until the seat is entered. */
export function keepLink(slug: string, token: string): void {
  inMemory = { slug, token }
  try {
    sessionStorage.setItem(KEY, JSON.stringify(inMemory))
  } catch {
    // Storage may be blocked; memory lasts as long as the page.
  }
}

/** The kept token of this seminar; null when the page was opened without a personal link. */
export function keptToken(slug: string): string | null {
  const kept = inMemory ?? stored()
  return kept?.slug === slug ? kept.token : null
}

/** Forgets the token: the seat pass stands in from here on. */
export function forgetLink(): void {
  inMemory = null
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // Nothing was stored then.
  }
}

function stored(): z.infer<typeof Kept> | null {
  try {
    return Kept.parse(JSON.parse(sessionStorage.getItem(KEY) ?? ''))
  } catch {
    return null
  }
}
