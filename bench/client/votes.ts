// Casting votes: all at once or each at its own moment, every acknowledgement timed.
import type { AskedOf } from '@podium/shared/define.ts'
import type { castBallot } from '@podium/shared/polls.ts'
import { type Spread, spread } from '../measures.ts'
import { VOTE } from '../messages.ts'
import type { Vote } from '../shapes.ts'
import type { Audience } from './audience.ts'

export interface Cast {
  /** From the first vote sent to the last acknowledged. */
  readonly wallMs: number
  readonly acknowledged: number
  /** Refusals and missing answers. */
  readonly failed: number
  /** The first refusal as it came; null when there was none. */
  readonly failure: string | null
  readonly latencyMs: Spread
  /** Notices that reached attendees meanwhile. */
  readonly deliveries: number
}

const LATE_MS = 60_000

/** Sends these votes; each frame is built before the clock starts. Resolves when all are answered, or after a minute. */
export function cast(audience: Audience, votes: readonly Vote[], ballotOf: (vote: Vote) => AskedOf<typeof castBallot>): Promise<Cast> {
  const prepared = votes.map((vote) => {
    const { peer } = audience.at(vote.seat)
    return { vote, peer, request: peer.prepare(VOTE, ballotOf(vote)) }
  })
  const latencies = new Float64Array(votes.length)
  const deliveriesBefore = audience.deliveries
  let answered = 0
  let failed = 0
  let failure: string | null = null
  return new Promise((resolve) => {
    const beganAt = performance.now()
    const end = () => {
      clearTimeout(late)
      resolve({
        wallMs: performance.now() - beganAt,
        acknowledged: answered - failed,
        failed: failed + votes.length - answered,
        failure,
        latencyMs: spread(latencies.subarray(0, answered)),
        deliveries: audience.deliveries - deliveriesBefore,
      })
    }
    const late = setTimeout(end, LATE_MS + (votes.at(-1)?.atMs ?? 0))
    if (votes.length === 0) end()
    let next = 0
    const sendDue = () => {
      const nowMs = performance.now() - beganAt
      for (; next < prepared.length; next += 1) {
        const due = prepared[next]
        if (due === undefined || due.vote.atMs > nowMs) break
        const sentAt = performance.now()
        due.peer.send(due.request, (isOk, bytes, start, stop) => {
          latencies[answered] = performance.now() - sentAt
          answered += 1
          if (!isOk) {
            failed += 1
            failure ??= bytes.toString('utf8', start, stop)
          }
          if (answered === votes.length) end()
        })
      }
      const following = prepared[next]
      if (following !== undefined) setTimeout(sendDue, Math.max(1, following.vote.atMs - nowMs))
    }
    sendDue()
  })
}
