// Voting: what arrives together is decided and stored together, one statement per wave, and acknowledged after the commit (RT-10).
import { Refusal } from '@podium/shared/failures.ts'
import type { SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { castBallot, type Choice, type OwnBallot } from '@podium/shared/polls.ts'
import type { InputOf } from '@podium/shared/define.ts'
import type { Clock } from '../../adapters/clock.ts'
import { createBatch } from '../../adapters/database/batch.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { createBudget } from '../../transport/budget.ts'
import { type BoundAction, onSeat } from '../../transport/live.ts'
import { type HeldWave, holdWave, readCounted } from './ballots.ts'
import { decideBallot, readChoice } from './choices.ts'
import type { createCounts } from './counts.ts'
import { VOTES } from './rules.ts'
import type { Secrets } from './secrets.ts'
import { upsertBallots } from './store.ts'

interface Vote {
  readonly seminarId: SeminarId
  readonly seatId: SeatId
  readonly input: InputOf<typeof castBallot>
}

interface Counted {
  readonly choice: Choice
  readonly isConfidential: boolean
  readonly knownBallots: number
}

interface Prepared {
  readonly voteKey: string
  readonly choice: string
  readonly sequence: number
}

/** Builds the action of voting. */
export function createVotes(parts: {
  readonly database: Database
  readonly clock: Clock
  readonly secrets: Secrets
  readonly counts: ReturnType<typeof createCounts>
}): BoundAction {
  const { database, clock, secrets, counts } = parts
  const budget = createBudget(VOTES, clock)

  const cast = createBatch<Vote, Counted>(database, async (tx, votes) => {
    const outcomes = new Map<Vote, Counted | Refusal>()
    for (const group of byWave(votes)) {
      for (const [index, outcome] of (await castTogether(tx, group)).entries()) {
        const vote = group[index]
        if (vote !== undefined) outcomes.set(vote, outcome)
      }
    }
    return votes.map((vote) => outcomes.get(vote) ?? new Refusal('not_found'))
  })

  /** All votes in one wave. */
  async function castTogether(tx: Handle, votes: readonly Vote[]): Promise<(Counted | Refusal)[]> {
    const [first] = votes
    if (first === undefined) return []
    const { pollId, wave } = first.input
    const held = await holdWave(tx, database.engine, first.seminarId, pollId, wave)
    if (held === null) return votes.map(() => new Refusal('not_found'))
    const now = clock.now()
    const prepared = votes.map((vote) => prepare(held, vote, now))
    // One row per pseudonym: among votes of one seat that arrive together the latest counts, the first of equals.
    const latest = new Map<string, Prepared>()
    for (const one of prepared) {
      if (one instanceof Refusal) continue
      const other = latest.get(one.voteKey)
      if (other === undefined || other.sequence < one.sequence) latest.set(one.voteKey, one)
    }
    if (latest.size === 0) return prepared.filter((one) => one instanceof Refusal)
    const stored = await upsertBallots(tx, database.engine, pollId, wave, [...latest.values()])
    const hasLost = stored < latest.size
    const counted = hasLost ? await readCounted(tx, pollId, wave, [...latest.keys()]) : null
    return prepared.map((one) => {
      if (one instanceof Refusal) return one
      const choice = counted?.get(one.voteKey) ?? latest.get(one.voteKey)?.choice ?? one.choice
      return { choice: readChoice(held.kind, choice), isConfidential: held.isConfidential, knownBallots: held.knownBallots }
    })
  }

  function prepare(held: HeldWave, { seatId, input }: Vote, now: number): Prepared | Refusal {
    try {
      const choice = decideBallot(held, input.choice, now)
      if (held.sealedSecret === null) return new Refusal('poll_closed')
      return { voteKey: secrets.voteKeyOf(input.pollId, held.sealedSecret, seatId), choice, sequence: input.sequence }
    } catch (error) {
      if (error instanceof Refusal) return error
      throw error
    }
  }

  return onSeat(castBallot, async ({ caller, input }): Promise<OwnBallot> => {
    const { seminarId, seatId } = caller
    const { pollId, wave } = input
    budget.spend(seatId)
    const { choice, isConfidential, knownBallots } = await cast({ seminarId, seatId, input })
    counts.changed({ seminarId, pollId, wave, isConfidential, knownBallots })
    return { pollId, wave, choice }
  })
}

function byWave(votes: readonly Vote[]): Iterable<readonly Vote[]> {
  const groups = new Map<string, Vote[]>()
  for (const vote of votes) {
    const key = `${vote.seminarId} ${vote.input.pollId} ${vote.input.wave}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [vote])
    else group.push(vote)
  }
  return groups.values()
}
