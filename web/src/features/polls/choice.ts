// What somebody is about to answer, and whether it can be sent. Pure.
import type { Choice, Poll, PollOption } from '@podium/shared/polls.ts'
import { countGraphemes, LIMITS, WordText } from '@podium/shared/primitives.ts'

/** An answer not sent yet. */
export interface Draft {
  readonly optionIds: readonly PollOption['id'][]
  readonly word: string
}

export type ChoiceProblem = 'choose' | 'chooseSome' | 'chooseNumber' | 'wordMissing' | 'wordTooLong' | 'wordUnreadable'

/** The draft that says what was sent; empty where nothing was. */
export function draftOf(choice: Choice | null): Draft {
  return { optionIds: choice?.kind === 'options' ? choice.optionIds : [], word: choice?.kind === 'word' ? choice.word : '' }
}

/** The draft after a press on an option: added or taken out in a multiple choice, else the only one. */
export function pressed(kind: Poll['kind'], draft: Draft, option: PollOption): Draft {
  if (kind !== 'multiple') return { ...draft, optionIds: [option.id] }
  const isIn = draft.optionIds.includes(option.id)
  return { ...draft, optionIds: isIn ? draft.optionIds.filter((id) => id !== option.id) : [...draft.optionIds, option.id] }
}

/** What stands in the way of sending the draft; null when nothing does. */
export function problemOf(poll: Poll, draft: Draft): ChoiceProblem | null {
  if (poll.kind === 'words') {
    if (draft.word.trim() === '') return 'wordMissing'
    if (charactersLeft(draft.word) < 0) return 'wordTooLong'
    return WordText.safeParse(draft.word).success ? null : 'wordUnreadable'
  }
  if (poll.options.some(({ id }) => draft.optionIds.includes(id))) return null
  return poll.kind === 'multiple' ? 'chooseSome' : poll.kind === 'scale' ? 'chooseNumber' : 'choose'
}

/** The answer as it is sent: options in the order of the poll, words without space around them. */
export function choiceOf(poll: Poll, draft: Draft): Choice {
  if (poll.kind === 'words') return { kind: 'word', word: draft.word.trim() }
  return { kind: 'options', optionIds: poll.options.filter(({ id }) => draft.optionIds.includes(id)).map(({ id }) => id) }
}

/** How many more characters fit into a short answer, as a reader counts them; negative when there are too many. */
export function charactersLeft(word: string): number {
  return LIMITS.wordGraphemes - countGraphemes(word.trim())
}
