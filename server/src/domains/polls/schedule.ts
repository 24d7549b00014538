// Waves that close by themselves: known in memory, on disk for the next start (SPEC P25).
import type { Instant, PollId, SeminarId } from '@podium/shared/primitives.ts'
import type { WaveName } from '@podium/shared/polls.ts'
import type { StoredPoll } from './rules.ts'

/** How often the clock is looked at. */
export const SCHEDULE_TICK_MS = 1_000

/** A wave that closes by itself. */
export interface Due {
  readonly seminarId: SeminarId
  readonly pollId: PollId
  readonly wave: WaveName
  readonly closesAt: Instant
}

/** Builds the schedule; it only knows, closing is done by whoever asks. */
export function createSchedule() {
  const known = new Map<PollId, Due>()
  return {
    add(due: Due): void {
      known.set(due.pollId, due)
    },
    /** Takes over when an open wave of this poll closes, or that none does. */
    note(seminarId: SeminarId, poll: StoredPoll): void {
      known.delete(poll.id)
      for (const { name, state, closesAt } of poll.waves) {
        if (state === 'open' && closesAt !== null) known.set(poll.id, { seminarId, pollId: poll.id, wave: name, closesAt })
      }
    },
    /** What closes now or should have. */
    due(now: Instant): Due[] {
      return [...known.values()].filter(({ closesAt }) => closesAt <= now)
    },
  }
}
