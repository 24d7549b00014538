// Questions on the live connection: asked and changed by seats, moderated by the stage, told to whoever may see them.
import { Refusal } from '@podium/shared/failures.ts'
import { type QuestionId, QuestionId as QuestionIdSchema, type SeatId, type SeminarId } from '@podium/shared/primitives.ts'
import {
  askQuestion,
  editQuestion,
  mergeQuestion,
  moderateQuestion,
  moderationSwitched,
  ownQuestionChanged,
  questionChanged,
  questionRemoved,
  setModeration,
  unmergeQuestion,
  withdrawQuestion,
} from '@podium/shared/questions.ts'
import type { AttendeeSnapshot, StaffSnapshot } from '@podium/shared/room.ts'
import { type Clock, newId } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { createGather } from '../../adapters/database/gather.ts'
import type { Audience } from '../../transport/audience.ts'
import { type BoundAction, onSeat, onStaff } from '../../transport/live.ts'
import { requireLive, type SeminarFacts } from '../seminars/rules.ts'
import { decideMerge, decideUnmerge, merge, type Placement, unmerge, withdraw } from './merging.ts'
import {
  type Answer,
  answerOf,
  decideAsk,
  decideEdit,
  decideModeration,
  decideWithdraw,
  isPublic,
  ownView,
  type StoredQuestion,
  viewFor,
} from './rules.ts'
import {
  insertQuestion,
  listForStaff,
  listOwn,
  listPublic,
  lockAsker,
  lockModeration,
  lockQuestion,
  readAnsweringId,
  readAsked,
  readAskedSoFar,
  readPlacement,
  readQuestion,
  readWithMerged,
  saveModeration,
  savePlacements,
  saveStanding,
  saveText,
} from './store.ts'
import { listUpvoted } from './upvotes.ts'
import { createUpvoting } from './upvoting.ts'

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
  /** What became of the questions of a seat, oldest first; without those of which nothing did. Nobody but who sits there may read it (CO-04). */
  answersOf(db: Handle, seatId: SeatId): Promise<Answer[]>
  /** Ends the publishing of upvotes. */
  stop(): void
}

/** One saved change: the question before (null when it is new) and after. */
interface Change {
  readonly before: StoredQuestion | null
  readonly after: StoredQuestion
}

/** What a transaction changed and whom it concerns. */
interface Outcome {
  readonly changes: readonly Change[]
  /** Unchanged questions merged into changed ones: their authors follow what becomes of those. */
  readonly followers: readonly StoredQuestion[]
}

