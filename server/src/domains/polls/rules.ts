// When a wave opens, closes and is revealed, and who sees what of a poll (SPEC P).
import { Refusal } from '@podium/shared/failures.ts'
import type { AgendaItemId, Instant, PollId } from '@podium/shared/primitives.ts'
import type { Poll, PollKind, PollOption, PollResult, Tally, Wave, WaveName, WaveState } from '@podium/shared/polls.ts'

/** Ballots per seat (RT-05). */
export const VOTES = { points: 5, perMs: 10_000 } as const
/** Ballot numbers of an open wave are told no more often than this (debate-polls §4). */
export const COUNT_TICK_MS = 2_000
/** A wave that closes by itself gets so much more at a time. */
export const EXTENSION_MS = 60_000
/** No number and no tally below this many ballots (debate-polls §4). */
const MIN_BALLOTS = 5
/** The number of ballots moves only in steps of at least this many (debate-polls §4). */
const COUNT_STEP = 3

export interface StoredWave {
  readonly name: WaveName
  readonly state: WaveState
  readonly version: number
  readonly openedAt: Instant | null
  readonly closedAt: Instant | null
  readonly closesAt: Instant | null
  /** Seats present when it closed last. */
  readonly present: number | null
  /** Ballots when it closed last. */
  readonly ballots: number | null
}

/** A poll as stored, its secret left out. */
export interface StoredPoll {
  readonly id: PollId
  readonly kind: PollKind
  readonly text: string
  readonly options: readonly PollOption[]
  readonly itemId: AgendaItemId | null
  readonly isConfidential: boolean
  readonly isFrozen: boolean
  readonly isRevealed: boolean
  readonly isArchived: boolean
  readonly early: readonly Tally[] | null
  /** The numbers as published; null until revealed or finalised. */
  readonly result: PollResult | null
  /** Whether ballots and secret are gone and only the numbers remain (P14). */
  readonly isFinal: boolean
  readonly waves: readonly StoredWave[]
}

/**
 * P28: whether the wave becomes the next in line; an armed one stays armed.
 * @throws Refusal not_found, wrong_state for one that was opened.
 */
export function decideArm(poll: StoredPoll, name: WaveName): boolean {
  const { state } = waveOf(poll, name)
  if (state === 'open' || state === 'closed' || poll.isRevealed || poll.isArchived || poll.isFinal) throw new Refusal('wrong_state')
  return state === 'draft'
}

/**
 * P3, P4, P26: how the wave opens now: for the first time, again after it was closed, or not because it is open already.
 * @param isAnotherOpen whether any wave of the seminar is open.
 * @throws Refusal not_found, wrong_state, another_poll_open.
 */
export function decideOpen(poll: StoredPoll, name: WaveName, isAnotherOpen: boolean): 'first' | 'again' | 'unchanged' {
  const wave = waveOf(poll, name)
  if (wave.state === 'open') return 'unchanged'
  if (poll.isRevealed || poll.isArchived || poll.isFinal) throw new Refusal('wrong_state')
  const isAgain = wave.state === 'closed'
  // The room has seen its sums: nobody votes again knowing them.
  if (isAgain && name === 'before' && poll.early !== null) throw new Refusal('wrong_state')
  const position = poll.waves.indexOf(wave)
  const isEarlierMissing = poll.waves.slice(0, position).some((other) => other.state !== 'closed' && other.name !== 'middle')
  const isLaterHeld = poll.waves.slice(position + 1).some((other) => wasOpened(other))
  if (isEarlierMissing || (isLaterHeld && !isAgain)) throw new Refusal('wrong_state')
  if (isAnotherOpen) throw new Refusal('another_poll_open')
  return isAgain ? 'again' : 'first'
}

/**
 * P5: whether the wave closes now; a closed one stays closed.
 * @throws Refusal not_found, wrong_state for one that never opened.
 */
export function decideClose(poll: StoredPoll, name: WaveName): boolean {
  const wave = waveOf(poll, name)
  if (!wasOpened(wave)) throw new Refusal('wrong_state')
  return wave.state === 'open'
}

