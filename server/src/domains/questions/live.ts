// Questions on the live connection: asked and changed by seats, moderated by the stage, told to whoever may see them.
import { Refusal } from '@podium/shared/failures.ts'
import { type Instant, type QuestionId, QuestionId as QuestionIdSchema, type SeatId, type SeminarId } from '@podium/shared/primitives.ts'
import {
  askQuestion,
  editQuestion,
  moderateQuestion,
  ownQuestionChanged,
  questionChanged,
  questionRemoved,
  setModeration,
  upvoteQuestion,
  upvotesCounted,
  withdrawQuestion,
} from '@podium/shared/questions.ts'
import type { AttendeeSnapshot, StaffSnapshot } from '@podium/shared/room.ts'
import { type Clock, newId } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { createGather } from '../../adapters/database/gather.ts'
import type { Audience } from '../../transport/audience.ts'
import { createBudget } from '../../transport/budget.ts'
import { type BoundAction, onSeat, onStaff } from '../../transport/live.ts'
import { requireLive, type SeminarFacts } from '../seminars/rules.ts'
import {
  decideAsk,
  decideEdit,
  decideModeration,
  decideWithdraw,
  isPublic,
  ownView,
  requireUpvotable,
  type StoredQuestion,
  UPVOTE_TICK_MS,
  UPVOTES,
  upvoteTickMs,
  viewFor,
} from './rules.ts'
import {
  countSeats,
  countUpvotes,
  insertQuestion,
  listForStaff,
  listOwn,
  listPublic,
  listUpvoted,
  lockAsker,
  lockModeration,
  lockQuestion,
  readAnsweringId,
  readAsked,
  readAskedSoFar,
  readQuestion,
  saveModeration,
  saveStanding,
  saveText,
  saveUpvote,
} from './store.ts'

export interface QuestionParts {
  readonly database: Database
  readonly audience: Audience
  readonly clock: Clock
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
}

/** The questions slice. */
export interface Questions {
  readonly actions: BoundAction[]
  /** What a snapshot shows one seat. */
  forAttendee(seminarId: SeminarId, seatId: SeatId): Promise<Pick<AttendeeSnapshot, 'questions' | 'ownQuestions' | 'ownUpvotes'>>
  /** What a snapshot shows the staff. */
  forStaff(seminarId: SeminarId): Promise<Pick<StaffSnapshot, 'questions'>>
  /** Ends the publishing of upvotes. */
  stop(): void
}

/** One saved change: the question before (null when it is new) and after. */
interface Change {
  readonly before: StoredQuestion | null
  readonly after: StoredQuestion
}

/** Questions whose upvotes changed since the last tick. */
interface Unpublished {
  readonly ids: Set<QuestionId>
  dueAt: Instant
  /** Seats of the seminar when upvotes were last published. */
  recipients: number
}

