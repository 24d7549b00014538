// Questions across a whole Podium: two of the staff, three seats, every message as it crosses the wire.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QuestionId } from '@podium/shared/primitives.ts'
import {
  askQuestion,
  mergeQuestion,
  moderateQuestion,
  moderationSwitched,
  ownQuestionChanged,
  questionChanged,
  questionRemoved,
  setModeration,
  type ShownAs,
  unmergeQuestion,
  upvoteQuestion,
  withdrawQuestion,
} from '@podium/shared/questions.ts'
import { readRoomAsAttendee, readRoomAsStaff } from '@podium/shared/room.ts'
import { goLive } from '@podium/shared/stage.ts'
import { type Podium, seat, startPodium } from '../harness.ts'
import { attend, expectRefusal, type Live, opId, staffOnAir } from '../people.ts'

let podium: Podium
let trainer: Live
let organiser: Live
let asker: Live
let other: Live
let reader: Live

beforeAll(async () => {
  podium = await startPodium()
  trainer = (await staffOnAir(podium.url, podium.trainer, podium.seminarId)).live
  organiser = (await staffOnAir(podium.url, podium.organiser, podium.seminarId)).live
  asker = (await attend(podium.url, seat(podium, 0))).live
  other = (await attend(podium.url, seat(podium, 1))).live
  reader = (await attend(podium.url, seat(podium, 2))).live
  await trainer.ask(goLive, { opId: opId() })
})
afterAll(() => podium.stop())

const ask = (live: Live, text: string, shownAs: ShownAs = { kind: 'anonymous' }) => live.ask(askQuestion, { opId: opId(), text, shownAs })
const publish = (questionId: QuestionId) => trainer.ask(moderateQuestion, { opId: opId(), questionId, moderation: { to: 'published' } })

describe('questions across the room', () => {
  let first: QuestionId
  let second: QuestionId

  it('Q3 The refusal of a second question says how long to wait', async () => {
    first = (await ask(asker, 'Wer haftet?')).id
    const refusal = await expectRefusal(ask(asker, 'Und wann?'), 'too_many_requests')
    expect(refusal.retryAfterMs).toBeGreaterThan(5_000)
    expect(refusal.retryAfterMs).toBeLessThanOrEqual(10_000)
  })

  it('Q16 A switch of moderation reaches all of the staff at once and no attendee', async () => {
    for (const isModerated of [false, true]) {
      await trainer.ask(setModeration, { opId: opId(), isModerated })
      for (const staff of [trainer, organiser]) expect(await staff.hear(moderationSwitched)).toEqual({ isModerated })
      expect((await organiser.ask(readRoomAsStaff, {})).isModerated).toBe(isModerated)
    }
    expect(reader.heard().some(({ name }) => name === moderationSwitched.name)).toBe(false)
    await expectRefusal(organiser.ask(setModeration, { opId: opId(), isModerated: false }), 'not_allowed')
  })

  it('Q13 Q14 A merge shows to staff, room and both authors, and counts each seat once', async () => {
    second = (await ask(other, 'Wer ist verantwortlich?')).id
    await publish(first)
    await publish(second)
    for (const questionId of [first, second]) await reader.ask(upvoteQuestion, { opId: opId(), questionId, isUpvoted: true })
    expect(await trainer.ask(mergeQuestion, { opId: opId(), questionId: first, intoId: second })).toMatchObject({ state: 'merged' })
    expect(await reader.hear(questionRemoved)).toEqual({ questionId: first })
    for (const live of [reader, trainer, organiser]) {
      expect(await live.hear(questionChanged, ({ id, mergedIds }) => id === second && mergedIds.length === 1)).toMatchObject({ upvotes: 2 })
    }
    expect(await asker.hear(ownQuestionChanged, ({ state }) => state === 'merged')).toMatchObject({
      id: first,
      mergedInto: { id: second, text: 'Wer ist verantwortlich?' },
    })
    await expectRefusal(asker.ask(upvoteQuestion, { opId: opId(), questionId: second, isUpvoted: true }), 'own_question')
    await expectRefusal(organiser.ask(mergeQuestion, { opId: opId(), questionId: second, intoId: first }), 'not_allowed')
  })

  it('Q9 Q15 The question being answered is the same for all, also after a reload, and merged authors follow', async () => {
    await trainer.ask(moderateQuestion, { opId: opId(), questionId: second, moderation: { to: 'answering' } })
    expect((await asker.hear(ownQuestionChanged, ({ mergedInto }) => mergedInto?.state === 'answering')).id).toBe(first)
    const again = (await attend(podium.url, seat(podium, 2), true)).live
    const seen = await again.ask(readRoomAsAttendee, {})
    expect(seen.questions.map(({ id, state }) => [id, state])).toEqual([[second, 'answering']])
    expect(seen.ownUpvotes.toSorted()).toEqual([first, second].toSorted())
    reader = again
    const staff = await organiser.ask(readRoomAsStaff, {})
    expect(staff.questions.find(({ state }) => state === 'answering')?.id).toBe(second)
  })

  it('Q8 Q15 A written answer reaches everybody, and so does its correction', async () => {
    for (const note of ['Die Behörde.', 'Die Behörde, nicht die Person.']) {
      await trainer.ask(moderateQuestion, { opId: opId(), questionId: second, moderation: { to: 'answered_in_writing', note } })
      expect((await reader.hear(questionChanged, (question) => question.note === note)).state).toBe('answered_in_writing')
      expect((await asker.hear(ownQuestionChanged, ({ mergedInto }) => mergedInto?.note === note)).id).toBe(first)
      expect((await reader.ask(readRoomAsAttendee, {})).questions).toMatchObject([{ id: second, note }])
    }
  })

  it('Q13 Taking the merge back brings the question into every list again', async () => {
    await trainer.ask(unmergeQuestion, { opId: opId(), questionId: first })
    expect(await reader.hear(questionChanged, ({ id, state }) => id === first && state === 'published')).toMatchObject({ upvotes: 1 })
    expect((await asker.ask(readRoomAsAttendee, {})).ownQuestions).toMatchObject([{ id: first, state: 'published', mergedInto: null }])
    await asker.ask(withdrawQuestion, { opId: opId(), questionId: first })
    expect(await reader.hear(questionRemoved)).toEqual({ questionId: first })
  })

  it('Q12 No message and no snapshot of staff or other seats names whoever asked', async () => {
    const about = podium.seats[0]
    const wire = JSON.stringify([
      ...[trainer, organiser, other, reader].map((live) => live.heard().filter(({ name }) => name.startsWith('question.'))),
      (await trainer.ask(readRoomAsStaff, {})).questions,
      (await reader.ask(readRoomAsAttendee, {})).questions,
    ])
    for (const secret of [about?.seatId, about?.holderName, about?.number]) {
      expect(secret).toBeTruthy()
      expect(wire).not.toContain(secret)
    }
  })
})