/** Builds the questions slice; it publishes upvotes until stopped. */
export function createQuestions({ database, audience, clock, seminarFacts }: QuestionParts): Questions {
  const upvoting = createUpvoting({ database, audience, clock })

  /** Q7: staff hears everything, the room what it may see, the author everything about their own. */
  function publish(seminarId: SeminarId, { changes, followers }: Outcome): void {
    for (const { before, after } of changes) {
      const forStaff = viewFor('staff', after)
      if (forStaff !== null) audience.tell('staff', seminarId, questionChanged, forStaff)
      const forAttendees = viewFor('attendees', after)
      if (forAttendees !== null) audience.tell('attendees', seminarId, questionChanged, forAttendees)
      else if (before !== null && isPublic(before.state)) audience.tell('attendees', seminarId, questionRemoved, { questionId: after.id })
      audience.tellSeat(after.seatId, ownQuestionChanged, ownView(after))
    }
    for (const follower of followers) audience.tellSeat(follower.seatId, ownQuestionChanged, ownView(follower))
  }

  /** Reads questions again after they were changed, together with those that follow them. */
  async function outcome(tx: Handle, seminarId: SeminarId, before: readonly StoredQuestion[]): Promise<Outcome> {
    const known = new Map(before.map((question) => [question.id, question]))
    const now = await readWithMerged(tx, seminarId, [...known.keys()])
    return {
      changes: now.flatMap((after) => (known.has(after.id) ? { before: known.get(after.id) ?? null, after } : [])),
      followers: now.filter(({ id }) => !known.has(id)),
    }
  }

  /** Runs `decideAndSave` on a question and publishes what it changed; answers the question as it is then. */
  async function change(
    seminarId: SeminarId,
    id: QuestionId,
    decideAndSave: (tx: Handle, question: StoredQuestion) => Promise<Outcome | null>,
  ): Promise<StoredQuestion> {
    const { question, saved } = await database.transaction(async (tx) => {
      // One after the other: at most one question is being answered (Q9), and a merge knows where both stand (Q13).
      await lockModeration(tx, database.engine, seminarId)
      const before = required(await lockQuestion(tx, database.engine, seminarId, id))
      const done = await decideAndSave(tx, before)
      return { question: done?.changes.find(({ after }) => after.id === id)?.after ?? before, saved: done }
    })
    if (saved !== null) publish(seminarId, saved)
    return question
  }

  /** Saves where questions stand from now on; `others` change with them without being placed anew. */
  async function place(
    tx: Handle,
    seminarId: SeminarId,
    placements: readonly Placement[],
    others: readonly (QuestionId | null)[] = [],
  ): Promise<Outcome> {
    const ids = [...placements.map(({ id }) => id), ...others.filter((id) => id !== null)]
    const concerned = new Set(ids)
    const before = (await readWithMerged(tx, seminarId, ids)).filter(({ id }) => concerned.has(id))
    await savePlacements(tx, placements)
    return outcome(tx, seminarId, before)
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
      if (isNew) publish(seminarId, { changes: [{ before: null, after }], followers: [] })
      return ownView(after)
    }),
    onSeat(editQuestion, async ({ caller: { seminarId, seatId }, input }) => {
      const question = await change(seminarId, input.questionId, async (tx, before) => {
        if (!decideEdit(before, seatId, input.text)) return null
        await saveText(tx, before.id, input.text)
        return outcome(tx, seminarId, [before])
      })
      return ownView(question)
    }),
    onSeat(withdrawQuestion, async ({ caller: { seminarId, seatId }, input }) => {
      const question = await change(seminarId, input.questionId, async (tx, before) => {
        if (!decideWithdraw(before, seatId)) return null
        const { question: placement, group } = required(await readPlacement(tx, seminarId, before.id))
        return place(tx, seminarId, withdraw(placement, group), [placement.mergedIntoId])
      })
      return ownView(question)
    }),
    upvoting.action,
    onStaff(moderateQuestion, async ({ caller: { seminarId }, input }) => {
      const question = await change(seminarId, input.questionId, async (tx, before) => {
        const standing = decideModeration(before, input.moderation)
        if (standing === null) return null
        // Q9: whoever was being answered has been, as soon as the next one is.
        const formerId = standing.state === 'answering' ? await readAnsweringId(tx, seminarId) : null
        const former = formerId === null ? null : await readQuestion(tx, seminarId, formerId)
        if (former !== null) await saveStanding(tx, former.id, { state: 'answered', note: null })
        await saveStanding(tx, before.id, standing)
        return outcome(tx, seminarId, former === null ? [before] : [former, before])
      })
      return required(viewFor('staff', question))
    }),
    onStaff(mergeQuestion, async ({ caller: { seminarId }, input }) => {
      const question = await change(seminarId, input.questionId, async (tx, before) => {
        const { question: placement, group } = required(await readPlacement(tx, seminarId, before.id))
        const into = required(await readPlacement(tx, seminarId, input.intoId))
        if (!decideMerge(placement, into.question)) return null
        return place(tx, seminarId, merge(placement, input.intoId, group), [input.intoId])
      })
      return required(viewFor('staff', question))
    }),
    onStaff(unmergeQuestion, async ({ caller: { seminarId }, input }) => {
      const question = await change(seminarId, input.questionId, async (tx, before) => {
        const { question: placement, group } = required(await readPlacement(tx, seminarId, before.id))
        if (!decideUnmerge(placement)) return null
        return place(tx, seminarId, unmerge(placement, group), [placement.mergedIntoId])
      })
      return required(viewFor('staff', question))
    }),
    onStaff(setModeration, async ({ caller: { seminarId }, input: { isModerated } }) => {
      const hasChanged = await database.transaction((tx) => saveModeration(tx, seminarId, isModerated))
      if (hasChanged) audience.tell('staff', seminarId, moderationSwitched, { isModerated })
      return {}
    }),
  ]

  const sharedQuestions = audience.perRevision('attendees', async (seminarId) =>
    (await listPublic(database.handle, seminarId)).flatMap((question) => viewFor('attendees', question) ?? []),
  )
  const ownQuestions = createGather((seatIds: readonly SeatId[]) => listOwn(database.handle, seatIds))
  const ownUpvotes = createGather((seatIds: readonly SeatId[]) => listUpvoted(database.handle, seatIds))

  return {
    actions,
    stop: upvoting.stop,
    async forAttendee(seminarId, seatId) {
      const [questions, own, upvoted] = await Promise.all([sharedQuestions(seminarId), ownQuestions(seatId), ownUpvotes(seatId)])
      return { questions, ownQuestions: (own ?? []).map(ownView), ownUpvotes: upvoted ?? [] }
    },
    async answersOf(db, seatId) {
      const own = (await listOwn(db, [seatId])).get(seatId) ?? []
      return own.map(answerOf).filter((answer) => answer !== null)
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
