// When a wave opens, closes and is revealed, and who sees what of a poll (SPEC P).
import { Refusal } from '@podium/shared/failures.ts'
import type { AgendaItemId, Instant, OptionId, PollId } from '@podium/shared/primitives.ts'
import type { Poll, PollKind, PollOption, PollResult, Wave, WaveName, WaveState } from '@podium/shared/polls.ts'

/** Ballots per seat (RT-05). */
export const VOTES = { points: 5, perMs: 10_000 } as const
/** Ballot numbers of an open wave are told no more often than this (debate-polls §4). */
export const COUNT_TICK_MS = 2_000
/** No number and no tally below this many ballots (debate-polls §4). */
export const MIN_BALLOTS = 5
/** The number of ballots moves only in steps of at least this many (debate-polls §4). */
export const COUNT_STEP = 3

export interface StoredWave {
  readonly name: WaveName
  readonly state: WaveState
  readonly openedAt: Instant | null
  readonly closedAt: Instant | null
}

/** A poll as stored, its secret left out. */
export interface StoredPoll {
  readonly id: PollId
  readonly kind: PollKind
  readonly text: string
  readonly options: readonly PollOption[]
  readonly itemId: AgendaItemId | null
  readonly isConfidential: boolean
  readonly isRevealed: boolean
  /** The numbers as published; null until revealed or finalised. */
  readonly result: PollResult | null
  /** Whether ballots and secret are gone and only the numbers remain (P14). */
  readonly isFinal: boolean
  readonly waves: readonly StoredWave[]
}

/** The waves of a new poll, in order. */
export function wavesOf(kind: PollKind): readonly WaveName[] {
  return kind === 'debate' ? ['before', 'after'] : ['only']
}

/**
 * P2: the labels and stances of a new poll; a debate always asks the same three.
 * @throws Refusal invalid for fewer than two or more than twelve different options.
 */
export function decideOptions(kind: PollKind, labels: readonly string[]): Omit<PollOption, 'id'>[] {
  if (kind === 'debate') {
    return [
      { label: 'JA', stance: 'for' },
      { label: 'UNENTSCHIEDEN', stance: 'undecided' },
      { label: 'NEIN', stance: 'against' },
    ]
  }
  const clean = labels.map((label) => label.normalize('NFC').trim())
  const isValid = clean.length >= 2 && clean.length <= 12 && clean.every((label) => label !== '') && new Set(clean).size === clean.length
  if (!isValid) throw new Refusal('invalid')
  return clean.map((label) => ({ label, stance: null }))
}

/**
 * P3, P4: whether the wave opens now; one that is open already stays open.
 * @param isAnotherOpen whether any wave of the seminar is open.
 * @throws Refusal not_found, wrong_state, another_poll_open.
 */
export function decideOpen(poll: StoredPoll, name: WaveName, isAnotherOpen: boolean): boolean {
  const wave = waveOf(poll, name)
  if (wave.state === 'open') return false
  if (wave.state === 'closed' || poll.isRevealed) throw new Refusal('wrong_state')
  const earlier = poll.waves.slice(0, poll.waves.indexOf(wave))
  if (earlier.some((other) => other.state !== 'closed')) throw new Refusal('wrong_state')
  if (isAnotherOpen) throw new Refusal('another_poll_open')
  return true
}

/**
 * P5: whether the wave closes now; a closed one stays closed.
 * @throws Refusal not_found, wrong_state for one that never opened.
 */
export function decideClose(poll: StoredPoll, name: WaveName): boolean {
  const { state } = waveOf(poll, name)
  if (state === 'draft') throw new Refusal('wrong_state')
  return state === 'open'
}

/**
 * P6: whether the poll is revealed now; a revealed one stays revealed.
 * @throws Refusal wrong_state until every wave is closed.
 */
export function decideReveal(poll: StoredPoll): boolean {
  if (poll.isRevealed) return false
  if (!isOver(poll)) throw new Refusal('wrong_state')
  return true
}

/**
 * P7: lets a ballot in while its wave is open and the seminar live.
 * @throws Refusal poll_closed, option_unknown.
 */
export function requireVotable(poll: Pick<StoredPoll, 'options'>, wave: WaveState, isLive: boolean, optionId: OptionId): void {
  if (wave !== 'open' || !isLive) throw new Refusal('poll_closed')
  if (!poll.options.some((option) => option.id === optionId)) throw new Refusal('option_unknown')
}

/** P14: the number of ballots of a wave whose ballots are gone, from the numbers that remain. */
export function finalCount(result: PollResult, name: WaveName): number {
  if (result.kind === 'choice') return result.ballots
  return result.matched + (name === 'before' ? result.beforeOnly : result.afterOnly)
}

/** Whether every wave was held. */
export function isOver(poll: StoredPoll): boolean {
  return poll.waves.every((wave) => wave.state === 'closed')
}

/** Whether attendees know of the poll: from its first opening on. */
export function isPublic(poll: StoredPoll): boolean {
  return poll.waves.some((wave) => wave.state !== 'draft')
}

/**
 * P10: the number of ballots an open wave of a confidential poll shows for a true number; null below five.
 * It moves on a fixed grid of three, so neither a restart nor a late snapshot shows a smaller step.
 */
export function shownCount(ballots: number, isConfidential: boolean): number | null {
  if (!isConfidential) return ballots
  return ballots < MIN_BALLOTS ? null : ballots - ((ballots - MIN_BALLOTS) % COUNT_STEP)
}

/**
 * The poll as an audience sees it; null where it may not know of it (P8, P9).
 * @param counts the number each wave shows, null where none may be shown.
 * @param result the numbers so far, or null while a wave is still to come.
 */
export function viewFor(
  audience: 'attendees' | 'staff',
  poll: StoredPoll,
  counts: ReadonlyMap<WaveName, number | null>,
  result: PollResult | null,
): Poll | null {
  if (audience === 'attendees' && !isPublic(poll)) return null
  const isShown = poll.isRevealed || (audience === 'staff' && isOver(poll))
  return {
    id: poll.id,
    kind: poll.kind,
    text: poll.text,
    itemId: poll.itemId,
    options: [...poll.options],
    isConfidential: poll.isConfidential,
    waves: poll.waves.map((wave): Wave => ({ ...wave, ballots: counts.get(wave.name) ?? null })),
    isRevealed: poll.isRevealed,
    result: isShown ? result : null,
  }
}

function waveOf(poll: StoredPoll, name: WaveName): StoredWave {
  const wave = poll.waves.find((candidate) => candidate.name === name)
  if (wave === undefined) throw new Refusal('not_found')
  return wave
}
