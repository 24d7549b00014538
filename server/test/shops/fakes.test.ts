// The fake shops themselves: what is asked of them by hand, as a vendor's documentation would show it (ticketing.md §2, §3, §8, §9).
import express from 'express'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type FakeShops, startFakeShops } from '../fakes/shops.ts'
import { HOUR_MS, person } from './opened.ts'

let shops: FakeShops
let now = Date.UTC(2027, 1, 1, 12)

beforeEach(async () => {
  shops = await startFakeShops({ now: () => now })
})
afterEach(() => shops.close())

const Answer = z.looseObject({ pagination: z.looseObject({}).optional(), attendees: z.array(z.looseObject({})).optional() })

async function get(kind: 'eventbrite' | 'pretix', path: string, authorization?: string | null) {
  const { apiUrl, token } = shops[kind]
  const usual = kind === 'eventbrite' ? `Bearer ${token}` : `Token ${token}`
  const headers: Record<string, string> = authorization === null ? {} : { Authorization: authorization ?? usual }
  const response = await fetch(`${apiUrl}${path}`, { headers, redirect: 'manual' })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? Answer.parse(JSON.parse(text)) : {} }
}

const eventbrite = (path: string, authorization?: string | null) => get('eventbrite', path, authorization)
const attendees = async (query = '') => {
  const { body } = await eventbrite(`events/${shops.eventbrite.eventId}/attendees/${query}`)
  return { pagination: body.pagination, attendees: body.attendees ?? [] }
}

