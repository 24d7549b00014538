// From a booking at the shop to the room: seats follow the shop, letters leave once, links open, refunds put out (SPEC R, L).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LetterKind, listLetters, readLetter, requestLostLink, resendAccess } from '@podium/shared/letters.ts'
import type { SeminarId } from '@podium/shared/primitives.ts'
import {
  declareCoViewers,
  enterByLink,
  listSeats,
  nameSeats,
  readOrder,
  revokeSeat,
  restoreSeat,
  seatClosed,
  substituteSeat,
} from '@podium/shared/seats.ts'
import { cancelSeminar, createSeminar, moveSeminar } from '@podium/shared/seminars.ts'
import { signIn } from '@podium/shared/staff.ts'
import { listHooks, listShopEvents, readShopConnection, reconcileNow, releaseRevocations, testShop } from '@podium/shared/tickets.ts'
import { type FakeShops, startFakeShops } from '../fakes/shops.ts'
import { type Podium, startPodium } from '../harness.ts'
import { took } from '../media/media-folder.ts'
import { createMovingClock } from '../moving-clock.ts'
import { Browser, linkParts, Live, opId } from '../people.ts'
import { connect, person, planSeminar } from './connected.ts'

const DAY_MS = 24 * 60 * 60_000
/** Friday, 12 March 2027, 10:00 in Berlin. */
const STARTS_AT = Date.UTC(2027, 2, 12, 9)

const clock = createMovingClock(STARTS_AT - 20 * DAY_MS)
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

/** It is this moment now; whoever works in the office signs in again. */
async function at(moment: number): Promise<void> {
  clock.moveTo(moment)
  await office.call(signIn, podium.organiser)
}

/** A new seminar connected with a new event at the fake Eventbrite. */
async function connected(startsAt = STARTS_AT): Promise<{ seminarId: SeminarId; eventId: string }> {
  const about = await planSeminar(office, shops.eventbrite, startsAt)
  await connect(office, shops, 'eventbrite', about)
  return about
}

const seatsOf = async (seminarId: SeminarId) => (await office.call(listSeats, { seminarId })).seats
const lettersOf = async (seminarId: SeminarId, kind?: LetterKind) =>
  (await office.call(listLetters, { seminarId })).letters.filter((letter) => kind === undefined || letter.kind === kind)

/** The letter of this kind to this address, once it lies in the Postausgang. */
async function keptLetter(seminarId: SeminarId, kind: LetterKind, email: string) {
  const find = async () =>
    (await lettersOf(seminarId, kind)).find(({ recipientEmail, state }) => recipientEmail === email && state === 'kept')
  await took(15_000, async () => (await find()) !== undefined)
  const found = await find()
  if (found === undefined) throw new Error('there is no such letter')
  return office.call(readLetter, { letterId: found.id })
}

/** A seminar in twenty days for which this person has booked and been told so. */
async function confirmed(buyer: ReturnType<typeof person>): Promise<SeminarId> {
  await at(STARTS_AT - 20 * DAY_MS)
  const { seminarId, eventId } = await connected()
  await shops.eventbrite.office.book({ eventId, buyer })
  await office.call(reconcileNow, { seminarId })
  await keptLetter(seminarId, 'confirmation', buyer.email)
  return seminarId
}

/** Link and code as a reader finds them in the plain text. */
function accessIn(text: string): { link: string; code: string } {
  const link = /^http\S+\/s\/\S+$/m.exec(text)?.[0]
  const code = /^Zugangscode: ([\d ]+)$/m.exec(text)?.[1]?.replace(' ', '')
  if (link === undefined || code === undefined) throw new Error('there is no way in in this letter')
  return { link, code }
}

