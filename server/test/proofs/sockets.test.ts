// Many changes at the same moment over real connections: tabs of one person, a crowd against the close, everything sent again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyAction, AskedOf, ReplyOf } from '@podium/shared/define.ts'
import { Refusal } from '@podium/shared/failures.ts'
import type { SeminarId } from '@podium/shared/primitives.ts'
import { castBallot, closeWave, createPoll, openWave, type Poll, revealPoll } from '@podium/shared/polls.ts'
import { askQuestion, moderateQuestion, setModeration, upvoteQuestion, withdrawQuestion } from '@podium/shared/questions.ts'
import { readRoomAsAttendee, readRoomAsStaff } from '@podium/shared/room.ts'
import { addSeat, enterByLink } from '@podium/shared/seats.ts'
import { signIn } from '@podium/shared/staff.ts'
import { extendSeminar } from '@podium/shared/stage.ts'
import { Browser, linkParts, Live, opId } from '../people.ts'
import { ballotOf, createStaff, demoSeminar, gather, type Person, pool, reconnect, seeded, startSeminar } from './crowd.ts'
import { type Product, startProduct } from './product.ts'

const PEOPLE = 120
const TABS = 8
const VOTES = 40
const ROUNDS = 5
const TIMES = 5

let product: Product
let seminarId: SeminarId
let people: Person[]
let staff: Awaited<ReturnType<typeof createStaff>>
let trainer: Live
let lives: Live[]

beforeAll(async () => {
  product = await startProduct()
  seminarId = await demoSeminar(product)
  staff = await createStaff(product, product.trainer, seminarId)
  trainer = await staff.connect()
  await startSeminar(trainer)
  await trainer.ask(setModeration, { opId: opId(), isModerated: false })
  people = await gather(product, seminarId, PEOPLE)
  lives = await pool(people, 32, (person) => reconnect(product, person))
}, 120_000)
afterAll(() => product.remove())

function at<Item>(items: readonly Item[], index: number): Item {
  const found = items[index]
  if (found === undefined) throw new Error(`there is no item ${index}`)
  return found
}

async function openPoll(): Promise<Poll> {
  const { id } = await trainer.ask(createPoll, {
    opId: opId(),
    kind: 'choice',
    text: 'Pause?',
    options: ['Ja', 'Nein'],
    isConfidential: false,
  })
  return trainer.ask(openWave, { opId: opId(), pollId: id, wave: 'only' })
}

const close = (poll: Poll) => trainer.ask(closeWave, { opId: opId(), pollId: poll.id, wave: 'only' })
const outcome = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refusal ? error.code : 'lost'),
  )
/** In an order of its own for every seed. */
function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

describe('races over real connections', () => {
  it(`K7 ${VOTES} votes of one seat at once from ${TABS} tabs are one ballot, the latest that was accepted`, async () => {
    const poll = await openPoll()
    const tabs = await Promise.all([...Array(TABS).keys()].map(() => reconnect(product, at(people, 0))))
    const order = shuffled([...Array(VOTES).keys()], seeded(15))
    const accepted: number[] = []
    const answers = await Promise.all(
      order.map(async (sequence, index) => {
        const answer = await outcome(at(tabs, index % TABS).ask(castBallot, ballotOf(poll, 'only', sequence % 2, sequence)))
        if (answer === 'ok') accepted.push(sequence)
        return answer
      }),
    )
    expect(answers.filter((answer) => answer !== 'ok' && answer !== 'too_many_requests')).toEqual([])
    expect(accepted).toHaveLength(5)
    const latest = Math.max(...accepted)
    const { ownBallots } = await at(lives, 1).ask(readRoomAsAttendee, {})
    expect(ownBallots).toEqual([])
    for (const tab of tabs) tab.close()
    const fresh = await reconnect(product, at(people, 0))
    // The flood of votes has used up what this seat may ask in ten seconds; the staff's count says enough where it has.
    const own = await fresh.ask(readRoomAsAttendee, {}).catch((error: unknown) => (error instanceof Refusal ? null : Promise.reject(error)))
    if (own !== null) expect(own.ownBallots).toMatchObject([{ choice: ballotOf(poll, 'only', latest % 2, latest).choice }])
    fresh.close()
    const closed = await close(poll)
    expect(closed.waves[0]?.ballots).toBe(1)
    const { result } = await trainer.ask(revealPoll, { opId: opId(), pollId: poll.id })
    if (result?.kind !== 'choice') throw new Error('it is a single choice')
    expect(result.tallies?.find(({ optionId }) => optionId === poll.options[latest % 2]?.id)?.count).toBe(1)
  })

  it(`K8 ${PEOPLE} connected people vote while the trainer closes, ${ROUNDS} times: the published total is the number of acknowledged votes`, async () => {
    const random = seeded(16)
    let refused = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const poll = await openPoll()
      const closesAfter = Math.floor(random() * (PEOPLE - 1)) + 1
      let closing: ReturnType<typeof close> | null = null
      const votes = lives.slice(1).map((live, index) => {
        const vote = outcome(live.ask(castBallot, ballotOf(poll, 'only', index % 2, 1)))
        if (index + 1 === closesAfter) closing = close(poll)
        return vote
      })
      const answers = await Promise.all(votes)
      closing ??= close(poll)
      const acknowledged = answers.filter((answer) => answer === 'ok').length
      expect(answers.filter((answer) => answer !== 'ok' && answer !== 'poll_closed')).toEqual([])
      expect((await closing).waves[0]?.ballots).toBe(acknowledged)
      const { result } = await trainer.ask(revealPoll, { opId: opId(), pollId: poll.id })
      if (result?.kind !== 'choice') throw new Error('it is a single choice')
      expect(result.ballots).toBe(acknowledged)
      expect(result.tallies?.reduce((sum, { count }) => sum + count, 0)).toBe(acknowledged)
      refused += answers.length - acknowledged
    }
    console.info(`${refused} of ${ROUNDS * (PEOPLE - 1)} votes came too late and were refused`)
  })
})