/** Builds the questions slice; it publishes upvotes until stopped. */
export function createQuestions({ database, audience, clock, seminarFacts }: QuestionParts): Questions {
  const upvoteBudget = createBudget(UPVOTES, clock)
  const unpublished = new Map<SeminarId, Unpublished>()

  /** Q7: staff hears everything, the room what it may see, the author everything about their own. */
  function publish(seminarId: SeminarId, { before, after }: Change): void {
    const forStaff = viewFor('staff', after)
    if (forStaff !== null) audience.tell('staff', seminarId, questionChanged, forStaff)
    const forAttendees = viewFor('attendees', after)
    if (forAttendees !== null) audience.tell('attendees', seminarId, questionChanged, forAttendees)
    else if (before !== null && isPublic(before.state)) audience.tell('attendees', seminarId, questionRemoved, { questionId: after.id })
    audience.tellSeat(after.seatId, ownQuestionChanged, ownView(after))
  }

  /** Loads and locks one question, lets `decideAndSave` change it, publishes what changed. */
  async function change(
    seminarId: SeminarId,
    id: QuestionId,
    decideAndSave: (tx: Handle, question: StoredQuestion) => Promise<boolean>,
  ): Promise<StoredQuestion> {
    const result = await database.transaction(async (tx) => {
      const before = required(await lockQuestion(tx, database.engine, seminarId, id))
      const hasChanged = await decideAndSave(tx, before)
      return { hasChanged, before, after: hasChanged ? required(await readQuestion(tx, seminarId, id)) : before }
    })
    if (result.hasChanged) publish(seminarId, result)
    return result.after
  }

  const actions = [
    onSeat(askQuestion, async ({ caller, input }) => {
      const { seminarId, seatId } = caller
      const now = clock.now()
      const { after, isNew } = await database.transaction(async (tx) => {
        await lockAsker(tx, database.engine, seatId)
        const asked = await readAsked(tx, seminarId, seatId, input.opId)
        if (asked !== null) return { after: asked, isNew: false }
        const facts = await seminarFacts(tx, seminarId)
        requireLive(facts, now)
        const state = decideAsk(await readAskedSoFar(tx, seminarId, seatId), facts.isModerated, now)
        const id = QuestionIdSchema.parse(newId())
        await insertQuestion(tx, { ...input, id, seminarId, seatId, state, askedAt: now, itemId: facts.currentItemId })
        return { after: required(await readQuestion(tx, seminarId, id)), isNew: true }
      })
      if (isNew) publish(seminarId, { before: null, after })
      return ownView(after)
    }),
    onSeat(editQuestion, async ({ caller, input }) => {
      const question = await change(caller.seminarId, input.questionId, async (tx, before) => {
        if (!decideEdit(before, caller.seatId, input.text)) return false
        await saveText(tx, before.id, input.text)
        return true
      })
      return ownView(question)
    }),
    onSeat(withdrawQuestion, async ({ caller, input }) => {
      const question = await change(caller.seminarId, input.questionId, async (tx, before) => {
        if (!decideWithdraw(before, caller.seatId)) return false
        await saveStanding(tx, before.id, { state: 'withdrawn', note: null })
        return true
      })
      return ownView(question)
    }),
    onSeat(upvoteQuestion, async ({ caller, input }) => {
      const { seminarId, seatId } = caller
      const { questionId, isUpvoted } = input
      upvoteBudget.spend(seatId)
      const upvotes = await database.transaction(async (tx) => {
        requireUpvotable(required(await readQuestion(tx, seminarId, questionId)), seatId)
        await saveUpvote(tx, questionId, seatId, isUpvoted)
        return (await countUpvotes(tx, [questionId]))[0]?.upvotes ?? 0
      })
      const waiting = unpublished.get(seminarId) ?? { ids: new Set<QuestionId>(), dueAt: 0, recipients: 0 }
      waiting.ids.add(questionId)
      unpublished.set(seminarId, waiting)
      return { questionId, isUpvoted, upvotes }
    }),
    onStaff(moderateQuestion, async ({ caller, input }) => {
      const { seminarId } = caller
      const { changes, question } = await database.transaction(async (tx) => {
        await lockModeration(tx, database.engine, seminarId)
        const before = required(await lockQuestion(tx, database.engine, seminarId, input.questionId))
        const standing = decideModeration(before, input.moderation)
        if (standing === null) return { changes: [], question: before }
        // Q9: whoever was being answered has been, as soon as the next one is.
        const formerId = standing.state === 'answering' ? await readAnsweringId(tx, seminarId) : null
        // Read again under its lock: the asker may be withdrawing it right now.
        const former = formerId === null ? null : await lockQuestion(tx, database.engine, seminarId, formerId)
        const done: Change[] = []
        if (former?.state === 'answering') {
          await saveStanding(tx, former.id, { state: 'answered', note: null })
          done.push({ before: former, after: { ...former, state: 'answered', note: null } })
        }
        await saveStanding(tx, before.id, standing)
        const after = { ...before, ...standing }
        return { changes: [...done, { before, after }], question: after }
      })
      for (const saved of changes) publish(seminarId, saved)
      return required(viewFor('staff', question))
    }),
    onStaff(setModeration, async ({ caller, input }) => {
      await database.transaction((tx) => saveModeration(tx, caller.seminarId, input.isModerated))
      return {}
    }),
  ]

  /** Q11: one message per tick and seminar, however many upvotes came in. */
  async function publishUpvotes(seminarId: SeminarId, waiting: Unpublished): Promise<void> {
    const ids = [...waiting.ids].slice(0, 500)
    for (const id of ids) waiting.ids.delete(id)
    waiting.dueAt = clock.now() + upvoteTickMs(waiting.recipients)
    try {
      waiting.recipients = await countSeats(database.handle, seminarId)
      const counts = await countUpvotes(database.handle, ids)
      audience.tell('attendees', seminarId, upvotesCounted, { counts })
      audience.tell('staff', seminarId, upvotesCounted, { counts })
    } catch {
      // An unreachable store also fails the upvotes themselves, and those are logged; the next tick counts anew.
      for (const id of ids) waiting.ids.add(id)
    }
  }

  const sharedQuestions = audience.perRevision('attendees', async (seminarId) =>
    (await listPublic(database.handle, seminarId)).flatMap((question) => viewFor('attendees', question) ?? []),
  )
  const ownQuestions = createGather((seatIds: readonly SeatId[]) => listOwn(database.handle, seatIds))
  const ownUpvotes = createGather((seatIds: readonly SeatId[]) => listUpvoted(database.handle, seatIds))

  const stop = clock.every(UPVOTE_TICK_MS, () => {
    for (const [seminarId, waiting] of unpublished) {
      if (waiting.dueAt > clock.now()) continue
      if (waiting.ids.size > 0) void publishUpvotes(seminarId, waiting)
      else unpublished.delete(seminarId)
    }
  })

  return {
    actions,
    stop,
    async forAttendee(seminarId, seatId) {
      const [questions, own, upvoted] = await Promise.all([sharedQuestions(seminarId), ownQuestions(seatId), ownUpvotes(seatId)])
      return { questions, ownQuestions: (own ?? []).map(ownView), ownUpvotes: upvoted ?? [] }
    },
    async forStaff(seminarId) {
      return { questions: (await listForStaff(database.handle, seminarId)).flatMap((question) => viewFor('staff', question) ?? []) }
    },
  }
}

function required<Value>(value: Value | null): Value {
  if (value === null) throw new Refusal('not_found')
  return value
}
