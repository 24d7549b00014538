// Which question stands for which once some of them ask the same (SPEC Q13). Pure.
import { Refusal } from '@podium/shared/failures.ts'
import type { QuestionId } from '@podium/shared/primitives.ts'
import { PUBLIC_STATES, type QuestionState } from '@podium/shared/questions.ts'

/** Where a question stands among those that ask the same. */
export interface Placement {
  readonly id: QuestionId
  readonly state: QuestionState
  /** The state a merge took it from; null while it stands on its own. */
  readonly stateBeforeMerge: QuestionState | null
  /** The question that stands for it, never itself a merged one; null while it stands on its own. */
  readonly mergedIntoId: QuestionId | null
  /** The question it was put together with by hand, perhaps merged itself since; null while it stands on its own. */
  readonly mergedViaId: QuestionId | null
}

const MERGEABLE: readonly QuestionState[] = ['new', 'published', 'later']
const TARGETS: readonly QuestionState[] = ['new', ...PUBLIC_STATES]

/**
 * Whether a merge changes anything.
 * @throws Refusal wrong_state where one of the two does not stand in the list any more, or both are the same.
 */
export function decideMerge(question: Placement, into: Placement): boolean {
  if (question.mergedViaId === into.id) return false
  if (question.id === into.id || !MERGEABLE.includes(question.state) || !TARGETS.includes(into.state)) throw new Refusal('wrong_state')
  return true
}

/**
 * Whether taking a merge back changes anything.
 * @throws Refusal wrong_state for a withdrawn question.
 */
export function decideUnmerge(question: Placement): boolean {
  if (question.state === 'withdrawn') throw new Refusal('wrong_state')
  return question.state === 'merged'
}

/** The placements that change by a merge: those merged into `question` come along, so that there are no chains. */
export function merge(question: Placement, intoId: QuestionId, followers: readonly Placement[]): Placement[] {
  return [
    { ...question, state: 'merged', stateBeforeMerge: question.state, mergedIntoId: intoId, mergedViaId: intoId },
    ...followers.map((follower) => ({ ...follower, mergedIntoId: intoId })),
  ]
}

/** The placements that change when `question` stands on its own again: those that came with it come along. `group` is all merged ones of its target. */
export function unmerge(question: Placement, group: readonly Placement[]): Placement[] {
  return [
    // Only a question that stood in the list is ever merged.
    { ...question, state: question.stateBeforeMerge ?? 'new', stateBeforeMerge: null, mergedIntoId: null, mergedViaId: null },
    ...cameWith(question.id, group).map((follower) => ({ ...follower, mergedIntoId: question.id })),
  ]
}

/**
 * The placements that change by a withdrawal. Whoever asked the same keeps their question: those merged into a target stand on
 * their own again, those that came with a merged one stay with its target.
 */
export function withdraw(question: Placement, group: readonly Placement[]): Placement[] {
  const withdrawn: Placement = { ...question, state: 'withdrawn', stateBeforeMerge: null, mergedIntoId: null, mergedViaId: null }
  const next = group.filter(({ mergedViaId }) => mergedViaId === question.id)
  if (question.mergedIntoId !== null) return [withdrawn, ...next.map((follower) => ({ ...follower, mergedViaId: question.mergedViaId }))]
  return [withdrawn, ...next.flatMap((follower) => unmerge(follower, group))]
}

/** Everything that was put together with this question, directly or by way of others. */
function cameWith(id: QuestionId, group: readonly Placement[]): Placement[] {
  const next = group.filter(({ mergedViaId }) => mergedViaId === id)
  return next.flatMap((follower) => [follower, ...cameWith(follower.id, group)])
}