describe('everything sent again', () => {
  /** Sends the same message so many times over these connections at once; answers what each was told. */
  async function repeat<A extends AnyAction>(connections: readonly Live[], action: A, input: AskedOf<A>): Promise<ReplyOf<A>[]> {
    return Promise.all([...Array(TIMES).keys()].map((index) => at(connections, index % connections.length).ask(action, input)))
  }

  it(`K9 Questions, upvotes, take-backs and withdrawals sent ${TIMES} times, over two connections and again after coming back, count once`, async () => {
    const person = at(people, 20)
    const twoOf = () => Promise.all([reconnect(product, person), reconnect(product, person)])
    const asking = { opId: opId(), text: 'Zählt das einmal?', shownAs: { kind: 'anonymous' } } as const
    const first = await twoOf()
    const [asked, ...others] = await repeat(first, askQuestion, asking)
    if (asked === undefined) throw new Error('nothing was answered')
    expect(others.every(({ id }) => id === asked.id)).toBe(true)
    for (const live of first) live.close()

    const second = await twoOf()
    expect((await repeat(second, askQuestion, asking)).every(({ id }) => id === asked.id)).toBe(true)
    const fan = at(lives, 21)
    const upvoting = { opId: opId(), questionId: asked.id, isUpvoted: true }
    expect((await repeat([fan], upvoteQuestion, upvoting)).map(({ upvotes }) => upvotes)).toEqual(Array(TIMES).fill(1))
    const staffSees = async () => (await trainer.ask(readRoomAsStaff, {})).questions.filter(({ text }) => text === asking.text)
    expect(await staffSees()).toMatchObject([{ id: asked.id, upvotes: 1 }])
    expect(
      (await repeat([fan], upvoteQuestion, { opId: opId(), questionId: asked.id, isUpvoted: false })).map(({ upvotes }) => upvotes),
    ).toEqual(Array(TIMES).fill(0))
    expect(await staffSees()).toMatchObject([{ upvotes: 0 }])
    await repeat(second, withdrawQuestion, { opId: opId(), questionId: asked.id })
    expect(await staffSees()).toEqual([])
    const own = (await at(second, 0).ask(readRoomAsAttendee, {})).ownQuestions.filter(({ text }) => text === asking.text)
    expect(own).toMatchObject([{ id: asked.id, state: 'withdrawn' }])
    for (const live of second) live.close()
  })

  it(`K9 What the staff does, sent ${TIMES} times over two connections, is done once`, async () => {
    const other = await staff.connect()
    const both = [trainer, other]
    const before = (await trainer.ask(readRoomAsStaff, {})).stage.endsAt
    await repeat(both, extendSeminar, { opId: opId(), minutes: 5 })
    expect((await trainer.ask(readRoomAsStaff, {})).stage.endsAt - before).toBe(5 * 60_000)
    const drafts = await repeat(both, createPoll, {
      opId: opId(),
      kind: 'choice',
      text: 'Einmal angelegt?',
      options: ['Ja', 'Nein'],
      isConfidential: false,
    })
    expect(new Set(drafts.map(({ id }) => id)).size).toBe(1)
    const { polls, questions } = await trainer.ask(readRoomAsStaff, {})
    expect(polls.filter(({ text }) => text === 'Einmal angelegt?')).toHaveLength(1)
    const asked = await at(lives, 30).ask(askQuestion, { opId: opId(), text: 'Und moderiert?', shownAs: { kind: 'anonymous' } })
    const answered = await repeat(both, moderateQuestion, { opId: opId(), questionId: asked.id, moderation: { to: 'answering' } })
    expect(new Set(answered.map(({ state }) => state))).toEqual(new Set(['answering']))
    expect((await trainer.ask(readRoomAsStaff, {})).questions).toHaveLength(questions.length + 1)
    other.close()
  })
})

describe('two devices at once', () => {
  it('K12 Of eight devices that enter a free seat and connect at the same moment one is in', async () => {
    const office = new Browser(product.url)
    await office.call(signIn, product.organiser)
    for (let round = 0; round < 10; round += 1) {
      const made = await office.call(addSeat, { seminarId, holderName: `Zora Zweifach ${round}`, holderEmail: null })
      const { slug, token } = linkParts(made.link)
      const devices = await Promise.allSettled(
        [...Array(8).keys()].map(async () => {
          const own = await new Browser(product.url).call(enterByLink, { slug, token, code: made.code, takeOver: false })
          return Live.connect(product.url, own.ticket)
        }),
      )
      const connected = devices.flatMap((device) => (device.status === 'fulfilled' ? [device.value] : []))
      const heard = await Promise.all(connected.map((live) => outcome(live.ask(readRoomAsAttendee, {}))))
      expect(heard.filter((answer) => answer === 'ok')).toHaveLength(1)
      const told = devices.flatMap((device) =>
        device.status === 'rejected' && device.reason instanceof Error ? [device.reason.message] : [],
      )
      expect(told.filter((code) => code !== 'seat_taken' && code !== 'seat_replaced')).toEqual([])
      for (const live of connected) live.close()
    }
  })
})
