// Polls on the live connection: run by the stage, voted in by seats, counted without telling who (CO-03).
import { randomUUID } from 'node:crypto'
import { type PollId, PollId as PollIdSchema, type SeatId, type SeminarId } from '@podium/shared/primitives.ts'
import { ballotsCounted, type Poll, pollChanged, pollRemoved, type WaveName } from '@podium/shared/polls.ts'
import type { AttendeeSnapshot, StaffSnapshot } from '@podium/shared/room.ts'
import { newId } from '../../adapters/clock.ts'
import type { Handle } from '../../adapters/database/database.ts'
import { newPollSecret, orderBitOf, sealSecret } from '../../adapters/seal.ts'
import type { BoundAction } from '../../transport/live.ts'
import { saveVersionNumbers } from './ballots.ts'
import { controlActions } from './control.ts'
import { createCounts } from './counts.ts'
import { type PollDraft, wavesOf } from './drafts.ts'
import { loadOutcome } from './outcome.ts'
import { COUNT_TICK_MS, type StoredPoll } from './rules.ts'
import { createSchedule, SCHEDULE_TICK_MS } from './schedule.ts'
import { createSecrets } from './secrets.ts'
import { insertPoll, listClosing, listPolls, listUnfinalised, lockPolls, noteOp, readPoll, saveClosed, saveFinal } from './store.ts'
import { createViews } from './views.ts'
import { createVotes } from './votes.ts'
import { newOptions, type PollParts, type PollWork, required } from './work.ts'

/** A poll prepared for a seminar before anybody is there. */
export type PreparedPoll = Omit<PollDraft, 'hasMiddle'> & { readonly seminarId: SeminarId; readonly hasMiddle?: boolean }

/** The polls slice. */
export interface Polls {
  readonly actions: BoundAction[]
  /** What a snapshot shows one seat. */
  forAttendee(seminarId: SeminarId, seatId: SeatId): Promise<Pick<AttendeeSnapshot, 'polls' | 'ownBallots' | 'orderBit'>>
  /** What a snapshot shows the staff. */
  forStaff(seminarId: SeminarId): Promise<Pick<StaffSnapshot, 'polls'>>
  /** Stores a poll for later, behind all others; refuses with invalid. */
  createPrepared(tx: Handle, draft: PreparedPoll): Promise<PollId>
  /** Closes what is open and keeps only the numbers of a seminar that is over; a repeat changes nothing (P14). */
  finalise(seminarId: SeminarId): Promise<void>
  /** Does the same for every seminar that ended while Podium was away, and knows again which waves close by themselves. */
  recover(): Promise<void>
  /** Ends the publishing of ballot numbers and the closing of waves. */
  stop(): void
}

