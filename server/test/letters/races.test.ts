// What happens to a letter while it is on its way: a cancellation, a move, a new link, a letter beside it that cannot be made (SPEC L5, L18, L20).
import { beforeEach, expect, it } from 'vitest'
import type { Attempt, Mailer } from '../../src/adapters/mailer.ts'
import { insertSeats, insertSeminar, onEveryEngine } from '../stores/engines.ts'
import { createOutbox } from './outbox.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const START = Date.UTC(2027, 2, 12, 9)
const LATER: Attempt = { outcome: 'again', problem: 'deferred', serverSaid: null }
const TAKEN: Attempt = { outcome: 'sent', serverSaid: '250 ok' }

/** A mail server in the middle of whose dialogue something else happens. */
function mailer(during: () => Promise<unknown>, answer: Attempt, taken: string[] = []): Mailer {
  return {
    host: 'mail.example',
    async send({ raw }) {
      await during()
      if (answer.outcome === 'sent') taken.push(raw.replaceAll('=\r\n', ''))
      return answer
    },
    close: () => undefined,
  }
}
const nothing = async () => undefined
const byText = (a: unknown, b: unknown) => String(a).localeCompare(String(b))

onEveryEngine('a letter on its way', (opened) => {
  beforeEach(() => opened.database.handle.deleteFrom('letter').execute())

  async function office(people: number) {
    const clock = { now: START - 10 * 24 * HOUR_MS }
    const outbox = createOutbox(opened.database, () => clock.now)
    const plan = { storedState: 'published', wentLiveAt: null, startsAt: START, plannedEndsAt: START + 1.5 * HOUR_MS } as const
    const seminar = await insertSeminar(opened.database, plan)
    const seats = await insertSeats(opened.database, seminar, people)
    for (const [index, seatId] of seats.entries()) await outbox.addressed(seatId, `person${index}@amt.example`)
    const letters = async () => (await outbox.letters(seminar.id)).map(({ kind, state, problem }) => [kind, state, problem])
    let isCancelled = false
    const cancel = async () => {
      if (isCancelled) return
      isCancelled = true
      await opened.database.transaction(async (tx) => {
        await tx.updateTable('seminar').set({ state: 'cancelled' }).where('id', '=', seminar.id).execute()
        await outbox.plan.seminarCancelled(tx, seminar.id)
      })
    }
    return { clock, outbox, seminar, seats, letters, cancel }
  }

  it('L5 L18 A letter put off while its seminar is cancelled does not come back, and its person is told', async () => {
    const { clock, outbox, letters, cancel } = await office(1)
    await outbox.workerWith(mailer(cancel, LATER)).runDue()
    clock.now += 2 * HOUR_MS
    const taken: string[] = []
    await outbox.workerWith(mailer(nothing, TAKEN, taken)).runDue()
    expect((await letters()).toSorted(byText)).toEqual([
      ['access', 'skipped', 'purpose_passed'],
      ['cancellation', 'sent', null],
      ['confirmation', 'skipped', 'purpose_passed'],
      ['reminder', 'skipped', 'purpose_passed'],
    ])
    expect(taken.map((raw) => /^Subject: \S*Abgesagt/m.test(raw))).toEqual([true])
  })

  it('L5 Whoever’s first letter arrives in the moment of the cancellation is told of it as well', async () => {
    const { outbox, letters, cancel } = await office(1)
    await outbox.workerWith(mailer(cancel, TAKEN)).runDue()
    expect((await letters()).filter(([, state]) => state === 'sent').map(([kind]) => kind)).toEqual(
      expect.arrayContaining(['confirmation', 'cancellation']),
    )
  })

  it('L20 A letter that cannot be made says so, is tried again, and holds no other one up', async () => {
    const { clock, outbox, seats, letters } = await office(5)
    const [first] = seats
    if (first === undefined) throw new Error('there is no seat')
    const ofFirst = opened.database.handle.updateTable('letter').where('seat_id', '=', first).where('kind', '=', 'confirmation')
    await ofFirst.set({ sealed_message: 'no message' }).execute()
    const worker = outbox.workerWith(mailer(nothing, TAKEN))
    await worker.runDue()
    const confirmations = async () => (await letters()).filter(([kind]) => kind === 'confirmation').toSorted(byText)
    const others = Array(4).fill(['confirmation', 'sent', null])
    expect(await confirmations()).toEqual([...others, ['confirmation', 'waiting', 'not_made']])
    await ofFirst.set({ sealed_message: null }).execute()
    clock.now += 2 * MINUTE_MS
    await worker.runDue()
    expect(await confirmations()).toEqual([...others, ['confirmation', 'sent', null]])
  })

  it('L12 L18 A change that brings the link and was put off is made anew with a new link', async () => {
    const { clock, outbox, seminar, seats } = await office(1)
    const [seatId] = seats
    if (seatId === undefined) throw new Error('there is no seat')
    clock.now = Date.UTC(2027, 2, 11, 10)
    await outbox.workerWith(mailer(nothing, TAKEN)).runDue()
    await opened.database.transaction(async (tx) => {
      await tx
        .updateTable('seminar')
        .set({ starts_at: START + 7 * 24 * HOUR_MS })
        .where('id', '=', seminar.id)
        .execute()
      await outbox.plan.seminarMoved(tx, seminar.id, START)
    })
    await outbox.workerWith(mailer(nothing, LATER)).runDue()
    await opened.database.handle.updateTable('seat').set({ version: 2 }).where('id', '=', seatId).execute()
    await opened.database.transaction((tx) => outbox.plan.planSeats(tx, [seatId]))
    clock.now += 2 * HOUR_MS
    await outbox.workerWith(mailer(nothing, TAKEN)).runDue()
    const changes = (await outbox.letters(seminar.id)).filter(({ kind }) => kind === 'change')
    expect(changes.map(({ state, made_for: madeFor }) => [state, madeFor])).toEqual([
      ['skipped', 1],
      ['sent', 2],
    ])
  })
})
