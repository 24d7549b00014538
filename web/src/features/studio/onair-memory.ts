// Whether this tab was on the air, so that a reload brings the person back without a press.
import { z } from 'zod'

const Memory = z.object({ hasCamera: z.boolean(), isMuted: z.boolean() })
export type OnAirMemory = z.infer<typeof Memory>

const keyOf = (seminarId: string) => `podium.onair.${seminarId}`

/** What this tab sent before the reload; null when it was not on the air. */
export function readOnAir(seminarId: string): OnAirMemory | null {
  try {
    return Memory.parse(JSON.parse(sessionStorage.getItem(keyOf(seminarId)) ?? 'null'))
  } catch {
    return null
  }
}

/** Keeps or, with null, forgets that this tab is on the air. */
export function saveOnAir(seminarId: string, memory: OnAirMemory | null): void {
  try {
    if (memory === null) sessionStorage.removeItem(keyOf(seminarId))
    else sessionStorage.setItem(keyOf(seminarId), JSON.stringify(memory))
  } catch {
    // Without storage a reload needs one more press.
  }
}
