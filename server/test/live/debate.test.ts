import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  castBallot,
  closeWave,
  createPoll,
  exportPolls,
  openWave,
  type Poll,
  pollChanged,
  revealPoll,
  type WaveName,
} from '@podium/shared/polls.ts'
import { readRoomAsAttendee, readRoomAsStaff } from '@podium/shared/room.ts'
import { addSeat } from '@podium/shared/seats.ts'
import { endSeminar, goLive } from '@podium/shared/stage.ts'
import { type Podium, startPodium } from '../harness.ts'
import { attend, expectRefusal, type Live, opId, staffOnAir } from '../people.ts'

const VOTERS = 12

let podium: Podium
let trainer: Live
const voters: { live: Live; seatId: string; holderName: string }[] = []

beforeAll(async () => {
  podium = await startPodium()
  trainer = (await staffOnAir(podium.url, podium.trainer, podium.seminarId)).live
  const { browser: office, live } = await staffOnAir(podium.url, podium.organiser, podium.seminarId)
  live.close()
  for (let i = 0; i < VOTERS; i += 1) {
    const seat = await office.call(addSeat, { seminarId: podium.seminarId, holderName: `Stimme Nummer ${i}`, holderEmail: null })
    voters.push({ live: (await attend(podium.url, seat)).live, seatId: seat.seatId, holderName: seat.holderName })
  }
  await trainer.ask(goLive, { opId: opId() })
})
afterAll(() => podium.stop())

async function hold(poll: Poll, wave: WaveName, chosen: readonly number[]): Promise<Poll> {
  await trainer.ask(openWave, { opId: opId(), pollId: poll.id, wave })
  await Promise.all(
    voters.map(({ live }, index) =>
      live.ask(castBallot, {
        pollId: poll.id,
        wave,
        choice: { kind: 'options', optionIds: [poll.options[chosen[index] ?? 0]?.id ?? ''] },
        sequence: 1,
      }),
    ),
  )
  return trainer.ask(closeWave, { opId: opId(), pollId: poll.id, wave })
}

describe('a debate across the room', () => {
  it('P9 P12 P31 Shows nobody anything before the reveal, and then how the same people moved', async () => {
    const poll = (await trainer.ask(readRoomAsStaff, {})).polls.find(({ kind }) => kind === 'debate')
    if (poll === undefined) throw new Error('the demo has a debate')
    const before = await hold(poll, 'before', [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
    expect(before).toMatchObject({
      result: null,
      waves: [
        { state: 'closed', ballots: VOTERS },
        { state: 'draft', ballots: null },
      ],
    })
    const after = await hold(poll, 'after', [0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2])
    expect(after.result).toMatchObject({
      kind: 'debate',
      matched: VOTERS,
      switchers: 3,
      moves: [
        [6, 0, 0],
        [0, 3, 3],
        [0, 0, 0],
      ],
    })
    const seen = await voters[0]!.live.ask(readRoomAsAttendee, {})
    expect(seen.polls).toMatchObject([{ id: poll.id, result: null }])
    expect(seen.ownBallots.map(({ wave }) => wave).toSorted()).toEqual(['after', 'before'])
    expect([0, 1]).toContain(seen.orderBit)
    await trainer.ask(revealPoll, { opId: opId(), pollId: poll.id })
    expect((await voters[1]!.live.hear(pollChanged, ({ isRevealed }) => isRevealed)).result).toEqual(after.result)
  })

  it('P1 P8 An improvised poll stays with the staff until it opens', async () => {
    const improvised = await trainer.ask(createPoll, { opId: opId(), kind: 'choice', text: 'Pause?', options: ['Ja', 'Nein'] })
    expect((await trainer.hear(pollChanged, ({ id }) => id === improvised.id)).waves).toMatchObject([{ state: 'draft' }])
    expect((await voters[0]!.live.ask(readRoomAsAttendee, {})).polls.map(({ id }) => id)).not.toContain(improvised.id)
    await expectRefusal(
      voters[0]!.live.ask(createPoll, { opId: opId(), kind: 'choice', text: 'Pause?', options: ['Ja', 'Nein'] }),
      'not_allowed',
    )
    await trainer.ask(openWave, { opId: opId(), pollId: improvised.id, wave: 'only' })
    expect((await voters[0]!.live.hear(pollChanged, ({ id }) => id === improvised.id)).waves).toMatchObject([
      { state: 'open', ballots: null },
    ])
  })

  it('P32 P33 The organiser exports the numbers, the trainer does not', async () => {
    const { browser, live } = await staffOnAir(podium.url, podium.organiser, podium.seminarId)
    live.close()
    const { fileName, csv } = await browser.call(exportPolls, { seminarId: podium.seminarId })
    expect(fileName).toBe('umfragen-social-media-im-oeffentlichen-dienst.csv')
    expect(csv).toContain(`;Anwesende am Ende;;;${VOTERS}\r\n`)
    expect(csv).toContain(';Beteiligung in Prozent;;;100\r\n')
    const teacher = await staffOnAir(podium.url, podium.trainer, podium.seminarId)
    teacher.live.close()
    await expectRefusal(teacher.browser.call(exportPolls, { seminarId: podium.seminarId }), 'not_allowed')
  })

  it('P14 P15 No log line and no row names a voter beside a ballot, and after the end no ballot is left', async () => {
    const option = await podium.database.handle.selectFrom('ballot').select(['choice', 'vote_key']).executeTakeFirstOrThrow()
    expect(podium.logged()).not.toContain(option.choice)
    expect(podium.logged()).not.toContain(option.vote_key)
    await trainer.ask(endSeminar, { opId: opId() })
    expect(await podium.database.handle.selectFrom('ballot').selectAll().execute()).toEqual([])
    expect(await podium.database.handle.selectFrom('poll').select('id').where('sealed_secret', 'is not', null).execute()).toEqual([])
    const left = (await trainer.ask(readRoomAsStaff, {})).polls.find(({ kind, isRevealed }) => kind === 'debate' && isRevealed)
    expect(left?.waves.map(({ ballots }) => ballots)).toEqual([VOTERS, VOTERS])
  })
})
