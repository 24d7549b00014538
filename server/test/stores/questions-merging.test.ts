// Questions that ask the same, put together and taken apart on a real store.
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import type { QuestionId } from '@podium/shared/primitives.ts'
import {
  askQuestion,
  mergeQuestion,
  moderateQuestion,
  type Moderation,
  ownQuestionChanged,
  questionChanged,
  questionRemoved,
  unmergeQuestion,
  upvoteQuestion,
  withdrawQuestion,
} from '@podium/shared/questions.ts'
import { onEveryEngine } from './engines.ts'
import { openQuestionRoom, type QuestionRoom } from './questions-room.ts'

const op = () => ({ opId: randomUUID() })

/** A room with questions of different seats; moderation is off unless said otherwise. */
async function asked(room: QuestionRoom, texts: readonly string[]) {
  const people = []
  for (const text of texts) {
    room.clock.advance(1)
    const person = await room.sit()
    const { id } = await person.ask(askQuestion, { ...op(), text, shownAs: { kind: 'anonymous' } })
    people.push({ ...person, id })
  }
  return people
}

/** What the hands of the stage do. */
function stageOf({ trainer }: QuestionRoom) {
  return {
    merge: (questionId: string, intoId: string) => trainer(mergeQuestion, { ...op(), questionId, intoId }),
    unmerge: (questionId: string) => trainer(unmergeQuestion, { ...op(), questionId }),
    moderate: (questionId: string, moderation: Moderation) => trainer(moderateQuestion, { ...op(), questionId, moderation }),
  }
}

const vote = (person: { ask: QuestionRoom['trainer'] }, questionId: string, isUpvoted = true) =>
  person.ask(upvoteQuestion, { ...op(), questionId, isUpvoted })

/** Fails where there are fewer things than the test made. */
function all<const Length extends number, Thing>(things: readonly Thing[], length: Length): Tuple<Thing, Length> {
  expect(things).toHaveLength(length)
  return things as unknown as Tuple<Thing, Length> // asserted on the line above
}
type Tuple<Thing, Length extends number, Parts extends Thing[] = []> = Parts['length'] extends Length
  ? Parts
  : Tuple<Thing, Length, [...Parts, Thing]>

