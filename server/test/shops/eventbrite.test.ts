// The client of Eventbrite on the fake one, over HTTP.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Shop } from '../../src/adapters/tickets/shop.ts'
import { type FakeShops, startFakeShops } from '../fakes/shops.ts'
import { HOUR_MS, open, person, problemOf } from './opened.ts'

const STARTS_AT = Date.UTC(2027, 2, 12, 9)
let now = STARTS_AT - 20 * 24 * HOUR_MS
let shops: FakeShops
let shop: Shop
let eventId: string
let organisationId: string

beforeEach(async () => {
  now = STARTS_AT - 20 * 24 * HOUR_MS
  shops = await startFakeShops({ now: () => now, startsAt: STARTS_AT })
  shop = open(shops, 'eventbrite', { now: () => now })
  ;({ eventId, organisationId } = shops.eventbrite)
})
afterEach(() => shops.close())

const read = (cursor: string | null = null) => shop.readTickets(organisationId, eventId, cursor)
const paths = () => shops.eventbrite.requests.map(({ url }) => url)

describe('connecting', () => {
  it('R30 The connection test names the account and its organisations', async () => {
    expect(await shop.readAccount()).toEqual({
      account: 'E-Akademie (Probe)',
      organisations: [{ id: organisationId, name: 'E-Akademie (Probe)' }],
    })
  })

  it('R30 Events are listed soonest first with their ticket classes; those of others are not there', async () => {
    shops.eventbrite.office.addEvent({ name: 'Morgen', startsAt: now + 24 * HOUR_MS, endsAt: now + 26 * HOUR_MS })
    await shops.eventbrite.office.book({ eventId, buyer: person('Petra'), seats: 2 })
    const events = await shop.listEvents(organisationId)
    expect(events.map(({ name }) => name)).toEqual(['Morgen', 'Vergaberecht kompakt'])
    expect(events[1]).toEqual({
      id: eventId,
      name: 'Vergaberecht kompakt',
      startsAt: STARTS_AT,
      endsAt: STARTS_AT + 2 * HOUR_MS,
      status: 'live',
      isSeries: false,
      ticketClasses: [
        { id: '260000001', name: 'Online-Seminar', sold: 2 },
        { id: '260000002', name: 'Unterlagen als Buch', sold: 0 },
      ],
    })
    expect(await shop.readEvent(organisationId, eventId)).toEqual(events[1])
  })

  it('R30 More events than fit on a page are all there', async () => {
    for (let index = 0; index < 120; index += 1) {
      shops.eventbrite.office.addEvent({
        name: `Seminar ${index}`,
        startsAt: STARTS_AT + index * HOUR_MS,
        endsAt: STARTS_AT + index * HOUR_MS,
      })
    }
    expect(await shop.listEvents(organisationId)).toHaveLength(121)
  })

  it('R27 A wrong token, a strange organisation and somebody else’s event have names', async () => {
    const wrong = open(shops, 'eventbrite', { token: 'WRONGWRONGWRONG' })
    expect(await problemOf(wrong.readAccount())).toMatchObject({ problem: 'unauthorised' })
    expect(await problemOf(shop.listEvents('12'))).toMatchObject({ problem: 'not_found' })
    expect(await problemOf(shop.readEvent(organisationId, shops.eventbrite.foreignEventId))).toMatchObject({ problem: 'not_found' })
    expect(await problemOf(shop.readTickets(organisationId, shops.eventbrite.foreignEventId, null))).toMatchObject({ problem: 'not_found' })
    expect(await problemOf(shop.readEvent(organisationId, '99'))).toMatchObject({ problem: 'not_found' })
  })

  it.each(['', '../users/me', '1/../../users/me', '1?x=1', '1#', '１２', '1 ', '%31', '1'.repeat(21), 'https://evil.example/'])(
    'R29 An id that is none never becomes a path: %j',
    async (id) => {
      expect(await problemOf(shop.readEvent(organisationId, id))).toMatchObject({ problem: 'not_found' })
      expect(await problemOf(shop.listEvents(id))).toMatchObject({ problem: 'not_found' })
      expect(await problemOf(shop.readTickets(organisationId, id, null))).toMatchObject({ problem: 'not_found' })
      expect(paths()).toEqual([])
    },
  )

  it('R29 The token stands in a header, never in an address; every path ends with a slash; nothing is redirected', async () => {
    await shops.eventbrite.office.book({ eventId, buyer: person('Petra') })
    await shop.readAccount()
    await shop.listEvents(organisationId)
    await read()
    const hookId = await shop.registerHook(organisationId, eventId, 'https://podium.example/hooks/eventbrite/x')
    await shop.removeHook(organisationId, hookId)
    for (const { url, authorization } of shops.eventbrite.requests) {
      expect(authorization).toBe(`Bearer ${shops.eventbrite.token}`)
      expect(url).toMatch(/^\/v3\/[a-z0-9_/]+\/(\?|$)/)
      expect(url).not.toContain(shops.eventbrite.token)
    }
  })
})

