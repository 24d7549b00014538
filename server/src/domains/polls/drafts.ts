// What a poll asks and in which waves, before anybody has voted (SPEC P). Pure.
import { Refusal } from '@podium/shared/failures.ts'
import type { AgendaItemId } from '@podium/shared/primitives.ts'
import type { PollKind, PollOption, WaveName } from '@podium/shared/polls.ts'
import type { StoredPoll } from './rules.ts'

const SCALE_STEPS = 5

/** A poll as somebody prepares it. */
export interface PollDraft {
  readonly kind: PollKind
  readonly text: string
  /** Ignored for debates and words. */
  readonly options: readonly string[]
  /** Debates are always confidential. */
  readonly isConfidential: boolean
  /** Whether a debate has a vote in the middle; ignored for other kinds. */
  readonly hasMiddle: boolean
  readonly itemId: AgendaItemId | null
}

/** The waves of a new poll, in order. */
export function wavesOf(kind: PollKind, hasMiddle = false): readonly WaveName[] {
  if (kind !== 'debate') return ['only']
  return hasMiddle ? ['before', 'middle', 'after'] : ['before', 'after']
}

/**
 * P2: the labels and stances of a new poll; a debate always asks the same three, words have none.
 * @throws Refusal invalid for fewer than two or more than twelve different options, or a scale without five steps and named ends.
 */
export function decideOptions(kind: PollKind, labels: readonly string[]): Omit<PollOption, 'id'>[] {
  const clean = labels.map((label) => label.normalize('NFC').trim())
  const named = clean.filter((label) => label !== '')
  const areDifferent = new Set(named).size === named.length
  switch (kind) {
    case 'debate': {
      return [
        { label: 'JA', stance: 'for' },
        { label: 'UNENTSCHIEDEN', stance: 'undecided' },
        { label: 'NEIN', stance: 'against' },
      ]
    }
    case 'words': {
      return []
    }
    case 'scale': {
      if (clean.length !== SCALE_STEPS || clean[0] === '' || clean.at(-1) === '' || !areDifferent) throw new Refusal('invalid')
      break
    }
    case 'choice':
    case 'multiple': {
      if (clean.length < 2 || clean.length > 12 || named.length !== clean.length || !areDifferent) throw new Refusal('invalid')
      break
    }
  }
  return clean.map((label) => ({ label, stance: null }))
}

/**
 * P27: text and options can change until the first ballot, kind and waves until the first opening.
 * @throws Refusal wrong_state.
 */
export function decideEdit(poll: StoredPoll, draft: Pick<PollDraft, 'kind' | 'hasMiddle'>): { readonly hasNewWaves: boolean } {
  if (poll.isFrozen || poll.isFinal || poll.isRevealed || poll.isArchived) throw new Refusal('wrong_state')
  const wanted = wavesOf(draft.kind, draft.hasMiddle)
  const hasNewWaves = wanted.join() !== poll.waves.map(({ name }) => name).join()
  const wasOpened = poll.waves.some(({ state }) => state === 'open' || state === 'closed')
  if (wasOpened && (hasNewWaves || draft.kind !== poll.kind)) throw new Refusal('wrong_state')
  return { hasNewWaves }
}
