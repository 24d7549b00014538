// Where a poll stands and what the stage can do next. Pure.
import type { Poll, Wave, WaveName } from '@podium/shared/polls.ts'
import type { AgendaItem } from '@podium/shared/seminars.ts'

export type PollStanding =
  | { readonly kind: 'prepared'; readonly next: WaveName }
  | { readonly kind: 'open'; readonly wave: Wave }
  /** Between the two waves of a debate. */
  | { readonly kind: 'between'; readonly next: WaveName; readonly first: Wave }
  /** Every wave is closed: the stage sees the result, the audience not yet. */
  | { readonly kind: 'counted' }
  | { readonly kind: 'revealed' }

/** Where the poll stands. */
export function standingOf(poll: Poll): PollStanding {
  if (poll.isRevealed) return { kind: 'revealed' }
  const open = poll.waves.find(({ state }) => state === 'open')
  if (open) return { kind: 'open', wave: open }
  const next = poll.waves.find(({ state }) => state === 'draft')
  if (!next) return { kind: 'counted' }
  const [first] = poll.waves
  return first && first !== next ? { kind: 'between', next: next.name, first } : { kind: 'prepared', next: next.name }
}

export type StepKey = 'stepBefore' | 'stepDebate' | 'stepAfter' | 'stepVote' | 'stepResult'

export interface Step {
  readonly key: StepKey
  readonly state: 'done' | 'now' | 'next'
}

/** The steps of a poll: four for a debate, two for an ordinary poll. */
export function stepsOf(poll: Poll): Step[] {
  const standing = standingOf(poll)
  const keys: readonly StepKey[] =
    poll.kind === 'debate' ? ['stepBefore', 'stepDebate', 'stepAfter', 'stepResult'] : ['stepVote', 'stepResult']
  const now = currentIndex(standing, keys.length)
  return keys.map((key, index) => ({ key, state: index < now ? 'done' : index === now ? 'now' : 'next' }))
}

function currentIndex(standing: PollStanding, steps: number): number {
  switch (standing.kind) {
    case 'prepared':
      return -1
    case 'open':
      return standing.wave.name === 'after' ? 2 : 0
    case 'between':
      return 1
    case 'counted':
      return steps - 1
    case 'revealed':
      return steps
  }
}

export interface SortedPolls {
  /** Polls that are under way, in any order of waves. */
  readonly running: readonly Poll[]
  readonly prepared: readonly Poll[]
  readonly over: readonly Poll[]
}

/** Polls as the stage needs them: what runs, what is prepared, what is over. */
export function sortPolls(polls: readonly Poll[]): SortedPolls {
  const kindOf = (poll: Poll) => standingOf(poll).kind
  return {
    running: polls.filter((poll) => ['open', 'between', 'counted'].includes(kindOf(poll))),
    prepared: polls.filter((poll) => kindOf(poll) === 'prepared'),
    over: polls.filter((poll) => kindOf(poll) === 'revealed'),
  }
}

/** The prepared poll that comes next: of the current item or the nearest one after it; without one, the one made first; null without any. */
export function nextPoll(prepared: readonly Poll[], agenda: readonly AgendaItem[], currentItemId: string | null): Poll | null {
  const indexOf = (itemId: string | null) => agenda.findIndex(({ id }) => id === itemId)
  const current = indexOf(currentItemId)
  const coming = prepared
    .filter(({ itemId }) => indexOf(itemId) >= Math.max(0, current))
    .toSorted((a, b) => indexOf(a.itemId) - indexOf(b.itemId))
  return coming[0] ?? prepared[0] ?? null
}
