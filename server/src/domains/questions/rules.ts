// What may happen to a question, and who sees what of it (SPEC Q).
import { Refusal } from '@podium/shared/failures.ts'
import type { AgendaItemId, Instant, QuestionId, SeatId } from '@podium/shared/primitives.ts'
import {
  type Asker,
  type MergedInto,
  type Moderation,
  type OwnQuestion,
  PUBLIC_STATES,
  type Question,
  type QuestionState,
  type ShownAs,
} from '@podium/shared/questions.ts'

/** One question per seat in this time (RT-05). */
export const ASK_EVERY_MS = 10_000
/** Questions per seat and seminar, withdrawn ones included (RT-05). */
export const QUESTIONS_PER_SEAT = 20
/** Upvotes set or taken back per seat (RT-05). */
export const UPVOTES = { points: 10, perMs: 10_000 } as const
/** Upvote counts reach the room no more often than this (performance.md §1). */
export const UPVOTE_TICK_MS = 500

/** A question with everything the store knows, the asker's seat and name included: never sent as it is. */
export interface StoredQuestion {
  readonly id: QuestionId
  readonly seatId: SeatId
  readonly holderName: string
  readonly text: string
  readonly shownAs: ShownAs
  readonly state: QuestionState
  readonly note: string | null
  readonly askedAt: Instant
  readonly itemId: AgendaItemId | null
  /** Upvotes, and for questions merged into this one their askers and upvotes as well (Q14). */
  readonly upvotes: number
  /** The questions merged into this one. */
  readonly mergedIds: readonly QuestionId[]
  /** The question this one is merged into; null while it stands on its own. */
  readonly target: Pick<StoredQuestion, 'id' | 'text' | 'state' | 'note'> | null
}

/** What a seat has asked so far in one seminar. */
export interface AskedSoFar {
  readonly count: number
  /** Null before the first question. */
  readonly lastAt: Instant | null
}

/** What decides about an upvote; for a merged question the target counts. */
export interface Upvotable {
  readonly state: QuestionState
  /** The state before it was merged; null unless it is. */
  readonly stateBeforeMerge: QuestionState | null
  /** The state of the question it is merged into; null unless it is. */
  readonly targetState: QuestionState | null
  /** Whoever asked it or one of those it stands together with. */
  readonly askers: ReadonlySet<SeatId>
}

/** What became of a question; `text` is the written answer, null where it was given in the seminar or is still to come. */
export interface Answer {
  readonly question: string
  readonly answered: 'live' | 'in_writing' | 'later'
  readonly text: string | null
}

/** The part of a question that moderation changes. */
export type Standing = Pick<StoredQuestion, 'state' | 'note'>

// Q8: what a moderator may turn each state into. An unforeseen slip can be taken back; a withdrawal is for ever.
const MODERATED_TO: Record<QuestionState, readonly Moderation['to'][]> = {
  new: ['published', 'answering', 'answered', 'answered_in_writing', 'later', 'declined'],
  published: ['answering', 'answered', 'answered_in_writing', 'later', 'declined'],
  answering: ['published', 'answered', 'answered_in_writing', 'later', 'declined'],
  answered: ['published', 'answering', 'answered_in_writing'],
  answered_in_writing: ['published', 'answered_in_writing'],
  later: ['published', 'answering', 'answered', 'answered_in_writing', 'declined'],
  declined: ['published', 'declined'],
  merged: [],
  withdrawn: [],
}

const WITHDRAWABLE: readonly QuestionState[] = ['new', 'published', 'answering', 'later']
const UPVOTABLE: readonly QuestionState[] = ['published', 'answering', 'later']

/**
 * Q2, Q3: the state a new question starts in.
 * @throws Refusal too_many_questions, too_many_requests with the time to wait.
 */
export function decideAsk(soFar: AskedSoFar, isModerated: boolean, now: Instant): 'new' | 'published' {
  if (soFar.count >= QUESTIONS_PER_SEAT) throw new Refusal('too_many_questions')
  const waitMs = soFar.lastAt === null ? 0 : soFar.lastAt + ASK_EVERY_MS - now
  if (waitMs > 0) throw new Refusal('too_many_requests', waitMs)
  return isModerated ? 'new' : 'published'
}