async function steer(path: string, body: Record<string, unknown> = {}) {
  const response = await fetch(`${shops.url}/__fake/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: z.looseObject({}).parse(await response.json()) }
}

describe('the fake Eventbrite', () => {
  it('R33 A path without its last slash is moved; refusals have the known bodies', async () => {
    const moved = await eventbrite('users/me?expand=x')
    expect(moved.status).toBe(301)
    expect(moved.headers.get('Location')).toBe('/v3/users/me/?expand=x')
    const { foreignEventId, organisationId } = shops.eventbrite
    const refusals: [string, string | null | undefined, number, string][] = [
      ['users/me/', null, 401, 'NO_AUTH'],
      ['users/me/', 'Bearer wrong', 400, 'INVALID_AUTH'],
      ['users/me/', 'Basic eDp5', 400, 'INVALID_AUTH_HEADER'],
      [`events/${foreignEventId}/`, undefined, 403, 'NOT_AUTHORIZED'],
      ['events/99/', undefined, 404, 'NOT_FOUND'],
      ['events/99/attendees/', undefined, 404, 'NOT_FOUND'],
      ['orders/99/', undefined, 404, 'NOT_FOUND'],
      ['organizations/1/events/', undefined, 403, 'NOT_AUTHORIZED'],
      ['webhooks/', undefined, 403, 'NOT_AUTHORIZED'],
      ['nothing/', undefined, 404, 'NOT_FOUND'],
      [`organizations/${organisationId}/events/?continuation=abc`, undefined, 400, 'BAD_CONTINUATION_TOKEN'],
      [`organizations/${organisationId}/events/?page=9`, undefined, 400, 'BAD_PAGE'],
      [`events/${shops.eventbrite.eventId}/attendees/?changed_since=yesterday`, undefined, 400, 'ARGUMENTS_ERROR'],
    ]
    for (const [path, authorization, status, error] of refusals) {
      expect({ path, ...(await eventbrite(path, authorization)) }).toMatchObject({ path, status, body: { status_code: status, error } })
    }
    // A token in the address is no authorisation here.
    expect((await eventbrite(`users/me/?token=${shops.eventbrite.token}`, null)).status).toBe(401)
  })

  it('R33 Fifty to a page, an opaque continuation, absent on the last page', async () => {
    await shops.eventbrite.office.book({ buyer: person('Petra'), seats: 120 })
    const first = await attendees()
    expect(first.pagination).toMatchObject({ object_count: 120, page_number: 1, page_size: 50, page_count: 3, has_more_items: true })
    expect(first.attendees).toHaveLength(50)
    const continuation = String(first.pagination?.['continuation'])
    const second = await attendees(`?continuation=${encodeURIComponent(continuation)}`)
    expect(second.pagination).toMatchObject({ page_number: 2, has_more_items: true })
    const third = await attendees('?page=3')
    expect(third.attendees).toHaveLength(20)
    expect(third.pagination).toMatchObject({ has_more_items: false })
    expect(third.pagination).not.toHaveProperty('continuation')
    const ids = [first, second, third].flatMap((page) => page.attendees.map(({ id }) => id))
    expect(new Set(ids).size).toBe(120)
    expect(ids.every((id) => typeof id === 'string')).toBe(true)
  })

  it('R33 changed_since holds the moment itself; status divides who comes from who does not; expansions are given when asked for', async () => {
    const { office } = shops.eventbrite
    await office.book({ buyer: person('Petra') })
    now += HOUR_MS
    const later = await office.book({ buyer: person('Thomas') })
    const since = `${new Date(now).toISOString().slice(0, 19)}Z`
    expect((await attendees(`?changed_since=${since}`)).attendees).toMatchObject([{ order_id: later.ref }])
    await office.refund(later.ref)
    expect((await attendees('?status=attending')).attendees).toMatchObject([{ status: 'Attending', refunded: false }])
    expect((await attendees('?status=not_attending')).attendees).toMatchObject([{ refunded: true }])
    expect((await attendees()).attendees).toHaveLength(2)
    shops.eventbrite.listsEverybody(false)
    expect((await attendees()).attendees).toHaveLength(1)

    expect((await attendees()).attendees[0]).not.toHaveProperty('order')
    expect((await attendees('?expand=order')).attendees[0]).toMatchObject({ order: { name: 'Petra Beispiel', status: 'placed' } })
    const { body } = await eventbrite(`orders/${later.ref}/?expand=event,attendees`)
    expect(body).toMatchObject({ status: 'refunded', event: { id: shops.eventbrite.eventId }, attendees: [{ order_id: later.ref }] })
  })

  it('R33 Everybody of an order shows its buyer; a missing address is left out', async () => {
    const { office } = shops.eventbrite
    await office.book({ buyer: person('Petra'), seats: 2 })
    await office.book({ buyer: { firstName: 'Ruth', lastName: '', email: null } })
    const told = (await attendees()).attendees.map(({ profile }) => profile)
    expect(told.slice(0, 2)).toMatchObject([{ email: 'petra@amt.example' }, { email: 'petra@amt.example' }])
    expect(told[2]).toEqual({ name: 'Ruth', first_name: 'Ruth', last_name: '', addresses: {} })
  })
})

describe('the fake pretix', () => {
  const orders = async (query = '') => get('pretix', `organizers/e-akademie/events/seminar-1/orders/${query}`)

  it('R33 It pages by full addresses, says when a page was made, and hides cancelled positions unless asked', async () => {
    const { office } = shops.pretix
    for (let index = 0; index < 60; index += 1) await office.book({ buyer: person(`Person${index}`), seats: 2 })
    const first = await orders('?ordering=datetime')
    expect(first.body).toMatchObject({ count: 60, previous: null })
    expect(first.body['next']).toBe(`${shops.pretix.apiUrl}organizers/e-akademie/events/seminar-1/orders/?ordering=datetime&page=2`)
    expect(first.headers.get('X-Page-Generated')).toBe('2027-02-01T13:00:00.000000+00:00')
    const order = office.orders[0]
    if (order === undefined) throw new Error('the order is missing')
    await office.cancel(order.ref, order.tickets[0]?.id)
    const results = async (query: string) =>
      z.array(z.looseObject({ positions: z.array(z.looseObject({})) })).parse((await orders(query)).body['results'])
    expect((await results(''))[0]?.positions).toMatchObject([{ positionid: 2, canceled: false }])
    expect((await results('?include_canceled_positions=true'))[0]?.positions).toMatchObject([{ canceled: true }, { canceled: false }])
  })

  it('R33 Refusals have the known bodies', async () => {
    const refusals: [string, string | null | undefined, number, string][] = [
      ['organizers/', null, 401, 'Authentication credentials were not provided.'],
      ['organizers/', 'Token wrong', 401, 'Invalid token.'],
      ['organizers/other/events/', undefined, 404, 'Not found.'],
      [
        `organizers/e-akademie/events/${shops.pretix.foreignEventId}/orders/`,
        undefined,
        403,
        'You do not have permission to perform this action.',
      ],
      ['organizers/e-akademie/events/seminar-1/orders/?page=7', undefined, 404, 'Invalid page.'],
    ]
    for (const [path, authorization, status, detail] of refusals) {
      expect({ path, ...(await get('pretix', path, authorization)) }).toMatchObject({ path, status, body: { detail } })
    }
  })
})

describe('messages', () => {
  interface Heard {
    readonly path: string
    readonly headers: Record<string, unknown>
    readonly body: Record<string, unknown>
  }
  let heard: Heard[] = []
  let answer = 200
  let receiver: Server
  let receiverUrl: string

  beforeEach(async () => {
    heard = []
    answer = 200
    const app = express().use(express.json(), (request, response) => {
      heard.push({ path: request.path, headers: request.headers, body: z.looseObject({}).parse(request.body) })
      response.status(answer).end()
    })
    await new Promise<void>((resolve) => {
      receiver = app.listen(0, '127.0.0.1', () => resolve())
    })
    receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
  })
  afterEach(() => void receiver.close())

  const actions = 'order.placed,order.refunded,order.updated,attendee.updated,event.updated'.split(',')
  const actionOf = ({ body, headers }: Heard) => headers['x-eventbrite-event'] ?? body['action']
  const register = (eventId: string | null = shops.eventbrite.eventId) =>
    shops.eventbrite.post.add({ url: `${receiverUrl}/hook`, actions, eventId })

  it('R34 Eventbrite tells an order of two as recorded: "updated" first, "placed" second, every message under the webhook’s number', async () => {
    const hook = register()
    const order = await shops.eventbrite.office.book({ buyer: person('Petra'), seats: 2 })
    expect(heard.map(actionOf)).toEqual(['order.updated', 'order.placed', 'attendee.updated', 'attendee.updated', 'order.updated'])
    expect(heard[1]?.headers).toMatchObject({
      'user-agent': 'Eventbrite Webhooks (Dilithium)',
      accept: 'text/plain',
      'content-type': 'application/json',
      'x-eventbrite-event': 'order.placed',
      'x-eventbrite-delivery': hook.id,
    })
    expect(heard[1]?.body).toEqual({
      config: { action: 'order.placed', user_id: '123456789012', endpoint_url: `${receiverUrl}/hook`, webhook_id: hook.id },
      api_url: `https://www.eventbriteapi.com/v3/orders/${order.ref}/`,
    })
    expect(heard[2]?.body['api_url']).toBe(
      `https://www.eventbriteapi.com/v3/events/${shops.eventbrite.eventId}/attendees/${order.tickets[0]?.id}/`,
    )
    expect(new Set(heard.map(({ headers }) => headers['x-eventbrite-delivery']))).toEqual(new Set([hook.id]))
  })

  it('R34 Refund, rename, transfer and another date are told; other events, other actions and check-ins are not', async () => {
    register()
    const { office } = shops.eventbrite
    const other = office.addEvent({ name: 'Anderes', startsAt: now + HOUR_MS, endsAt: now + 2 * HOUR_MS })
    await office.book({ eventId: other.id, buyer: person('Ruth') })
    expect(heard).toEqual([])
    const order = await office.book({ buyer: person('Petra') })
    const [ticket] = order.tickets
    const told = async (work: Promise<unknown>) => {
      heard = []
      await work
      return heard.map(actionOf)
    }
    expect(await told(office.checkIn(ticket?.id ?? ''))).toEqual([])
    expect(await told(office.rename(ticket?.id ?? '', person('Ayşe')))).toEqual(['attendee.updated'])
    expect(await told(office.moveEvent(order.eventId, now + HOUR_MS, now + 2 * HOUR_MS))).toEqual(['event.updated'])
    expect(await told(office.refund(order.ref))).toEqual(['order.refunded', 'attendee.updated', 'order.updated'])
    expect(await told(office.transfer(ticket?.id ?? '', person('Björn')))).toEqual([
      'attendee.updated',
      'order.updated',
      'order.updated',
      'order.placed',
      'attendee.updated',
      'order.updated',
    ])
    expect(await told(shops.eventbrite.sendTest())).toEqual(['test'])
    expect(heard[0]?.body['api_url']).toBe('{api-endpoint-to-fetch-object-details}')
  })

  it('R34 Messages are held back, told late, twice, with gaps and mixed up, the same way for the same number', async () => {
    register()
    await steer('hooks/hold', { isHeld: true })
    await shops.eventbrite.office.book({ buyer: person('Petra'), seats: 2 })
    expect(heard).toEqual([])
    const urls = () =>
      heard.map(
        ({ body }) =>
          `${String(actionOf({ path: '', headers: {}, body: z.looseObject({}).parse(body['config']) }))} ${String(body['api_url'])}`,
      )
    const replay = async (mode: string, seed = 1) => {
      heard = []
      const { body } = await steer(`hooks/replay?mode=${mode}&seed=${seed}`)
      expect(body['sent']).toBe(heard.length)
      return urls()
    }
    const late = await replay('late')
    expect(late).toHaveLength(5)
    expect(await replay('late')).toEqual([])
    expect(await replay('dup')).toEqual(late.flatMap((one) => [one, one]))
    expect(await replay('drop')).toHaveLength(2)
    expect(await replay('drop', 2)).toHaveLength(3)
    const mixed = await replay('reorder', 5)
    expect(mixed.toSorted()).toEqual(late.toSorted())
    expect(await replay('reorder', 5)).toEqual(mixed)
    expect(mixed).not.toEqual(late)
  })

  it('R34 Whoever answers 410 is never told again; any other answer changes nothing', async () => {
    register()
    for (const status of [500, 404, 302]) {
      answer = status
      await shops.eventbrite.office.book({ buyer: person('Petra') })
    }
    expect(shops.eventbrite.post.hooks).toHaveLength(1)
    answer = 410
    await shops.eventbrite.office.book({ buyer: person('Petra') })
    expect(shops.eventbrite.post.hooks).toEqual([])
    expect(shops.eventbrite.post.deliveries.at(-1)).toMatchObject({ status: 410 })
  })

  it('R34 pretix names organiser, event and order, with a number that rises', async () => {
    const subscribed = ['pretix.event.order.placed', 'pretix.event.order.paid', 'pretix.event.order.changed.*', 'pretix.event.changed']
    shops.pretix.post.add({ url: `${receiverUrl}/hook`, actions: subscribed, eventId: 'seminar-1' })
    const { office } = shops.pretix
    const order = await office.book({ buyer: person('Petra'), seats: 2 })
    await office.cancel(order.ref, order.tickets[0]?.id)
    await office.refund(order.ref)
    await office.moveEvent('seminar-1', now, now + HOUR_MS)
    expect(heard.map(({ body }) => body)).toEqual([
      { notification_id: 123_455, organizer: 'e-akademie', event: 'seminar-1', code: order.ref, action: 'pretix.event.order.placed' },
      { notification_id: 123_456, organizer: 'e-akademie', event: 'seminar-1', code: order.ref, action: 'pretix.event.order.paid' },
      {
        notification_id: 123_457,
        organizer: 'e-akademie',
        event: 'seminar-1',
        code: order.ref,
        action: 'pretix.event.order.changed.cancel',
      },
      { notification_id: 123_460, organizer: 'e-akademie', event: 'seminar-1', action: 'pretix.event.changed' },
    ])
  })
})

