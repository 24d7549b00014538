// A clock that moves only when a test says so; its timers fire on the way.
import type { Clock } from '../src/adapters/clock.ts'

export interface TestClock extends Clock {
  /** Moves time on by this many milliseconds, firing every timer that falls due, in order. */
  advance(byMs: number): void
}

/** A clock that stands still at `startAt` (UTC milliseconds). */
export function createTestClock(startAt: number): TestClock {
  let now = startAt
  const timers = new Set<{ everyMs: number; dueAt: number; work: () => void }>()
  return {
    now: () => now,
    every(everyMs, work) {
      const timer = { everyMs, dueAt: now + everyMs, work }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(byMs) {
      const until = now + byMs
      for (;;) {
        const next = [...timers].filter((timer) => timer.dueAt <= until).toSorted((a, b) => a.dueAt - b.dueAt)[0]
        if (next === undefined) break
        now = next.dueAt
        next.dueAt += next.everyMs
        next.work()
      }
      now = until
    },
  }
}
