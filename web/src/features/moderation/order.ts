// Which questions the stage sees in which order. Pure.
import type { Question } from '@podium/shared/questions.ts'

export interface OpenQuestions {
  readonly answering: readonly Question[]
  readonly fresh: readonly Question[]
  readonly published: readonly Question[]
}

export interface DoneQuestions {
  readonly later: readonly Question[]
  readonly answered: readonly Question[]
  readonly declined: readonly Question[]
}

/** What still waits: the one being answered, then new ones oldest first, then published ones by votes. */
export function openQuestions(questions: readonly Question[]): OpenQuestions {
  return {
    answering: questions.filter(({ state }) => state === 'answering'),
    fresh: questions.filter(({ state }) => state === 'new').toSorted((a, b) => a.askedAt - b.askedAt),
    published: questions.filter(({ state }) => state === 'published').toSorted((a, b) => b.upvotes - a.upvotes || a.askedAt - b.askedAt),
  }
}

/** What was dealt with, newest first; withdrawn questions are gone for everybody. */
export function doneQuestions(questions: readonly Question[]): DoneQuestions {
  const newest = (states: readonly Question['state'][]) =>
    questions.filter(({ state }) => states.includes(state)).toSorted((a, b) => b.askedAt - a.askedAt)
  return { later: newest(['later']), answered: newest(['answered', 'answered_in_writing']), declined: newest(['declined']) }
}

/** Questions in all groups together. */
export function countOf(
  groups: Readonly<Record<keyof OpenQuestions, readonly Question[]>> | Readonly<Record<keyof DoneQuestions, readonly Question[]>>,
): number {
  return Object.values(groups).reduce((sum: number, group: readonly Question[]) => sum + group.length, 0)
}
