// A live seminar with the questions slice on a real store, and people to ask, answer and upvote.
import { Refusal } from '@podium/shared/failures.ts'
import { createQuestions } from '../../src/domains/questions/live.ts'
import type { SeminarFacts } from '../../src/domains/seminars/rules.ts'
import { readSeminar } from '../../src/domains/seminars/store.ts'
import { insertSeat, insertSeminar, type Opened } from './engines.ts'
import { asSeat, asTrainer, createRecorder } from './recorder.ts'

export type QuestionRoom = Awaited<ReturnType<typeof openQuestionRoom>>

/** Opens a room of its own; a test names only what it is about. */
export async function openQuestionRoom({ database }: Opened, about: Partial<SeminarFacts> = {}) {
  const seminar = await insertSeminar(database, about)
  const recorder = createRecorder(1_000_000)
  const questions = createQuestions({
    database,
    audience: recorder.audience,
    clock: recorder.clock,
    seminarFacts: async (db, id) => {
      const facts = await readSeminar(db, id)
      if (facts === null) throw new Refusal('not_found')
      return facts
    },
  })
  const sit = async (name?: string) => {
    const seatId = await insertSeat(database, seminar, name)
    return { seatId, ask: asSeat(questions.actions, seminar.id, seatId) }
  }
  return { ...recorder, seminar, questions, sit, trainer: asTrainer(questions.actions, seminar.id) }
}
