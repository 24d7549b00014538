// The way from an order at a self-hosted pretix to seats and letters, over the product's own endpoints (SPEC R, L).
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listLetters, readLetter } from '@podium/shared/letters.ts'
import type { SeminarId } from '@podium/shared/primitives.ts'
import { enterByLink, listSeats } from '@podium/shared/seats.ts'
import { signIn } from '@podium/shared/staff.ts'
import { listHooks, listShopEvents, readShopConnection, testShop } from '@podium/shared/tickets.ts'
import { type FakeShops, startFakeShops } from '../fakes/shops.ts'
import { type Podium, startPodium } from '../harness.ts'
import { took } from '../media/media-folder.ts'
import { createMovingClock } from '../moving-clock.ts'
import { Browser, linkParts } from '../people.ts'
import { connect, person, planSeminar } from './connected.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Friday, 12 March 2027, 10:00 in Berlin. */
const STARTS_AT = Date.UTC(2027, 2, 12, 9)

const clock = createMovingClock(STARTS_AT - 47 * HOUR_MS)
let shops: FakeShops
let podium: Podium
let office: Browser

beforeAll(async () => {
  shops = await startFakeShops({ now: clock.now, startsAt: STARTS_AT })
  podium = await startPodium({ clock })
  office = new Browser(podium.url)
})
afterAll(async () => {
  await podium.stop()
  await shops.close()
})

/** It is this moment now; whoever works in the office signs in again. */
async function at(moment: number): Promise<void> {
  clock.moveTo(moment)
  await office.call(signIn, podium.organiser)
}

/** A new seminar connected with a new event at the fake pretix. */
async function connected(): Promise<{ seminarId: SeminarId; eventId: string }> {
  await at(STARTS_AT - 47 * HOUR_MS)
  const made = await planSeminar(office, shops.pretix, STARTS_AT)
  await connect(office, shops, 'pretix', made)
  return made
}

const seatsOf = async (seminarId: SeminarId) => (await office.call(listSeats, { seminarId })).seats

/** Everybody with a seat, once there are this many. */
async function seated(seminarId: SeminarId, count: number) {
  const valid = async () => (await seatsOf(seminarId)).filter(({ revokedBy }) => revokedBy === null)
  await took(15_000, async () => (await valid()).length === count)
  return valid()
}

/** What the letter of this kind to this address says, once it lies in the Postausgang. */
async function textOf(seminarId: SeminarId, kind: 'confirmation' | 'access', email: string): Promise<string> {
  const find = async () =>
    (await office.call(listLetters, { seminarId })).letters.find(
      (letter) => letter.kind === kind && letter.recipientEmail === email && letter.state === 'kept',
    )
  await took(15_000, async () => (await find()) !== undefined)
  const found = await find()
  if (found === undefined) throw new Error('there is no such letter')
  return (await office.call(readLetter, { letterId: found.id })).content.text
}

it('R1 R14 L1 L2 An order becomes a seat by a message of the shop, is confirmed, and its link opens; a cancelled order closes it', async () => {
  const { seminarId, eventId } = await connected()
  expect((await office.call(readShopConnection, { seminarId })).connection).toMatchObject({
    kind: 'pretix',
    address: shops.pretix.address,
    eventName: 'Social Media',
    isHookRegistered: true,
    movedTo: null,
  })
  const petra = person('Petra', 'Beispiel')
  const order = await shops.pretix.office.book({ eventId, buyer: petra })
  expect(await seated(seminarId, 1)).toMatchObject([
    { holderName: 'Petra Beispiel', holderEmail: petra.email, origin: 'pretix', orderRef: order.ref, ticketName: 'Online-Seminar' },
  ])
  expect((await office.call(listHooks, { seminarId })).hooks.map(({ action }) => action).toSorted()).toEqual([
    'pretix.event.order.paid',
    'pretix.event.order.placed',
  ])
  expect(await textOf(seminarId, 'confirmation', petra.email)).toContain('Am Donnerstag, 11. März, um 10:00 Uhr')

  await at(STARTS_AT - 24 * HOUR_MS)
  const access = await textOf(seminarId, 'access', petra.email)
  const link = linkParts(/^http\S+\/s\/\S+$/m.exec(access)?.[0] ?? '')
  const code = /^Zugangscode: ([\d ]+)$/m.exec(access)?.[1] ?? ''
  const enter = () => new Browser(podium.url).call(enterByLink, { ...link, code, takeOver: false })
  await enter()

  await shops.pretix.office.cancel(order.ref)
  await seated(seminarId, 0)
  expect(await seatsOf(seminarId)).toMatchObject([{ revokedBy: 'shop' }])
  await expect(enter()).rejects.toMatchObject({ code: 'seat_revoked' })
  await shops.pretix.office.rebook(order.ref)
  await seated(seminarId, 1)
  await enter()
})

