// The client of pretix on the fake one, over HTTP.
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
  shop = open(shops, 'pretix', { now: () => now })
  ;({ eventId, organisationId } = shops.pretix)
})
afterEach(() => shops.close())

const read = (cursor: string | null = null) => shop.readTickets(organisationId, eventId, cursor)
const paths = () => shops.pretix.requests.map(({ url }) => url)

describe('connecting', () => {
  it('R30 The connection test names what the token may see', async () => {
    expect(await shop.readAccount()).toEqual({
      account: 'E-Akademie (Probe)',
      organisations: [{ id: organisationId, name: 'E-Akademie (Probe)' }],
    })
  })

  it('R30 Events to come are listed with German names; one event has its products', async () => {
    shops.pretix.office.addEvent({ name: 'Gestern', startsAt: now - 24 * HOUR_MS, endsAt: now - 23 * HOUR_MS })
    expect(await shop.listEvents(organisationId)).toMatchObject([{ id: eventId, name: 'Vergaberecht kompakt', startsAt: STARTS_AT }])
    expect(await shop.readEvent(organisationId, eventId)).toEqual({
      id: eventId,
      name: 'Vergaberecht kompakt',
      startsAt: STARTS_AT,
      endsAt: STARTS_AT + 2 * HOUR_MS,
      status: 'live',
      isSeries: false,
      ticketClasses: [
        { id: '301', name: 'Online-Seminar', sold: null },
        { id: '302', name: 'Unterlagen als Buch', sold: null },
      ],
    })
  })

  it('R27 A wrong token, a strange organiser and somebody else’s event have names', async () => {
    expect(await problemOf(open(shops, 'pretix', { token: 'wrong-token' }).readAccount())).toMatchObject({ problem: 'unauthorised' })
    expect(await problemOf(shop.listEvents('somebody'))).toMatchObject({ problem: 'not_found' })
    expect(await problemOf(shop.readEvent(organisationId, shops.pretix.foreignEventId))).toMatchObject({ problem: 'not_found' })
    expect(await problemOf(shop.readTickets(organisationId, 'nothing', null))).toMatchObject({ problem: 'not_found' })
  })

  it.each(['', '.', '..', '../../x', 'a/b', 'a?x=1', 'a#b', 'ä', 'a b', 'a%2fb', 'https://evil.example/', 'a'.repeat(81)])(
    'R29 A name that is none never becomes a path: %j',
    async (id) => {
      expect(await problemOf(shop.readEvent(organisationId, id))).toMatchObject({ problem: 'not_found' })
      expect(await problemOf(shop.readEvent(id, eventId))).toMatchObject({ problem: 'not_found' })
      expect(await problemOf(shop.readTickets(organisationId, id, null))).toMatchObject({ problem: 'not_found' })
      expect(await problemOf(shop.removeHook(organisationId, id))).toMatchObject({ problem: id === '' ? 'not_found' : expect.any(String) })
      expect(paths()).toEqual([])
    },
  )

  it('R29 The token stands in a header, never in an address', async () => {
    await shops.pretix.office.book({ buyer: person('Petra'), seats: 60 })
    await shop.readAccount()
    await read()
    for (const { url, authorization } of shops.pretix.requests) {
      expect(authorization).toBe(`Token ${shops.pretix.token}`)
      expect(url).not.toContain(shops.pretix.token)
    }
  })
})

