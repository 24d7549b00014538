// What the poll tab shows. Pure.
import { type Choice, isReversedFor, type OwnBallot, type Poll, type PollOption, type Tally, type Wave } from '@podium/shared/polls.ts'

/** How long before an automatic end the room is warned, in milliseconds (debate-polls §2). */
export const WARNING_MS = 20_000

export type PollStep = 'before' | 'debate' | 'middle' | 'after' | 'result'

/** The poll everybody is busy with: the open one, else the one opened last; null before the first. */
export function currentPoll(polls: readonly Poll[]): Poll | null {
  const started = polls.filter((poll) => !poll.isArchived && lastOpenedAt(poll) !== null)
  return (
    started.find((poll) => openWave(poll) !== null) ??
    started.toSorted((a, b) => (lastOpenedAt(b) ?? 0) - (lastOpenedAt(a) ?? 0))[0] ??
    null
  )
}

/** The wave that takes ballots now; null while none does. */
export function openWave(poll: Poll): Wave | null {
  return poll.waves.find(({ state }) => state === 'open') ?? null
}

/** Tells one opening of a wave from every other, also from an earlier opening of the same wave. */
export function waveKey(poll: Poll, wave: Wave): string {
  return `${poll.id} ${wave.name} ${wave.version}`
}

/** Whether every wave has been closed. */
export function isOver(poll: Poll): boolean {
  return poll.waves.every(({ state }) => state === 'closed')
}

/** The steps of a debate in their order. */
export function debateSteps(poll: Poll): PollStep[] {
  return poll.waves.some(({ name }) => name === 'middle')
    ? ['before', 'debate', 'middle', 'after', 'result']
    : ['before', 'debate', 'after', 'result']
}

/** Where a debate stands. */
export function stepOf(poll: Poll): PollStep {
  if (poll.isRevealed) return 'result'
  const isBegun = (name: Wave['name']) =>
    poll.waves.some((wave) => wave.name === name && (wave.state === 'open' || wave.state === 'closed'))
  if (isBegun('after')) return 'after'
  if (isBegun('middle')) return 'middle'
  return poll.waves[0]?.state === 'closed' ? 'debate' : 'before'
}

/** Whether an open wave closes by itself within the next twenty seconds. */
export function isClosingSoon(wave: Wave, nowMs: number): boolean {
  return wave.state === 'open' && wave.closesAt !== null && wave.closesAt - nowMs <= WARNING_MS
}

/** The options in the order this seat sees them while it votes. */
export function optionsFor(poll: Poll, orderBit: 0 | 1): readonly PollOption[] {
  return isReversedFor(poll, orderBit) ? poll.options.toReversed() : poll.options
}

/** What an option is called: its label, on a scale its number and the label if it has one. */
export function optionText(poll: Poll, option: PollOption): string {
  if (poll.kind !== 'scale') return option.label
  const number = String(poll.options.findIndex(({ id }) => id === option.id) + 1)
  return option.label === '' ? number : `${number}, ${option.label}`
}

/** What this seat answered in a wave; null where it did not vote. */
export function ownAnswer(poll: Poll, ballots: readonly OwnBallot[], wave: Wave['name']): Choice | null {
  return ballots.find((own) => own.pollId === poll.id && own.wave === wave)?.choice ?? null
}

/** The options of an answer in the order of the poll; none for words. */
export function chosenOptions(poll: Poll, choice: Choice | null): PollOption[] {
  return choice?.kind === 'options' ? poll.options.filter(({ id }) => choice.optionIds.includes(id)) : []
}

/** The ballots of a seat after one more, which replaces an earlier one of the same wave. */
export function withBallot(ballots: readonly OwnBallot[], cast: OwnBallot): OwnBallot[] {
  return [...ballots.filter((own) => own.pollId !== cast.pollId || own.wave !== cast.wave), cast]
}

/** How many of those present voted in a wave; null where one of both is not known or people who left would make it absurd. */
export function turnoutOf(wave: Wave): { readonly ballots: number; readonly present: number } | null {
  if (wave.ballots === null || wave.present === null || wave.present < wave.ballots) return null
  return { ballots: wave.ballots, present: wave.present }
}

/** How many chose an option. */
export function countOf(tallies: readonly Tally[], option: PollOption): number {
  return tallies.find(({ optionId }) => optionId === option.id)?.count ?? 0
}

function lastOpenedAt(poll: Poll): number | null {
  const opened = poll.waves.flatMap(({ openedAt }) => openedAt ?? [])
  return opened.length === 0 ? null : Math.max(...opened)
}
