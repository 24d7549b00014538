// Polls and ballots on a real store, through the actions people ask for.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { ballotsCounted, castBallot, createPoll, type Poll, pollChanged } from '@podium/shared/polls.ts'
import { newId } from '../../src/adapters/clock.ts'
import { insertSeat, onEveryEngine } from './engines.ts'
import { chosen, op, optionOf, room } from './polls-room.ts'
import { asSeat } from './recorder.ts'

onEveryEngine('polls', (opened) => {
  const ballots = (poll: Poll) =>
    opened.database.handle.selectFrom('ballot').selectAll().where('poll_id', '=', poll.id).orderBy('vote_key').execute()

  it('P1 Polls keep the order in which they were prepared, improvised ones come last', async () => {
    const { prepare, trainer, polls, seminar, toAttendees, toStaff } = await room(opened)
    const [first, second] = [await prepare(), await prepare('debate')]
    const wish = { ...op(), kind: 'choice' as const, text: 'Spontan?', options: ['A', 'B'] }
    const answers = await Promise.all([trainer(createPoll, wish), trainer(createPoll, wish), trainer(createPoll, wish)])
    expect(new Set(answers.map((poll) => poll.id)).size).toBe(1)
    expect((await polls.forStaff(seminar.id)).polls.map((poll) => poll.id)).toEqual([first.id, second.id, answers[0].id])
    expect(toStaff(seminar.id, pollChanged)).toHaveLength(1)
    expect(toAttendees(seminar.id, pollChanged)).toEqual([])
  })

  it('P2 An improvised poll with one option, or the same one twice, is refused', async () => {
    const { trainer, polls, seminar } = await room(opened)
    for (const options of [['A'], ['A', 'A']]) {
      await expect(trainer(createPoll, { ...op(), kind: 'choice', text: 'Spontan?', options })).rejects.toEqual(new Refusal('invalid'))
    }
    expect((await polls.forStaff(seminar.id)).polls).toEqual([])
  })

  it('P3 A wave opens only while the seminar is live', async () => {
    const { prepare, open } = await room(opened, { storedState: 'published' })
    await expect(open(await prepare())).rejects.toEqual(new Refusal('seminar_not_live'))
  })

  it('P4 Two polls opened at the same moment: one opens, the other is told why not', async () => {
    const { prepare, open } = await room(opened)
    const prepared = [await prepare(), await prepare()]
    const outcomes = await Promise.allSettled(prepared.map((poll) => open(poll)))
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toEqual(new Refusal('another_poll_open'))
  })

  it('P3 P5 P6 Opening, closing and revealing again changes and tells nothing', async () => {
    const { prepare, open, close, reveal, seminar, toAttendees } = await room(opened)
    const poll = await prepare()
    for (const step of [open, close, reveal]) {
      const first = await step(poll)
      expect(await step(poll)).toEqual(first)
    }
    expect(toAttendees(seminar.id, pollChanged).map((told) => [told.waves[0]?.state, told.isRevealed])).toEqual([
      ['open', false],
      ['closed', false],
      ['closed', true],
    ])
  })

  it('P7 A ballot counts once per seat and wave, and the latest sequence wins in any order', async () => {
    const { prepare, open, vote, seats, polls, seminar, clock } = await room(opened)
    const poll = await prepare('choice', ['A', 'B', 'C'])
    await open(poll)
    const change = fc.record({ seat: fc.nat(2), option: fc.nat(2) })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), async (changes, order) => {
        const people = await seats(3)
        const sent = changes.map((each, index) => ({ ...each, sequence: index + 1, rank: order.next().value as number })) // an endless stream always has a next
        const shuffled = [...sent, ...sent].toSorted((a, b) => a.rank - b.rank)
        for (const { seat, option, sequence } of shuffled) {
          clock.advance(10_000)
          await vote(people[seat] ?? people[0]!, poll, option, 'only', sequence)
        }
        for (const [index, seatId] of people.entries()) {
          const last = changes.findLast((each) => each.seat === index)
          const own = (await polls.forAttendee(seminar.id, seatId)).ownBallots
          expect(own).toEqual(last === undefined ? [] : [{ pollId: poll.id, wave: 'only', choice: chosen(poll, last.option) }])
        }
      }),
      { numRuns: 10 },
    )
  })

  it('P7 An older vote is answered with the one that counts', async () => {
    const { prepare, open, vote, seats } = await room(opened)
    const poll = await prepare()
    await open(poll)
    const [seat] = await seats(1)
    await vote(seat!, poll, 1, 'only', 7)
    expect(await vote(seat!, poll, 0, 'only', 6)).toMatchObject({ choice: chosen(poll, 1) })
  })

  it('P7 Votes for what is not open, not live, not an option or not here are refused', async () => {
    const { prepare, open, close, vote, seats, seminar, polls } = await room(opened)
    const poll = await prepare('debate')
    const [seat] = await seats(1)
    await expect(vote(seat!, poll, 0, 'before')).rejects.toEqual(new Refusal('poll_closed'))
    await open(poll, 'before')
    await expect(vote(seat!, poll, 0, 'after')).rejects.toEqual(new Refusal('poll_closed'))
    await expect(vote(seat!, poll, 0, 'only')).rejects.toEqual(new Refusal('not_found'))
    const unknown = { pollId: poll.id, wave: 'before' as const, choice: { kind: 'options' as const, optionIds: [newId()] }, sequence: 1 }
    await expect(asSeat(polls.actions, seminar.id, seat!)(castBallot, unknown)).rejects.toEqual(new Refusal('option_unknown'))
    const other = await room(opened)
    const stranger = await insertSeat(opened.database, other.seminar)
    await expect(other.vote(stranger, poll, 0, 'before')).rejects.toEqual(new Refusal('not_found'))
    await close(poll, 'before')
    await expect(vote((await seats(1))[0]!, poll, 0, 'before')).rejects.toEqual(new Refusal('poll_closed'))
  })

  it('P7 A seat’s sixth vote within ten seconds is refused', async () => {
    const { prepare, open, vote, seats, clock } = await room(opened)
    const poll = await prepare()
    await open(poll)
    const [seat] = await seats(1)
    for (let i = 0; i < 5; i += 1) await vote(seat!, poll, i % 2, 'only', i)
    await expect(vote(seat!, poll, 0, 'only', 6)).rejects.toMatchObject({ code: 'too_many_requests', retryAfterMs: 10_000 })
    clock.advance(10_000)
    await vote(seat!, poll, 0, 'only', 6)
  })

  it('P5 A vote on its way in at the close is in the result or was refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { prepare, open, close, reveal, vote, seats } = await room(opened)
      const poll = await prepare()
      await open(poll)
      const votes = (await seats(20)).map((seat, index) => ({ seat, index }))
      const half = votes.slice(0, 10).map(({ seat, index }) => vote(seat, poll, index % 2))
      const closing = close(poll)
      const rest = votes.slice(10).map(({ seat, index }) => vote(seat, poll, index % 2))
      const outcomes = await Promise.allSettled([...half, ...rest])
      const accepted = outcomes.filter((outcome) => outcome.status === 'fulfilled').length
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toEqual(new Refusal('poll_closed'))
      expect((await closing).waves[0]?.ballots).toBe(accepted)
      expect((await reveal(poll)).result).toMatchObject({ ballots: accepted })
    }
  })

  it('P8 A late joiner and a reload see the open poll and their own ballot', async () => {
    const { prepare, open, vote, seats, polls, seminar } = await room(opened)
    const [hidden, poll] = [await prepare(), await prepare()]
    const [voter, late] = await seats(2)
    expect((await polls.forAttendee(seminar.id, voter!)).polls).toEqual([])
    await open(poll)
    await vote(voter!, poll, 1)
    expect(await polls.forAttendee(seminar.id, voter!)).toMatchObject({
      polls: [{ id: poll.id }],
      ownBallots: [{ choice: chosen(poll, 1) }],
    })
    expect(await polls.forAttendee(seminar.id, late!)).toMatchObject({ polls: [{ id: poll.id, result: null }], ownBallots: [] })
    expect((await polls.forStaff(seminar.id)).polls.map((seen) => seen.id)).toEqual([hidden.id, poll.id])
  })

  it('P9 Tallies leave the server to staff at the close and to the room at the reveal, and stay the same', async () => {
    const { prepare, open, close, reveal, vote, seats, polls, seminar, toAttendees, restart } = await room(opened)
    const poll = await prepare()
    await open(poll)
    for (const [index, seat] of (await seats(6)).entries()) await vote(seat, poll, index % 3 === 0 ? 0 : 1)
    const tallies = [
      { optionId: optionOf(poll, 0), count: 2 },
      { optionId: optionOf(poll, 1), count: 4 },
    ]
    expect((await close(poll)).result).toEqual({ kind: 'choice', ballots: 6, tallies })
    expect(toAttendees(seminar.id, pollChanged).map((told) => told.result)).toEqual([null, null])
    await reveal(poll)
    expect(toAttendees(seminar.id, pollChanged).at(-1)).toMatchObject({ isRevealed: true, result: { tallies } })
    const [late] = await seats(1)
    expect((await polls.forAttendee(seminar.id, late!)).polls).toEqual((await restart().forAttendee(seminar.id, late!)).polls)
  })

  it('P10 The number of ballots is told in steps of three, every two seconds at most, and exactly at the close', async () => {
    const { prepare, open, close, vote, seats, polls, seminar, clock, next, toAttendees, toStaff, restart } = await room(opened)
    const poll = await prepare()
    await open(poll)
    const people = await seats(10)
    const shown = async () => [
      (await polls.forStaff(seminar.id)).polls[0]?.waves[0]?.ballots,
      (await polls.forAttendee(seminar.id, people[0]!)).polls[0]?.waves[0]?.ballots,
    ]
    const cast = async (from: number, to: number) => {
      for (const seat of people.slice(from, to)) await vote(seat, poll, 0)
    }
    await cast(0, 4)
    clock.advance(2_000)
    expect(await shown()).toEqual([null, null])
    await cast(4, 7)
    expect(await shown()).toEqual([null, null])
    const told = next()
    clock.advance(2_000)
    await told
    expect(toAttendees(seminar.id, ballotsCounted)).toEqual([{ pollId: poll.id, wave: 'only', ballots: 5 }])
    expect(await shown()).toEqual([5, 5])
    await cast(7, 8)
    expect(await shown()).toEqual([5, 5])
    const toldAgain = next()
    clock.advance(2_000)
    await toldAgain
    expect(toStaff(seminar.id, ballotsCounted).map((count) => count.ballots)).toEqual([5, 8])
    await cast(8, 10)
    expect((await restart().forStaff(seminar.id)).polls[0]?.waves[0]?.ballots).toBe(8)
    expect((await close(poll)).waves[0]?.ballots).toBe(10)
    expect(toAttendees(seminar.id, pollChanged).at(-1)?.waves[0]?.ballots).toBe(10)
  })

  it('P12 A debate pairs the two ballots of one seat and leaves one-wave voters out', async () => {
    const { prepare, open, close, reveal, vote, seats } = await room(opened)
    const poll = await prepare('debate')
    const people = await seats(14)
    await open(poll, 'before')
    for (const seat of people.slice(0, 13)) await vote(seat, poll, 0, 'before')
    await close(poll, 'before')
    await open(poll, 'after')
    for (const [index, seat] of people.slice(1).entries()) await vote(seat, poll, index < 4 ? 2 : 0, 'after')
    await close(poll, 'after')
    expect((await reveal(poll)).result).toEqual({
      kind: 'debate',
      matched: 12,
      beforeOnly: 1,
      afterOnly: 1,
      before: poll.options.map(({ id }, index) => ({ optionId: id, count: index === 0 ? 12 : 0 })),
      after: poll.options.map(({ id }, index) => ({ optionId: id, count: [8, 0, 4][index] })),
      middle: null,
      switchers: 4,
      moves: [
        [8, 0, 4],
        [0, 0, 0],
        [0, 0, 0],
      ],
      shifts: poll.options.map(({ id }, index) => ({ optionId: id, points: [-33.3, 0, 33.3][index] })),
      margin: -66.7,
      verdict: 'narrow',
      isInfluenced: false,
    })
  })

  it('P15 The store links no ballot to a seat: no seat, no time, no operation, another pseudonym in every poll', async () => {
    const { prepare, open, close, vote, seats } = await room(opened)
    const [first, second] = [await prepare(), await prepare()]
    const [seat] = await seats(1)
    for (const poll of [first, second]) {
      await open(poll)
      await vote(seat!, poll, 0)
      await close(poll)
    }
    const rows = [...(await ballots(first)), ...(await ballots(second))]
    expect(rows.map((row) => Object.keys(row).toSorted())).toEqual([0, 1].map(() => ['choice', 'poll_id', 'sequence', 'vote_key', 'wave']))
    expect(rows[0]?.vote_key).toMatch(/^[0-9a-f]{64}$/)
    expect(rows[0]?.vote_key).not.toBe(rows[1]?.vote_key)
    const sealed = await opened.database.handle
      .selectFrom('poll')
      .select('sealed_secret')
      .where('id', '=', first.id)
      .executeTakeFirstOrThrow()
    expect(sealed.sealed_secret).toMatch(/^[\w-]{80}$/)
  })

  it('P14 When the seminar is over only numbers remain: open waves close, ballots and secrets are gone', async () => {
    const { prepare, open, close, reveal, vote, seats, polls, seminar, restart, toAttendees } = await room(opened)
    const [choice, debate] = [await prepare(), await prepare('debate')]
    const people = await seats(6)
    await open(choice)
    for (const seat of people) await vote(seat, choice, 1)
    await close(choice)
    await open(debate, 'before')
    for (const seat of people.slice(0, 3)) await vote(seat, debate, 0, 'before')
    await opened.database.handle.updateTable('seminar').set({ state: 'ended' }).where('id', '=', seminar.id).execute()
    await expect(vote(people[5]!, debate, 0, 'before')).rejects.toEqual(new Refusal('poll_closed'))

    await restart().recover()
    await polls.finalise(seminar.id)
    expect([...(await ballots(choice)), ...(await ballots(debate))]).toEqual([])
    const secrets = await opened.database.handle.selectFrom('poll').select('sealed_secret').where('seminar_id', '=', seminar.id).execute()
    expect(secrets.map((row) => row.sealed_secret)).toEqual([null, null])
    const [seenChoice, seenDebate] = (await restart().forStaff(seminar.id)).polls
    expect(seenChoice).toMatchObject({
      waves: [{ ballots: 6 }],
      result: { ballots: 6, tallies: [{ count: 0 }, { count: 6 }] },
      isRevealed: false,
    })
    expect(seenDebate).toMatchObject({
      waves: [
        { state: 'closed', ballots: 3 },
        { state: 'draft', ballots: null },
      ],
      result: null,
    })
    expect((await reveal(choice)).result).toMatchObject({ ballots: 6 })
    expect(toAttendees(seminar.id, pollChanged).at(-1)).toMatchObject({ id: choice.id, isRevealed: true, result: { ballots: 6 } })
  })
})
