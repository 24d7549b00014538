// Time and randomness enter the server here and are handed on as arguments.
import { randomBytes } from 'node:crypto'
import { CROCKFORD, type Instant } from '@podium/shared/primitives.ts'

export interface Clock {
  /** Now, in UTC milliseconds. */
  now(): Instant
  /** Calls `work` every `intervalMs` until the returned function is called. */
  every(intervalMs: number, work: () => void): () => void
}

/** The machine's clock; its timers never keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  every(intervalMs, work) {
    const timer = setInterval(work, intervalMs)
    timer.unref()
    return () => clearInterval(timer)
  },
}

/** A clock that runs ahead of another one. */
export function clockAhead(clock: Clock, aheadMs: number): Clock {
  return aheadMs === 0 ? clock : { ...clock, now: () => clock.now() + aheadMs }
}

/** A random string of Crockford characters, five bits each. */
export function randomCrockford(length: number): string {
  return [...randomBytes(length)].map((byte) => CROCKFORD[byte & 31]).join('')
}

/** A new random identifier (130 bits); the caller names the brand by parsing or by its store. */
export function newId(): string {
  return randomCrockford(26)
}

/** A number from 0 up to 1, for spreading attempts over time. */
export function chance(): number {
  return randomBytes(4).readUInt32BE() / 2 ** 32
}