describe('reading tickets', () => {
  it('R22 R23 Paid, cancelled in part, cancelled as a whole, expired and unknown orders are understood', async () => {
    const { office } = shops.pretix
    const group = await office.book({ buyer: person('Petra'), seats: 3 })
    await office.rename(group.tickets[1]?.id ?? '', person('Ayşe', 'Öztürk'))
    await office.cancel(group.ref, group.tickets[2]?.id)
    const gone = await office.book({ buyer: person('Thomas') })
    await office.refund(gone.ref)
    await office.book({ buyer: person('Ruth'), word: 'e' })
    await office.book({ buyer: person('Olena'), word: 'n' })
    await office.book({ buyer: person('Dieter'), word: 'x' })
    const { tickets } = await read()
    expect(tickets.map(({ holderName, entitlement, status }) => [holderName, entitlement, status])).toEqual([
      ['Petra Beispiel', 'yes', 'p'],
      ['Ayşe Öztürk', 'yes', 'p'],
      ['Petra Beispiel', 'no', 'p'],
      ['Thomas Beispiel', 'no', 'c'],
      ['Ruth Beispiel', 'no', 'e'],
      ['Olena Beispiel', 'no', 'n'],
      ['Dieter Beispiel', 'unknown', 'x'],
    ])
    expect(tickets[1]).toMatchObject({ buyerName: 'Petra Beispiel', buyerEmail: 'petra@amt.example', holderEmail: 'ayse@amt.example' })
    await office.rebook(gone.ref)
    expect((await read()).tickets[3]).toMatchObject({ holderName: 'Thomas Beispiel', entitlement: 'yes' })
  })

  it.each(['blocked', 'addon_to', 'canceled', 'attendee_email', 'valid_until'])(
    'R23 An older pretix without %s is understood',
    async (field) => {
      await shops.pretix.office.book({ buyer: person('Petra') })
      shops.pretix.faults.plan({ path: '/orders/', fault: { kind: 'without', field } })
      expect((await read()).tickets).toMatchObject([{ holderName: 'Petra Beispiel', entitlement: 'yes' }])
    },
  )

  it.each([0, 1, 50, 51, 137])('R25 Every page is read: %i orders', async (count) => {
    for (let index = 0; index < count; index += 1) await shops.pretix.office.book({ buyer: person(`Person${index}`) })
    const { tickets } = await read()
    expect(new Set(tickets.map(({ id }) => id)).size).toBe(count)
    expect(paths().filter((path) => path.includes('/orders/'))).toHaveLength(Math.max(1, Math.ceil(count / 50)))
  })

  it('R26 The next pass begins where the shop says this one was made', async () => {
    const { office } = shops.pretix
    const order = await office.book({ buyer: person('Petra') })
    now += 1_234
    const first = await read()
    expect(first).toMatchObject({ isWhole: true, cursor: `${new Date(now).toISOString().slice(0, 23)}000+00:00` })
    now += HOUR_MS
    expect((await read(first.cursor)).tickets).toEqual([])
    await office.refund(order.ref)
    const second = await read(first.cursor)
    expect(second).toMatchObject({ isWhole: false, tickets: [{ entitlement: 'no' }] })
    expect(paths().at(-1)).toContain(`modified_since=${encodeURIComponent(first.cursor ?? '')}`)
  })

  it('R26 Nothing sold yet, or an empty answer: the next pass begins where this one did', async () => {
    expect(await read()).toEqual({ tickets: [], cursor: null, isWhole: true })
    await shops.pretix.office.book({ buyer: person('Petra') })
    now += HOUR_MS
    const { cursor } = await read()
    await shops.pretix.office.book({ buyer: person('Thomas') })
    shops.pretix.faults.plan({ path: '/orders/', fault: { kind: 'empty' } })
    now += HOUR_MS
    expect(await read(cursor)).toEqual({ tickets: [], cursor, isWhole: false })
    expect((await read(cursor)).tickets).toMatchObject([{ holderName: 'Thomas Beispiel' }])
  })
})

it('R31 A webhook is set up for this event and taken back; one that is gone is no error', async () => {
  const url = 'https://podium.example/hooks/pretix/secret'
  const id = await shop.registerHook(organisationId, eventId, url)
  expect(shops.pretix.post.hooks).toMatchObject([{ id, url, eventId }])
  await shop.removeHook(organisationId, id)
  expect(shops.pretix.post.hooks).toEqual([])
  await expect(shop.removeHook(organisationId, id)).resolves.toBeUndefined()
})
