// The numbers of ballots that may be shown: exact once a wave is closed, in steps and seldom while it is open (P10).
import type { PollId, SeminarId } from '@podium/shared/primitives.ts'
import type { WaveName } from '@podium/shared/polls.ts'
import type { Database } from '../../adapters/database/database.ts'
import { finalCount, shownCount, type StoredPoll, type StoredWave } from './rules.ts'
import { countBallots } from './store.ts'

interface Changed {
  readonly isConfidential: boolean
  readonly seminarId: SeminarId
  readonly pollId: PollId
  readonly wave: WaveName
}

/** Builds the keeper of ballot numbers; snapshots never show more than was published last. */
export function createCounts(database: Database) {
  const shown = new Map<string, number | null>()
  const changes = new Map<string, Changed>()

  async function numberOf(poll: StoredPoll, { name, state }: StoredWave): Promise<number | null> {
    if (state === 'draft') return null
    const key = `${poll.id} ${name} ${state}`
    const known = shown.get(key)
    if (known !== undefined) return known
    const ballots =
      poll.isFinal && poll.result !== null ? finalCount(poll.result, name) : await countBallots(database.handle, poll.id, name)
    const number = state === 'closed' ? ballots : shownCount(ballots, poll.isConfidential)
    shown.set(key, number)
    return number
  }

  /** The number each wave of a poll shows. */
  async function of(poll: StoredPoll): Promise<Map<WaveName, number | null>> {
    const numbers = new Map<WaveName, number | null>()
    for (const wave of poll.waves) numbers.set(wave.name, await numberOf(poll, wave))
    return numbers
  }

  /** Notes that a ballot was cast or changed. */
  function changed(change: Changed): void {
    changes.set(`${change.pollId} ${change.wave} open`, change)
  }

  /** Tells each number that has moved a whole step since it was told last. */
  async function tick(tell: (seminarId: SeminarId, body: { pollId: PollId; wave: WaveName; ballots: number }) => void): Promise<void> {
    const due = [...changes]
    changes.clear()
    for (const [key, change] of due) {
      const { seminarId, pollId, wave } = change
      try {
        const ballots = shownCount(await countBallots(database.handle, pollId, wave), change.isConfidential)
        // Closed meanwhile: the exact number was told already, and an older one must not follow it.
        const isClosed = shown.has(`${pollId} ${wave} closed`)
        if (ballots === null || isClosed || ballots === shown.get(key)) continue
        shown.set(key, ballots)
        tell(seminarId, { pollId, wave, ballots })
      } catch {
        // An unreachable store fails the votes themselves, and those are logged; the next tick counts anew.
        changes.set(key, change)
      }
    }
  }

  return { of, changed, tick }
}
