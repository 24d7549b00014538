import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audienceCounted, attendanceChanged, reportSound } from '@podium/shared/attendance.ts'
import { ballotsCounted, castBallot, closeWave, openWave, pollChanged, revealPoll } from '@podium/shared/polls.ts'
import { askQuestion, moderateQuestion, ownQuestionChanged, questionChanged, upvoteQuestion } from '@podium/shared/questions.ts'
import { readRoomAsAttendee, readRoomAsStaff } from '@podium/shared/room.ts'
import { addSeat, type SeatCredentials } from '@podium/shared/seats.ts'
import { endSeminar, extendSeminar, goLive, showAgendaItem, stageChanged } from '@podium/shared/stage.ts'
import { type Podium, seat, startPodium } from '../harness.ts'
import { attend, type Browser, expectRefusal, type Live, opId, staffOnAir } from '../people.ts'

let podium: Podium
let trainer: Live
let organiser: Live
let office: Browser
let first: Live
let second: Live

beforeAll(async () => {
  podium = await startPodium()
  trainer = (await staffOnAir(podium.url, podium.trainer, podium.seminarId)).live
  ;({ live: organiser, browser: office } = await staffOnAir(podium.url, podium.organiser, podium.seminarId))
  first = (await attend(podium.url, seat(podium, 0))).live
  second = (await attend(podium.url, seat(podium, 1))).live
})
afterAll(() => podium.stop())

const newSeat = (holderName: string): Promise<SeatCredentials> =>
  office.call(addSeat, { seminarId: podium.seminarId, holderName, holderEmail: null })

describe('the stage', () => {
  it('S7 Q1 Nobody asks before the seminar is live', async () => {
    await expectRefusal(first.ask(askQuestion, { opId: opId(), text: 'Zu früh?', shownAs: { kind: 'anonymous' } }), 'seminar_not_live')
  })

  it('S3 Everybody hears that the seminar went live, with the first agenda item', async () => {
    const stage = await trainer.ask(goLive, { opId: opId() })
    expect(stage.state).toBe('live')
    for (const live of [first, second, organiser]) expect((await live.hear(stageChanged)).currentItemId).toBe(stage.currentItemId)
    expect(await trainer.ask(goLive, { opId: opId() })).toEqual(stage)
  })

  it('S5 The agenda moves for everybody at once', async () => {
    const { seminar } = await trainer.ask(readRoomAsStaff, {})
    const item = seminar.agenda[4]
    expect(item?.isStarred).toBe(true)
    await trainer.ask(showAgendaItem, { opId: opId(), itemId: item?.id ?? '' })
    expect((await first.hear(stageChanged, (stage) => stage.currentItemId === item?.id)).progress).toHaveLength(2)
  })

  it('S6 An extension counts once however often it is asked for', async () => {
    const extension = { opId: opId(), minutes: 15 }
    const stage = await trainer.ask(extendSeminar, extension)
    expect((await trainer.ask(extendSeminar, extension)).endsAt).toBe(stage.endsAt)
  })

  it('T4 Attendees cannot do what the stage does, and the organiser does not run the stage', async () => {
    await expectRefusal(first.ask(endSeminar, { opId: opId() }), 'not_allowed')
    await expectRefusal(organiser.ask(endSeminar, { opId: opId() }), 'not_allowed')
    await expectRefusal(first.ask(readRoomAsStaff, {}), 'not_allowed')
    await expectRefusal(trainer.ask(readRoomAsAttendee, {}), 'not_allowed')
  })
})

describe('questions across the room', () => {
  it('Q7 Q10 A question is seen by staff at once, by others once published, and counts one upvote per seat', async () => {
    const asked = await first.ask(askQuestion, { opId: opId(), text: 'Wer haftet?', shownAs: { kind: 'anonymous' } })
    expect((await trainer.hear(questionChanged)).id).toBe(asked.id)
    await trainer.ask(moderateQuestion, { opId: opId(), questionId: asked.id, moderation: { to: 'published' } })
    expect((await second.hear(questionChanged)).text).toBe('Wer haftet?')
    expect((await first.hear(ownQuestionChanged, ({ state }) => state === 'published')).id).toBe(asked.id)
    for (let repeat = 0; repeat < 5; repeat += 1) {
      expect((await second.ask(upvoteQuestion, { opId: opId(), questionId: asked.id, isUpvoted: true })).upvotes).toBe(1)
    }
    await expectRefusal(first.ask(upvoteQuestion, { opId: opId(), questionId: asked.id, isUpvoted: true }), 'own_question')
    await trainer.ask(moderateQuestion, { opId: opId(), questionId: asked.id, moderation: { to: 'answering' } })
    expect((await second.hear(questionChanged, ({ state }) => state === 'answering')).id).toBe(asked.id)
  })

  it('Q12 Nothing the staff receives leads from an anonymous question to its seat or name', async () => {
    const snapshot = await trainer.ask(readRoomAsStaff, {})
    const wire = JSON.stringify([snapshot.questions, trainer.heard()])
    expect(snapshot.questions).not.toHaveLength(0)
    for (const { seatId, holderName } of podium.seats) {
      expect(wire).not.toContain(seatId)
      expect(wire).not.toContain(holderName)
    }
  })
})

