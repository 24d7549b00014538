// The life of waves: armed, timed, corrected, shown early, put away; every operation once.
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import {
  archivePoll,
  armWave,
  closeWave,
  editPoll,
  extendWave,
  openWave,
  pollChanged,
  pollRemoved,
  readStatistics,
  revealEarly,
  revealPoll,
} from '@podium/shared/polls.ts'
import { onEveryEngine } from './engines.ts'
import { chosen, op, optionOf, room } from './polls-room.ts'

const same = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value)

onEveryEngine('waves', (opened) => {
  it('P28 The next in line is one wave of the seminar, known to the staff alone', async () => {
    const { prepare, trainer, polls, seminar, toAttendees, toStaff, open, people } = await room(opened)
    const [first, second] = [await prepare(), await prepare('debate')]
    await trainer(armWave, { ...op(), pollId: first.id, wave: 'only' })
    await trainer(armWave, { ...op(), pollId: second.id, wave: 'before' })
    const states = (await polls.forStaff(seminar.id)).polls.map(({ waves }) => waves.map(({ state }) => state))
    expect(states).toEqual([['draft'], ['armed', 'draft']])
    expect(toStaff(seminar.id, pollChanged).map(({ id }) => id)).toEqual([first.id, second.id, first.id])
    expect(toAttendees(seminar.id, pollChanged)).toEqual([])
    expect((await polls.forAttendee(seminar.id, people(1)[0]!)).polls).toEqual([])
    expect((await open(second, 'before')).waves[0]?.state).toBe('open')
  })

  it('P25 A wave closes by itself at its time, not a vote later, and takes another minute once per operation', async () => {
    const { prepare, trainer, vote, people, polls, seminar, clock, next, toAttendees } = await room(opened)
    const poll = await prepare()
    const [early, late] = people(2)
    const start = clock.now()
    const seen = await trainer(openWave, { ...op(), pollId: poll.id, wave: 'only', closesAfterSeconds: 60 })
    expect(seen.waves[0]).toMatchObject({ state: 'open', closesAt: start + 60_000 })
    const more = { ...op(), pollId: poll.id, wave: 'only' as const }
    for (let i = 0; i < 3; i += 1) expect((await trainer(extendWave, more)).waves[0]?.closesAt).toBe(start + 120_000)
    clock.advance(61_000)
    await vote(early!, poll, 0)
    const isClosed = () => toAttendees(seminar.id, pollChanged).at(-1)?.waves[0]?.state === 'closed'
    clock.advance(59_000)
    await expect(vote(late!, poll, 0)).rejects.toEqual(new Refusal('poll_closed'))
    while (!isClosed()) await next()
    expect(toAttendees(seminar.id, pollChanged).at(-1)?.waves[0]).toMatchObject({
      state: 'closed',
      closedAt: start + 120_000,
      closesAt: null,
      ballots: 1,
      present: 7,
    })
    expect((await polls.forStaff(seminar.id)).polls[0]?.waves[0]?.state).toBe('closed')
    await expect(trainer(extendWave, { ...op(), pollId: poll.id, wave: 'only' })).rejects.toEqual(new Refusal('wrong_state'))
  })

  it('P25 A wave whose time ran out while Podium was away is closed at the next start, one still running closes later', async () => {
    const { prepare, trainer, restart, seminar, clock, polls, next } = await room(opened)
    const poll = await prepare()
    await trainer(openWave, { ...op(), pollId: poll.id, wave: 'only', closesAfterSeconds: 60 })
    polls.stop()
    clock.advance(30_000)
    const second = restart()
    await second.recover()
    expect((await second.forStaff(seminar.id)).polls[0]?.waves[0]?.state).toBe('open')
    const told = next()
    clock.advance(30_000)
    await told
    expect((await second.forStaff(seminar.id)).polls[0]?.waves[0]?.state).toBe('closed')
    second.stop()
    await trainer(openWave, { ...op(), pollId: poll.id, wave: 'only', closesAfterSeconds: 60 })
    clock.advance(600_000)
    const third = restart()
    await third.recover()
    expect((await third.forStaff(seminar.id)).polls[0]?.waves[0]).toMatchObject({ state: 'closed', version: 2 })
    third.stop()
  })

  it('P33 The seats present when a wave closes are told with it', async () => {
    const { prepare, hold, people } = await room(opened)
    expect((await hold(await prepare(), people(5), same(5, 0))).waves[0]).toMatchObject({ ballots: 5, present: 7, version: 1 })
  })

  it('P34 Every operation sent again, late and in any order, changes nothing and is answered', async () => {
    const { prepare, trainer, vote, people, seminar, toStaff } = await room(opened)
    const poll = await prepare()
    const wave = { pollId: poll.id, wave: 'only' as const }
    const [arm, open, close, again, closeAgain, reveal] = [op(), op(), op(), op(), op(), op()]
    const ask = {
      arm: () => trainer(armWave, { ...arm, ...wave }),
      open: () => trainer(openWave, { ...open, ...wave }),
      close: () => trainer(closeWave, { ...close, ...wave }),
      again: () => trainer(openWave, { ...again, ...wave }),
      closeAgain: () => trainer(closeWave, { ...closeAgain, ...wave }),
      reveal: () => trainer(revealPoll, { ...reveal, pollId: poll.id }),
    }
    await ask.arm()
    await ask.open()
    for (const seat of people(6)) await vote(seat, poll, 0)
    await ask.close()
    expect((await ask.open()).waves[0]).toMatchObject({ state: 'closed', version: 1 })
    await ask.again()
    expect((await ask.close()).waves[0]).toMatchObject({ state: 'open', version: 2 })
    await ask.closeAgain()
    const revealed = await ask.reveal()
    const told = toStaff(seminar.id, pollChanged).length
    for (let i = 0; i < 5; i += 1) {
      for (const repeat of Object.values(ask).toReversed()) expect(await repeat()).toEqual(revealed)
    }
    expect(toStaff(seminar.id, pollChanged)).toHaveLength(told)
    expect(revealed.result).toMatchObject({ ballots: 6 })
  })

  it('P34 An operation that was refused may succeed later', async () => {
    const { prepare, trainer, open, close } = await room(opened)
    const [first, second] = [await prepare(), await prepare()]
    await open(first)
    const wish = { ...op(), pollId: second.id, wave: 'only' as const }
    await expect(trainer(openWave, wish)).rejects.toEqual(new Refusal('another_poll_open'))
    await close(first)
    expect((await trainer(openWave, wish)).waves[0]?.state).toBe('open')
  })

  it('P26 A wave opened again keeps its ballots, which can be changed, and keeps back what would tell one of them', async () => {
    const { prepare, hold, people, vote, open, close, reveal, polls, seminar } = await room(opened)
    const poll = await prepare()
    const here = people(10)
    const first = await hold(poll, here.slice(0, 8), same(8, 0))
    expect(first.result).toMatchObject({ ballots: 8, tallies: [{ count: 8 }, { count: 0 }] })
    const again = await open(poll)
    expect(again.waves[0]).toMatchObject({ state: 'open', version: 2, ballots: 8 })
    expect((await polls.forAttendee(seminar.id, here[0]!)).ownBallots).toHaveLength(1)
    await vote(here[0]!, poll, 1, 'only', 2)
    expect((await close(poll)).result).toEqual({ kind: 'choice', ballots: 8, tallies: null })
    await open(poll)
    for (const seat of here.slice(1, 5)) await vote(seat, poll, 1, 'only', 2)
    const third = await close(poll)
    expect(third).toMatchObject({ waves: [{ version: 3 }], result: { ballots: 8, tallies: [{ count: 3 }, { count: 5 }] } })
    expect((await reveal(poll)).result).toEqual(third.result)
    await expect(open(poll)).rejects.toEqual(new Refusal('wrong_state'))
  })

  it('P26 The first vote of a debate corrected after the second keeps back what one person would change', async () => {
    const { prepare, hold, people, vote, open, close } = await room(opened)
    const poll = await prepare('debate')
    const here = people(12)
    await hold(poll, here, same(12, 0), 'before')
    expect((await hold(poll, here, [...same(6, 0), ...same(6, 2)], 'after')).result).toMatchObject({ matched: 12, margin: -100 })
    await open(poll, 'before')
    await vote(here[0]!, poll, 2, 'before', 2)
    expect((await close(poll, 'before')).result).toMatchObject({
      matched: 12,
      before: null,
      moves: null,
      verdict: null,
      after: [{ count: 6 }, { count: 0 }, { count: 6 }],
    })
  })

  it('P29 First sums shown early reach the room, mark the result and keep the first vote closed', async () => {
    const { prepare, hold, people, trainer, open, seminar, toAttendees, reveal } = await room(opened)
    const poll = await prepare('debate')
    const here = people(12)
    await hold(poll, here, [...same(8, 0), ...same(4, 2)], 'before')
    const early = [8, 0, 4].map((count, index) => ({ optionId: optionOf(poll, index), count }))
    expect((await trainer(revealEarly, { ...op(), pollId: poll.id })).early).toEqual(early)
    expect(toAttendees(seminar.id, pollChanged).at(-1)).toMatchObject({ early, result: null })
    await expect(open(poll, 'before')).rejects.toEqual(new Refusal('wrong_state'))
    await hold(poll, here, [...same(4, 0), ...same(8, 2)], 'after')
    expect((await reveal(poll)).result).toMatchObject({ isInfluenced: true, matched: 12, margin: -66.7 })
  })

  it('P29 Whoever leaves after first sums were shown cannot be told from the difference', async () => {
    const { prepare, hold, people, trainer, reveal } = await room(opened)
    const poll = await prepare('debate')
    const here = people(12)
    await hold(poll, here, same(12, 0), 'before')
    await trainer(revealEarly, { ...op(), pollId: poll.id })
    await hold(poll, here.slice(1), same(11, 0), 'after')
    expect((await reveal(poll)).result).toMatchObject({
      matched: 11,
      beforeOnly: 1,
      before: null,
      shifts: null,
      margin: null,
      moves: null,
      after: [{ count: 11 }, { count: 0 }, { count: 0 }],
    })
    expect(await trainer(readStatistics, { pollId: poll.id })).toEqual({ margin: null, shifts: null })
  })

  it('P30 A poll put away leaves the room and stays with the staff', async () => {
    const { prepare, hold, people, reveal, trainer, polls, seminar, toAttendees, open } = await room(opened)
    const [shown, unused] = [await prepare(), await prepare()]
    const here = people(5)
    await hold(shown, here, same(5, 1))
    await expect(trainer(archivePoll, { ...op(), pollId: shown.id })).rejects.toEqual(new Refusal('wrong_state'))
    await reveal(shown)
    for (const poll of [shown, unused]) expect((await trainer(archivePoll, { ...op(), pollId: poll.id })).isArchived).toBe(true)
    expect(toAttendees(seminar.id, pollRemoved)).toEqual([{ pollId: shown.id }, { pollId: unused.id }])
    expect(await polls.forAttendee(seminar.id, here[0]!)).toMatchObject({ polls: [], ownBallots: [] })
    expect((await polls.forStaff(seminar.id)).polls.map(({ isArchived, result }) => [isArchived, result?.kind])).toEqual([
      [true, 'choice'],
      [true, undefined],
    ])
    await expect(open(unused)).rejects.toEqual(new Refusal('wrong_state'))
  })

  it('P27 Text, options, kind and waves change until the first ballot; ids stay where their number stays', async () => {
    const { prepare, trainer, open, vote, people, polls, seminar, toAttendees } = await room(opened)
    const poll = await prepare()
    const draft = { pollId: poll.id, isConfidential: true, itemId: null, kind: 'choice' as const, text: 'Neu?', options: ['Nein', 'Ja'] }
    const edited = await trainer(editPoll, { ...op(), ...draft })
    expect(edited).toMatchObject({ text: 'Neu?', options: [{ id: optionOf(poll, 0), label: 'Nein' }, { label: 'Ja' }], isFrozen: false })
    const debate = await trainer(editPoll, { ...op(), ...draft, kind: 'debate', hasMiddle: true, itemId: seminar.agenda[0]?.id ?? null })
    expect(debate).toMatchObject({ kind: 'debate', waves: [{ name: 'before' }, { name: 'middle' }, { name: 'after' }] })
    await expect(trainer(editPoll, { ...op(), ...draft, itemId: optionOf(poll, 0) })).rejects.toEqual(new Refusal('invalid'))
    const late = { ...op(), ...draft }
    await trainer(editPoll, late)
    await open(poll)
    const inRoom = await trainer(editPoll, { ...op(), ...draft, text: 'Ganz neu?' })
    expect(toAttendees(seminar.id, pollChanged).at(-1)).toMatchObject({ text: 'Ganz neu?' })
    expect((await trainer(editPoll, late)).text).toBe('Ganz neu?')
    await vote(people(1)[0]!, inRoom, 0)
    await expect(trainer(editPoll, { ...op(), ...draft })).rejects.toEqual(new Refusal('wrong_state'))
    expect((await polls.forStaff(seminar.id)).polls[0]).toMatchObject({ text: 'Ganz neu?' })
  })

  it('P27 The staff is told that a poll is frozen, no sooner than any number of ballots', async () => {
    const { prepare, open, vote, people, seminar, clock, next, toStaff } = await room(opened)
    const poll = await prepare()
    await open(poll)
    await vote(people(1)[0]!, poll, 0)
    expect(toStaff(seminar.id, pollChanged).at(-1)?.isFrozen).toBe(false)
    const told = next()
    clock.advance(2_000)
    await told
    expect(toStaff(seminar.id, pollChanged).at(-1)).toMatchObject({ id: poll.id, isFrozen: true })
  })

  it('P27 Of an edit and a first vote at the same moment one waits for the other', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { prepare, open, trainer, vote, people, polls, seminar } = await room(opened)
      const poll = await prepare()
      await open(poll)
      const edit = trainer(editPoll, {
        opId: randomUUID(),
        pollId: poll.id,
        kind: 'choice',
        text: 'Anders?',
        options: ['A', 'B', 'C'],
        isConfidential: true,
        itemId: null,
      })
      const [seat] = people(1)
      const [edited, voted] = await Promise.allSettled([edit, vote(seat!, poll, 0)])
      const now = (await polls.forStaff(seminar.id)).polls[0]
      const isEdited = edited.status === 'fulfilled'
      expect(now?.text === 'Anders?').toBe(isEdited)
      // Three options have new ids: a vote for an old one is in, or knows that it is not.
      expect(voted.status).toBe(isEdited ? 'rejected' : 'fulfilled')
      if (voted.status === 'rejected') expect(voted.reason).toEqual(new Refusal('option_unknown'))
    }
  })

  it('P35 Votes that arrive together are each answered with what counts, whatever the others are', async () => {
    const { prepare, open, close, vote, answer, people } = await room(opened)
    const [poll, other] = [await prepare('choice', ['A', 'B', 'C']), await prepare()]
    await open(poll)
    const here = people(200)
    const [twice] = people(1)
    const votes = [
      ...here.map((seat, index) => vote(seat, poll, index % 3)),
      vote(twice!, poll, 0, 'only', 5),
      vote(twice!, poll, 1, 'only', 4),
      vote(here[0]!, other, 0),
      vote(here[1]!, poll, 0, 'before'),
      answer(here[2]!, poll, { kind: 'word', word: 'Nein' }, 'only', 9),
    ]
    const outcomes = await Promise.allSettled(votes)
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Refusal] : []))
    expect(refusals.map(({ code }) => code)).toEqual(['poll_closed', 'not_found', 'option_unknown'])
    for (const outcome of outcomes.slice(200, 202)) expect(outcome.status === 'fulfilled' && outcome.value.choice).toEqual(chosen(poll, 0))
    expect((await close(poll)).result).toMatchObject({ ballots: 201, tallies: [{ count: 68 }, { count: 67 }, { count: 66 }] })
  })

  it('P31 Half of the seats see the answers of a debate the other way round, always the same half', async () => {
    const { polls, restart, seminar, people } = await room(opened)
    const here = people(200)
    const bits = await Promise.all(here.map(async (seat) => (await polls.forAttendee(seminar.id, seat)).orderBit))
    const ones = bits.filter((bit) => bit === 1).length
    expect(ones).toBeGreaterThan(60)
    expect(ones).toBeLessThan(140)
    expect(await Promise.all(here.map(async (seat) => (await restart().forAttendee(seminar.id, seat)).orderBit))).toEqual(bits)
  })
})
