// Polls on the live connection: run by the stage, voted in by seats, counted without telling who (CO-03).
import { randomUUID } from 'node:crypto'
import { Refusal } from '@podium/shared/failures.ts'
import { type AgendaItemId, OptionId, type PollId, PollId as PollIdSchema, type SeatId, type SeminarId } from '@podium/shared/primitives.ts'
import {
  ballotsCounted,
  castBallot,
  closeWave,
  createPoll,
  openWave,
  type Poll,
  pollChanged,
  type PollKind,
  revealPoll,
} from '@podium/shared/polls.ts'
import type { AttendeeSnapshot, StaffSnapshot } from '@podium/shared/room.ts'
import { type Clock, newId } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { newPollSecret, openSecret, pseudonymOf, sealSecret } from '../../adapters/seal.ts'
import type { Audience } from '../../transport/audience.ts'
import { createBudget } from '../../transport/budget.ts'
import { type BoundAction, onSeat, onStaff } from '../../transport/live.ts'
import { requireLive, type SeminarFacts } from '../seminars/rules.ts'
import { createCounts } from './counts.ts'
import { resultOf } from './results.ts'
import {
  COUNT_TICK_MS,
  decideClose,
  decideOpen,
  decideOptions,
  decideReveal,
  isOver,
  isPublic,
  requireVotable,
  type StoredPoll,
  viewFor,
  VOTES,
  wavesOf,
} from './rules.ts'
import {
  holdWave,
  insertPoll,
  isAnyWaveOpen,
  listBallots,
  listOwnBallots,
  listPolls,
  listSealedSecrets,
  listUnfinalised,
  lockPolls,
  readPoll,
  readPollIdByOp,
  saveBallot,
  saveClosed,
  saveFinal,
  saveOpened,
  saveRevealed,
} from './store.ts'

export interface PollParts {
  readonly database: Database
  readonly audience: Audience
  readonly clock: Clock
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  /** Seals the secrets of polls: 64 hex digits from outside the database. */
  readonly pollKey: string
}

/** A poll as somebody prepares it; `options` are ignored for debates. */
export interface PollDraft {
  readonly seminarId: SeminarId
  readonly kind: PollKind
  readonly text: string
  readonly options: readonly string[]
  /** Debates are always confidential. */
  readonly isConfidential: boolean
  readonly itemId: AgendaItemId | null
}

/** The polls slice. */
export interface Polls {
  readonly actions: BoundAction[]
  /** What a snapshot shows one seat. */
  forAttendee(seminarId: SeminarId, seatId: SeatId): Promise<Pick<AttendeeSnapshot, 'polls' | 'ownBallots'>>
  /** What a snapshot shows the staff. */
  forStaff(seminarId: SeminarId): Promise<Pick<StaffSnapshot, 'polls'>>
  /** Stores a poll for later, behind all others; refuses with invalid. */
  createPrepared(tx: Handle, draft: PollDraft): Promise<PollId>
  /** Closes what is open and keeps only the numbers of a seminar that is over; a repeat changes nothing (P14). */
  finalise(seminarId: SeminarId): Promise<void>
  /** Does the same for every seminar that ended while Podium was away. */
  recover(): Promise<void>
  /** Ends the publishing of ballot numbers. */
  stop(): void
}