onEveryEngine('merged questions', (opened) => {
  const open = () => openQuestionRoom(opened, { isModerated: false })
  const listed = async (room: QuestionRoom) => (await room.questions.forStaff(room.seminar.id)).questions
  const find = async (room: QuestionRoom, id: QuestionId) => (await listed(room)).find((question) => question.id === id)

  it('Q13 A merged question leaves the list of the room and stands with its target', async () => {
    const room = await open()
    const [one, other] = all(await asked(room, ['Wer haftet?', 'Wer ist verantwortlich?']), 2)
    const stage = stageOf(room)
    expect(await stage.merge(one.id, other.id)).toMatchObject({ id: one.id, state: 'merged' })
    expect(room.toAttendees(room.seminar.id, questionRemoved)).toEqual([{ questionId: one.id }])
    expect(room.toAttendees(room.seminar.id, questionChanged).at(-1)).toMatchObject({ id: other.id, mergedIds: [one.id], upvotes: 1 })
    expect(room.toStaff(room.seminar.id, questionChanged).slice(-2)).toMatchObject([
      { id: one.id, state: 'merged' },
      { id: other.id, mergedIds: [one.id], upvotes: 1 },
    ])
    const seen = await room.questions.forAttendee(room.seminar.id, (await room.sit()).seatId)
    expect(seen.questions.map(({ id }) => id)).toEqual([other.id])

    expect(await stage.unmerge(one.id)).toMatchObject({ id: one.id, state: 'published', mergedIds: [] })
    expect(await find(room, other.id)).toMatchObject({ mergedIds: [], upvotes: 0 })
    expect(room.toAttendees(room.seminar.id, questionChanged).map(({ id }) => id)).toContain(one.id)
    expect((await room.questions.forAttendee(room.seminar.id, one.seatId)).questions).toHaveLength(2)
  })

  it('Q13 Neither itself nor what left the list nor another seminar takes a question in', async () => {
    const room = await open()
    const [one, merged, target, withdrawn, declined] = all(await asked(room, ['1', '2', '3', '4', '5']), 5)
    const stage = stageOf(room)
    await stage.merge(merged.id, target.id)
    await withdrawn.ask(withdrawQuestion, { ...op(), questionId: withdrawn.id })
    await stage.moderate(declined.id, { to: 'declined', note: null })
    for (const into of [one, merged, withdrawn, declined]) {
      await expect(stage.merge(one.id, into.id)).rejects.toEqual(new Refusal('wrong_state'))
    }
    await expect(stage.moderate(merged.id, { to: 'answering' })).rejects.toEqual(new Refusal('wrong_state'))
    const [elsewhere] = all(await asked(await open(), ['Anderswo']), 1)
    await expect(stage.merge(one.id, elsewhere.id)).rejects.toEqual(new Refusal('not_found'))
    await expect(stage.merge(elsewhere.id, one.id)).rejects.toEqual(new Refusal('not_found'))
    expect(await find(room, one.id)).toMatchObject({ state: 'published', mergedIds: [] })
  })

  it('Q13 Merging and taking it back, sent again, change nothing and tell nobody', async () => {
    const room = await open()
    const [one, other] = all(await asked(room, ['Eins', 'Zwei']), 2)
    const stage = stageOf(room)
    for (const change of [() => stage.merge(one.id, other.id), () => stage.unmerge(one.id)]) {
      const first = await change()
      const [list, told] = [await listed(room), room.sent.length]
      for (let repeat = 0; repeat < 3; repeat += 1) expect(await change()).toEqual(first)
      expect([await listed(room), room.sent.length]).toEqual([list, told])
    }
  })

  it('Q13 There are no chains: what was merged into a question comes along, and back with it', async () => {
    const room = await open()
    const [a, b, c] = all(await asked(room, ['A', 'B', 'C']), 3)
    const stage = stageOf(room)
    await stage.merge(a.id, b.id)
    await stage.merge(b.id, c.id)
    expect(await find(room, c.id)).toMatchObject({ mergedIds: [a.id, b.id], upvotes: 2 })
    expect(await find(room, b.id)).toMatchObject({ state: 'merged', mergedIds: [] })
    expect(room.toSeat(a.seatId, ownQuestionChanged).at(-1)).toMatchObject({ mergedInto: { id: c.id, text: 'C' } })
    await stage.unmerge(b.id)
    expect(await find(room, b.id)).toMatchObject({ state: 'published', mergedIds: [a.id], upvotes: 1 })
    expect(await find(room, c.id)).toMatchObject({ mergedIds: [], upvotes: 0 })
  })

  it('Q13 Merges that meet leave no chain and no ring', async () => {
    const room = await open()
    const people = all(await asked(room, ['A', 'B', 'C']), 3)
    const stage = stageOf(room)
    const [a, b, c] = people
    await Promise.allSettled([stage.merge(a.id, b.id), stage.merge(b.id, c.id), stage.merge(c.id, a.id)])
    const list = await listed(room)
    const targets = list.filter(({ state }) => state === 'published')
    expect(targets.flatMap(({ mergedIds }) => mergedIds).toSorted()).toEqual(
      list.flatMap(({ id, state }) => (state === 'merged' ? id : [])).toSorted(),
    )
    expect(targets.length).toBeGreaterThan(0)
  })

  it('Q14 Whoever supports any of them counts once, askers of merged ones as well', async () => {
    const room = await open()
    const [one, other] = all(await asked(room, ['Eins', 'Zwei']), 2)
    const [both, first, second] = [await room.sit(), await room.sit(), await room.sit()]
    for (const [person, id] of [
      [both, one.id],
      [both, other.id],
      [first, one.id],
      [second, other.id],
      [other, one.id],
    ] as const)
      await vote(person, id)
    expect((await find(room, other.id))?.upvotes).toBe(2)
    await stageOf(room).merge(one.id, other.id)
    // The asker of the merged one, and three seats; the target's own asker does not count.
    expect((await find(room, other.id))?.upvotes).toBe(4)
    expect((await vote(await room.sit(), other.id)).upvotes).toBe(5)
    await stageOf(room).unmerge(one.id)
    expect([(await find(room, one.id))?.upvotes, (await find(room, other.id))?.upvotes]).toEqual([3, 3])
  })

  it('Q14 Taking support back takes it from all of them; whoever asked one supports it anyway', async () => {
    const room = await open()
    const [one, other] = all(await asked(room, ['Eins', 'Zwei']), 2)
    const reader = await room.sit()
    await vote(reader, one.id)
    await stageOf(room).merge(one.id, other.id)
    expect((await vote(reader, other.id, false)).upvotes).toBe(1)
    await expect(vote(one, other.id)).rejects.toEqual(new Refusal('own_question'))
    await stageOf(room).unmerge(one.id)
    expect((await find(room, one.id))?.upvotes).toBe(0)
  })

  it('Q14 An upvote on its way to a question merged meanwhile counts for the target', async () => {
    const room = await open()
    const [one, other] = all(await asked(room, ['Eins', 'Zwei']), 2)
    await stageOf(room).merge(one.id, other.id)
    const reader = await room.sit()
    expect(await vote(reader, one.id)).toEqual({ questionId: one.id, isUpvoted: true, upvotes: 2 })
    expect((await find(room, other.id))?.upvotes).toBe(2)
  })

  it('Q12 Q14 The sum does not tell whether two questions were asked by the same seat', async () => {
    const sums = []
    for (const isSame of [true, false]) {
      const room = await open()
      const asker = await room.sit('Renate Kranz')
      const named = await asker.ask(askQuestion, { ...op(), text: 'Mit Namen', shownAs: { kind: 'name' } })
      room.clock.advance(10_000)
      const other = isSame ? asker : await room.sit()
      const anonymous = await other.ask(askQuestion, { ...op(), text: 'Ohne Namen', shownAs: { kind: 'anonymous' } })
      await stageOf(room).merge(anonymous.id, named.id)
      const merged = (await find(room, named.id))?.upvotes
      await stageOf(room).unmerge(anonymous.id)
      await stageOf(room).merge(named.id, anonymous.id)
      sums.push([merged, (await find(room, anonymous.id))?.upvotes])
    }
    expect(sums[0]).toEqual(sums[1])
  })

  it('Q15 The author follows the target: its text once it is public, its state, its answer', async () => {
    const room = await openQuestionRoom(opened, { isModerated: true })
    const [one, other] = all(await asked(room, ['Eins', 'Zwei']), 2)
    const stage = stageOf(room)
    const own = () => room.toSeat(one.seatId, ownQuestionChanged).at(-1)
    await stage.merge(one.id, other.id)
    expect(own()).toMatchObject({ id: one.id, state: 'merged', text: 'Eins', mergedInto: { id: other.id, text: null, state: 'new' } })
    await stage.moderate(other.id, { to: 'published' })
    expect(own()?.mergedInto).toEqual({ id: other.id, text: 'Zwei', state: 'published', note: null })
    await stage.moderate(other.id, { to: 'answered_in_writing', note: 'Die Behörde.' })
    expect(own()?.mergedInto).toEqual({ id: other.id, text: 'Zwei', state: 'answered_in_writing', note: 'Die Behörde.' })
    const { ownQuestions } = await room.questions.forAttendee(room.seminar.id, one.seatId)
    expect(ownQuestions).toEqual([own()])
    await stage.unmerge(one.id)
    expect(own()).toMatchObject({ state: 'new', mergedInto: null })
  })

  it('Q15 A target that is declined tells the author why and never shows words nobody approved', async () => {
    const room = await openQuestionRoom(opened, { isModerated: true })
    const [one, other] = all(await asked(room, ['Eins', 'Beleidigung']), 2)
    await stageOf(room).merge(one.id, other.id)
    await stageOf(room).moderate(other.id, { to: 'declined', note: 'Passt nicht zum Thema.' })
    expect(room.toSeat(one.seatId, ownQuestionChanged).at(-1)?.mergedInto).toEqual({
      id: other.id,
      text: null,
      state: 'declined',
      note: 'Passt nicht zum Thema.',
    })
    expect(JSON.stringify(await room.questions.forAttendee(room.seminar.id, one.seatId))).not.toContain('Beleidigung')
  })

  it('Q6 Q13 When the target is withdrawn, those merged into it stand on their own again', async () => {
    const room = await open()
    const [one, two, target] = all(await asked(room, ['Eins', 'Zwei', 'Ziel']), 3)
    await stageOf(room).merge(one.id, target.id)
    await stageOf(room).merge(two.id, target.id)
    await target.ask(withdrawQuestion, { ...op(), questionId: target.id })
    expect((await listed(room)).map(({ id, state }) => [id, state])).toEqual([
      [one.id, 'published'],
      [two.id, 'published'],
    ])
    expect(room.toAttendees(room.seminar.id, questionRemoved).at(-1)).toEqual({ questionId: target.id })
    expect(room.toSeat(one.seatId, ownQuestionChanged).at(-1)).toMatchObject({ state: 'published', mergedInto: null })
  })

  it('Q6 Q13 The author of a merged question can withdraw it; the target loses that supporter', async () => {
    const room = await open()
    const [one, target] = all(await asked(room, ['Eins', 'Ziel']), 2)
    await stageOf(room).merge(one.id, target.id)
    expect(await one.ask(withdrawQuestion, { ...op(), questionId: one.id })).toMatchObject({ state: 'withdrawn', mergedInto: null })
    expect(await find(room, target.id)).toMatchObject({ mergedIds: [], upvotes: 0 })
    expect(room.toAttendees(room.seminar.id, questionChanged).at(-1)).toMatchObject({ id: target.id, upvotes: 0 })
    await expect(stageOf(room).unmerge(one.id)).rejects.toEqual(new Refusal('wrong_state'))
  })
})
