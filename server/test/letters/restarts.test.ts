// A server that ends or dies in the middle of things, and the next one on the same data (SPEC L6, L22, R58).
import { afterEach, beforeEach, expect, it } from 'vitest'
import { retryLetters } from '@podium/shared/letters.ts'
import { addSeat, revokeSeat } from '@podium/shared/seats.ts'
import { signIn } from '@podium/shared/staff.ts'
import { goLive } from '@podium/shared/stage.ts'
import { type FakeShops, startFakeShops } from '../fakes/shops.ts'
import { type Podium, startPodium } from '../harness.ts'
import { took } from '../media/media-folder.ts'
import { createMovingClock } from '../moving-clock.ts'
import { attend, Browser, expectRefusal, opId, staffOnAir } from '../people.ts'
import { connect, person, planSeminar } from '../tickets/connected.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

const clock = createMovingClock(Date.now())
let shops: FakeShops
let post: MailServer
let podium: Podium
let office: Browser
/** Lets the mail server say its word on what it was given. */
let answer: () => void
let mayAnswer: Promise<void>

beforeEach(async () => {
  clock.moveTo(Date.now())
  mayAnswer = Promise.resolve()
  shops = await startFakeShops({ now: clock.now, startsAt: clock.now() + 9 * DAY_MS })
  post = await startMailServer(undefined, 0, () => mayAnswer)
  const environment = { SMTP_URL: post.url, MAIL_FROM: 'podium@e-akademie.example', EVENTBRITE_API_URL: shops.eventbrite.apiUrl }
  podium = await startPodium({ clock, environment })
  office = new Browser(podium.url)
  await office.call(signIn, podium.organiser)
})
afterEach(async () => {
  await podium.stop()
  await post.close()
  await shops.close()
})

const add = (name: string) => office.call(addSeat, { seminarId: podium.seminarId, holderName: name, holderEmail: `${name}@amt.example` })
const letters = () => podium.database.handle.selectFrom('letter').selectAll().orderBy('due_at').execute()

it('L22 A server that ends hears what becomes of the letter that is leaving; the next one does not send it again', async () => {
  mayAnswer = new Promise((resolve) => {
    answer = resolve
  })
  await add('frieda')
  await took(10_000, () => post.taken.length === 1)
  const restarted = podium.restart()
  // Nobody new is let in, but it is still there.
  await took(2_500, async () => (await fetch(`${podium.url}/readyz`).catch(() => null))?.status === 503)
  answer()
  await restarted
  expect((await letters()).filter(({ kind }) => kind === 'access')).toMatchObject([{ state: 'sent', attempts: 1 }])
  await add('hanno')
  await took(10_000, () => post.taken.length === 2)
  expect(post.taken.map(({ to }) => to)).toEqual(['frieda@amt.example', 'hanno@amt.example'])
})

it('L22 What a dead server was about to send leaves at once', async () => {
  await add('frieda')
  await took(10_000, async () => (await letters()).some(({ kind, state }) => kind === 'access' && state === 'sent'))
  // It died after the letter had left, before it could say so.
  const dead = { state: 'waiting', sent_at: null, attempts: 0, next_try_at: clock.now() } as const
  const lease = { lease_owner: 'dead', lease_until: clock.now() + 2 * MINUTE_MS }
  await podium.database.handle
    .updateTable('letter')
    .set({ ...dead, ...lease })
    .where('kind', '=', 'access')
    .execute()
  await podium.restart()
  await took(10_000, () => post.taken.length === 2)
  expect(post.taken[1]).toEqual(post.taken[0])
})

it('L23 What was kept before there was a mail server leaves once, when the organiser wants it to', async () => {
  await podium.restart({ SMTP_URL: '', MAIL_FROM: '' })
  const [gone] = [await add('ida'), await add('frieda'), await add('hanno')]
  await took(10_000, async () => (await letters()).filter(({ state }) => state === 'kept').length === 3)
  const again = { seminarId: podium.seminarId, state: 'kept' } as const
  await expectRefusal(office.call(retryLetters, again), 'wrong_state')
  await podium.restart()
  // Whose seat is gone needs nothing any more.
  await office.call(revokeSeat, { seatId: gone.seatId })
  expect(await office.call(retryLetters, again)).toEqual({ count: 3 })
  await took(10_000, async () => (await letters()).every(({ state }) => state === 'sent' || state === 'skipped'))
  expect(post.taken.map(({ to }) => to).toSorted()).toEqual(['frieda@amt.example', 'hanno@amt.example'])
  // They are made anew: what was true without a mail server need not be true with one.
  for (const { raw } of post.taken) expect(raw).toMatch(/^From: .*<podium@e-akademie\.example>$/m)
  expect(await office.call(retryLetters, again)).toEqual({ count: 0 })
})

it('L6 Those who were there are thanked when the server dies between the end and the thanks, and once', async () => {
  const { live: trainer } = await staffOnAir(podium.url, podium.trainer, podium.seminarId)
  await trainer.ask(goLive, { opId: opId() })
  await attend(podium.url, await add('frieda'))
  clock.moveTo(clock.now() + 10 * MINUTE_MS)
  // All that such a server had time for.
  const ended = { state: 'ended', ended_at: clock.now() } as const
  await podium.database.handle.updateTable('seminar').set(ended).where('id', '=', podium.seminarId).execute()
  await podium.restart()
  await podium.restart()
  clock.moveTo(clock.now() + 31 * MINUTE_MS)
  const thanks = async () => (await letters()).filter(({ kind }) => kind === 'followup').map(({ state }) => state)
  await took(15_000, async () => (await thanks()).includes('sent'))
  expect(await thanks()).toEqual(['sent'])
})

it('R58 A shop is asked at once after a server died over it', async () => {
  const seminar = await planSeminar(office, shops.eventbrite, clock.now() + 9 * DAY_MS)
  await connect(office, shops, 'eventbrite', seminar)
  const dead = { lease_owner: 'dead', lease_until: clock.now() + 5 * MINUTE_MS, next_pass_at: clock.now() + 5 * MINUTE_MS }
  await podium.database.handle.updateTable('shop_connection').set(dead).execute()
  await shops.eventbrite.office.book({ eventId: seminar.eventId, buyer: person('Anna', 'Arndt') })
  await podium.restart()
  const seats = () => podium.database.handle.selectFrom('seat').select('id').where('seminar_id', '=', seminar.seminarId).execute()
  await took(15_000, async () => (await seats()).length > 0)
  expect(await seats()).toHaveLength(1)
})
