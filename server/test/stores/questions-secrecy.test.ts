// Everything staff and room are told about anonymous questions over their whole life, searched for a way back to the seat.
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { QuestionId, SeatId } from '@podium/shared/primitives.ts'
import {
  askQuestion,
  editQuestion,
  mergeQuestion,
  moderateQuestion,
  type Moderation,
  unmergeQuestion,
  upvoteQuestion,
  withdrawQuestion,
} from '@podium/shared/questions.ts'
import { type Opened, onEveryEngine } from './engines.ts'
import { openQuestionRoom } from './questions-room.ts'

const op = () => ({ opId: randomUUID() })

interface Heard {
  /** What staff, room and other seats were told about each question, whatever it was. */
  readonly about: ReadonlyMap<QuestionId, readonly unknown[]>
  readonly all: string
  readonly ids: readonly QuestionId[]
  readonly secrets: readonly string[]
}

/**
 * Two anonymous questions are asked, one after the other, by the same seat or by two; then both are edited, published, supported,
 * merged, answered, separated and withdrawn. The life is the same whoever asked.
 */
async function live(opened: Opened, isSameSeat: boolean): Promise<Heard> {
  const room = await openQuestionRoom(opened, { isModerated: true })
  const asker = await room.sit('Renate Kranz')
  const second = isSameSeat ? asker : await room.sit('Murat Aydın')
  const [reader, third] = [await room.sit('Öykü Demir'), await room.sit('Jörg Weiß')]
  const snapshots: unknown[] = []
  const ids: QuestionId[] = []
  const look = async () => {
    const { questions } = await room.questions.forStaff(room.seminar.id)
    const { ownUpvotes, ...seen } = await room.questions.forAttendee(room.seminar.id, reader.seatId)
    // They come in the order of their random ids.
    snapshots.push(
      questions,
      seen,
      ids.filter((id) => ownUpvotes.includes(id)),
    )
  }
  const moderate = async (questionId: string, moderation: Moderation) => {
    snapshots.push(await room.trainer(moderateQuestion, { ...op(), questionId, moderation }))
    await look()
  }
  for (const person of [asker, second]) {
    const { id } = await person.ask(askQuestion, { ...op(), text: 'Erste Fassung', shownAs: { kind: 'anonymous' } })
    await person.ask(editQuestion, { ...op(), questionId: id, text: 'Darf ich das?' })
    ids.push(id)
    room.clock.advance(10_000)
    await look()
  }
  const { id: targetId } = await third.ask(askQuestion, { ...op(), text: 'Dürfen wir das?', shownAs: { kind: 'name' } })
  for (const id of [...ids, targetId]) await moderate(id, { to: 'published' })
  for (const questionId of ids) snapshots.push(await reader.ask(upvoteQuestion, { ...op(), questionId, isUpvoted: true }))
  const told = room.next()
  room.clock.advance(500)
  await told
  for (const questionId of ids) {
    snapshots.push(await room.trainer(mergeQuestion, { ...op(), questionId, intoId: targetId }))
    await look()
  }
  await moderate(targetId, { to: 'answering' })
  await moderate(targetId, { to: 'answered_in_writing', note: 'Ja.' })
  for (const questionId of ids) snapshots.push(await room.trainer(unmergeQuestion, { ...op(), questionId }))
  // Also with one another: what a sum could tell, it would tell here.
  for (const [questionId, intoId] of [ids, ids.toReversed()]) {
    snapshots.push(await room.trainer(mergeQuestion, { ...op(), questionId: questionId ?? '', intoId: intoId ?? '' }))
    await look()
    snapshots.push(await room.trainer(unmergeQuestion, { ...op(), questionId: questionId ?? '' }))
  }
  for (const [index, person] of [asker, second].entries()) {
    await person.ask(withdrawQuestion, { ...op(), questionId: ids[index] ?? '' })
    await look()
  }
  const authors: ReadonlySet<SeatId> = new Set([asker.seatId, second.seatId])
  const messages = room.sent.filter(({ room: to }) => ![...authors].some((seatId) => to === `seat:${seatId}`))
  const rows = await opened.database.handle
    .selectFrom('seat')
    .select(['id', 'number', 'holder_name'])
    .where('id', 'in', [...authors])
    .execute()
  const ops = await opened.database.handle.selectFrom('question').select('op_id').where('id', 'in', ids).execute()
  const everything = [...messages.map(({ name, body }) => ({ name, body })), ...snapshots]
  return {
    about: new Map(ids.map((id) => [id, everything.flatMap((part) => mentions(part, id))])),
    all: JSON.stringify(everything),
    ids,
    secrets: [...rows.flatMap(({ id, number, holder_name }) => [id, number, holder_name]), ...ops.map(({ op_id }) => op_id)],
  }
}

/** Every object in a message that is about this question. */
function mentions(part: unknown, id: QuestionId): unknown[] {
  if (typeof part !== 'object' || part === null) return []
  const within = Object.values(part).flatMap((inner) => mentions(inner, id))
  return Object.values(part).includes(id) ? [part, ...within] : within
}

/** Every text of some length in what was told about a question, ids of questions and agenda items aside. */
function wordsOf(parts: readonly unknown[], known: ReadonlySet<string>): Set<string> {
  const texts = JSON.stringify(parts).match(/[\w-]{8,}/g) ?? []
  return new Set(texts.filter((text) => !known.has(text) && !/^[a-z_]+$/i.test(text)))
}

onEveryEngine('anonymous questions', (opened) => {
  it('Q12 Nothing staff or room hears over a question’s whole life contains seat, number, name or operation', async () => {
    const { all, secrets } = await live(opened, true)
    expect(secrets).toHaveLength(5)
    expect(all.length).toBeGreaterThan(5_000)
    for (const secret of secrets) expect(all).not.toContain(secret)
  })

  it('Q12 What is told about two questions of one seat has nothing in common that those of two seats have not', async () => {
    const common = async (isSameSeat: boolean) => {
      const { about, ids } = await live(opened, isSameSeat)
      const [one, other] = ids.map((id) => wordsOf(about.get(id) ?? [], new Set(ids)))
      return [...(one ?? [])].filter((word) => other?.has(word)).map((word) => word.length)
    }
    expect(await common(true)).toEqual(await common(false))
  })

  it('Q12 Apart from random ids, everybody else hears the same whether one seat asked both or two', async () => {
    const told = async (isSameSeat: boolean) => {
      const { all } = await live(opened, isSameSeat)
      const names = new Map<string, string>()
      const name = (id: string) => names.get(id) ?? names.set(id, `id${names.size}`).get(id) ?? ''
      return all.replaceAll(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, name)
    }
    expect(await told(true)).toBe(await told(false))
  })
})
