// Polls as the room and the staff see them, computed once per change and not once per person who looks.
import type { SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { OwnBallot, Poll } from '@podium/shared/polls.ts'
import type { Database } from '../../adapters/database/database.ts'
import { createGather } from '../../adapters/database/gather.ts'
import { listSealedSecrets } from './ballots.ts'
import { readChoice } from './choices.ts'
import type { createCounts } from './counts.ts'
import { loadOutcome } from './outcome.ts'
import { isOver, isPublic, type StoredPoll, viewFor } from './rules.ts'
import type { Secrets } from './secrets.ts'
import { type BallotKey, listBallotsUnder, listPolls } from './store.ts'

interface Room {
  readonly polls: Poll[]
  readonly stored: readonly StoredPoll[]
  readonly sealed: ReadonlyMap<Poll['id'], string>
}

interface OwnKey extends BallotKey {
  readonly kind: StoredPoll['kind']
}

/** Builds the views of polls. */
export function createViews(database: Database, counts: ReturnType<typeof createCounts>, secrets: Secrets) {
  const rooms = new Map<SeminarId, Promise<Room>>()
  const staffs = new Map<SeminarId, Promise<Poll[]>>()

  const ownChoice = createGather(async (keys: readonly OwnKey[]) => {
    const found = await listBallotsUnder(database.handle, database.engine, keys)
    const choices = new Map(found.map((ballot) => [nameOf(ballot), ballot.choice]))
    return new Map(
      keys.flatMap((key) => {
        const choice = choices.get(nameOf(key))
        return choice === undefined ? [] : [[key, choice] as const]
      }),
    )
  })

  /** The poll as an audience sees it now; null where it may not know of it. */
  async function of(seenBy: 'attendees' | 'staff', poll: StoredPoll): Promise<Poll | null> {
    // A revealed poll shows what was published; before that, staff gets the same numbers from the ballots.
    const result = poll.result ?? (seenBy === 'staff' && isOver(poll) ? (await loadOutcome(database.handle, poll)).result : null)
    return viewFor(seenBy, poll, await counts.of(poll), result)
  }

  async function all(seenBy: 'attendees' | 'staff', polls: readonly StoredPoll[]): Promise<Poll[]> {
    return (await Promise.all(polls.map((poll) => of(seenBy, poll)))).flatMap((poll) => poll ?? [])
  }

  async function loadRoom(seminarId: SeminarId): Promise<Room> {
    const stored = (await listPolls(database.handle, seminarId)).filter((poll) => isPublic(poll))
    const ids = stored.filter((poll) => !poll.isFinal).map(({ id }) => id)
    return { stored, polls: await all('attendees', stored), sealed: await listSealedSecrets(database.handle, ids) }
  }

  return {
    of,
    /** Everything changed or may have: the next look computes anew. */
    drop(seminarId: SeminarId): void {
      rooms.delete(seminarId)
      staffs.delete(seminarId)
    },
    /** What every seat sees, and what this one voted. */
    async forAttendee(seminarId: SeminarId, seatId: SeatId): Promise<{ polls: Poll[]; ownBallots: OwnBallot[] }> {
      const { polls, stored, sealed } = await remember(rooms, seminarId, () => loadRoom(seminarId))
      const keys = stored.flatMap(({ id, kind, waves }): OwnKey[] => {
        const secret = sealed.get(id)
        if (secret === undefined) return []
        const voteKey = secrets.voteKeyOf(id, secret, seatId)
        const held = waves.filter(({ state }) => state === 'open' || state === 'closed')
        return held.map((wave) => ({ pollId: id, kind, wave: wave.name, voteKey }))
      })
      const found = await Promise.all(keys.map(async (key) => ({ ...key, choice: await ownChoice(key) })))
      const ownBallots = found.flatMap(({ pollId, kind, wave, choice }) =>
        choice === null ? [] : [{ pollId, wave, choice: readChoice(kind, choice) }],
      )
      return { polls, ownBallots }
    },
    async forStaff(seminarId: SeminarId): Promise<{ polls: Poll[] }> {
      return {
        polls: await remember(staffs, seminarId, async () => all('staff', await listPolls(database.handle, seminarId))),
      }
    },
  }
}

function nameOf({ pollId, wave, voteKey }: BallotKey): string {
  return `${pollId} ${wave} ${voteKey}`
}

/** The value being computed or known already; a failure is not kept. */
function remember<Value>(kept: Map<SeminarId, Promise<Value>>, seminarId: SeminarId, load: () => Promise<Value>): Promise<Value> {
  const known = kept.get(seminarId)
  if (known !== undefined) return known
  const value = load()
  kept.set(seminarId, value)
  value.catch(() => {
    if (kept.get(seminarId) === value) kept.delete(seminarId)
  })
  return value
}