describe('a poll across the room', () => {
  it('P9 A choice poll is opened, voted in, closed and revealed to everybody; a late joiner sees the same', async () => {
    const people = [first, second, (await attend(podium.url, seat(podium, 2))).live]
    for (const name of ['Vera Vier', 'Fabian Fünf']) people.push((await attend(podium.url, await newSeat(name))).live)
    const poll = (await trainer.ask(readRoomAsStaff, {})).polls.find(({ kind }) => kind === 'choice')
    if (poll === undefined) throw new Error('the demo has a choice poll')
    const option = (index: number) => poll.options[index]?.id ?? ''
    await trainer.ask(openWave, { opId: opId(), pollId: poll.id, wave: 'only' })
    for (const person of people) expect((await person.hear(pollChanged)).waves[0]?.state).toBe('open')
    for (const [index, person] of people.entries()) {
      await person.ask(castBallot, {
        pollId: poll.id,
        wave: 'only',
        choice: { kind: 'options', optionIds: [option(index % 2)] },
        sequence: 1,
      })
      await person.ask(castBallot, {
        pollId: poll.id,
        wave: 'only',
        choice: { kind: 'options', optionIds: [option(index % 2)] },
        sequence: 1,
      })
    }
    expect((await trainer.hear(ballotsCounted, ({ ballots }) => ballots === people.length)).pollId).toBe(poll.id)
    await trainer.ask(closeWave, { opId: opId(), pollId: poll.id, wave: 'only' })
    await expectRefusal(
      first.ask(castBallot, { pollId: poll.id, wave: 'only', choice: { kind: 'options', optionIds: [option(0)] }, sequence: 2 }),
      'poll_closed',
    )
    const revealed = await trainer.ask(revealPoll, { opId: opId(), pollId: poll.id })
    expect(revealed.result).toEqual({
      kind: 'choice',
      ballots: 5,
      tallies: poll.options.map(({ id }, index) => ({ optionId: id, count: index === 0 ? 3 : index === 1 ? 2 : 0 })),
    })
    expect((await second.hear(pollChanged, ({ isRevealed }) => isRevealed)).result).toEqual(revealed.result)
    const late = (await attend(podium.url, await newSeat('Lars Spät'))).live
    const snapshot = await late.ask(readRoomAsAttendee, {})
    expect(snapshot.polls.find(({ id }) => id === poll.id)?.result).toEqual(revealed.result)
    expect(snapshot.questions).toHaveLength(1)
    expect(snapshot.ownBallots).toEqual([])
  })
})

describe('attendance', () => {
  it('A7 The stage hears numbers without names, the organiser sees who is there', async () => {
    await first.ask(reportSound, { isHearing: true })
    const count = await trainer.hear(audienceCounted, ({ hearing }) => hearing === 1)
    expect(count.present).toBeGreaterThanOrEqual(2)
    const { rows } = await organiser.hear(attendanceChanged, (body) => body.rows.some(({ presence }) => presence === 'live'))
    expect(rows.find(({ presence }) => presence === 'live')?.holderName).toBe(seat(podium, 0).holderName)
    expect(trainer.heard().some(({ name }) => name === attendanceChanged.name)).toBe(false)
  })

  it('A13 Whoever says with a tap that they hear is counted beside those who hear, and in neither once the sound is gone', async () => {
    await first.ask(reportSound, { isHearing: true, isConfirmed: true })
    expect(await trainer.hear(audienceCounted, ({ confirmed }) => confirmed === 1)).toMatchObject({ hearing: 1, confirmed: 1 })
    await first.ask(reportSound, { isHearing: false, isConfirmed: true })
    expect(await trainer.hear(audienceCounted, ({ hearing }) => hearing === 0)).toMatchObject({ confirmed: 0 })
  })

  it('T5 An attendee never receives the name or the id of another seat', () => {
    const wire = JSON.stringify(first.heard())
    for (const { seatId, holderName } of podium.seats.slice(1)) {
      expect(wire).not.toContain(seatId)
      expect(wire).not.toContain(holderName)
    }
  })
})

describe('the end', () => {
  it('S4 The trainer ends it, everybody hears it, and nobody gets in any more', async () => {
    await trainer.ask(endSeminar, { opId: opId() })
    expect((await first.hear(stageChanged, ({ state }) => state === 'ended')).currentItemId).toBeNull()
    await expectRefusal(
      attend(podium.url, await podium.app.seats.credentialsOf(podium.database.handle, seat(podium, 0).seatId)),
      'seminar_ended',
    )
  })
})
