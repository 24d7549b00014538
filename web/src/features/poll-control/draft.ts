// A poll while somebody writes it. Pure.
import type { Poll, PollKind } from '@podium/shared/polls.ts'

/** A poll as it is sent. */
export interface PollDraft {
  readonly kind: PollKind
  readonly text: string
  readonly options: string[]
  readonly isConfidential: boolean
  /** Whether a debate also votes in the middle. */
  readonly hasMiddle: boolean
  /** Null: it belongs to no agenda item. */
  readonly itemId: string | null
}

/** The form: answers of a choice and the words on a scale are kept apart, so that a look at another kind loses nothing. */
export interface PollForm {
  readonly kind: PollKind
  readonly text: string
  readonly options: readonly string[]
  /** Five, of which the inner ones may be empty. */
  readonly scale: readonly string[]
  readonly isConfidential: boolean
  readonly hasMiddle: boolean
  readonly itemId: string | null
}

export interface FormProblems {
  readonly isTextMissing: boolean
  readonly options: 'optionsMissing' | 'scaleMissing' | null
}

/** An empty form for a poll of this agenda item. */
export function emptyForm(itemId: string | null): PollForm {
  return { kind: 'choice', text: '', options: ['', ''], scale: ['', '', '', '', ''], isConfidential: true, hasMiddle: false, itemId }
}

/** The form that says what a poll is now. */
export function formOf(poll: Poll): PollForm {
  const labels = poll.options.map(({ label }) => label)
  const empty = emptyForm(poll.itemId)
  return {
    kind: poll.kind,
    text: poll.text,
    options: poll.kind === 'choice' || poll.kind === 'multiple' ? labels : empty.options,
    scale: poll.kind === 'scale' ? labels : empty.scale,
    isConfidential: poll.isConfidential,
    hasMiddle: poll.waves.some(({ name }) => name === 'middle'),
    itemId: poll.itemId,
  }
}

/** What is missing. */
export function problemsOf(form: PollForm): FormProblems {
  return { isTextMissing: form.text.trim() === '', options: optionsProblem(form) }
}

function optionsProblem({ kind, options, scale }: PollForm): FormProblems['options'] {
  if (kind === 'scale') return (scale[0] ?? '').trim() === '' || (scale.at(-1) ?? '').trim() === '' ? 'scaleMissing' : null
  if (kind !== 'choice' && kind !== 'multiple') return null
  const filled = filledIn(options)
  return filled.length < 2 || new Set(filled).size < filled.length ? 'optionsMissing' : null
}

/** The poll to send. */
export function draftOf(form: PollForm): PollDraft {
  const { kind, isConfidential, hasMiddle, itemId } = form
  const options =
    kind === 'scale' ? form.scale.map((label) => label.trim()) : kind === 'choice' || kind === 'multiple' ? filledIn(form.options) : []
  return { kind, text: form.text.trim(), options, isConfidential, hasMiddle: kind === 'debate' && hasMiddle, itemId }
}

function filledIn(options: readonly string[]): string[] {
  return options.map((option) => option.trim()).filter((option) => option !== '')
}
