// The order of the question list. It moves only when nobody is working in it (W46).
import type { OwnQuestion, Question } from '@podium/shared/questions.ts'

export type Order = 'interest' | 'time'

export interface ListedQuestion extends Question {
  readonly isOwn: boolean
}

/** Public questions and one's own in one list; the author's version wins, withdrawn ones are left out. */
export function listQuestions(questions: readonly Question[], own: readonly OwnQuestion[]): ListedQuestion[] {
  const upvotes = new Map(questions.map(({ id, upvotes: count }) => [id, count]))
  const ownIds = new Set<string>(own.map(({ id }) => id))
  return [
    ...own
      .filter(({ state }) => state !== 'withdrawn')
      .map((question) => ({ ...question, upvotes: upvotes.get(question.id) ?? question.upvotes })),
    ...questions.filter(({ id }) => !ownIds.has(id)).map((question) => ({ ...question, isOwn: false })),
  ]
}

/** Sorted for display: the question being answered first, open ones next, finished ones last. */
export function sortQuestions(questions: readonly ListedQuestion[], order: Order): ListedQuestion[] {
  return questions.toSorted(
    (a, b) => rank(a) - rank(b) || (order === 'interest' ? b.upvotes - a.upvotes : 0) || b.askedAt - a.askedAt || (a.id < b.id ? -1 : 1),
  )
}

function rank(question: Question): number {
  switch (question.state) {
    case 'answering':
      return 0
    case 'published':
    case 'new':
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
