// Promise 1: an acknowledged vote, question, upvote or presence is never lost and never counted twice, whatever moment the process dies.
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyAction, AskedOf, ReplyOf } from '@podium/shared/define.ts'
import { Refusal } from '@podium/shared/failures.ts'
import type { QuestionId, SeminarId } from '@podium/shared/primitives.ts'
import { castBallot, closeWave, openWave, type Poll } from '@podium/shared/polls.ts'
import { askQuestion, setModeration, upvoteQuestion } from '@podium/shared/questions.ts'
import { readRoomAsAttendee, readRoomAsStaff, type StaffSnapshot } from '@podium/shared/room.ts'
import { openDatabase } from '../../src/adapters/database/database.ts'
import { type Live, opId } from '../people.ts'
import { ballotOf, createStaff, demoSeminar, gather, type Person, pool, reconnect, seeded, startSeminar } from './crowd.ts'
import { type Product, startProduct } from './product.ts'

const PEOPLE = 120
const KILLS = 30
const WAVE = 'before'

/** A change somebody asked for: sent again, unchanged, until it is answered. */
interface Asked {
  readonly send: (live: Live) => Promise<void>
  isAnswered: boolean
}

/** What one person has done and was told, as the test remembers it. */
interface Record_ {
  readonly person: Person
  live: Live
  readonly asked: Asked[]
  sequence: number
  /** Choices that were sent, by sequence; the last acknowledged one counts, or a later one. */
  readonly choices: Map<number, string | null>
  acknowledged: number
  readonly upvotes: Map<QuestionId, { readonly sent: boolean; isAcknowledged: boolean }>
  readonly texts: Map<string, QuestionId | null>
}

let product: Product
let seminarId: SeminarId
let poll: Poll
let staff: Awaited<ReturnType<typeof createStaff>>
const records: Record_[] = []
const connectionIds = new Set<string>()

beforeAll(async () => {
  product = await startProduct()
  seminarId = await demoSeminar(product)
  staff = await createStaff(product, product.trainer, seminarId)
  const trainer = await staff.connect()
  await startSeminar(trainer)
  await trainer.ask(setModeration, { opId: opId(), isModerated: false })
  const debate = (await trainer.ask(readRoomAsStaff, {})).polls.find(({ kind }) => kind === 'debate')
  if (debate === undefined) throw new Error('the demo has a debate')
  poll = await trainer.ask(openWave, { opId: opId(), pollId: debate.id, wave: WAVE })
  trainer.close()
  const people = await gather(product, seminarId, PEOPLE)
  for (const live of await pool(people, 32, (person) => reconnect(product, person))) {
    const person = people[records.length]
    if (person === undefined) throw new Error('more connections than people')
    connectionIds.add(live.socket.id ?? '')
    records.push({ person, live, asked: [], sequence: 0, choices: new Map(), acknowledged: 0, upvotes: new Map(), texts: new Map() })
  }
}, 120_000)
afterAll(() => product.remove())

/** Sends a change; an answer of any kind settles it, a dead line leaves it for later. */
function ask<A extends AnyAction>(record: Record_, action: A, input: AskedOf<A>, onReply: (reply: ReplyOf<A>) => void): Asked {
  const asked: Asked = {
    isAnswered: false,
    async send(live) {
      try {
        onReply(await live.ask(action, input))
        asked.isAnswered = true
      } catch (error) {
        // "Slow down" is an answer too: it was not stored, and is not sent again.
        if (error instanceof Refusal) asked.isAnswered = true
      }
    },
  }
  record.asked.push(asked)
  return asked
}

function vote(record: Record_, random: () => number): Asked {
  const sequence = (record.sequence += 1)
  const input = ballotOf(poll, WAVE, Math.floor(random() * poll.options.length), sequence)
  record.choices.set(sequence, optionOf(input))
  return ask(record, castBallot, input, () => {
    record.acknowledged = Math.max(record.acknowledged, sequence)
  })
}

function question(record: Record_): Asked {
  const text = `Frage ${record.texts.size + 1} von ${record.person.seatId.slice(0, 8)}`
  record.texts.set(text, null)
  return ask(record, askQuestion, { opId: opId(), text, shownAs: { kind: 'anonymous' } }, ({ id }) => record.texts.set(text, id))
}

function upvote(record: Record_, known: readonly QuestionId[], random: () => number): Asked | null {
  const id = known[Math.floor(random() * known.length)]
  const before = id === undefined ? undefined : record.upvotes.get(id)
  // One change at a time for one question: its order is then certain.
  if (id === undefined || [...record.texts.values()].includes(id) || before?.isAcknowledged === false) return null
  const isUpvoted = !(before?.sent ?? false)
  record.upvotes.set(id, { sent: isUpvoted, isAcknowledged: false })
  return ask(record, upvoteQuestion, { opId: opId(), questionId: id, isUpvoted }, () => {
    record.upvotes.set(id, { sent: isUpvoted, isAcknowledged: true })
  })
}