/** Builds the polls slice; it publishes ballot numbers until stopped. */
export function createPolls({ database, audience, clock, seminarFacts, pollKey }: PollParts): Polls {
  const voteBudget = createBudget(VOTES, clock)
  const counts = createCounts(database)

  async function view(seenBy: 'attendees' | 'staff', poll: StoredPoll): Promise<Poll | null> {
    // A revealed poll shows what was published; before that, staff gets the same numbers from the ballots.
    const result = poll.result ?? (seenBy === 'staff' && isOver(poll) ? await computeResult(database.handle, poll) : null)
    return viewFor(seenBy, poll, await counts.of(poll), result)
  }

  /** Makes one change under the seminar's lock, tells everybody, answers what staff sees. */
  async function change(
    seminarId: SeminarId,
    pollId: PollId,
    decideAndSave: (tx: Handle, poll: StoredPoll) => Promise<boolean>,
  ): Promise<Poll> {
    const { poll, hasChanged } = await database.transaction(async (tx) => {
      await lockPolls(tx, database.engine, seminarId)
      const hasChanged = await decideAndSave(tx, required(await readPoll(tx, seminarId, pollId)))
      return { poll: required(await readPoll(tx, seminarId, pollId)), hasChanged }
    })
    if (hasChanged) await publish(seminarId, poll)
    return required(await view('staff', poll))
  }

  async function publish(seminarId: SeminarId, poll: StoredPoll): Promise<void> {
    const [forStaff, forAttendees] = await Promise.all([view('staff', poll), view('attendees', poll)])
    if (forStaff !== null) audience.tell('staff', seminarId, pollChanged, forStaff)
    if (forAttendees !== null) audience.tell('attendees', seminarId, pollChanged, forAttendees)
  }

  async function insert(tx: Handle, opId: string, draft: PollDraft): Promise<PollId> {
    const { seminarId, kind, text, itemId } = draft
    const options = decideOptions(kind, draft.options).map((option) => ({ ...option, id: OptionId.parse(newId()) }))
    const id = PollIdSchema.parse(newId())
    const isConfidential = kind === 'debate' || draft.isConfidential
    await insertPoll(tx, {
      id,
      seminarId,
      opId,
      kind,
      text,
      itemId,
      options,
      isConfidential,
      waves: wavesOf(kind),
      sealedSecret: sealSecret(pollKey, id, newPollSecret()),
    })
    return id
  }

  async function finalise(seminarId: SeminarId): Promise<void> {
    const changed = await database.transaction(async (tx) => {
      await lockPolls(tx, database.engine, seminarId)
      const polls = (await listPolls(tx, seminarId)).filter((poll) => !poll.isFinal)
      for (const poll of polls) {
        // Closing waits for ballots on their way in, so none arrives after the count.
        for (const wave of poll.waves) if (wave.state === 'open') await saveClosed(tx, poll.id, wave.name, clock.now())
        await saveFinal(tx, poll.id, poll.result ?? (await computeResult(tx, poll)))
      }
      return Promise.all(polls.map(async (poll) => required(await readPoll(tx, seminarId, poll.id))))
    })
    for (const poll of changed) await publish(seminarId, poll)
  }

  const actions = [
    onSeat(castBallot, async ({ caller, input }) => {
      const { pollId, wave } = input
      voteBudget.spend(caller.seatId)
      const { optionId, isConfidential } = await database.transaction(async (tx) => {
        const held = required(await holdWave(tx, database.engine, caller.seminarId, pollId, wave))
        requireVotable(held, held.state, held.isLive, input.optionId)
        if (held.sealedSecret === null) throw new Refusal('poll_closed')
        const voteKey = pseudonymOf(openSecret(pollKey, pollId, held.sealedSecret), caller.seatId)
        const counted = await saveBallot(tx, pollId, { wave, voteKey, optionId: input.optionId, sequence: input.sequence })
        return { optionId: counted, isConfidential: held.isConfidential }
      })
      counts.changed({ seminarId: caller.seminarId, pollId, wave, isConfidential })
      return { pollId, wave, optionId }
    }),
    onStaff(openWave, async ({ caller, input }) => {
      const now = clock.now()
      return change(caller.seminarId, input.pollId, async (tx, poll) => {
        const hasChanged = decideOpen(poll, input.wave, await isAnyWaveOpen(tx, caller.seminarId))
        if (!hasChanged) return false
        requireLive(await seminarFacts(tx, caller.seminarId), now)
        await saveOpened(tx, poll.id, input.wave, now)
        return true
      })
    }),
    onStaff(closeWave, async ({ caller, input }) => {
      return change(caller.seminarId, input.pollId, async (tx, poll) => {
        if (!decideClose(poll, input.wave)) return false
        await saveClosed(tx, poll.id, input.wave, clock.now())
        return true
      })
    }),
    onStaff(revealPoll, async ({ caller, input }) => {
      return change(caller.seminarId, input.pollId, async (tx, poll) => {
        if (!decideReveal(poll)) return false
        await saveRevealed(tx, poll.id, poll.result ?? (await computeResult(tx, poll)))
        return true
      })
    }),
    onStaff(createPoll, async ({ caller, input }) => {
      const { seminarId } = caller
      const { poll, isNew } = await database.transaction(async (tx) => {
        await lockPolls(tx, database.engine, seminarId)
        const made = await readPollIdByOp(tx, seminarId, input.opId)
        const itemId = (await seminarFacts(tx, seminarId)).currentItemId
        const id = made ?? (await insert(tx, input.opId, { ...input, seminarId, itemId }))
        return { poll: required(await readPoll(tx, seminarId, id)), isNew: made === null }
      })
      if (isNew) await publish(seminarId, poll)
      return required(await view('staff', poll))
    }),
  ]

  const stop = clock.every(COUNT_TICK_MS, () => {
    void counts.tick((seminarId, body) => {
      audience.tell('attendees', seminarId, ballotsCounted, body)
      audience.tell('staff', seminarId, ballotsCounted, body)
    })
  })

  return {
    actions,
    stop,
    finalise,
    async recover() {
      for (const seminarId of await listUnfinalised(database.handle)) await finalise(seminarId)
    },
    createPrepared: (tx, draft) => insert(tx, randomUUID(), draft),
    async forAttendee(seminarId, seatId) {
      const visible = (await listPolls(database.handle, seminarId)).filter(isPublic)
      const secrets = await listSealedSecrets(database.handle, seminarId)
      const voteKeys = new Map<PollId, string>()
      for (const { id } of visible) {
        const sealed = secrets.get(id)
        if (sealed !== undefined) voteKeys.set(id, pseudonymOf(openSecret(pollKey, id, sealed), seatId))
      }
      const polls = await Promise.all(visible.map((poll) => view('attendees', poll)))
      return { polls: polls.flatMap((poll) => poll ?? []), ownBallots: await listOwnBallots(database.handle, voteKeys) }
    },
    async forStaff(seminarId) {
      const polls = await Promise.all((await listPolls(database.handle, seminarId)).map((poll) => view('staff', poll)))
      return { polls: polls.flatMap((poll) => poll ?? []) }
    },
  }
}

async function computeResult(db: Handle, poll: StoredPoll) {
  return resultOf(
    poll,
    poll.options.map((option) => option.id),
    await listBallots(db, poll.id),
  )
}

function required<Value>(value: Value | null): Value {
  if (value === null) throw new Refusal('not_found')
  return value
}