/**
 * P25: when an open wave that closes by itself closes after another minute.
 * @throws Refusal not_found, wrong_state unless it is open and closes by itself.
 */
export function decideExtend(poll: StoredPoll, name: WaveName, now: Instant): Instant {
  const { state, closesAt } = waveOf(poll, name)
  if (state !== 'open' || closesAt === null) throw new Refusal('wrong_state')
  return Math.max(closesAt, now) + EXTENSION_MS
}

/**
 * P6: whether the poll is revealed now; a revealed one stays revealed.
 * @throws Refusal wrong_state until every wave is closed.
 */
export function decideReveal(poll: StoredPoll): boolean {
  if (poll.isRevealed) return false
  if (!isOver(poll) || poll.isArchived) throw new Refusal('wrong_state')
  return true
}

/**
 * P29: whether the room sees the first sums of a debate before the vote after; once shown they stay.
 * @throws Refusal wrong_state unless the wave before is closed with five ballots and no later one was opened.
 */
export function decideRevealEarly(poll: StoredPoll): boolean {
  if (poll.early !== null) return false
  const [before, ...later] = poll.waves
  const isDue =
    poll.kind === 'debate' &&
    before?.state === 'closed' &&
    !later.some(({ name, state }) => name === 'after' && state !== 'draft' && state !== 'armed')
  if (!isDue || later.some(({ state }) => state === 'open') || poll.isFinal || poll.isArchived) throw new Refusal('wrong_state')
  if ((before.ballots ?? 0) < MIN_BALLOTS) throw new Refusal('wrong_state')
  return true
}

/**
 * P30: whether the poll is put away now; an archived one stays away.
 * @throws Refusal wrong_state unless it was revealed or never opened.
 */
export function decideArchive(poll: StoredPoll): boolean {
  if (poll.isArchived) return false
  if (!poll.isRevealed && poll.waves.some((wave) => wasOpened(wave))) throw new Refusal('wrong_state')
  return true
}

/** Whether every wave was held; the middle one of a debate may be left out. */
export function isOver(poll: StoredPoll): boolean {
  return poll.waves.every((wave) => wave.state === 'closed' || (wave.name === 'middle' && !wasOpened(wave)))
}

/** Whether attendees know of the poll: from its first opening on, until it is put away. */
export function isPublic(poll: StoredPoll): boolean {
  return !poll.isArchived && poll.waves.some((wave) => wasOpened(wave))
}

/**
 * P10: the number of ballots an open wave of a confidential poll shows for a true number; null below five.
 * It moves on a fixed grid of three, so neither a restart nor a late snapshot shows a smaller step.
 * @param known the exact number told when the wave was closed before; 0 for one that never was.
 */
export function shownCount(ballots: number, isConfidential: boolean, known = 0): number | null {
  if (!isConfidential) return ballots
  const from = known === 0 ? MIN_BALLOTS : known
  return ballots < from ? null : ballots - ((ballots - from) % COUNT_STEP)
}

/**
 * The poll as an audience sees it; null where it may not know of it (P8, P9).
 * @param counts the number each open wave shows, null where none may be shown.
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
    isFrozen: poll.isFrozen,
    waves: poll.waves.map((wave) => viewOfWave(audience, wave, counts.get(wave.name) ?? null)),
    isRevealed: poll.isRevealed,
    isArchived: poll.isArchived,
    early: poll.early === null ? null : [...poll.early],
    result: isShown ? result : null,
  }
}

function viewOfWave(audience: 'attendees' | 'staff', wave: StoredWave, count: number | null): Wave {
  // What is next in line is the stage's own business.
  const state = audience === 'attendees' && wave.state === 'armed' ? 'draft' : wave.state
  return { ...wave, state, ballots: wave.state === 'open' ? count : wave.state === 'closed' ? wave.ballots : null }
}

function wasOpened(wave: StoredWave): boolean {
  return wave.state === 'open' || wave.state === 'closed'
}

function waveOf(poll: StoredPoll, name: WaveName): StoredWave {
  const wave = poll.waves.find((candidate) => candidate.name === name)
  if (wave === undefined) throw new Refusal('not_found')
  return wave
}
