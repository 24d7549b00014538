// How often somebody may do something, counted in the memory of this process (RT-06).
import { Refusal } from '@podium/shared/failures.ts'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** What one more use of a limit comes to. */
export interface Use {
  readonly isOver: boolean
  /** Uses in the running period, this one included. */
  readonly used: number
  /** Until uses are free again, in milliseconds. */
  readonly waitMs: number
}

/** A limit of so many uses in so many seconds, for every key on its own; each call counts as one use. */
export function createLimit(uses: number, seconds: number): (key: string) => Promise<Use> {
  const limiter = new RateLimiterMemory({ points: uses, duration: seconds })
  return async (key) => {
    try {
      return useOf(await limiter.consume(key), false)
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent
      return useOf(spent, true)
    }
  }
}

function useOf({ consumedPoints, msBeforeNext }: RateLimiterRes, isOver: boolean): Use {
  return { isOver, used: consumedPoints, waitMs: msBeforeNext }
}

/**
 * RT-06: slows down those who ask without being known. Many people of one authority share a network address, so hundreds fit.
 * @throws Refusal too_many_requests.
 */
export function createStrangers(): (address: string) => Promise<void> {
  const strangers = createLimit(300, 600)
  return async (address) => {
    if ((await strangers(address)).isOver) throw new Refusal('too_many_requests', 1_000)
  }
}