it('R3 R10 What a lost message would have told, the next pass finds out: a booking, a cancelled position, another person', async () => {
  const { seminarId, eventId } = await connected()
  const { office: shop, post } = shops.pretix
  const group = await shop.book({ eventId, buyer: person('Gerda', 'Sammelt'), holders: [person('Anna', 'Amt'), person('Bert', 'Amt')] })
  await seated(seminarId, 2)
  post.hold(true)
  const [anna, bert] = group.tickets
  await shop.book({ eventId, buyer: person('Lotte', 'Verloren') })
  await shop.refund(group.ref, bert?.id)
  await shop.rename(anna?.id ?? '', person('Carla', 'Neu'))
  await at(clock.now() + 5 * MINUTE_MS)
  await took(15_000, async () => (await seatsOf(seminarId)).some(({ holderName }) => holderName === 'Lotte Verloren'))
  post.hold(false)
  const seats = (await seatsOf(seminarId)).map(({ holderName, revokedBy }) => `${holderName} ${revokedBy}`)
  expect(seats.toSorted()).toEqual(['Bert Amt shop', 'Carla Neu null', 'Lotte Verloren null'])
})

it('R12 R23 Who is named on a position has the seat and the letter, not who paid', async () => {
  const { seminarId, eventId } = await connected()
  const [buyer, anna, bert] = [person('Gerda', 'Zahlt'), person('Anna', 'Amt'), person('Bert', 'Amt')]
  await shops.pretix.office.book({ eventId, buyer, holders: [anna, bert] })
  expect(await seated(seminarId, 2)).toMatchObject([
    { holderName: 'Anna Amt', holderEmail: anna.email, buyerName: 'Gerda Zahlt', buyerEmail: buyer.email, flags: [] },
    { holderName: 'Bert Amt', holderEmail: bert.email, buyerName: 'Gerda Zahlt', buyerEmail: buyer.email, flags: [] },
  ])
  expect(await textOf(seminarId, 'confirmation', anna.email)).toContain('Anna Amt')
  expect(await textOf(seminarId, 'confirmation', bert.email)).toContain('Bert Amt')
  const recipients = (await office.call(listLetters, { seminarId })).letters.map(({ recipientEmail }) => recipientEmail)
  expect(recipients).not.toContain(buyer.email)
})

it('R22 An order that is not paid yet has no seat; when it is, it has one', async () => {
  const { seminarId, eventId } = await connected()
  const { office: shop } = shops.pretix
  const order = await shop.book({ eventId, buyer: person('Paul', 'Offen'), word: 'n' })
  await shop.book({ eventId, buyer: person('Petra', 'Bezahlt') })
  expect((await seated(seminarId, 1)).map(({ holderName }) => holderName)).toEqual(['Petra Bezahlt'])
  await shop.setWord(order.tickets[0]?.id ?? '', null)
  expect(await seated(seminarId, 2)).toHaveLength(2)
})

it('R16 R30 The token opens this pretix alone; its account and events are listed', async () => {
  const { seminarId } = await connected()
  const access = { seminarId, kind: 'pretix', address: shops.pretix.address, token: null } as const
  const { organisations } = await office.call(testShop, access)
  expect(organisations.map(({ id }) => id)).toEqual([shops.pretix.organisationId])
  const { events } = await office.call(listShopEvents, { ...access, organisationId: shops.pretix.organisationId })
  expect(events.map(({ name }) => name)).toContain('Social Media')
  expect(events.map(({ name }) => name)).not.toContain('Fremdes Seminar')
  const requests = shops.pretix.requests.length
  for (const address of ['http://127.0.0.1:9', `${shops.pretix.address}/elsewhere`]) {
    await expect(office.call(testShop, { ...access, address })).rejects.toMatchObject({ code: 'shop_unauthorised' })
  }
  expect(shops.pretix.requests).toHaveLength(requests)
})
