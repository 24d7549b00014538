// Questions to the trainer: asked, moderated, upvoted, answered (PRODUCT §6). Nothing staff receives leads back to a seat (CO-04).
import { z } from 'zod'
import { action, Done, notice } from './define.ts'
import { AgendaItemId, AnswerText, Instant, OpId, QuestionId, QuestionText, ReasonText } from './primitives.ts'
import { STAGE } from './roles.ts'

export const QuestionState = z.enum([
  'new',
  'published',
  'answering',
  'answered',
  'answered_in_writing',
  'later',
  'declined',
  'merged',
  'withdrawn',
])
export type QuestionState = z.infer<typeof QuestionState>

/** The areas a person may show instead of a name. */
export const Field = z.enum(['municipality', 'authority', 'police', 'hospital', 'university', 'agency', 'other'])
export type Field = z.infer<typeof Field>

/** How the asker wants to be shown. Anonymous is the default (CO-04). */
export const ShownAs = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('anonymous') }),
  z.strictObject({ kind: z.literal('field'), field: Field }),
  z.strictObject({ kind: z.literal('name') }),
])
export type ShownAs = z.infer<typeof ShownAs>

/** The same with the name filled in from the seat, only where the asker chose it. */
export const Asker = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('anonymous') }),
  z.strictObject({ kind: z.literal('field'), field: Field }),
  z.strictObject({ kind: z.literal('name'), name: z.string() }),
])
export type Asker = z.infer<typeof Asker>

/** A question as staff and, once published, every attendee sees it. */
export const Question = z.strictObject({
  id: QuestionId,
  text: z.string(),
  asker: Asker,
  state: QuestionState,
  upvotes: z.int().min(0),
  askedAt: Instant,
  /** The agenda item that was current when it was asked; null before the first. */
  itemId: AgendaItemId.nullable(),
  /** The written answer, or the reason for declining; null where there is none. */
  note: z.string().nullable(),
  /** The questions put together with this one; each counts towards its interest. */
  mergedIds: z.array(QuestionId),
})
export type Question = z.infer<typeof Question>

/** What the author of a merged question learns about the one it was put together with, as that one develops. */
export const MergedInto = z.strictObject({
  id: QuestionId,
  /** Null while only the staff and its author may read it. */
  text: z.string().nullable(),
  state: QuestionState,
  note: z.string().nullable(),
})
export type MergedInto = z.infer<typeof MergedInto>

/** A question of one's own, visible to its author in every state. */
export const OwnQuestion = z.strictObject({
  ...Question.shape,
  isOwn: z.literal(true),
  /** Null unless it is merged. */
  mergedInto: MergedInto.nullable(),
})
export type OwnQuestion = z.infer<typeof OwnQuestion>

/** The questions in the states everybody may see. */
export const PUBLIC_STATES: readonly QuestionState[] = ['published', 'answering', 'answered', 'answered_in_writing', 'later']

export const askQuestion = action('question.ask', {
  from: ['attendee'],
  input: z.strictObject({ opId: OpId, text: QuestionText, shownAs: ShownAs }),
  reply: OwnQuestion,
  fails: ['seminar_not_live', 'too_many_questions', 'too_many_requests'],
})

export const editQuestion = action('question.edit', {
  from: ['attendee'],
  input: z.strictObject({ opId: OpId, questionId: QuestionId, text: QuestionText }),
  reply: OwnQuestion,
  fails: ['not_found', 'wrong_state'],
})

export const withdrawQuestion = action('question.withdraw', {
  from: ['attendee'],
  input: z.strictObject({ opId: OpId, questionId: QuestionId }),
  reply: OwnQuestion,
  fails: ['not_found', 'wrong_state'],
})

/** Sets or takes back this seat's upvote; naming the wanted result makes repeats harmless. */
export const upvoteQuestion = action('question.upvote', {
  from: ['attendee'],
  input: z.strictObject({ opId: OpId, questionId: QuestionId, isUpvoted: z.boolean() }),
  reply: z.strictObject({ questionId: QuestionId, isUpvoted: z.boolean(), upvotes: z.int().min(0) }),
  fails: ['not_found', 'wrong_state', 'own_question', 'too_many_requests'],
})

/** What a moderator can do with a question; `note` is the written answer or the reason. */
export const Moderation = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('published') }),
  z.strictObject({ to: z.literal('answering') }),
  z.strictObject({ to: z.literal('answered') }),
  z.strictObject({ to: z.literal('answered_in_writing'), note: AnswerText }),
  z.strictObject({ to: z.literal('later') }),
  z.strictObject({ to: z.literal('declined'), note: ReasonText.nullable() }),
])
export type Moderation = z.infer<typeof Moderation>

export const moderateQuestion = action('question.moderate', {
  from: STAGE,
  input: z.strictObject({ opId: OpId, questionId: QuestionId, moderation: Moderation }),
  reply: Question,
  fails: ['not_found', 'wrong_state'],
})

/** Puts a question together with another one that asks the same; the other one stays in the list. */
export const mergeQuestion = action('question.merge', {
  from: STAGE,
  input: z.strictObject({ opId: OpId, questionId: QuestionId, intoId: QuestionId }),
  reply: Question,
  fails: ['not_found', 'wrong_state'],
})

/** Takes a merge back: the question stands on its own again, as it was before. */
export const unmergeQuestion = action('question.unmerge', {
  from: STAGE,
  input: z.strictObject({ opId: OpId, questionId: QuestionId }),
  reply: Question,
  fails: ['not_found', 'wrong_state'],
})

/** Whether questions wait for a moderator before anybody else sees them. On by default. */
export const setModeration = action('question.setModeration', {
  from: STAGE,
  input: z.strictObject({ opId: OpId, isModerated: z.boolean() }),
  reply: Done,
  fails: [],
})

export const questionChanged = notice('question.changed', { to: ['attendees', 'staff'], body: Question })
/** It was withdrawn, declined or merged: attendees drop it from their list. */
export const questionRemoved = notice('question.removed', { to: ['attendees'], body: z.strictObject({ questionId: QuestionId }) })
/** News about a question for its author alone. */
export const ownQuestionChanged = notice('question.ownChanged', { to: ['seat'], body: OwnQuestion })
/** Somebody of the staff has turned moderation on or off. */
export const moderationSwitched = notice('question.moderationSwitched', {
  to: ['staff'],
  body: z.strictObject({ isModerated: z.boolean() }),
})
/** Upvote counts gathered over a tick: never one message per upvote (performance.md §1). */
export const upvotesCounted = notice('question.upvotesCounted', {
  to: ['attendees', 'staff'],
  body: z.strictObject({ counts: z.array(z.strictObject({ questionId: QuestionId, upvotes: z.int().min(0) })).max(500) }),
})
