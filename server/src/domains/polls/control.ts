// What the stage does with polls: prepare, open, close, reveal, group words, read intervals.
import { Refusal } from '@podium/shared/failures.ts'
import type { AgendaItemId } from '@podium/shared/primitives.ts'
import {
  archivePoll,
  armWave,
  closeWave,
  createPoll,
  editPoll,
  extendWave,
  groupWords,
  openWave,
  readStatistics,
  readWords,
  revealEarly,
  revealPoll,
  type WordGroup,
} from '@podium/shared/polls.ts'
import type { Handle } from '../../adapters/database/database.ts'
import { type BoundAction, onStaff } from '../../transport/live.ts'
import { requireLive, type SeminarFacts } from '../seminars/rules.ts'
import { keepVersion, listBallots, saveModeration } from './ballots.ts'
import { decideEdit, wavesOf } from './drafts.ts'
import { loadOutcome, type Outcome } from './outcome.ts'
import { MIN_VOTERS, talliesOf } from './results.ts'
import {
  decideArchive,
  decideArm,
  decideClose,
  decideExtend,
  decideOpen,
  decideReveal,
  decideRevealEarly,
  isOver,
  type StoredPoll,
} from './rules.ts'
import {
  holdBallotsBack,
  isAnyWaveOpen,
  lockPolls,
  readPoll,
  readPollIdByOp,
  readStatisticsKept,
  saveArchived,
  saveArmed,
  saveClosed,
  saveEarly,
  saveEdited,
  saveExtended,
  saveOpened,
  saveRevealed,
} from './store.ts'
import { readGroups, wordKey } from './words.ts'
import { newOptions, type PollWork, required } from './work.ts'

