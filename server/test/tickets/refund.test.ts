// A refund while the seminar runs: whoever is on the seat is out two seconds after the commit at the latest, however they are connected (T-REV-1).
import { dispose, Room, RoomEvent } from '@livekit/rtc-node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listenToMedia } from '@podium/shared/media.ts'
import type { SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { readRoomAsAttendee } from '@podium/shared/room.ts'
import { continueHere, enterByLink, listSeats, type SeatCredentials, seatClosed, takeSeatTicket } from '@podium/shared/seats.ts'
import { signIn } from '@podium/shared/staff.ts'
import { goLive } from '@podium/shared/stage.ts'
import { type FakeShops, startFakeShops } from '../fakes/shops.ts'
import { type Podium, startPodium } from '../harness.ts'
import { took } from '../media/media-folder.ts'
import { attend, Browser, expectRefusal, linkParts, Live, opId, staffOnAir } from '../people.ts'
import { connect, person, planSeminar } from './connected.ts'

/** Enough that four refunds at once are no mass cancellation (R7). */
const OTHERS = 40
const OUT_WITHIN_MS = 2_000
/** A message of the shop, three seconds in which others may follow, and a pass (ticketing.md §4). */
const SEEN_WITHIN_MS = 60_000
const NAMES = ['Mia Medien', 'Lena Leitung', 'Paul Polling', 'Tom Ticket'] as const

let shops: FakeShops
let podium: Podium
let seminarId: SeminarId
let eventId: string
const credentials = new Map<string, SeatCredentials>()

beforeAll(async () => {
  const startsAt = Math.ceil(Date.now() / 60_000) * 60_000 + 10 * 60_000
  shops = await startFakeShops({ startsAt })
  podium = await startPodium({ environment: { EVENTBRITE_API_URL: shops.eventbrite.apiUrl } })
  const office = new Browser(podium.url)
  await office.call(signIn, podium.organiser)
  ;({ seminarId, eventId } = await planSeminar(office, shops.eventbrite, startsAt))
  const people = [...NAMES, ...Array.from({ length: OTHERS }, (_, index) => `Person Nr${index}`)]
  for (const name of people) {
    const [first = '', last = ''] = name.split(' ')
    await shops.eventbrite.office.book({ eventId, buyer: person(first, last) })
  }
  await connect(office, shops, 'eventbrite', { seminarId, eventId })
  for (const { seatId, holderName } of (await office.call(listSeats, { seminarId })).seats) {
    credentials.set(holderName, await podium.app.seats.credentialsOf(podium.database.handle, seatId))
  }
  const trainer = await staffOnAir(podium.url, podium.trainer, seminarId)
  await trainer.live.ask(goLive, { opId: opId() })
})
afterAll(async () => {
  await dispose()
  await podium.stop()
  await shops.close()
})

function seatOf(name: (typeof NAMES)[number]): SeatCredentials {
  const found = credentials.get(name)
  if (found === undefined) throw new Error(`${name} has no seat`)
  return found
}

async function refund(name: (typeof NAMES)[number]): Promise<void> {
  const order = shops.eventbrite.office.orders.find(({ buyer }) => `${buyer.firstName} ${buyer.lastName}` === name)
  await shops.eventbrite.office.refund(order?.ref ?? '')
}

/** The last moment at which the seat was seen valid in the store, once it is revoked there: the commit came after it. */
async function lastValid(seatId: SeatId): Promise<number> {
  let seenAt = Number.NaN
  await took(20_000, async () => {
    const askedAt = performance.now()
    const seat = await podium.database.handle.selectFrom('seat').select('revoked_at').where('id', '=', seatId).executeTakeFirstOrThrow()
    if (seat.revoked_at === null) seenAt = askedAt
    return seat.revoked_at !== null
  })
  return seenAt
}

it('O2 M6 R14 Two seconds after the refund is stored nobody is on the seat: over no transport, not in the media, and not back in', async () => {
  const mia = await attend(podium.url, seatOf('Mia Medien'))
  const lena = await attend(podium.url, seatOf('Lena Leitung'))
  const { slug } = linkParts(seatOf('Paul Polling').link)
  const byPolling = async () => {
    const browser = new Browser(podium.url)
    const { code, link } = seatOf('Paul Polling')
    const own = await browser.call(enterByLink, { ...linkParts(link), code, takeOver: false })
    return { browser, live: await Live.connect(podium.url, own.ticket, ['polling']), slug: own.slug }
  }
  const paul = await byPolling()
  // Was there, has left the room and holds a ticket that has not been used yet.
  const tom = await attend(podium.url, seatOf('Tom Ticket'))
  tom.live.close()

  const access = await mia.live.ask(listenToMedia, {})
  const room = new Room()
  await room.connect(access.url, access.token, { autoSubscribe: true, dynacast: false })
  expect(room.isConnected).toBe(true)
  for (const { live } of [mia, lena, paul]) await live.ask(readRoomAsAttendee, {})

  const endings = [
    ['media', 'Mia Medien', new Promise<unknown>((resolve) => room.once(RoomEvent.Disconnected, resolve))],
    ['websocket beside media', 'Mia Medien', mia.live.cut()],
    ['websocket', 'Lena Leitung', lena.live.cut()],
    ['polling', 'Paul Polling', paul.live.cut()],
  ] as const
  const { ticket } = await tom.browser.call(takeSeatTicket, { slug })
  const refundedAt = performance.now()
  const measured = Promise.all(
    endings.map(async ([way, name, ending]) => {
      const [validAt, endedAt] = await Promise.all([lastValid(seatOf(name).seatId), ending.then(() => performance.now())])
      return { way, afterCommitMs: Math.round(endedAt - validAt), afterRefundMs: Math.round(endedAt - refundedAt) }
    }),
  )
  await Promise.all(NAMES.map(refund))
  await lastValid(seatOf('Tom Ticket').seatId)
  await expect(Live.connect(podium.url, ticket)).rejects.toThrow('seat_revoked')

  const outs = await measured
  console.info(
    outs.map(
      ({ way, afterCommitMs, afterRefundMs }) => `${way}: ${afterCommitMs} ms after the commit, ${afterRefundMs} ms after the refund`,
    ),
  )
  expect(outs.filter(({ afterCommitMs, afterRefundMs }) => !(afterCommitMs <= OUT_WITHIN_MS && afterRefundMs <= SEEN_WITHIN_MS))).toEqual(
    [],
  )
  for (const { live } of [mia, lena, paul]) expect(await live.hear(seatClosed)).toMatchObject({ reason: 'revoked' })

  // Neither pass nor link nor the media token that is still valid leads back in.
  for (const { browser } of [mia, lena, paul, tom]) {
    await expectRefusal(browser.call(takeSeatTicket, { slug }), 'seat_revoked')
    await expectRefusal(browser.call(continueHere, { slug }), 'seat_revoked')
  }
  for (const name of NAMES) await expectRefusal(attend(podium.url, seatOf(name)), 'seat_revoked')
  const again = new Room()
  await again.connect(access.url, access.token, { autoSubscribe: true, dynacast: false })
  await took(5_000, () => !again.isConnected)
})