/**
 * Q5: whether the text changes; only a question that still waits for a moderator can be edited.
 * @throws Refusal not_found for everybody but the author, wrong_state.
 */
export function decideEdit(question: StoredQuestion, seatId: SeatId, text: string): boolean {
  if (question.seatId !== seatId) throw new Refusal('not_found')
  if (question.state !== 'withdrawn' && question.text === text) return false
  if (question.state !== 'new') throw new Refusal('wrong_state')
  return true
}

/**
 * Q6: whether the question is withdrawn now; it can be until it, or the one it is merged into, is answered or declined.
 * @throws Refusal not_found for everybody but the author, wrong_state.
 */
export function decideWithdraw(question: StoredQuestion, seatId: SeatId): boolean {
  if (question.seatId !== seatId) throw new Refusal('not_found')
  if (question.state === 'withdrawn') return false
  if (!WITHDRAWABLE.includes(question.target?.state ?? question.state)) throw new Refusal('wrong_state')
  return true
}

/**
 * Q8: the state and note after a moderation; null when they already hold.
 * @throws Refusal wrong_state.
 */
export function decideModeration(question: Standing, moderation: Moderation): Standing | null {
  const note = 'note' in moderation ? moderation.note : null
  if (question.state === moderation.to && question.note === note) return null
  if (!MODERATED_TO[question.state].includes(moderation.to)) throw new Refusal('wrong_state')
  return { state: moderation.to, note }
}

/**
 * Q10: lets a seat upvote an open question of somebody else; one that was merged meanwhile stands for its target.
 * @throws Refusal own_question, not_found where the attendee may not see it, wrong_state once it is answered.
 */
export function requireUpvotable(question: Upvotable, seatId: SeatId): void {
  if (question.askers.has(seatId)) throw new Refusal('own_question')
  const state = question.targetState ?? question.state
  if (!isPublic(question.stateBeforeMerge ?? question.state) || !isPublic(state)) throw new Refusal('not_found')
  if (!UPVOTABLE.includes(state)) throw new Refusal('wrong_state')
}

/** Whether everybody may see a question in this state. */
export function isPublic(state: QuestionState): boolean {
  return PUBLIC_STATES.includes(state)
}

/** Q7, Q12: the question as an audience may see it, without its seat; null where it may not. */
export function viewFor(audience: 'attendees' | 'staff', question: StoredQuestion): Question | null {
  return audience === 'attendees' && !isPublic(question.state) ? null : viewOf(question)
}

/** The question as its author sees it, in every state. */
export function ownView(question: StoredQuestion): OwnQuestion {
  return { ...viewOf(question), isOwn: true, mergedInto: question.target && mergedIntoView(question.target) }
}

/** L19: what became of a question, for its author's letter after the end; a merged one follows its target (Q15). Null while nothing did. */
export function answerOf(question: StoredQuestion): Answer | null {
  const { state, note } = question.target ?? question
  switch (state) {
    case 'answering':
    case 'answered':
      return { question: question.text, answered: 'live', text: null }
    case 'answered_in_writing':
      return { question: question.text, answered: 'in_writing', text: note }
    case 'later':
      return { question: question.text, answered: 'later', text: null }
    case 'new':
    case 'published':
    case 'declined':
    case 'merged':
    case 'withdrawn':
      return null
  }
}

function viewOf(question: StoredQuestion): Question {
  const { id, text, state, upvotes, askedAt, itemId, note, mergedIds } = question
  return { id, text, asker: askerOf(question), state, upvotes, askedAt, itemId, note, mergedIds: [...mergedIds] }
}

/** Q15: the words of another asker stay unread until everybody may read them. */
function mergedIntoView({ id, text, state, note }: NonNullable<StoredQuestion['target']>): MergedInto {
  return { id, text: isPublic(state) ? text : null, state, note }
}

/** Milliseconds between two publications of upvotes to this many people: 12 µs each, a fifth of a core at most. */
export function upvoteTickMs(recipients: number): number {
  return Math.max(UPVOTE_TICK_MS, (recipients * 0.012) / 0.2)
}

function askerOf({ shownAs, holderName }: StoredQuestion): Asker {
  switch (shownAs.kind) {
    case 'anonymous':
      return { kind: 'anonymous' }
    case 'field':
      return { kind: 'field', field: shownAs.field }
    case 'name':
      return { kind: 'name', name: holderName }
  }
}
