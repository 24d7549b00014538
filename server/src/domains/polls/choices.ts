// What a seat answers, checked against the poll and written as a ballot (SPEC P7, P22). Pure.
import { Refusal } from '@podium/shared/failures.ts'
import type { Instant, OptionId } from '@podium/shared/primitives.ts'
import type { Choice, PollKind, WaveState } from '@podium/shared/polls.ts'

/** Everything a ballot must know about its wave. */
export interface VotableWave {
  readonly kind: PollKind
  readonly state: WaveState
  readonly closesAt: Instant | null
  readonly optionIds: readonly OptionId[]
  readonly isLive: boolean
}

/**
 * P7: the ballot as stored for an answer given now.
 * @throws Refusal poll_closed, or option_unknown for what is not an answer to this poll.
 */
export function decideBallot(wave: VotableWave, choice: Choice, now: Instant): string {
  const isOver = wave.closesAt !== null && now >= wave.closesAt
  if (wave.state !== 'open' || !wave.isLive || isOver) throw new Refusal('poll_closed')
  if (wave.kind === 'words') {
    if (choice.kind !== 'word') throw new Refusal('option_unknown')
    return choice.word
  }
  if (choice.kind !== 'options') throw new Refusal('option_unknown')
  const { optionIds } = choice
  const chosen = wave.optionIds.filter((id) => optionIds.includes(id))
  const isWhole = new Set(optionIds).size === chosen.length
  if (!isWhole || (wave.kind !== 'multiple' && chosen.length !== 1)) throw new Refusal('option_unknown')
  return chosen.join(' ')
}

/** The answer a stored ballot holds. */
export function readChoice(kind: PollKind, stored: string): Choice {
  // Option ids were checked against the poll when the ballot was taken in.
  return kind === 'words' ? { kind: 'word', word: stored } : { kind: 'options', optionIds: stored.split(' ') as OptionId[] }
}