/** The choices that may stand: the last acknowledged one or any sent after it. */
function possible(record: Record_): (string | null)[] {
  const later = [...record.choices].filter(([sequence]) => sequence >= Math.max(1, record.acknowledged)).map(([, option]) => option)
  return record.acknowledged === 0 ? [null, ...later] : later
}

const acknowledgedQuestions = () => records.flatMap(({ texts }) => [...texts.values()].filter((id) => id !== null))

/** What is true after every kill, before anything is sent again. */
async function expectNothingLost(snapshot: StaffSnapshot, order: readonly QuestionId[]): Promise<void> {
  const ids = snapshot.questions.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(expect.arrayContaining(acknowledgedQuestions()))
  const texts = new Set(records.flatMap((record) => [...record.texts.keys()]))
  expect(snapshot.questions.filter(({ text }) => !texts.has(text))).toEqual([])
  expect(ids.filter((id) => order.includes(id))).toEqual(order)
  expect(snapshot.polls.find(({ id }) => id === poll.id)?.waves.map(({ state }) => state)).toEqual(['open', 'draft'])
  await pool(records, 32, async (record) => {
    const { ownBallots, ownUpvotes } = await record.live.ask(readRoomAsAttendee, {})
    expect(possible(record)).toContain(ownBallots.length === 0 ? null : optionOf(ownBallots[0]))
    for (const [id, { sent, isAcknowledged }] of record.upvotes) if (isAcknowledged) expect(ownUpvotes.includes(id)).toBe(sent)
  })
}

function optionOf(ballot: { readonly choice: AskedOf<typeof castBallot>['choice'] } | undefined): string | null {
  return ballot?.choice.kind === 'options' ? (ballot.choice.optionIds[0] ?? null) : null
}

describe('a server that is killed', () => {
  it(`K1 ${KILLS} kills under mixed load: everything acknowledged is there once, nothing else is, order and poll stay`, async () => {
    const random = seeded(20_270_312)
    let acknowledgedOps = 0
    let order: QuestionId[] = []
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const known = acknowledgedQuestions()
      const load = records.flatMap((record) => {
        const what = random()
        return [vote(record, random), what < 0.2 ? question(record) : null, what > 0.4 ? upvote(record, known, random) : null].flatMap(
          (asked) => (asked === null ? [] : [asked.send(record.live)]),
        )
      })
      // A seeded moment: after so many answers of this round, in the middle of the rest.
      await settled(load, Math.floor(random() * load.length))
      await product.kill()
      await Promise.all(load)
      acknowledgedOps += records.reduce((sum, { asked }) => sum + asked.filter(({ isAnswered }) => isAnswered).length, 0)

      await product.start()
      const trainer = await staff.connect()
      const snapshot = await trainer.ask(readRoomAsStaff, {})
      await pool(records, 32, async (record) => {
        record.live.close()
        record.live = await reconnect(product, record.person)
        connectionIds.add(record.live.socket.id ?? '')
      })
      await expectNothingLost(snapshot, order)
      order = snapshot.questions.map(({ id }) => id)
      await Promise.all(records.map(sendAgain))
      expect(records.flatMap(({ asked }) => asked.filter(({ isAnswered }) => !isAnswered))).toEqual([])
      for (const record of records) record.asked.length = 0
      trainer.close()
    }
    expect(acknowledgedOps).toBeGreaterThan((KILLS * PEOPLE) / 2)

    const trainer = await staff.connect()
    const closed = await trainer.ask(closeWave, { opId: opId(), pollId: poll.id, wave: WAVE })
    expect(closed.waves[0]?.ballots).toBe(records.filter(({ acknowledged }) => acknowledged > 0).length)
    const final = await trainer.ask(readRoomAsStaff, {})
    expect(final.questions.map(({ id }) => id).toSorted()).toEqual(acknowledgedQuestions().toSorted())
    for (const { id, upvotes } of final.questions) {
      expect(upvotes).toBe(records.filter((record) => record.upvotes.get(id)?.sent === true).length)
    }
    trainer.close()
  }, 240_000)

  it('K2 Every connection that was opened is one presence interval, and every interval has an end', async () => {
    for (const { live } of records) live.close()
    expect(await product.stop()).toBe(0)
    const database = await openDatabase({ file: path.join(product.dataDir, 'podium.db') })
    const rows = await database.handle.selectFrom('presence_interval').selectAll().execute()
    await database.close()
    const found = rows.map((row) => row.connection_id)
    expect(new Set(found).size).toBe(found.length)
    expect(found).toEqual(expect.arrayContaining([...connectionIds]))
    expect(rows.filter((row) => row.closed_at === null || row.closed_at < row.opened_at)).toEqual([])
  })
})

/** Sends what was never answered, in the order it was asked for. */
async function sendAgain(record: Record_): Promise<void> {
  for (const asked of record.asked) if (!asked.isAnswered) await asked.send(record.live)
}

/** Resolves when so many of these promises are settled. */
async function settled(promises: readonly Promise<unknown>[], count: number): Promise<void> {
  if (count === 0) return
  await new Promise<void>((resolve) => {
    let done = 0
    for (const promise of promises) {
      void promise.then(() => {
        done += 1
        if (done === count) resolve()
      })
    }
  })
}