/** Builds the polls slice; it publishes ballot numbers and closes waves until stopped. */
export function createPolls(parts: PollParts): Polls {
  const { database, audience, clock, pollKey, log } = parts
  const counts = createCounts(database)
  const secrets = createSecrets(pollKey)
  const views = createViews(database, counts, secrets)
  const schedule = createSchedule()
  /** Polls that were told to be frozen. */
  const frozen = new Set<PollId>()

  async function staffView(poll: StoredPoll): Promise<Poll> {
    return required(await views.of('staff', poll))
  }

  const change: PollWork['change'] = async ({ seminarId, pollId, opId }, decideAndSave) => {
    const { poll, changed } = await database.transaction(async (tx) => {
      await lockPolls(tx, database.engine, seminarId)
      const before = required(await readPoll(tx, seminarId, pollId))
      const isNew = opId === null || (await noteOp(tx, pollId, opId))
      const outcome = isNew && (await decideAndSave(tx, before))
      const ids = outcome === true ? [pollId] : outcome === false ? [] : [pollId, ...outcome]
      const changed = await Promise.all(ids.map(async (id) => required(await readPoll(tx, seminarId, id))))
      return { poll: changed[0] ?? before, changed }
    })
    for (const each of changed) await publish(seminarId, each)
    return staffView(poll)
  }

  async function publish(seminarId: SeminarId, poll: StoredPoll): Promise<void> {
    counts.settle(poll)
    schedule.note(seminarId, poll)
    views.drop(seminarId)
    const [forStaff, forAttendees] = await Promise.all([views.of('staff', poll), views.of('attendees', poll)])
    if (forStaff !== null) audience.tell('staff', seminarId, pollChanged, forStaff)
    if (forAttendees !== null) audience.tell('attendees', seminarId, pollChanged, forAttendees)
    else if (poll.isArchived) audience.tell('attendees', seminarId, pollRemoved, { pollId: poll.id })
  }

  async function insert(tx: Handle, seminarId: SeminarId, opId: string, draft: PollDraft): Promise<PollId> {
    const { kind, text, itemId, hasMiddle } = draft
    const id = PollIdSchema.parse(newId())
    await insertPoll(tx, {
      id,
      seminarId,
      opId,
      kind,
      text,
      itemId,
      options: newOptions(draft),
      isConfidential: kind === 'debate' || draft.isConfidential,
      waves: wavesOf(kind, hasMiddle),
      sealedSecret: sealSecret(pollKey, id, newPollSecret()),
    })
    return id
  }

  async function finalise(seminarId: SeminarId): Promise<void> {
    const present = await parts.countPresent(seminarId)
    const changed = await database.transaction(async (tx) => {
      await lockPolls(tx, database.engine, seminarId)
      const polls = (await listPolls(tx, seminarId)).filter((poll) => !poll.isFinal)
      const done: StoredPoll[] = []
      for (const { id } of polls) {
        await closeOpenWaves(tx, required(await readPoll(tx, seminarId, id)), present)
        const poll = required(await readPoll(tx, seminarId, id))
        const { result, statistics, versions } = await loadOutcome(tx, poll, true)
        for (const { edition, numbers } of versions) await saveVersionNumbers(tx, id, edition, numbers)
        await saveFinal(tx, id, poll.result ?? result, statistics)
        done.push(required(await readPoll(tx, seminarId, id)))
      }
      return done
    })
    for (const poll of changed) {
      secrets.forget(poll.id)
      await publish(seminarId, poll)
    }
    if (changed.length > 0) await scrub()
  }

  /** P14: the rows are gone already; that their bytes are still there must not keep a seminar from ending. */
  async function scrub(): Promise<void> {
    await database
      .scrub()
      .catch((error: unknown) => log.error({ err: error }, 'files of the store not scrubbed, tried again at the next start'))
  }

  /** Closing waits for ballots on their way in, so none arrives after the count. */
  async function closeOpenWaves(tx: Handle, poll: StoredPoll, present: number): Promise<void> {
    for (const wave of poll.waves) if (wave.state === 'open') await saveClosed(tx, poll.id, wave.name, { now: clock.now(), present })
  }

  /** P25: closes the waves whose time is over. */
  async function closeDue(): Promise<void> {
    for (const { seminarId, pollId, wave } of schedule.due(clock.now())) {
      const present = await parts.countPresent(seminarId)
      await change({ seminarId, pollId, opId: null }, async (tx, poll) => {
        const closesAt = dueAt(poll, wave)
        // Given more time or closed meanwhile.
        if (closesAt === null || closesAt > clock.now()) {
          schedule.note(seminarId, poll)
          return false
        }
        await saveClosed(tx, pollId, wave, { now: closesAt, present })
        return true
      })
    }
  }

  /** Tells the staff once that text and options are frozen, no sooner than any number of ballots. */
  async function tellFrozen(seminarId: SeminarId, pollId: PollId): Promise<void> {
    if (frozen.has(pollId)) return
    frozen.add(pollId)
    const poll = await readPoll(database.handle, seminarId, pollId)
    if (poll !== null) audience.tell('staff', seminarId, pollChanged, await staffView(poll))
  }

  async function tellCounts(): Promise<void> {
    const touched = await counts.tick((seminarId, body) => {
      views.drop(seminarId)
      audience.tell('attendees', seminarId, ballotsCounted, body)
      audience.tell('staff', seminarId, ballotsCounted, body)
    })
    for (const { seminarId, pollId } of touched) {
      views.drop(seminarId)
      await tellFrozen(seminarId, pollId)
    }
  }

  const quietly = (work: () => Promise<void>) => () => void work().catch((error: unknown) => log.error({ err: error }, 'poll tick failed'))
  let isClosing = false
  const stops = [
    clock.every(COUNT_TICK_MS, quietly(tellCounts)),
    clock.every(
      SCHEDULE_TICK_MS,
      quietly(async () => {
        if (isClosing || schedule.due(clock.now()).length === 0) return
        isClosing = true
        await closeDue().finally(() => {
          isClosing = false
        })
      }),
    ),
  ]

  return {
    actions: [createVotes({ database, clock, secrets, counts }), ...controlActions({ ...parts, change, insert, publish, staffView })],
    stop() {
      for (const stop of stops) stop()
    },
    finalise,
    async recover() {
      for (const seminarId of await listUnfinalised(database.handle)) await finalise(seminarId)
      // Podium may have died after the end of a seminar and before its bytes were gone.
      await scrub()
      for (const due of await listClosing(database.handle)) schedule.add(due)
      await closeDue()
    },
    async createPrepared(tx, { seminarId, hasMiddle = false, ...draft }) {
      const id = await insert(tx, seminarId, randomUUID(), { ...draft, hasMiddle })
      views.drop(seminarId)
      return id
    },
    forAttendee: async (seminarId, seatId) => ({
      ...(await views.forAttendee(seminarId, seatId)),
      orderBit: orderBitOf(pollKey, seatId),
    }),
    forStaff: views.forStaff,
  }
}

function dueAt(poll: StoredPoll, name: WaveName) {
  const wave = poll.waves.find((candidate) => candidate.name === name)
  return wave?.state === 'open' ? wave.closesAt : null
}