describe('control', () => {
  it.each(['eventbrite', 'pretix'] as const)('R33 Everything that can happen at %s can be steered over HTTP', async (shop) => {
    const { office, eventId } = shops[shop]
    const booked = await steer('orders', { shop, seats: 2, buyer: person('Petra') })
    const [order] = office.orders
    expect(booked.body).toMatchObject({ ref: order?.ref, tickets: [{ state: 'valid' }, { state: 'valid' }] })
    const [first, second] = order?.tickets ?? []
    await steer('rename', { shop, ticketId: first?.id, firstName: 'Ayşe', lastName: 'Öztürk', email: 'ayse@amt.example' })
    expect(first?.holder).toEqual({ firstName: 'Ayşe', lastName: 'Öztürk', email: 'ayse@amt.example' })
    await steer('refund', { shop, orderRef: order?.ref, ticketId: first?.id })
    await steer('cancel', { shop, orderRef: order?.ref, ticketId: second?.id })
    expect([first?.state, second?.state]).toEqual(['refunded', 'cancelled'])
    await steer('rebook', { shop, orderRef: order?.ref })
    await steer('transfer', { shop, ticketId: second?.id, firstName: 'Björn' })
    expect([first?.state, second?.state, office.orders[1]?.buyer.firstName]).toEqual(['valid', 'transferred', 'Björn'])
    await steer('word', { shop, ticketId: first?.id, word: 'Waitlisted' })
    expect(first?.word).toBe('Waitlisted')
    const startsAt = now + 48 * HOUR_MS
    await steer('move-event', { shop, eventId, startsAt })
    expect(office.eventOf(eventId)).toMatchObject({ startsAt, endsAt: startsAt + 2 * HOUR_MS })
    expect((await steer('events', { shop, name: 'Neu', startsAt: new Date(startsAt).toISOString() })).body).toMatchObject({
      name: 'Neu',
      startsAt,
    })
    await steer('faults', { shop, times: 1, fault: { kind: 'status', status: 503 } })
    const path = shop === 'eventbrite' ? 'users/me/' : 'organizers/'
    expect([(await get(shop, path)).status, (await get(shop, path)).status]).toEqual([503, 200])
  })

  it('R33 What makes no sense is refused in words', async () => {
    expect(await steer('refund', { orderRef: 'nothing' })).toEqual({ status: 400, body: { error: 'the fake shop has no order nothing' } })
    expect((await steer('faults', { fault: { kind: 'earthquake' } })).status).toBe(400)
  })

  it('R35 The page plays a booking, a group order, a refund, a rename and another date with one press each, in German and English', async () => {
    const page = async (query = '') => (await fetch(`${shops.url}/${query}`)).text()
    const press = async (action: string, fields: Record<string, string>) => {
      const response = await fetch(`${shops.url}/__fake/${action}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        redirect: 'manual',
      })
      expect(response.status).toBe(303)
    }
    const german = await page()
    for (const words of ['Buchung', 'Sammelbestellung', 'Termin um einen Tag verschieben', shops.eventbrite.token, shops.pretix.address]) {
      expect(german).toContain(words)
    }
    await press('orders', { shop: 'eventbrite' })
    await press('orders', { shop: 'eventbrite', seats: '3' })
    const { office, eventId } = shops.eventbrite
    const [single, group] = office.orders
    expect(group?.tickets).toHaveLength(3)
    const ticketId = single?.tickets[0]?.id ?? ''
    await press('rename', { shop: 'eventbrite', ticketId, firstName: '<b>Ayşe</b>', lastName: 'Öztürk', email: '' })
    await press('refund', { shop: 'eventbrite', orderRef: single?.ref ?? '', ticketId })
    const before = office.eventOf(eventId).startsAt
    await press('move-event', { shop: 'eventbrite', eventId })
    expect(office.eventOf(eventId).startsAt).toBe(before + 24 * HOUR_MS)
    const after = await page('?lang=en')
    expect(after).toContain('&#60;b&#62;Ayşe')
    expect(after).not.toContain('<b>')
    for (const words of ['Refund', 'Rename', 'Group order', 'refunded']) expect(after).toContain(words)
  })
})
