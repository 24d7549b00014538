// Seats bought together under one address: whatever becomes of one of them, everybody who may come has a way in that opens (SPEC R12, R56).
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LetterKind, listLetters, readLetter, requestLostLink } from '@podium/shared/letters.ts'
import type { SeminarId } from '@podium/shared/primitives.ts'
import { listSeats, nameSeats, readOrder, reissueSeat } from '@podium/shared/seats.ts'
import { signIn } from '@podium/shared/staff.ts'
import { reconcileNow } from '@podium/shared/tickets.ts'
import { type FakeShops, startFakeShops } from '../fakes/shops.ts'
import { type Podium, startPodium } from '../harness.ts'
import { took } from '../media/media-folder.ts'
import { createMovingClock } from '../moving-clock.ts'
import { Browser, expectRefusal } from '../people.ts'
import { connect, person, planSeminar } from './connected.ts'

const DAY_MS = 24 * 60 * 60_000
const STARTS_AT = Date.UTC(2027, 2, 12, 9)
const clock = createMovingClock(STARTS_AT - 20 * DAY_MS)
const buyer = person('Gerda', 'Sammelt')
let shops: FakeShops
let podium: Podium
let office: Browser

beforeAll(async () => {
  shops = await startFakeShops({ now: clock.now, startsAt: STARTS_AT })
  podium = await startPodium({ clock, environment: { EVENTBRITE_API_URL: shops.eventbrite.apiUrl } })
  office = new Browser(podium.url)
  await office.call(signIn, podium.organiser)
}, 120_000)
afterAll(async () => {
  await podium.stop()
  await shops.close()
})

/** A seminar in which somebody has bought so many seats under one address. */
async function bought(seats: number) {
  const about = await planSeminar(office, shops.eventbrite, STARTS_AT)
  const order = await shops.eventbrite.office.book({ eventId: about.eventId, buyer, seats })
  await connect(office, shops, 'eventbrite', about)
  await took(15_000, async () => (await kept(about.seminarId, 'naming')).length === 1)
  return { ...about, order }
}

const kept = async (seminarId: SeminarId, kind: LetterKind) =>
  (await office.call(listLetters, { seminarId })).letters.filter((letter) => letter.kind === kind && letter.state === 'kept')
const seatsOf = async (seminarId: SeminarId) => (await office.call(listSeats, { seminarId })).seats

it('R56 The seat that remains of a group is nobody’s to name any more: it is confirmed and gets its link', async () => {
  const { seminarId, order } = await bought(2)
  await shops.eventbrite.office.refund(order.ref, order.tickets[0]?.id ?? '')
  await office.call(reconcileNow, { seminarId })
  await took(15_000, async () => (await kept(seminarId, 'confirmation')).length === 1)
  const waiting = (await office.call(listLetters, { seminarId })).letters.filter(({ state }) => state === 'waiting')
  expect(new Set(waiting.map(({ kind, recipientEmail }) => `${kind} ${recipientEmail}`))).toEqual(
    new Set([`access ${buyer.email}`, `reminder ${buyer.email}`]),
  )
})

it('R56 A new link of a seat nobody is named for reaches the buyer', async () => {
  const { seminarId } = await bought(3)
  const seats = await seatsOf(seminarId)
  for (const [index, seat] of seats.slice(0, 2).entries()) {
    const made = await office.call(reissueSeat, { seatId: seat.seatId })
    await took(15_000, async () => (await kept(seminarId, 'naming')).length === index + 2)
    const letters = await Promise.all((await kept(seminarId, 'naming')).map(({ id }) => office.call(readLetter, { letterId: id })))
    expect(letters.filter(({ content }) => content.text.includes(made.link))).toHaveLength(1)
  }
})

it('L15 A buyer who lost the links gets one letter for all seats', async () => {
  const { seminarId } = await bought(4)
  await new Browser(podium.url).call(requestLostLink, { email: buyer.email })
  await took(15_000, async () => (await kept(seminarId, 'naming')).length === 2)
  const all = (await office.call(listLetters, { seminarId })).letters.filter(({ kind, dueAt }) => kind === 'naming' && dueAt <= clock.now())
  expect(all).toHaveLength(2)
})

it('R57 A seat is named five times a day at most: whoever has one ticket writes to no crowd', async () => {
  const { seminarId } = await bought(2)
  const [letter] = await kept(seminarId, 'naming')
  const { content } = await office.call(readLetter, { letterId: letter?.id ?? '' })
  const token = /\/benennen\/(\S+)$/m.exec(content.text)?.[1] ?? ''
  const visitor = new Browser(podium.url)
  const [first] = (await visitor.call(readOrder, { token })).seats
  const name = (index: number) =>
    visitor.call(nameSeats, {
      token,
      seats: [{ seatId: first?.seatId ?? '', holderName: `Person ${index}`, holderEmail: `p${index}@amt.example` }],
    })
  for (let index = 1; index <= 5; index += 1) await name(index)
  await expectRefusal(name(6), 'too_many_requests')
})

it('L16 Only the buyer is offered to name somebody else: whoever a ticket was bought for cannot take it back later', async () => {
  const about = await planSeminar(office, shops.eventbrite, STARTS_AT)
  await shops.eventbrite.office.book({ eventId: about.eventId, buyer, holders: [person('Anna', 'Andere')] })
  await shops.eventbrite.office.book({ eventId: about.eventId, buyer: person('Selma', 'Selbst') })
  await connect(office, shops, 'eventbrite', about)
  await took(15_000, async () => (await kept(about.seminarId, 'confirmation')).length === 2)
  const letters = await Promise.all(
    (await kept(about.seminarId, 'confirmation')).map(({ id }) => office.call(readLetter, { letterId: id })),
  )
  const offered = letters.filter(({ content }) => content.text.includes('/benennen/')).map(({ letter }) => letter.recipientName)
  expect(offered).toEqual(['Selma Selbst'])
})
