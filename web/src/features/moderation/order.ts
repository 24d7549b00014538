// Which questions the stage sees in which order. Pure.
import type { Question } from '@podium/shared/questions.ts'
import { z } from 'zod'

/** How approved questions are sorted. */
export const Order = z.enum(['interest', 'time'])
export type Order = z.infer<typeof Order>

export interface OpenQuestions {
  readonly answering: readonly Question[]
  readonly fresh: readonly Question[]
  readonly published: readonly Question[]
}

export interface DoneQuestions {
  readonly later: readonly Question[]
  readonly answered: readonly Question[]
  readonly merged: readonly Question[]
  readonly declined: readonly Question[]
}

/** What still waits: the one being answered, then new ones oldest first, then published ones by votes or the newest first. */
export function openQuestions(questions: readonly Question[], order: Order = 'interest'): OpenQuestions {
  return {
    answering: questions.filter(({ state }) => state === 'answering'),
    fresh: questions.filter(({ state }) => state === 'new').toSorted((a, b) => a.askedAt - b.askedAt),
    published: questions
      .filter(({ state }) => state === 'published')
      .toSorted(order === 'time' ? byNewest : (a, b) => b.upvotes - a.upvotes || a.askedAt - b.askedAt),
  }
}

/** What was dealt with, newest first; withdrawn questions are gone for everybody. */
export function doneQuestions(questions: readonly Question[]): DoneQuestions {
  const newest = (states: readonly Question['state'][]) => questions.filter(({ state }) => states.includes(state)).toSorted(byNewest)
  return {
    later: newest(['later']),
    answered: newest(['answered', 'answered_in_writing']),
    merged: newest(['merged']),
    declined: newest(['declined']),
  }
}

/** What a question can be merged into, most likely first: open ones, then those that were dealt with. */
export function mergeTargets(questions: readonly Question[], question: Question): Question[] {
  const { answering, fresh, published } = openQuestions(questions)
  const { later, answered } = doneQuestions(questions)
  return [answering, published, fresh, later, answered].flat().filter(({ id }) => id !== question.id)
}

/** The question a merged one stands with; null while it stands on its own. */
export function targetOf(questions: readonly Question[], { id }: Question): Question | null {
  return questions.find(({ mergedIds }) => mergedIds.includes(id)) ?? null
}

/** Questions in all groups together. */
export function countOf(
  groups: Readonly<Record<keyof OpenQuestions, readonly Question[]>> | Readonly<Record<keyof DoneQuestions, readonly Question[]>>,
): number {
  return Object.values(groups).reduce((sum: number, group: readonly Question[]) => sum + group.length, 0)
}

function byNewest(a: Question, b: Question): number {
  return b.askedAt - a.askedAt
}
