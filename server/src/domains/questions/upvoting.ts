// Upvotes on the live connection: decided and saved many at a time, told to the room once per tick.
import { Refusal } from '@podium/shared/failures.ts'
import type { Instant, QuestionId, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { upvoteQuestion, upvotesCounted } from '@podium/shared/questions.ts'
import type { Clock } from '../../adapters/clock.ts'
import { createBatch } from '../../adapters/database/batch.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import type { Audience } from '../../transport/audience.ts'
import { createBudget } from '../../transport/budget.ts'
import { type BoundAction, onSeat } from '../../transport/live.ts'
import { requireUpvotable, UPVOTE_TICK_MS, UPVOTES, upvoteTickMs } from './rules.ts'
import { countInterest, countSeats, giveUpvotes, readUpvotables, takeUpvotes, type UpvotableQuestion, type Upvotes } from './upvotes.ts'

interface Wish {
  readonly seminarId: SeminarId
  readonly seatId: SeatId
  readonly questionId: QuestionId
  readonly isUpvoted: boolean
}

interface Granted {
  /** The question that stands for the one named: itself unless it was merged. */
  readonly targetId: QuestionId
  readonly upvotes: number
}

/** Questions whose upvotes changed since the last tick. */
interface Unpublished {
  readonly ids: Set<QuestionId>
  dueAt: Instant
  /** Seats of the seminar when upvotes were last published. */
  recipients: number
}

export interface Upvoting {
  readonly action: BoundAction
  /** Ends the publishing. */
  stop(): void
}

/** Builds upvoting; it publishes counts until stopped. */
export function createUpvoting({ database, audience, clock }: { database: Database; audience: Audience; clock: Clock }): Upvoting {
  const budget = createBudget(UPVOTES, clock)
  const unpublished = new Map<SeminarId, Unpublished>()
  const save = createBatch(database, carryOut)

  const action = onSeat(upvoteQuestion, async ({ caller, input }) => {
    const { seminarId, seatId } = caller
    const { questionId, isUpvoted } = input
    budget.spend(seatId)
    const { targetId, upvotes } = await save({ seminarId, seatId, questionId, isUpvoted })
    const waiting = unpublished.get(seminarId) ?? { ids: new Set<QuestionId>(), dueAt: 0, recipients: 0 }
    waiting.ids.add(targetId)
    unpublished.set(seminarId, waiting)
    return { questionId, isUpvoted, upvotes }
  })

  /** Q11: one message per tick and seminar, however many upvotes came in. */
  async function publish(seminarId: SeminarId, waiting: Unpublished): Promise<void> {
    const ids = [...waiting.ids].slice(0, 500)
    for (const id of ids) waiting.ids.delete(id)
    waiting.dueAt = clock.now() + upvoteTickMs(waiting.recipients)
    try {
      waiting.recipients = await countSeats(database.handle, seminarId)
      const counts = [...(await countInterest(database.handle, ids))].map(([questionId, upvotes]) => ({ questionId, upvotes }))
      audience.tell('attendees', seminarId, upvotesCounted, { counts })
      audience.tell('staff', seminarId, upvotesCounted, { counts })
    } catch {
      // An unreachable store also fails the upvotes themselves, and those are logged; the next tick counts anew.
      for (const id of ids) waiting.ids.add(id)
    }
  }

  const stop = clock.every(UPVOTE_TICK_MS, () => {
    for (const [seminarId, waiting] of unpublished) {
      if (waiting.dueAt > clock.now()) continue
      if (waiting.ids.size > 0) void publish(seminarId, waiting)
      else unpublished.delete(seminarId)
    }
  })

  return { action, stop }
}

async function carryOut(tx: Handle, wishes: readonly Wish[]): Promise<(Granted | Refusal)[]> {
  const questions = await readUpvotables(tx, [...new Set(wishes.map(({ questionId }) => questionId))])
  const decided = wishes.map((wish) => decide(wish, questions.get(wish.questionId)))
  const { given, taken } = lastWishes(wishes, decided)
  await takeUpvotes(tx, taken)
  await giveUpvotes(tx, given)
  const targetIds = new Set(decided.flatMap((question) => (question instanceof Refusal ? [] : question.targetId)))
  const interest = targetIds.size === 0 ? new Map<QuestionId, number>() : await countInterest(tx, [...targetIds])
  return decided.map((question) =>
    question instanceof Refusal ? question : { targetId: question.targetId, upvotes: interest.get(question.targetId) ?? 0 },
  )
}

function decide({ seminarId, seatId }: Wish, question: UpvotableQuestion | undefined): UpvotableQuestion | Refusal {
  if (question?.seminarId !== seminarId) return new Refusal('not_found')
  try {
    requireUpvotable(question, seatId)
    return question
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** What remains when a seat wished several things about one question in the same moment: the last one. */
function lastWishes(wishes: readonly Wish[], decided: readonly (UpvotableQuestion | Refusal)[]): { given: Upvotes[]; taken: Upvotes[] } {
  const last = new Map<string, { given: boolean } & Upvotes>()
  for (const [index, { seatId, questionId, isUpvoted }] of wishes.entries()) {
    const question = decided[index]
    if (question === undefined || question instanceof Refusal) continue
    // Taking back means all of it: a merged question may hold the upvote.
    const questionIds = isUpvoted ? [questionId] : question.memberIds
    last.set(`${seatId} ${question.targetId}`, { seatId, questionIds, given: isUpvoted })
  }
  const all = [...last.values()]
  return { given: all.filter(({ given }) => given), taken: all.filter(({ given }) => !given) }
}
