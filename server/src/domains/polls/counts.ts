// The numbers of ballots that may be shown: exact once a wave is closed, in steps and seldom while it is open (P10).
import type { PollId, SeminarId } from '@podium/shared/primitives.ts'
import type { WaveName } from '@podium/shared/polls.ts'
import type { Database } from '../../adapters/database/database.ts'
import { countBallots } from './ballots.ts'
import { shownCount, type StoredPoll } from './rules.ts'

interface Changed {
  readonly isConfidential: boolean
  readonly seminarId: SeminarId
  readonly pollId: PollId
  readonly wave: WaveName
  /** Ballots when the wave was closed before; 0 for one that never was. */
  readonly knownBallots: number
}

/** Builds the keeper of ballot numbers; snapshots never show more than was published last. */
export function createCounts(database: Database) {
  /** Of open waves only. */
  const shown = new Map<string, number | null>()
  const changes = new Map<string, Changed>()

  /** The number each open wave of a poll shows. */
  async function of(poll: StoredPoll): Promise<Map<WaveName, number | null>> {
    const numbers = new Map<WaveName, number | null>()
    for (const { name, state, ballots: known } of poll.waves) {
      if (state !== 'open') continue
      const key = keyOf(poll.id, name)
      const before = shown.get(key)
      const number =
        before === undefined ? shownCount(await countBallots(database.handle, poll.id, name), poll.isConfidential, known ?? 0) : before
      shown.set(key, number)
      numbers.set(name, number)
    }
    return numbers
  }

  /** Forgets the waves of a poll that are not open: their exact numbers are told with the poll. */
  function settle(poll: StoredPoll): void {
    for (const { name, state } of poll.waves) if (state !== 'open') shown.delete(keyOf(poll.id, name))
  }

  /** Notes that a ballot was cast or changed. */
  function changed(change: Changed): void {
    changes.set(keyOf(change.pollId, change.wave), change)
  }

  /** Tells each number that has moved a whole step since it was told last; answers all waves that were voted in. */
  async function tick(tell: (seminarId: SeminarId, body: { pollId: PollId; wave: WaveName; ballots: number }) => void): Promise<Changed[]> {
    const due = [...changes]
    changes.clear()
    for (const [key, change] of due) {
      const { seminarId, pollId, wave, isConfidential, knownBallots } = change
      try {
        if (!shown.has(key)) shown.set(key, null)
        const ballots = shownCount(await countBallots(database.handle, pollId, wave), isConfidential, knownBallots)
        // Closed meanwhile: the exact number was told already, and an older one must not follow it.
        const isOpen = shown.has(key)
        if (ballots === null || !isOpen || ballots === shown.get(key)) continue
        shown.set(key, ballots)
        tell(seminarId, { pollId, wave, ballots })
      } catch {
        // An unreachable store fails the votes themselves, and those are logged; the next tick counts anew.
        changes.set(key, change)
      }
    }
    return due.map(([, change]) => change)
  }

  return { of, settle, changed, tick }
}

function keyOf(pollId: PollId, wave: WaveName): string {
  return `${pollId} ${wave}`
}