/** The actions of the stage. */
export function controlActions(work: PollWork): BoundAction[] {
  const { database, clock, seminarFacts, change, log } = work

  return [
    onStaff(armWave, async ({ caller: { seminarId }, input }) =>
      change({ ...input, seminarId }, async (tx, poll) => {
        if (!decideArm(poll, input.wave)) return false
        const disarmed = await saveArmed(tx, seminarId, poll.id, input.wave)
        return disarmed.filter((id) => id !== poll.id)
      }),
    ),
    onStaff(openWave, async ({ caller: { seminarId }, input }) => {
      const now = clock.now()
      return change({ ...input, seminarId }, async (tx, poll) => {
        const how = decideOpen(poll, input.wave, await isAnyWaveOpen(tx, seminarId))
        if (how === 'unchanged') return false
        requireLive(await seminarFacts(tx, seminarId), now)
        const wave = poll.waves.find(({ name }) => name === input.wave)
        const isAgain = how === 'again'
        if (isAgain && wave !== undefined) await keepVersion(tx, poll.id, wave, isOver(poll))
        const closesAt = input.closesAfterSeconds === null ? null : now + input.closesAfterSeconds * 1_000
        await saveOpened(tx, poll.id, input.wave, { now, closesAt, isAgain })
        return true
      })
    }),
    onStaff(extendWave, async ({ caller: { seminarId }, input }) =>
      change({ ...input, seminarId }, async (tx, poll) => {
        await saveExtended(tx, poll.id, input.wave, decideExtend(poll, input.wave, clock.now()))
        return true
      }),
    ),
    onStaff(closeWave, async ({ caller: { seminarId }, input }) => {
      const present = await work.countPresent(seminarId)
      return change({ ...input, seminarId }, async (tx, poll) => {
        if (!decideClose(poll, input.wave)) return false
        await saveClosed(tx, poll.id, input.wave, { now: clock.now(), present })
        return true
      })
    }),
    onStaff(revealPoll, async ({ caller: { seminarId }, input }) =>
      change({ ...input, seminarId }, async (tx, poll) => {
        if (!decideReveal(poll)) return false
        await saveRevealed(tx, poll.id, poll.result ?? (await loadOutcome(tx, poll)).result)
        return true
      }),
    ),
    onStaff(revealEarly, async ({ caller, input }) => {
      const { seminarId } = caller
      const seen = await change({ ...input, seminarId }, async (tx, poll) => {
        if (!decideRevealEarly(poll)) return false
        const first = (await listBallots(tx, poll.id)).filter(({ wave }) => wave === 'before')
        await saveEarly(tx, poll.id, talliesOf(poll.options, first))
        return true
      })
      log.warn({ pollId: input.pollId, staffId: caller.staffId }, 'first sums of a debate shown before the vote after')
      return seen
    }),
    onStaff(archivePoll, async ({ caller: { seminarId }, input }) =>
      change({ ...input, seminarId }, async (tx, poll) => {
        if (!decideArchive(poll)) return false
        await saveArchived(tx, poll.id)
        return true
      }),
    ),
    onStaff(createPoll, async ({ caller: { seminarId }, input }) => {
      const { poll, isNew } = await database.transaction(async (tx) => {
        await lockPolls(tx, database.engine, seminarId)
        const made = await readPollIdByOp(tx, seminarId, input.opId)
        const facts = await seminarFacts(tx, seminarId)
        const itemId = input.itemId === undefined ? facts.currentItemId : requireItem(facts, input.itemId)
        const id = made ?? (await work.insert(tx, seminarId, input.opId, { ...input, itemId }))
        return { poll: required(await readPoll(tx, seminarId, id)), isNew: made === null }
      })
      if (isNew) await work.publish(seminarId, poll)
      return work.staffView(poll)
    }),
    onStaff(editPoll, async ({ caller: { seminarId }, input }) =>
      change({ ...input, seminarId }, async (tx, { id }) => {
        await holdBallotsBack(tx, database.engine, id)
        const poll = required(await readPoll(tx, seminarId, id))
        const { hasNewWaves } = decideEdit(poll, input)
        await saveEdited(tx, {
          id,
          kind: input.kind,
          text: input.text,
          itemId: requireItem(await seminarFacts(tx, seminarId), input.itemId),
          isConfidential: input.kind === 'debate' || input.isConfidential,
          options: newOptions(input, poll.options),
          waves: hasNewWaves ? wavesOf(input.kind, input.hasMiddle) : null,
        })
        return true
      }),
    ),
    onStaff(readWords, async ({ caller: { seminarId }, input }) =>
      wordsOf(await readable(database.handle, required(await readPoll(database.handle, seminarId, input.pollId)), 'words')),
    ),
    onStaff(groupWords, async ({ caller: { seminarId }, input }) => {
      await change({ ...input, seminarId }, async (tx, poll) => {
        const outcome = await readable(tx, poll, 'words')
        const written = new Set(outcome.ballots.map(({ choice }) => wordKey(choice)))
        const keys = [...new Set(input.written.map((word) => wordKey(word)))].filter((key) => written.has(key))
        if (keys.length === 0) throw new Refusal('not_found')
        await saveModeration(tx, poll.id, keys, input.shownAs)
        // A word kept back after the reveal leaves the room's picture, too.
        if (poll.isRevealed) await saveRevealed(tx, poll.id, (await loadOutcome(tx, poll)).result)
        return true
      })
      return wordsOf(await readable(database.handle, required(await readPoll(database.handle, seminarId, input.pollId)), 'words'))
    }),
    onStaff(readStatistics, async ({ caller: { seminarId }, input }) => {
      const poll = required(await readPoll(database.handle, seminarId, input.pollId))
      const kept = poll.isFinal && poll.kind === 'debate' && isOver(poll) ? await readStatisticsKept(database.handle, poll.id) : null
      return (kept ?? (await readable(database.handle, poll, 'debate')).statistics).shown
    }),
  ]
}

/** The numbers of a closed poll of this kind while its ballots are there; refuses with wrong_state otherwise. */
async function readable(db: Handle, poll: StoredPoll, kind: 'words' | 'debate'): Promise<Outcome> {
  if (poll.kind !== kind || poll.isFinal || !isOver(poll)) throw new Refusal('wrong_state')
  const outcome = await loadOutcome(db, poll)
  const isTooFew = poll.isConfidential && outcome.ballots.length < MIN_VOTERS
  if (kind === 'words' && (isTooFew || !outcome.isWhole)) throw new Refusal('wrong_state')
  return outcome
}

function wordsOf({ ballots, asked }: Outcome): WordGroup[] {
  return readGroups(
    ballots.map(({ choice }) => choice),
    asked.moderation,
  )
}

function requireItem(facts: SeminarFacts, itemId: AgendaItemId | null): AgendaItemId | null {
  if (itemId !== null && !facts.agenda.some((item) => item.id === itemId)) throw new Refusal('invalid')
  return itemId
}
