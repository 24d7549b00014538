// Many changes at the same moment: what is published is what was acknowledged, whoever was first (RT-10).
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { castBallot } from '@podium/shared/polls.ts'
import { onEveryEngine } from '../stores/engines.ts'
import { chosen, room } from '../stores/polls-room.ts'
import { asSeat } from '../stores/recorder.ts'
import { seeded } from './crowd.ts'

const VOTERS = 500
const ROUNDS = 100
const SAME_SEAT = 1_000
/** Votes a seat may cast in ten seconds (RT-05). */
const PER_TEN_SECONDS = 5

onEveryEngine('races', (opened) => {
  const rows = (pollId: string) =>
    opened.database.handle
      .selectFrom('ballot')
      .selectAll()
      .where('poll_id', '=', pollId as never) // a branded id
      .execute()

  it(`K7 ${SAME_SEAT} votes of one seat at once are one ballot, the latest`, async () => {
    const { prepare, open, close, seats, polls, seminar, clock } = await room(opened)
    const poll = await prepare()
    await open(poll)
    const [seatId] = await seats(1)
    if (seatId === undefined) throw new Error('there is no seat')
    const random = seeded(7)
    const order = [...Array(SAME_SEAT).keys()].map((sequence) => ({ sequence, rank: random() })).toSorted((a, b) => a.rank - b.rank)
    const votes: Promise<unknown>[] = []
    for (const [index, { sequence }] of order.entries()) {
      // The limit of a seat is not what is proved here.
      if (index % PER_TEN_SECONDS === 0) clock.advance(10_000)
      votes.push(
        asSeat(
          polls.actions,
          seminar.id,
          seatId,
        )(castBallot, { pollId: poll.id, wave: 'only', choice: chosen(poll, sequence % 2), sequence }),
      )
    }
    await Promise.all(votes)
    expect(await rows(poll.id)).toMatchObject([{ sequence: SAME_SEAT - 1, choice: poll.options[(SAME_SEAT - 1) % 2]?.id }])
    expect((await close(poll)).waves[0]?.ballots).toBe(1)
  })

  it(`K8 ${VOTERS} people vote while the trainer closes, ${ROUNDS} times: the published total is the number of acknowledged votes`, async () => {
    const { prepare, open, close, reveal, seats, polls, seminar, clock } = await room(opened)
    const people = await seats(VOTERS)
    const random = seeded(8)
    let lost = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      clock.advance(10_000)
      const poll = await prepare()
      await open(poll)
      const closesAfter = Math.floor(random() * VOTERS)
      let closing: ReturnType<typeof close> | null = null
      const votes: Promise<string>[] = []
      for (const [index, seatId] of people.entries()) {
        if (index === closesAfter) closing = close(poll)
        // Some turns of the loop in between, so that batches are cut anywhere.
        if (random() < 0.01) await nextTurn()
        votes.push(
          asSeat(
            polls.actions,
            seminar.id,
            seatId,
          )(castBallot, {
            pollId: poll.id,
            wave: 'only',
            choice: chosen(poll, index % 2),
            sequence: 1,
          }).then(
            () => 'ok',
            (error: unknown) => (error instanceof Refusal ? error.code : 'bug'),
          ),
        )
      }
      const outcomes = await Promise.all(votes)
      const acknowledged = outcomes.filter((outcome) => outcome === 'ok').length
      expect(outcomes.filter((outcome) => outcome !== 'ok' && outcome !== 'poll_closed')).toEqual([])
      expect((await closing)?.waves[0]?.ballots).toBe(acknowledged)
      expect((await reveal(poll)).result).toMatchObject({ ballots: acknowledged })
      expect(await rows(poll.id)).toHaveLength(acknowledged)
      lost += VOTERS - acknowledged
    }
    // Both sides of the race were seen.
    expect(lost).toBeGreaterThan(0)
    expect(lost).toBeLessThan(VOTERS * ROUNDS)
  }, 240_000)

  it('K9 Every vote sent five times in any order, with earlier ones among later ones, counts once', async () => {
    const { prepare, open, close, seats, polls, seminar, clock } = await room(opened)
    const poll = await prepare()
    await open(poll)
    const people = await seats(40)
    const random = seeded(9)
    const sent = people.flatMap((seatId) =>
      [1, 2].flatMap((sequence) => Array.from({ length: 5 }, () => ({ seatId, sequence, rank: random() }))),
    )
    const votes: Promise<unknown>[] = []
    for (const { seatId, sequence } of sent.toSorted((a, b) => a.rank - b.rank)) {
      clock.advance(2_500)
      votes.push(
        asSeat(
          polls.actions,
          seminar.id,
          seatId,
        )(castBallot, { pollId: poll.id, wave: 'only', choice: chosen(poll, sequence - 1), sequence }),
      )
    }
    await Promise.all(votes)
    const stored = await rows(poll.id)
    expect(stored).toHaveLength(people.length)
    expect(stored.every(({ sequence, choice }) => sequence === 2 && choice === poll.options[1]?.id)).toBe(true)
    expect((await close(poll)).waves[0]?.ballots).toBe(people.length)
  })
})
