// A room with polls for store tests: the slice on a real store, a trainer, people who vote.
import { randomBytes, randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { Refusal } from '@podium/shared/failures.ts'
import { castBallot, type Choice, closeWave, openWave, type Poll, type PollKind, revealPoll, type WaveName } from '@podium/shared/polls.ts'
import { type OptionId, SeatId } from '@podium/shared/primitives.ts'
import { newId } from '../../src/adapters/clock.ts'
import { createPolls } from '../../src/domains/polls/live.ts'
import type { SeminarFacts } from '../../src/domains/seminars/rules.ts'
import { readSeminar } from '../../src/domains/seminars/store.ts'
import { insertSeats, insertSeminar, type Opened } from './engines.ts'
import { asSeat, asTrainer, createRecorder } from './recorder.ts'

const pollKey = randomBytes(32).toString('hex')
/** A new operation. */
export const op = () => ({ opId: randomUUID() })

/** A seminar with its polls, a trainer and people who vote. */
export async function room({ database }: Opened, about: Partial<SeminarFacts> = {}) {
  const seminar = await insertSeminar(database, about)
  const recorder = createRecorder(1_000_000)
  const parts = {
    database,
    audience: recorder.audience,
    clock: recorder.clock,
    seminarFacts: async (db: Opened['database']['handle'], id: SeminarFacts['id']) => {
      const facts = await readSeminar(db, id)
      if (facts === null) throw new Refusal('not_found')
      return facts
    },
    pollKey,
    countPresent: async () => 7,
    log: pino({ level: 'silent' }),
  }
  const polls = createPolls(parts)
  const trainer = asTrainer(polls.actions, seminar.id)
  const prepare = async (kind: PollKind = 'choice', options = ['Ja', 'Nein']) => {
    await database.transaction((tx) =>
      polls.createPrepared(tx, {
        seminarId: seminar.id,
        kind,
        text: 'Gehört die Behörde auf TikTok?',
        options,
        isConfidential: true,
        itemId: null,
      }),
    )
    const poll = (await polls.forStaff(seminar.id)).polls.at(-1)
    if (poll === undefined) throw new Error('the poll was just prepared')
    return poll
  }
  const answer = (seatId: SeatId, poll: Poll, choice: Choice, wave: WaveName = 'only', sequence = 1) =>
    asSeat(polls.actions, seminar.id, seatId)(castBallot, { pollId: poll.id, wave, choice, sequence })
  const vote = (seatId: SeatId, poll: Poll, option: number, wave: WaveName = 'only', sequence = 1) =>
    answer(seatId, poll, chosen(poll, option), wave, sequence)
  return {
    ...recorder,
    seminar,
    polls,
    trainer,
    prepare,
    vote,
    answer,
    /** Everybody votes in a wave that is held for them: each person's option, null for whoever stays away. */
    async hold(poll: Poll, people: readonly SeatId[], options: readonly (number | null)[], wave: WaveName = 'only', sequence = 1) {
      await trainer(openWave, { ...op(), pollId: poll.id, wave })
      await Promise.all(
        people.map(async (seat, index) => {
          const option = options[index] ?? null
          if (option !== null) await vote(seat, poll, option, wave, sequence)
        }),
      )
      return trainer(closeWave, { ...op(), pollId: poll.id, wave })
    },
    /** Seats that only vote. */
    people: (count: number) => Array.from({ length: count }, () => SeatId.parse(newId())),
    seats: (count: number) => insertSeats(database, seminar, count),
    open: (poll: Poll, wave: WaveName = 'only') => trainer(openWave, { ...op(), pollId: poll.id, wave }),
    close: (poll: Poll, wave: WaveName = 'only') => trainer(closeWave, { ...op(), pollId: poll.id, wave }),
    reveal: (poll: Poll) => trainer(revealPoll, { ...op(), pollId: poll.id }),
    /** The same room after the process was killed. */
    restart: () => createPolls(parts),
  }
}

/** The answer with the option at this place. */
export function chosen(poll: Poll, index: number): Choice {
  return { kind: 'options', optionIds: [optionOf(poll, index)] }
}

/** The option at this place. */
export function optionOf(poll: Poll, index: number): OptionId {
  const option = poll.options[index]
  if (option === undefined) throw new Error(`no option ${index}`)
  return option.id
}
