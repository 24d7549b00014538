// The order of the question list. It moves only when nobody is working in it (W46).
import type { QuestionId } from '@podium/shared/primitives.ts'
import type { MergedInto, OwnQuestion, Question } from '@podium/shared/questions.ts'
import { z } from 'zod'

export const Order = z.enum(['interest', 'time'])
export type Order = z.infer<typeof Order>

export interface ListedQuestion extends Question {
  readonly isOwn: boolean
  /** One's own question was merged into this one. */
  readonly isShared: boolean
  /** What one's own question was merged into; null unless it was. */
  readonly mergedInto: MergedInto | null
}

/** Public questions and one's own in one list; the author's version wins, withdrawn ones are left out. */
export function listQuestions(questions: readonly Question[], own: readonly OwnQuestion[]): ListedQuestion[] {
  const known = new Map(questions.map((question) => [question.id, question]))
  const ownIds = new Set<string>(own.map(({ id }) => id))
  const isShared = ({ id }: Question) => own.some(({ state, mergedInto }) => state === 'merged' && mergedInto?.id === id)
  return [
    ...own
      .filter(({ state }) => state !== 'withdrawn')
      .map((question) => ({ ...question, upvotes: known.get(question.id)?.upvotes ?? question.upvotes, isShared: isShared(question) })),
    ...questions
      .filter(({ id }) => !ownIds.has(id))
      .map((question) => ({ ...question, isOwn: false, isShared: isShared(question), mergedInto: null })),
  ]
}

/** Whether this seat supports the question, or did so with one that was merged into it. */
export function isSupported({ id, mergedIds }: Question, ownUpvotes: readonly QuestionId[]): boolean {
  return ownUpvotes.includes(id) || mergedIds.some((mergedId) => ownUpvotes.includes(mergedId))
}

/** This seat's upvotes after it supported the question or took all its support back. */
export function supporting({ id, mergedIds }: Question, isUpvoted: boolean, ownUpvotes: readonly QuestionId[]): QuestionId[] {
  const others = ownUpvotes.filter((upvoted) => upvoted !== id && !mergedIds.includes(upvoted))
  return isUpvoted ? [...others, id] : others
}

/** Sorted for display: the question being answered first, open ones next, finished ones last. */
export function sortQuestions(questions: readonly ListedQuestion[], order: Order): ListedQuestion[] {
  return questions.toSorted(
    (a, b) => rank(a) - rank(b) || (order === 'interest' ? b.upvotes - a.upvotes : 0) || b.askedAt - a.askedAt || (a.id < b.id ? -1 : 1),
  )
}

function rank({ state, mergedInto }: ListedQuestion): number {
  // A merged one shares the fate of its target, which itself stands at the top while it is being answered.
  if (state === 'merged') return mergedInto === null ? 1 : Math.max(1, rankOf(mergedInto.state))
  return rankOf(state)
}

function rankOf(state: Question['state']): number {
  switch (state) {
    case 'answering':
      return 0
    case 'published':
    case 'new':
    case 'merged':
      return 1
    case 'later':
    case 'answered':
    case 'answered_in_writing':
      return 2
    case 'declined':
    case 'withdrawn':
      return 3
  }
}

/** Keeps the shown order: gone questions leave, new ones wait, except one's own, which stand at the top at once. */
export function holdOrder(
  shownIds: readonly string[],
  sorted: readonly ListedQuestion[],
): { readonly held: ListedQuestion[]; readonly waiting: number } {
  const byId = new Map(sorted.map((question): [string, ListedQuestion] => [question.id, question]))
  const shown = new Set(shownIds)
  const held = shownIds.flatMap((id) => byId.get(id) ?? [])
  const ownNews = sorted.filter(({ id, isOwn }) => isOwn && !shown.has(id))
  return { held: [...ownNews, ...held], waiting: sorted.filter(({ id, isOwn }) => !isOwn && !shown.has(id)).length }
}
