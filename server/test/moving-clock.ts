// A clock a test can move: it runs like the machine's, from wherever it was put, and looks for work more often.
import type { Clock } from '../src/adapters/clock.ts'

const LOOK_EVERY_MS = 100

export interface MovingClock extends Clock {
  /** From now on it is this moment. */
  moveTo(at: number): void
}

/** Begins at `at`, in UTC milliseconds. */
export function createMovingClock(at: number): MovingClock {
  let aheadMs = at - Date.now()
  return {
    now: () => Date.now() + aheadMs,
    every(intervalMs, work) {
      const timer = setInterval(work, Math.min(intervalMs, LOOK_EVERY_MS))
      timer.unref()
      return () => clearInterval(timer)
    },
    moveTo(moment) {
      aheadMs = moment - Date.now()
    },
  }
}
