// Questions and upvotes on a real store, through the actions people ask for.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { QuestionId } from '@podium/shared/primitives.ts'
import {
  askQuestion,
  editQuestion,
  mergeQuestion,
  moderateQuestion,
  moderationSwitched,
  ownQuestionChanged,
  questionChanged,
  questionRemoved,
  setModeration,
  unmergeQuestion,
  upvoteQuestion,
  upvotesCounted,
  withdrawQuestion,
} from '@podium/shared/questions.ts'
import { newId } from '../../src/adapters/clock.ts'
import { insertSeats, onEveryEngine } from './engines.ts'
import { openQuestionRoom } from './questions-room.ts'
import { asSeat } from './recorder.ts'

const anonymous = { shownAs: { kind: 'anonymous' } } as const
const op = () => ({ opId: randomUUID() })

const room = openQuestionRoom

onEveryEngine('questions', (opened) => {
  it('Q1 A question can only be asked while the seminar is live', async () => {
    for (const storedState of ['published', 'ended'] as const) {
      const { sit } = await room(opened, { storedState })
      const { ask } = await sit()
      await expect(ask(askQuestion, { ...op(), text: 'Zu früh?', ...anonymous })).rejects.toEqual(new Refusal('seminar_not_live'))
    }
  })

  it('Q2 Q7 A moderated question reaches staff and author, and the room once it is published', async () => {
    const { seminar, sit, trainer, questions, toAttendees, toStaff, toSeat } = await room(opened)
    const { seatId, ask } = await sit()
    const asked = await ask(askQuestion, { ...op(), text: 'Darf ich liken?', ...anonymous })
    expect(asked).toMatchObject({ state: 'new', isOwn: true, upvotes: 0, asker: { kind: 'anonymous' } })
    expect(toStaff(seminar.id, questionChanged).map((question) => question.id)).toEqual([asked.id])
    expect(toAttendees(seminar.id, questionChanged)).toEqual([])
    expect((await questions.forAttendee(seminar.id, (await sit()).seatId)).questions).toEqual([])

    await trainer(moderateQuestion, { ...op(), questionId: asked.id, moderation: { to: 'published' } })
    expect(toAttendees(seminar.id, questionChanged)).toMatchObject([{ id: asked.id, state: 'published' }])
    expect(toSeat(seatId, ownQuestionChanged).at(-1)).toMatchObject({ id: asked.id, state: 'published', isOwn: true })
    expect((await questions.forAttendee(seminar.id, (await sit()).seatId)).questions).toMatchObject([{ id: asked.id }])
  })

  it('Q2 Without moderation a question is public at once', async () => {
    const { seminar, sit, trainer, toAttendees } = await room(opened)
    await trainer(setModeration, { ...op(), isModerated: false })
    const { ask } = await sit()
    expect(await ask(askQuestion, { ...op(), text: 'Sofort?', ...anonymous })).toMatchObject({ state: 'published' })
    expect(toAttendees(seminar.id, questionChanged)).toHaveLength(1)
    await trainer(setModeration, { ...op(), isModerated: true })
    expect(await (await sit()).ask(askQuestion, { ...op(), text: 'Später?', ...anonymous })).toMatchObject({ state: 'new' })
  })

  it('Q16 Every switch of moderation reaches the staff, and only the staff, once', async () => {
    const { seminar, trainer, sent, toStaff } = await room(opened, { isModerated: true })
    for (const isModerated of [true, false, false, true]) await trainer(setModeration, { ...op(), isModerated })
    expect(toStaff(seminar.id, moderationSwitched)).toEqual([{ isModerated: false }, { isModerated: true }])
    expect(sent).toHaveLength(2)
  })

  it('Q3 A seat asks once in ten seconds; other seats are not held up', async () => {
    const { sit, clock } = await room(opened)
    const [one, other] = [await sit(), await sit()]
    await one.ask(askQuestion, { ...op(), text: 'Eins', ...anonymous })
    await expect(one.ask(askQuestion, { ...op(), text: 'Zwei', ...anonymous })).rejects.toMatchObject({
      code: 'too_many_requests',
      retryAfterMs: 10_000,
    })
    await other.ask(askQuestion, { ...op(), text: 'Auch eins', ...anonymous })
    clock.advance(10_000)
    await one.ask(askQuestion, { ...op(), text: 'Zwei', ...anonymous })
  })

  it('Q3 The twenty-first question of a seat is refused, withdrawn ones counted', async () => {
    const { sit, clock } = await room(opened)
    const { ask } = await sit()
    for (let i = 0; i < 20; i += 1) {
      const { id } = await ask(askQuestion, { ...op(), text: `Frage ${i}`, ...anonymous })
      if (i === 0) await ask(withdrawQuestion, { ...op(), questionId: id })
      clock.advance(10_000)
    }
    await expect(ask(askQuestion, { ...op(), text: 'Noch eine', ...anonymous })).rejects.toEqual(new Refusal('too_many_questions'))
  })

  it('Q4 Asking again with the same operation answers the same question, also all at once', async () => {
    const { seminar, sit, questions, toStaff } = await room(opened)
    const { ask } = await sit()
    const wish = { ...op(), text: 'Nur einmal', ...anonymous }
    const answers = await Promise.all([ask(askQuestion, wish), ask(askQuestion, wish), ask(askQuestion, wish)])
    answers.push(await ask(askQuestion, wish), await ask(askQuestion, wish))
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
    expect((await questions.forStaff(seminar.id)).questions).toHaveLength(1)
    expect(toStaff(seminar.id, questionChanged)).toHaveLength(1)
  })

  it('Q5 An edit shows to staff and author until the question is published', async () => {
    const { seminar, sit, trainer, toStaff } = await room(opened)
    const { ask } = await sit()
    const { id } = await ask(askQuestion, { ...op(), text: 'Tippfeler', ...anonymous })
    expect(await ask(editQuestion, { ...op(), questionId: id, text: 'Tippfehler' })).toMatchObject({ text: 'Tippfehler' })
    expect(toStaff(seminar.id, questionChanged).at(-1)).toMatchObject({ id, text: 'Tippfehler' })
    await trainer(moderateQuestion, { ...op(), questionId: id, moderation: { to: 'published' } })
    await expect(ask(editQuestion, { ...op(), questionId: id, text: 'Zu spät' })).rejects.toEqual(new Refusal('wrong_state'))
    await expect((await sit()).ask(editQuestion, { ...op(), questionId: id, text: 'Fremd' })).rejects.toEqual(new Refusal('not_found'))
  })

  it('Q6 A withdrawn question leaves every list but its author’s', async () => {
    const { seminar, sit, questions, toAttendees } = await room(opened, { isModerated: false })
    const { seatId, ask } = await sit()
    const { id } = await ask(askQuestion, { ...op(), text: 'Doch nicht', ...anonymous })
    for (let i = 0; i < 3; i += 1) expect(await ask(withdrawQuestion, { ...op(), questionId: id })).toMatchObject({ state: 'withdrawn' })
    expect(toAttendees(seminar.id, questionRemoved)).toEqual([{ questionId: id }])
    expect((await questions.forStaff(seminar.id)).questions).toEqual([])
    expect(await questions.forAttendee(seminar.id, seatId)).toMatchObject({ questions: [], ownQuestions: [{ id, state: 'withdrawn' }] })
  })

  it('Q7 The room never hears of a question declined before it was published', async () => {
    const { seminar, sit, trainer, sent, toAttendees, toSeat } = await room(opened)
    const { seatId, ask } = await sit()
    const { id } = await ask(askQuestion, { ...op(), text: 'Werbung', ...anonymous })
    await trainer(moderateQuestion, { ...op(), questionId: id, moderation: { to: 'declined', note: 'Thema passt nicht.' } })
    expect(toSeat(seatId, ownQuestionChanged).at(-1)).toMatchObject({ state: 'declined', note: 'Thema passt nicht.' })
    expect(sent.filter((message) => message.room === `${seminar.id}:attendees`)).toEqual([])

    await trainer(moderateQuestion, { ...op(), questionId: id, moderation: { to: 'published' } })
    await trainer(moderateQuestion, { ...op(), questionId: id, moderation: { to: 'declined', note: null } })
    expect(toAttendees(seminar.id, questionRemoved)).toEqual([{ questionId: id }])
  })

  it('Q9 Marking a question as being answered ends the one before', async () => {
    const { seminar, sit, trainer, questions } = await room(opened)
    const ids: QuestionId[] = []
    for (let i = 0; i < 3; i += 1) ids.push((await (await sit()).ask(askQuestion, { ...op(), text: `Frage ${i}`, ...anonymous })).id)
    await Promise.all(ids.map((questionId) => trainer(moderateQuestion, { ...op(), questionId, moderation: { to: 'answering' } })))
    const states = (await questions.forStaff(seminar.id)).questions.map((question) => question.state)
    expect(states.toSorted()).toEqual(['answered', 'answered', 'answering'])
  })

  it('Q10 An upvote counts once per seat, is taken back once, and is never for one’s own question', async () => {
    const { sit, questions, seminar } = await room(opened, { isModerated: false })
    const [author, reader] = [await sit(), await sit()]
    const { id: questionId } = await author.ask(askQuestion, { ...op(), text: 'Wichtig', ...anonymous })
    const wish = { ...op(), questionId, isUpvoted: true }
    expect(await reader.ask(upvoteQuestion, wish)).toEqual({ questionId, isUpvoted: true, upvotes: 1 })
    expect(await reader.ask(upvoteQuestion, wish)).toEqual({ questionId, isUpvoted: true, upvotes: 1 })
    expect((await questions.forAttendee(seminar.id, reader.seatId)).ownUpvotes).toEqual([questionId])
    expect(await reader.ask(upvoteQuestion, { ...op(), questionId, isUpvoted: false })).toEqual({
      questionId,
      isUpvoted: false,
      upvotes: 0,
    })
    expect(await reader.ask(upvoteQuestion, { ...op(), questionId, isUpvoted: false })).toMatchObject({ upvotes: 0 })
    await expect(author.ask(upvoteQuestion, wish)).rejects.toEqual(new Refusal('own_question'))
    await expect(reader.ask(upvoteQuestion, { ...wish, questionId: newId() })).rejects.toEqual(new Refusal('not_found'))
  })

  it('Q10 A seat’s eleventh upvote within ten seconds is refused', async () => {
    const { sit, clock } = await room(opened, { isModerated: false })
    const [author, reader] = [await sit(), await sit()]
    const { id: questionId } = await author.ask(askQuestion, { ...op(), text: 'Viel', ...anonymous })
    for (let i = 0; i < 10; i += 1) await reader.ask(upvoteQuestion, { ...op(), questionId, isUpvoted: i % 2 === 0 })
    await expect(reader.ask(upvoteQuestion, { ...op(), questionId, isUpvoted: true })).rejects.toMatchObject({
      code: 'too_many_requests',
      retryAfterMs: 10_000,
    })
    clock.advance(10_000)
    await reader.ask(upvoteQuestion, { ...op(), questionId, isUpvoted: true })
  })

  it('Q18 Upvotes that arrive together are each answered for themselves, and the last wish of a seat holds', async () => {
    const { sit, seminar, questions } = await room(opened, { isModerated: false })
    const author = await sit()
    const { id: questionId } = await author.ask(askQuestion, { ...op(), text: 'Zugleich', ...anonymous })
    const elsewhere = await (
      await (await room(opened, { isModerated: false })).sit()
    ).ask(askQuestion, { ...op(), text: 'Fern', ...anonymous })
    const readers = await Promise.all([sit(), sit(), sit()])
    const upvote = (person: (typeof readers)[number], wished: boolean, id: string = questionId) =>
      person.ask(upvoteQuestion, { ...op(), questionId: id, isUpvoted: wished })
    const outcomes = await Promise.allSettled([
      ...readers.map((reader) => upvote(reader, true)),
      upvote(author, true),
      upvote(author, true, newId()),
      upvote(author, true, elsewhere.id),
      ...readers.slice(1).map((reader) => upvote(reader, false)),
      ...readers.slice(2).map((reader) => upvote(reader, true)),
    ])
    expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))).toEqual([
      new Refusal('own_question'),
      new Refusal('not_found'),
      new Refusal('not_found'),
    ])
    expect((await questions.forStaff(seminar.id)).questions[0]?.upvotes).toBe(2)
    const own = await Promise.all(readers.map(async ({ seatId }) => (await questions.forAttendee(seminar.id, seatId)).ownUpvotes))
    expect(own).toEqual([[questionId], [], [questionId]])
  })

  it('Q18 Upvotes of two hundred seats at once take a handful of statements', async () => {
    const { sit, seminar, questions } = await room(opened, { isModerated: false })
    const { id: questionId } = await (await sit()).ask(askQuestion, { ...op(), text: 'Beliebt', ...anonymous })
    const seats = await insertSeats(opened.database, seminar, 200)
    const before = opened.database.writesTo(['upvote'])
    const replies = await Promise.all(
      seats.map((seatId) => asSeat(questions.actions, seminar.id, seatId)(upvoteQuestion, { ...op(), questionId, isUpvoted: true })),
    )
    expect(Math.max(...replies.map(({ upvotes }) => upvotes))).toBe(200)
    expect(opened.database.writesTo(['upvote']) - before).toBeLessThanOrEqual(2)
  })

  it('Q11 Many upvotes reach the room as one message per tick', async () => {
    const { sit, seminar, clock, next, toAttendees, toStaff, questions } = await room(opened, { isModerated: false })
    const { id: questionId } = await (await sit()).ask(askQuestion, { ...op(), text: 'Beliebt', ...anonymous })
    const seats = await insertSeats(opened.database, seminar, 12)
    await Promise.all(
      seats.map((seatId) => asSeat(questions.actions, seminar.id, seatId)(upvoteQuestion, { ...op(), questionId, isUpvoted: true })),
    )
    expect(toAttendees(seminar.id, upvotesCounted)).toEqual([])
    const told = next()
    clock.advance(500)
    await told
    expect(toAttendees(seminar.id, upvotesCounted)).toEqual([{ counts: [{ questionId, upvotes: 12 }] }])
    expect(toStaff(seminar.id, upvotesCounted)).toEqual([{ counts: [{ questionId, upvotes: 12 }] }])
    clock.advance(5_000)
    expect(toAttendees(seminar.id, upvotesCounted)).toHaveLength(1)
  })

  it('Q12 Nothing staff or room receives contains a seat, and a name only where it was chosen', async () => {
    const { seminar, sit, trainer, questions, sent } = await room(opened, { isModerated: false })
    const people = [await sit('Renate Kranz'), await sit('Murat Aydın'), await sit('Öykü Demir')]
    const shown = [{ kind: 'anonymous' }, { kind: 'field', field: 'police' }, { kind: 'name' }] as const
    for (const [index, { ask }] of people.entries()) {
      const { id } = await ask(askQuestion, { ...op(), text: 'Frage', shownAs: shown[index] ?? shown[0] })
      await trainer(moderateQuestion, { ...op(), questionId: id, moderation: { to: 'answering' } })
    }
    const seen = JSON.stringify([
      await questions.forStaff(seminar.id),
      (await questions.forAttendee(seminar.id, people[0]?.seatId ?? (await sit()).seatId)).questions,
      sent.filter((message) => !message.room.startsWith('seat:')).map((message) => message.body),
    ])
    for (const { seatId } of people) expect(seen).not.toContain(seatId)
    expect(seen).not.toContain('Renate Kranz')
    expect(seen).not.toContain('Murat Aydın')
    expect(seen).toContain('Öykü Demir')
  })

  it('Q12 A question of another seminar is not found', async () => {
    const [here, there] = [await room(opened), await room(opened)]
    const { id } = await (await here.sit()).ask(askQuestion, { ...op(), text: 'Hier', ...anonymous })
    await expect(there.trainer(moderateQuestion, { ...op(), questionId: id, moderation: { to: 'published' } })).rejects.toEqual(
      new Refusal('not_found'),
    )
  })

  describe('replay', () => {
    it('Q4 Whatever is sent again right away changes nothing', async () => {
      const kind = fc.constantFrom(
        'edit',
        'withdraw',
        'merge',
        'unmerge',
        'publish',
        'answering',
        'answered',
        'later',
        'decline',
        'upvote',
        'unvote',
      )
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(kind, fc.integer({ min: 1, max: 3 })), { maxLength: 8 }), async (steps) => {
          const { seminar, sit, trainer, questions } = await room(opened)
          const [author, reader] = [await sit(), await sit()]
          const { id: questionId } = await author.ask(askQuestion, { ...op(), text: 'Frage', ...anonymous })
          const { id: intoId } = await (await sit()).ask(askQuestion, { ...op(), text: 'Dieselbe Frage', ...anonymous })
          const state = async () => [
            await questions.forStaff(seminar.id),
            await questions.forAttendee(seminar.id, author.seatId),
            await questions.forAttendee(seminar.id, reader.seatId),
          ]
          for (const [index, [name, repeats]] of steps.entries()) {
            const perform = () => {
              const target = { opId: operation, questionId }
              switch (name) {
                case 'edit':
                  return author.ask(editQuestion, { ...target, text: `Frage ${index}` })
                case 'withdraw':
                  return author.ask(withdrawQuestion, target)
                case 'merge':
                  return trainer(mergeQuestion, { ...target, intoId })
                case 'unmerge':
                  return trainer(unmergeQuestion, target)
                case 'publish':
                  return trainer(moderateQuestion, { ...target, moderation: { to: 'published' } })
                case 'answering':
                  return trainer(moderateQuestion, { ...target, moderation: { to: 'answering' } })
                case 'answered':
                  return trainer(moderateQuestion, { ...target, moderation: { to: 'answered' } })
                case 'later':
                  return trainer(moderateQuestion, { ...target, moderation: { to: 'later' } })
                case 'decline':
                  return trainer(moderateQuestion, { ...target, moderation: { to: 'declined', note: 'Nein' } })
                default:
                  return reader.ask(upvoteQuestion, { ...target, isUpvoted: name === 'upvote' })
              }
            }
            const operation = randomUUID()
            const outcome = async () => perform().catch((error: unknown) => error)
            const first = await outcome()
            const after = await state()
            for (let repeat = 0; repeat < repeats; repeat += 1) {
              const again = await outcome()
              // Only the budget may answer differently.
              if (!(again instanceof Refusal && again.code === 'too_many_requests')) expect(again).toEqual(first)
            }
            expect(await state()).toEqual(after)
          }
        }),
        { numRuns: 15 },
      )
    })
  })
})
