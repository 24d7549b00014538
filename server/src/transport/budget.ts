// How often one seat may do one thing (RT-05): a sliding window on the injected clock.
import { Refusal } from '@podium/shared/failures.ts'
import type { Instant } from '@podium/shared/primitives.ts'
import type { Clock } from '../adapters/clock.ts'

export interface Budget {
  /** Takes one point; refuses with too_many_requests and the time to wait. A refused attempt costs nothing. */
  spend(key: string): void
}

/** A budget of `points` per key in any stretch of `perMs` milliseconds. */
export function createBudget({ points, perMs }: { readonly points: number; readonly perMs: number }, clock: Clock): Budget {
  const spent = new Map<string, Instant[]>()
  let sweptAt = clock.now()

  /** Forgets whoever has been quiet for a whole window. */
  function sweep(now: Instant): void {
    if (now - sweptAt < perMs) return
    sweptAt = now
    for (const [key, times] of spent) if ((times.at(-1) ?? 0) <= now - perMs) spent.delete(key)
  }

  return {
    spend(key) {
      const now = clock.now()
      sweep(now)
      const recent = (spent.get(key) ?? []).filter((at) => at > now - perMs)
      spent.set(key, recent)
      const [oldest] = recent
      if (oldest !== undefined && recent.length >= points) throw new Refusal('too_many_requests', oldest + perMs - now)
      recent.push(now)
    },
  }
}
