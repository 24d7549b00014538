// Where a poll stands and what the stage can do next. Pure.
import type { Poll, Wave, WaveName } from '@podium/shared/polls.ts'
import type { AgendaItem } from '@podium/shared/seminars.ts'

export type PollStanding =
  /** Nothing has been opened yet. */
  | { readonly kind: 'prepared'; readonly next: WaveName; readonly isArmed: boolean }
  | { readonly kind: 'open'; readonly wave: Wave }
  /** Between two waves of a debate; `last` is the one closed last. */
  | { readonly kind: 'between'; readonly next: WaveName; readonly isArmed: boolean; readonly last: Wave }
  /** Every wave is closed: the stage sees the result, the audience not yet. */
  | { readonly kind: 'counted'; readonly last: Wave }
  | { readonly kind: 'revealed' }

/** Where the poll stands. */
export function standingOf(poll: Poll): PollStanding {
  if (poll.isRevealed) return { kind: 'revealed' }
  const open = poll.waves.find(({ state }) => state === 'open')
  if (open) return { kind: 'open', wave: open }
  const next = poll.waves.find(({ state }) => state === 'draft' || state === 'armed')
  const last = poll.waves.findLast(({ state }) => state === 'closed')
  if (!next) return last ? { kind: 'counted', last } : { kind: 'revealed' }
  const isArmed = next.state === 'armed'
  return last ? { kind: 'between', next: next.name, isArmed, last } : { kind: 'prepared', next: next.name, isArmed }
}

/** The closed wave that can be opened once more; null where none can. */
export function reopenable(poll: Poll): Wave | null {
  const standing = standingOf(poll)
  return standing.kind === 'between' || standing.kind === 'counted' ? standing.last : null
}

/** Whether the sums before the debate may be shown to the room before the vote after it, which marks the result. */
export function canRevealEarly(poll: Poll): boolean {
  return poll.kind === 'debate' && poll.early === null && standingOf(poll).kind === 'between'
}

/** Whether text and answers can still change: nobody has seen the poll yet. */
export function canEdit(poll: Poll): boolean {
  return !poll.isFrozen && !poll.isArchived && standingOf(poll).kind === 'prepared'
}

/** Whether the poll can be put away: revealed, or never opened. */
export function canArchive(poll: Poll): boolean {
  const { kind } = standingOf(poll)
  return !poll.isArchived && (kind === 'prepared' || kind === 'revealed')
}

export type StepKey = 'stepBefore' | 'stepDebate' | 'stepMiddle' | 'stepAfter' | 'stepVote' | 'stepResult'

export interface Step {
  readonly key: StepKey
  readonly state: 'done' | 'now' | 'next'
}

const WAVE_STEP = { only: 'stepVote', before: 'stepBefore', middle: 'stepMiddle', after: 'stepAfter' } as const satisfies Record<
  WaveName,
  StepKey
>

/** The steps of a poll: four or five for a debate, two for an ordinary poll. */
export function stepsOf(poll: Poll): Step[] {
  const hasMiddle = poll.waves.some(({ name }) => name === 'middle')
  const keys: readonly StepKey[] =
    poll.kind === 'debate'
      ? ['stepBefore', 'stepDebate', ...(hasMiddle ? (['stepMiddle'] as const) : []), 'stepAfter', 'stepResult']
      : ['stepVote', 'stepResult']
  const now = currentIndex(standingOf(poll), keys)
  return keys.map((key, index) => ({ key, state: index < now ? 'done' : index === now ? 'now' : 'next' }))
}

function currentIndex(standing: PollStanding, keys: readonly StepKey[]): number {
  switch (standing.kind) {
    case 'prepared':
      return -1
    case 'open':
      return keys.indexOf(WAVE_STEP[standing.wave.name])
    case 'between':
      return standing.last.name === 'middle' ? keys.indexOf('stepMiddle') : keys.indexOf('stepDebate')
    case 'counted':
      return keys.length - 1
    case 'revealed':
      return keys.length
  }
}

export interface SortedPolls {
  /** Polls that are under way, in any order of waves. */
  readonly running: readonly Poll[]
  readonly prepared: readonly Poll[]
  readonly over: readonly Poll[]
  readonly archived: readonly Poll[]
}

/** Polls as the stage needs them: what runs, what is prepared, what is over, what was put away. */
export function sortPolls(polls: readonly Poll[]): SortedPolls {
  const kept = polls.filter(({ isArchived }) => !isArchived)
  const kindOf = (poll: Poll) => standingOf(poll).kind
  return {
    running: kept.filter((poll) => ['open', 'between', 'counted'].includes(kindOf(poll))),
    prepared: kept.filter((poll) => kindOf(poll) === 'prepared'),
    over: kept.filter((poll) => kindOf(poll) === 'revealed'),
    archived: polls.filter(({ isArchived }) => isArchived),
  }
}

/** The prepared poll that comes next: the armed one, else that of the current item or the nearest one after it; without one, the one made first; null without any. */
export function nextPoll(prepared: readonly Poll[], agenda: readonly AgendaItem[], currentItemId: string | null): Poll | null {
  const indexOf = (itemId: string | null) => agenda.findIndex(({ id }) => id === itemId)
  const armed = prepared.find((poll) => poll.waves.some(({ state }) => state === 'armed'))
  if (armed) return armed
  const current = indexOf(currentItemId)
  const coming = prepared
    .filter(({ itemId }) => indexOf(itemId) >= Math.max(0, current))
    .toSorted((a, b) => indexOf(a.itemId) - indexOf(b.itemId))
  return coming[0] ?? prepared[0] ?? null
}