describe('reading tickets', () => {
  it('R21 A group order is as many tickets, all with the buyer; a ticket named at the shop has its own person', async () => {
    const order = await shops.eventbrite.office.book({ buyer: person('Petra'), seats: 3 })
    await shops.eventbrite.office.rename(order.tickets[1]?.id ?? '', person('Ayşe', 'Öztürk'))
    const { tickets, isWhole } = await read()
    expect(isWhole).toBe(true)
    expect(tickets.map(({ holderName }) => holderName)).toEqual(['Petra Beispiel', 'Ayşe Öztürk', 'Petra Beispiel'])
    expect(new Set(tickets.map(({ buyerEmail }) => buyerEmail))).toEqual(new Set(['petra@amt.example']))
    expect(new Set(tickets.map(({ orderRef }) => orderRef)).size).toBe(1)
  })

  it.each([true, false])(
    'R20 Refunded, cancelled and transferred tickets are told, whatever a list shows by default (%s)',
    async (isEverybody) => {
      shops.eventbrite.listsEverybody(isEverybody)
      const { office } = shops.eventbrite
      const orders = await Promise.all(['Petra', 'Thomas', 'Ruth', 'Olena', 'Dieter'].map((name) => office.book({ buyer: person(name) })))
      const [petra, thomas, ruth, olena] = orders
      await office.refund(petra?.ref ?? '')
      await office.cancel(thomas?.ref ?? '')
      await office.transfer(ruth?.tickets[0]?.id ?? '', person('Björn'))
      await office.setWord(olena?.tickets[0]?.id ?? '', 'Waitlisted')
      const { tickets } = await read()
      const told = Object.fromEntries(tickets.map(({ holderName, entitlement }) => [holderName.split(' ')[0], entitlement]))
      expect(told).toEqual({ Petra: 'no', Thomas: 'no', Ruth: 'no', Björn: 'yes', Olena: 'unknown', Dieter: 'yes' })
      expect(tickets).toHaveLength(6)
    },
  )

  it('R21 A ticket without an address, a check-in and a re-booking are understood', async () => {
    const { office } = shops.eventbrite
    const order = await office.book({ buyer: { firstName: 'Petra', lastName: 'Beispiel', email: null } })
    await office.checkIn(order.tickets[0]?.id ?? '')
    expect((await read()).tickets).toMatchObject([{ holderEmail: null, buyerEmail: null, status: 'Checked In', entitlement: 'yes' }])
    await office.refund(order.ref)
    expect((await read()).tickets).toMatchObject([{ entitlement: 'no' }])
    await office.rebook(order.ref)
    expect((await read()).tickets).toMatchObject([{ entitlement: 'yes' }])
  })

  it.each([0, 1, 49, 50, 51, 100, 137])('R25 Every page is read: %i tickets', async (count) => {
    if (count > 0) await shops.eventbrite.office.book({ buyer: person('Petra'), seats: count })
    const { tickets } = await read()
    expect(new Set(tickets.map(({ id }) => id)).size).toBe(count)
    const asked = paths().filter((path) => path.includes('/attendees/') && !path.includes('status='))
    expect(asked).toHaveLength(Math.max(1, Math.ceil(count / 50)))
    expect(asked.filter((path) => path.includes('continuation='))).toHaveLength(asked.length - 1)
  })

  it('R21 Where the orders are not told with the tickets they are read as a list, few of them one by one; one that is gone costs nothing', async () => {
    const { office } = shops.eventbrite
    for (const name of ['Petra', 'Thomas', 'Ruth']) await office.book({ buyer: person(name, 'Kauf'), holders: [person('Ayşe', 'Öztürk')] })
    shops.eventbrite.faults.plan({ times: 2, path: '/attendees/', fault: { kind: 'without', field: 'order' } })
    expect((await read()).tickets.map(({ buyerName }) => buyerName)).toEqual(['Petra Kauf', 'Thomas Kauf', 'Ruth Kauf'])
    expect(paths().filter((path) => path.startsWith('/v3/orders/'))).toHaveLength(3)

    shops.eventbrite.faults.plan({ times: 2, path: '/attendees/', fault: { kind: 'without', field: 'order' } })
    shops.eventbrite.faults.plan({ path: '/v3/orders/', fault: { kind: 'status', status: 404 } })
    expect((await read()).tickets.map(({ buyerName }) => buyerName)).toEqual(['Ayşe Öztürk', 'Thomas Kauf', 'Ruth Kauf'])

    for (let index = 0; index < 60; index += 1) await office.book({ buyer: person(`Person${index}`) })
    shops.eventbrite.requests.length = 0
    shops.eventbrite.faults.plan({ times: 4, path: '/attendees/', fault: { kind: 'without', field: 'order' } })
    const { tickets } = await read()
    expect(tickets.at(-1)).toMatchObject({ buyerName: 'Person59 Beispiel' })
    expect(paths().filter((path) => path.startsWith('/v3/orders/'))).toHaveLength(0)
    expect(paths().filter((path) => path.includes('/orders/'))).toHaveLength(2)
  })

  it('R26 The next pass begins ten minutes before the last change and reads only what is newer', async () => {
    const { office } = shops.eventbrite
    await office.book({ buyer: person('Petra') })
    now += 2 * HOUR_MS
    const late = await office.book({ buyer: person('Thomas') })
    const first = await read()
    expect(first.cursor).toBe(`${new Date(now - 10 * 60_000).toISOString().slice(0, 19)}Z`)

    now += HOUR_MS
    const second = await read(first.cursor)
    expect(second).toMatchObject({ isWhole: false, cursor: first.cursor })
    expect(second.tickets.map(({ holderName }) => holderName)).toEqual(['Thomas Beispiel'])

    await office.refund(late.ref)
    const third = await read(second.cursor)
    expect(third.tickets).toMatchObject([{ entitlement: 'no' }])
    expect(Date.parse(third.cursor ?? '')).toBe(Math.floor(now / 1_000) * 1_000 - 10 * 60_000)
  })

  it('R26 Nothing sold yet, or an empty answer: the next pass begins where this one did', async () => {
    expect(await read()).toEqual({ tickets: [], cursor: null, isWhole: true })
    await shops.eventbrite.office.book({ buyer: person('Petra') })
    const { cursor } = await read()
    now += 5 * HOUR_MS
    expect(await read(cursor)).toMatchObject({ cursor })
    shops.eventbrite.faults.plan({ times: 2, path: '/attendees/', fault: { kind: 'empty' } })
    expect(await read(cursor)).toEqual({ tickets: [], cursor, isWhole: false })
  })

  it('R26 A shop whose clock is ahead loses nothing: the next pass never begins after now', async () => {
    now += 24 * HOUR_MS
    await shops.eventbrite.office.book({ buyer: person('Petra') })
    now -= 24 * HOUR_MS
    const { cursor } = await read()
    expect(Date.parse(cursor ?? '')).toBeLessThanOrEqual(now - 10 * 60_000)
  })
})

describe('webhooks', () => {
  it('R31 A webhook is set up for this event and taken back; one that is gone is no error', async () => {
    const url = 'https://podium.example/hooks/eventbrite/secret'
    const id = await shop.registerHook(organisationId, eventId, url)
    expect(shops.eventbrite.post.hooks).toEqual([
      { id, url, eventId, actions: ['order.placed', 'order.refunded', 'order.updated', 'attendee.updated', 'event.updated'] },
    ])
    await shop.removeHook(organisationId, id)
    expect(shops.eventbrite.post.hooks).toEqual([])
    await expect(shop.removeHook(organisationId, id)).resolves.toBeUndefined()
  })

  it('R27 What else goes wrong while a webhook is taken back is told', async () => {
    shops.eventbrite.faults.plan({ fault: { kind: 'status', status: 503 } })
    expect(await problemOf(shop.removeHook(organisationId, '1'))).toMatchObject({ problem: 'unreachable' })
  })
})
