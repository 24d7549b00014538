import { describe, expect, test } from 'vitest'
import { StaffSnapshot } from '@podium/shared/room.ts'
import { reduceAttendee, reduceStaff } from '../../src/lib/snapshot.ts'
import { attendeeSnapshot, idOf, openDebate, ownQuestion, publishedQuestion } from './builders.ts'

describe('W33 Each notice changes exactly its part of the snapshot', () => {
  test('W33 a changed question replaces the one with its id', () => {
    const before = attendeeSnapshot({ questions: [publishedQuestion()] })
    const after = reduceAttendee(before, { name: 'question.changed', body: publishedQuestion({ state: 'answering' }) })
    expect(after.questions.map(({ state }) => state)).toEqual(['answering'])
  })

  test('W33 a removed question disappears for everybody, not from its author', () => {
    const own = ownQuestion()
    const before = attendeeSnapshot({ questions: [publishedQuestion()], ownQuestions: [own] })
    const after = reduceAttendee(before, { name: 'question.removed', body: { questionId: own.id } })
    expect(after.questions).toEqual([])
    expect(after.ownQuestions).toEqual([own])
  })

  test('W33 the switch of moderation is the staff’s alone', () => {
    const { ownQuestions: _, ownUpvotes: __, ownBallots: ___, orderBit: ____, presentMinutes: _____, ...common } = attendeeSnapshot()
    const staff = StaffSnapshot.parse({
      ...common,
      isModerated: true,
      audience: { seats: 0, present: 0, hearing: 0, confirmed: 0 },
      attendance: null,
    })
    const notice = { name: 'question.moderationSwitched', body: { isModerated: false } } as const
    expect(reduceStaff(staff, notice)).toEqual({ ...staff, isModerated: false })
    expect(reduceAttendee(attendeeSnapshot(), notice)).toEqual(attendeeSnapshot())
  })

  test('W33 counted upvotes touch the counted questions alone', () => {
    const other = publishedQuestion({ id: idOf('R'), upvotes: 9 })
    const before = attendeeSnapshot({ questions: [publishedQuestion(), other] })
    const after = reduceAttendee(before, {
      name: 'question.upvotesCounted',
      body: { counts: [{ questionId: publishedQuestion().id, upvotes: 5 }] },
    })
    expect(after.questions.map(({ upvotes }) => upvotes)).toEqual([5, 9])
  })

  test('W33 counted ballots land in their wave', () => {
    const poll = openDebate()
    const after = reduceAttendee(attendeeSnapshot({ polls: [poll] }), {
      name: 'poll.ballotsCounted',
      body: { pollId: poll.id, wave: 'before', ballots: 27 },
    })
    expect(after.polls[0]?.waves.map(({ ballots }) => ballots)).toEqual([27, null])
  })

  test('W33 a poll that was put away leaves the attendees', () => {
    const [kept, gone] = [openDebate(), openDebate({ id: idOf('R') })]
    const after = reduceAttendee(attendeeSnapshot({ polls: [kept, gone] }), { name: 'poll.removed', body: { pollId: gone.id } })
    expect(after.polls).toEqual([kept])
  })

  test('W33 a changed stage also changes the state on the card', () => {
    const before = attendeeSnapshot()
    const after = reduceAttendee(before, { name: 'stage.changed', body: { ...before.stage, state: 'ended', endedAt: 5 } })
    expect([after.stage.state, after.seminar.state]).toEqual(['ended', 'ended'])
  })

  test('W33 numbers for the staff leave an attendee untouched', () => {
    const before = attendeeSnapshot()
    expect(reduceAttendee(before, { name: 'attendance.counted', body: { seats: 1, present: 1, hearing: 1, confirmed: 0 } })).toBe(before)
  })
})