describe('a booking', () => {
  it('R1 R14 L1 L2 A ticket becomes a seat within seconds, is confirmed at once and gets its link the day before at ten', async () => {
    await at(STARTS_AT - 20 * DAY_MS)
    const { seminarId, eventId } = await connected()
    const petra = person('Petra', 'Beispiel')
    await shops.eventbrite.office.book({ eventId, buyer: petra })
    await took(15_000, async () => (await seatsOf(seminarId)).length === 1)
    const [seat] = await seatsOf(seminarId)
    expect(seat).toMatchObject({ holderName: 'Petra Beispiel', holderEmail: petra.email, origin: 'eventbrite', revokedBy: null, flags: [] })

    const confirmation = await keptLetter(seminarId, 'confirmation', petra.email)
    expect(confirmation.content.subject).toBe('Ihr Platz ist bestätigt: Social Media im öffentlichen Dienst, 12. März 2027')
    expect(confirmation.content.text).toContain('Am Donnerstag, 11. März, um 10:00 Uhr')
    expect(confirmation.content.text).not.toContain('/s/')
    expect(confirmation.content.calendar).toContain('SEQUENCE:0')

    const dueAt = Date.UTC(2027, 2, 11, 9)
    expect(await lettersOf(seminarId, 'access')).toMatchObject([{ state: 'waiting', dueAt }])
    await at(dueAt - 5_000)
    expect(await lettersOf(seminarId, 'access')).toMatchObject([{ state: 'waiting' }])
    await at(dueAt)
    const access = await keptLetter(seminarId, 'access', petra.email)
    expect(access.content.subject).toBe('Ihr Zugang: morgen, 10:00 Uhr')
    expect(access.content.calendar).toContain('SEQUENCE:1')
    expect(access.content.calendar).toContain('DTSTART;TZID=Europe/Berlin:20270312T100000')
    expect(access.content.headers).toContainEqual({ name: 'Auto-Submitted', value: 'auto-generated' })

    await at(STARTS_AT - 10 * 60_000)
    const { link, code } = accessIn(access.content.text)
    const own = await new Browser(podium.url).call(enterByLink, { ...linkParts(link), code, takeOver: false })
    const live = await Live.connect(podium.url, own.ticket)

    const [order] = shops.eventbrite.office.orders.filter((one) => one.eventId === eventId)
    await shops.eventbrite.office.refund(order?.ref ?? '')
    expect(await live.hear(seatClosed, () => true, 15_000)).toMatchObject({ reason: 'revoked' })
    await live.cut()
    expect(await seatsOf(seminarId)).toMatchObject([{ revokedBy: 'shop' }])
    await expect(new Browser(podium.url).call(enterByLink, { ...linkParts(link), code, takeOver: false })).rejects.toMatchObject({
      code: 'seat_revoked',
    })

    await shops.eventbrite.office.rebook(order?.ref ?? '')
    await took(15_000, async () => (await seatsOf(seminarId))[0]?.revokedBy === null)
    await new Browser(podium.url).call(enterByLink, { ...linkParts(link), code, takeOver: false })
  })

  it('R3 A lost webhook is made up for by the next pass; hooks are kept for the organiser to see', async () => {
    await at(STARTS_AT - 60_000 * 90)
    const { seminarId, eventId } = await connected()
    shops.eventbrite.post.hold(true)
    await shops.eventbrite.office.book({ eventId, buyer: person('Lotte', 'Verloren') })
    await at(clock.now() + 61_000)
    await took(15_000, async () => (await seatsOf(seminarId)).length === 1)
    expect((await office.call(listHooks, { seminarId })).hooks).toEqual([])
    shops.eventbrite.post.hold(false)
    // Who books so late gets the link at once, and nothing that only says that a link will come.
    const access = await keptLetter(seminarId, 'access', 'lotte.verloren@amt.example')
    expect(access.content.subject).toBe('Ihr Zugang: heute, 10:00 Uhr')
    expect(await lettersOf(seminarId, 'confirmation')).toEqual([])
  })

  it('R7 More than a tenth cancelled at once waits for the organiser; nobody is put out before', async () => {
    await at(STARTS_AT - 20 * DAY_MS)
    const { seminarId, eventId } = await connected()
    const orders = await Promise.all(
      [...Array(10).keys()].map((index) => shops.eventbrite.office.book({ eventId, buyer: person('Person', `Nr${index}`) })),
    )
    await office.call(reconcileNow, { seminarId })
    expect(await seatsOf(seminarId)).toHaveLength(10)
    shops.eventbrite.post.hold(true)
    for (const { ref } of orders.slice(0, 3)) await shops.eventbrite.office.refund(ref)
    const { connection } = await office.call(reconcileNow, { seminarId })
    expect(connection?.heldRevocations).toHaveLength(3)
    expect((await seatsOf(seminarId)).filter(({ revokedBy }) => revokedBy !== null)).toEqual([])
    // One of them was a mistake of the shop.
    await shops.eventbrite.office.rebook(orders[0]?.ref ?? '')
    await office.call(releaseRevocations, { seminarId })
    const revoked = (await seatsOf(seminarId)).filter(({ revokedBy }) => revokedBy === 'shop').map(({ holderName }) => holderName)
    expect(revoked.toSorted()).toEqual(['Person Nr1', 'Person Nr2'])
    shops.eventbrite.post.hold(false)
  })

  it('R7 Cancellations of an event that is no longer connected wait for nobody; its seats stay', async () => {
    await at(STARTS_AT - 20 * DAY_MS)
    const { seminarId, eventId } = await connected()
    const book = (index: number) => shops.eventbrite.office.book({ eventId, buyer: person('Person', `Nr${index}`) })
    const orders = await Promise.all([...Array(4).keys()].map(book))
    await office.call(reconcileNow, { seminarId })
    shops.eventbrite.post.hold(true)
    for (const { ref } of orders.slice(0, 2)) await shops.eventbrite.office.refund(ref)
    expect((await office.call(reconcileNow, { seminarId })).connection?.heldRevocations).toHaveLength(2)
    const { eventId: other } = await planSeminar(office, shops.eventbrite, STARTS_AT)
    await connect(office, shops, 'eventbrite', { seminarId, eventId: other })
    expect((await office.call(readShopConnection, { seminarId })).connection?.heldRevocations).toEqual([])
    expect((await seatsOf(seminarId)).map(({ revokedBy, flags }) => [revokedBy, flags])).toEqual(Array(4).fill([null, []]))
    shops.eventbrite.post.hold(false)
  })

  it('R11 A shop that fails costs nobody a seat; the organiser sees since when', async () => {
    await at(STARTS_AT - 20 * DAY_MS)
    const { seminarId, eventId } = await connected()
    await shops.eventbrite.office.book({ eventId, buyer: person('Vera', 'Bleibt') })
    await office.call(reconcileNow, { seminarId })
    for (const fault of [{ kind: 'status', status: 500, body: undefined }, { kind: 'truncate' }, { kind: 'empty' }] as const) {
      shops.eventbrite.faults.plan({ fault, times: 10 })
      await office.call(reconcileNow, { seminarId }).catch(() => undefined)
      shops.eventbrite.faults.clear()
      expect((await seatsOf(seminarId)).filter(({ revokedBy }) => revokedBy === null)).toHaveLength(1)
    }
    await office.call(reconcileNow, { seminarId })
    const { connection } = await office.call(readShopConnection, { seminarId })
    expect(connection).toMatchObject({ failingSince: null, problem: null })
  })

  it('R12 R13 Several seats under one address: one letter to the buyer, and naming gives each person a link of their own', async () => {
    await at(STARTS_AT - 20 * DAY_MS)
    const { seminarId, eventId } = await connected()
    const buyer = person('Gerda', 'Sammelt')
    await shops.eventbrite.office.book({ eventId, buyer, seats: 3 })
    await office.call(reconcileNow, { seminarId })
    const seats = await seatsOf(seminarId)
    expect(seats.map(({ flags }) => flags)).toEqual([['unnamed'], ['unnamed'], ['unnamed']])
    const letter = await keptLetter(seminarId, 'naming', buyer.email)
    expect(letter.content.text.match(/^http\S+\/s\/\S+$/gm)).toHaveLength(3)
    expect((await lettersOf(seminarId)).every(({ kind }) => kind === 'naming')).toBe(true)

    const token = /\/benennen\/(\S+)$/m.exec(letter.content.text)?.[1] ?? ''
    const visitor = new Browser(podium.url)
    const order = await visitor.call(readOrder, { token })
    expect(order.seats.map(({ holderName }) => holderName)).toEqual([null, null, null])
    const [first] = order.seats
    if (first === undefined) throw new Error('there is no seat')
    const wanted = { token, seats: [{ seatId: first.seatId, holderName: 'Nora Neu', holderEmail: 'nora@amt.example' }] }
    await visitor.call(nameSeats, wanted)
    await visitor.call(nameSeats, wanted)
    await keptLetter(seminarId, 'confirmation', 'nora@amt.example')
    expect(await lettersOf(seminarId, 'confirmation')).toHaveLength(1)
    await expect(visitor.call(readOrder, { token: '0'.repeat(28) })).rejects.toMatchObject({ code: 'link_unknown' })
    // The old links of the letter: two still open, the named one is dead.
    const links = [...letter.content.text.matchAll(/^(http\S+\/s\/\S+)\nZugangscode: (\d{3}) (\d{3})$/gm)]
    const outcomes = await Promise.all(
      links.map(([, link = '', a = '', b = '']) =>
        new Browser(podium.url).call(enterByLink, { ...linkParts(link), code: a + b, takeOver: false }).then(
          () => 'in',
          (error: { code: string }) => error.code,
        ),
      ),
    )
    expect(outcomes.toSorted()).toEqual(['in', 'in', 'link_unknown'])
  })

  it('O4 L15 Vertretung: the old link dies, the new person gets a letter, and a repeat changes nothing', async () => {
    await at(STARTS_AT - 12 * 60 * 60_000)
    const { seminarId, eventId } = await connected()
    await shops.eventbrite.office.book({ eventId, buyer: person('Anna', 'Alt') })
    await office.call(reconcileNow, { seminarId })
    const old = accessIn((await keptLetter(seminarId, 'access', 'anna.alt@amt.example')).content.text)
    const [seat] = await seatsOf(seminarId)
    if (seat === undefined) throw new Error('there is no seat')
    const wanted = { opId: opId(), seatId: seat.seatId, holderName: 'Bert Neu', holderEmail: 'bert@amt.example' }
    const made = await office.call(substituteSeat, wanted)
    expect(await office.call(substituteSeat, wanted)).toEqual(made)
    const fresh = accessIn((await keptLetter(seminarId, 'access', 'bert@amt.example')).content.text)
    expect(fresh.link).toBe(made.link)
    await expect(
      new Browser(podium.url).call(enterByLink, { ...linkParts(old.link), code: old.code, takeOver: false }),
    ).rejects.toMatchObject({ code: 'link_unknown' })
    // The shop still knows the old name; it is not put back.
    await office.call(reconcileNow, { seminarId })
    expect(await seatsOf(seminarId)).toMatchObject([{ holderName: 'Bert Neu', buyerName: 'Anna Alt' }])
    // A resend carries the same link; "Link verloren?" as well, and an unknown address gets the same answer.
    await office.call(resendAccess, { seatId: seat.seatId })
    expect(await new Browser(podium.url).call(requestLostLink, { email: 'BERT@amt.example' })).toEqual({})
    expect(await new Browser(podium.url).call(requestLostLink, { email: 'niemand@amt.example' })).toEqual({})
    await took(15_000, async () => (await lettersOf(seminarId, 'access')).filter(({ state }) => state === 'kept').length === 4)
    for (const letter of await lettersOf(seminarId, 'access')) {
      if (letter.recipientEmail !== 'bert@amt.example') continue
      expect(accessIn((await office.call(readLetter, { letterId: letter.id })).content.text).link).toBe(made.link)
    }
  })

  it('L16 R13 Who bought one seat names a substitute by the confirmation; the substitute is not asked for another', async () => {
    await at(STARTS_AT - 20 * DAY_MS)
    const { seminarId, eventId } = await connected()
    await shops.eventbrite.office.book({ eventId, buyer: person('Otto', 'Verhindert') })
    await office.call(reconcileNow, { seminarId })
    const told = await keptLetter(seminarId, 'confirmation', 'otto.verhindert@amt.example')
    const token = /\/benennen\/(\S+)$/m.exec(told.content.text)?.[1] ?? ''
    const visitor = new Browser(podium.url)
    const [seat] = (await visitor.call(readOrder, { token })).seats
    if (seat === undefined) throw new Error('there is no seat')
    expect(seat).toMatchObject({ holderName: 'Otto Verhindert', holderEmail: 'otto.verhindert@amt.example' })
    await visitor.call(nameSeats, {
      token,
      seats: [{ seatId: seat.seatId, holderName: 'Vera Vertritt', holderEmail: 'vera@amt.example' }],
    })
    const toSubstitute = await keptLetter(seminarId, 'confirmation', 'vera@amt.example')
    expect(toSubstitute.content.text).not.toContain('/benennen/')
    expect(toSubstitute.content.text).toContain('Vera Vertritt')
    await at(STARTS_AT - 20 * 60 * 60_000)
    await keptLetter(seminarId, 'access', 'vera@amt.example')
    expect((await lettersOf(seminarId, 'access')).map(({ recipientEmail }) => recipientEmail)).toEqual(['vera@amt.example'])
  })

  it('L17 A month after the seminar the Postausgang still says that letters left, and nothing of what they said', async () => {
    await at(STARTS_AT - 20 * DAY_MS)
    const { seminarId, eventId } = await connected()
    await shops.eventbrite.office.book({ eventId, buyer: person('Paul', 'Vergangen') })
    await office.call(reconcileNow, { seminarId })
    const { letter } = await keptLetter(seminarId, 'confirmation', 'paul.vergangen@amt.example')
    expect(letter.canBeRead).toBe(true)
    await at(STARTS_AT + 30 * DAY_MS)
    await took(15_000, async () => (await lettersOf(seminarId, 'confirmation')).every(({ canBeRead }) => !canBeRead))
    expect(await lettersOf(seminarId, 'confirmation')).toMatchObject([{ state: 'kept', recipientName: 'Paul Vergangen' }])
    await expect(office.call(readLetter, { letterId: letter.id })).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('L12 Who has the link already finds it in the change as well, and again the day before', async () => {
    await at(STARTS_AT - 20 * 60 * 60_000)
    const { seminarId, eventId } = await connected()
    const ida = person('Ida', 'Hatschon')
    await shops.eventbrite.office.book({ eventId, buyer: ida })
    await office.call(reconcileNow, { seminarId })
    const before = accessIn((await keptLetter(seminarId, 'access', ida.email)).content.text)
    await office.call(moveSeminar, { seminarId, startsAt: STARTS_AT + 7 * DAY_MS, endsAt: STARTS_AT + 7 * DAY_MS + 60_000 })
    expect(accessIn((await keptLetter(seminarId, 'change', ida.email)).content.text)).toEqual(before)
    expect((await lettersOf(seminarId, 'access')).filter(({ state }) => state === 'waiting')).toMatchObject([
      { dueAt: Date.UTC(2027, 2, 18, 9), revision: 2 },
    ])
  })

  it('O5 Whoever watches along is named on the seat, and gone with its holder', async () => {
    await at(STARTS_AT - 20 * DAY_MS)
    const { seminarId, eventId } = await connected()
    await shops.eventbrite.office.book({ eventId, buyer: person('Karl', 'Teilt') })
    await office.call(reconcileNow, { seminarId })
    const [seat] = await seatsOf(seminarId)
    if (seat === undefined) throw new Error('there is no seat')
    await office.call(declareCoViewers, { seatId: seat.seatId, names: ['Lena Mit', 'Max Mit'] })
    expect(await seatsOf(seminarId)).toMatchObject([{ coViewers: ['Lena Mit', 'Max Mit'] }])
    await office.call(substituteSeat, { opId: opId(), seatId: seat.seatId, holderName: 'Mia Neu', holderEmail: null })
    expect(await seatsOf(seminarId)).toMatchObject([{ holderName: 'Mia Neu', coViewers: [] }])
  })

  it('R19 While a pass that died still holds the shop, nobody is told that it was reconciled', async () => {
    await at(STARTS_AT - 20 * DAY_MS)
    const { seminarId } = await connected()
    const hold = (leaseUntil: number) =>
      podium.database.handle
        .updateTable('shop_connection')
        .set({ lease_owner: 'a process that was killed', lease_until: leaseUntil })
        .where('seminar_id', '=', seminarId)
        .execute()
    await hold(clock.now() + 60_000)
    await expect(office.call(reconcileNow, { seminarId })).rejects.toMatchObject({ code: 'shop_busy' })
    await hold(clock.now() - 1)
    expect((await office.call(reconcileNow, { seminarId })).connection).toMatchObject({ problem: null })
  })

  it('R9 What the organiser took away, a shop does not give back, and the other way round', async () => {
    await at(STARTS_AT - 20 * DAY_MS)
    const { seminarId, eventId } = await connected()
    const order = await shops.eventbrite.office.book({ eventId, buyer: person('Hanna', 'Hand') })
    await office.call(reconcileNow, { seminarId })
    const [seat] = await seatsOf(seminarId)
    if (seat === undefined) throw new Error('there is no seat')
    await office.call(revokeSeat, { seatId: seat.seatId })
    await shops.eventbrite.office.refund(order.ref)
    await shops.eventbrite.office.rebook(order.ref)
    await office.call(reconcileNow, { seminarId })
    expect(await seatsOf(seminarId)).toMatchObject([{ revokedBy: 'organiser' }])
    await office.call(restoreSeat, { seatId: seat.seatId })
    await shops.eventbrite.office.refund(order.ref)
    await office.call(reconcileNow, { seminarId })
    expect(await seatsOf(seminarId)).toMatchObject([{ revokedBy: 'shop' }])
    await office.call(restoreSeat, { seatId: seat.seatId })
    await office.call(reconcileNow, { seminarId })
    expect(await seatsOf(seminarId)).toMatchObject([{ revokedBy: null }])
  })

  it('L5 L12 S9 A moved seminar moves its letters, a cancelled one tells everybody and nothing else leaves', async () => {
    const mara = person('Mara', 'Termin')
    const seminarId = await confirmed(mara)
    const later = STARTS_AT + 7 * DAY_MS
    await office.call(moveSeminar, { seminarId, startsAt: later, endsAt: later + 90 * 60_000 })
    const change = await keptLetter(seminarId, 'change', mara.email)
    expect(change.content.text).toContain('Freitag, 19. März 2027')
    expect(change.content.text).toContain('Bisher: Freitag, 12. März 2027, 10:00 Uhr')
    expect(change.content.calendar).toContain('SEQUENCE:1')
    // Nobody has the link yet; it comes the day before the new date.
    expect(change.content.text).not.toMatch(/\/s\/[^/\s]+\/\w{28}/)
    expect(change.content.text).toContain('Ihren Zugang schicken wir am Donnerstag, 18. März.')
    expect(await lettersOf(seminarId, 'access')).toMatchObject([{ state: 'waiting', dueAt: Date.UTC(2027, 2, 18, 9) }])

    // A year on, over the change to summer time: ten o'clock stays ten o'clock.
    const summer = Date.UTC(2027, 2, 29, 8)
    await office.call(moveSeminar, { seminarId, startsAt: summer, endsAt: summer + 90 * 60_000 })
    expect(await lettersOf(seminarId, 'access')).toMatchObject([{ dueAt: Date.UTC(2027, 2, 28, 8) }])

    await office.call(cancelSeminar, { seminarId })
    const cancellation = await keptLetter(seminarId, 'cancellation', mara.email)
    expect(cancellation.content.calendar).toContain('METHOD:CANCEL')
    expect((await lettersOf(seminarId)).filter(({ state }) => state === 'waiting')).toEqual([])
    await expect(office.call(moveSeminar, { seminarId, startsAt: later, endsAt: later + 1 })).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

it('L5 Whoever had link and reminder before a seminar is moved gets both again before the new date', async () => {
  const mara = person('Mara', 'Termin')
  const seminarId = await confirmed(mara)
  await at(STARTS_AT - DAY_MS)
  await keptLetter(seminarId, 'access', mara.email)
  await at(STARTS_AT - 10 * 60_000)
  await keptLetter(seminarId, 'reminder', mara.email)
  const later = STARTS_AT + 7 * DAY_MS
  await office.call(moveSeminar, { seminarId, startsAt: later, endsAt: later + 90 * 60_000 })
  await keptLetter(seminarId, 'change', mara.email)
  const coming = (await lettersOf(seminarId)).filter(({ state }) => state === 'waiting')
  expect(Object.fromEntries(coming.map(({ kind, dueAt }) => [kind, dueAt]))).toEqual({
    access: later - DAY_MS,
    reminder: later - 15 * 60_000,
  })
  expect(coming).toHaveLength(2)
})

it('S8 A seminar is made once however often it is asked for, under a public name of its own', async () => {
  await at(STARTS_AT - 20 * DAY_MS)
  const about = {
    opId: opId(),
    title: 'Überraschung: Öffentlichkeit für Bürger!',
    subtitle: '',
    trainerName: 'Miriam Voss',
    startsAt: STARTS_AT,
    endsAt: STARTS_AT + 60_000,
    timeZone: 'Europe/Berlin',
    supportPhone: '',
    supportEmail: 'hilfe@e-akademie.example',
  }
  const made = await office.call(createSeminar, about)
  expect(made).toMatchObject({ slug: 'ueberraschung-oeffentlichkeit-fuer-buerger', state: 'published' })
  expect(await office.call(createSeminar, about)).toEqual(made)
  expect(await office.call(createSeminar, { ...about, opId: opId() })).toMatchObject({ slug: `${made.slug}-2` })
  await expect(office.call(createSeminar, { ...about, opId: opId(), endsAt: STARTS_AT })).rejects.toMatchObject({ code: 'invalid' })
})

describe('connecting', () => {
  it('R15 The token is tested, events are listed, and neither token nor hook secret is readable anywhere afterwards', async () => {
    await at(STARTS_AT - 20 * DAY_MS)
    const { seminarId, eventId } = await connected()
    const access = { seminarId, kind: 'eventbrite', address: null } as const
    await expect(office.call(testShop, { ...access, token: 'FALSCHESTOKEN' })).rejects.toMatchObject({ code: 'shop_unauthorised' })
    const { organisations } = await office.call(testShop, { ...access, token: null })
    expect(organisations.map(({ id }) => id)).toContain(shops.eventbrite.organisationId)
    const { events } = await office.call(listShopEvents, { ...access, token: null, organisationId: shops.eventbrite.organisationId })
    expect(events.length).toBeGreaterThan(0)
    const { connection } = await office.call(readShopConnection, { seminarId })
    expect(connection).toMatchObject({ tokenHint: shops.eventbrite.token.slice(-4), isHookRegistered: true })
    const secret = connection?.hookUrl.split('/').at(-1) ?? ''
    await shops.eventbrite.office.book({ eventId, buyer: person('Anna', 'Arndt') })
    const messages = () => podium.database.handle.selectFrom('hook_receipt').selectAll().where('seminar_id', '=', seminarId).execute()
    await took(10_000, async () => (await messages()).length > 0)
    const connections = await podium.database.handle.selectFrom('shop_connection').selectAll().execute()
    const rows = JSON.stringify([connections, await messages()])
    for (const hidden of [shops.eventbrite.token, secret]) {
      expect(rows).not.toContain(hidden)
      expect(podium.logged()).not.toContain(hidden)
    }
  })

  it('R16 A stored token goes to the host it was stored for and to no other', async () => {
    const { seminarId } = await connected()
    await expect(office.call(testShop, { seminarId, kind: 'pretix', address: 'http://127.0.0.1:9', token: null })).rejects.toMatchObject({
      code: 'shop_unauthorised',
    })
  })

  it('R17 A hook with a wrong secret is not found, one that is too large is refused, and nothing ever answers 410', async () => {
    const { seminarId } = await connected()
    const { connection } = await office.call(readShopConnection, { seminarId })
    const knock = async (url: string, body: string) => (await fetch(url, { method: 'POST', body, redirect: 'manual' })).status
    expect(await knock(`${podium.url}/hooks/eventbrite/${'a'.repeat(43)}`, '{}')).toBe(404)
    expect(await knock(`${podium.url}/hooks/pretix/${connection?.hookUrl.split('/').at(-1) ?? ''}`, '{}')).toBe(404)
    expect(await knock(connection?.hookUrl ?? '', 'x'.repeat(17 * 1024))).toBe(400)
    expect(await knock(connection?.hookUrl ?? '', 'Unsinn')).toBe(200)
    expect((await office.call(listHooks, { seminarId })).hooks).toMatchObject([{ outcome: 'ignored' }])
  })
})
