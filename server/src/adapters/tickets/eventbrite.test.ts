import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventbriteAttendee, EventbriteOrder } from '@podium/shared/eventbrite.ts'
import { Ticket } from '@podium/shared/tickets.ts'
import { entitlementOf, readEventbriteHint, ticketOf } from './eventbrite.ts'

const GOOD = ['Attending', 'Checked In']
const BAD = ['Not Attending', 'Deleted', 'Transferred', 'Unpaid']

/** As Eventbrite sends it, shortened to what matters. */
function attendee(about: Record<string, unknown> = {}): EventbriteAttendee {
  return EventbriteAttendee.parse({
    id: '1300000001',
    event_id: '70000000001',
    order_id: '1000000001',
    changed: '2026-10-02T22:36:48Z',
    ticket_class_id: '260000001',
    ticket_class_name: 'Online-Seminar',
    quantity: 1,
    status: 'Attending',
    checked_in: false,
    cancelled: false,
    refunded: false,
    profile: { name: 'Petra Beispiel', first_name: 'Petra', last_name: 'Beispiel', email: 'P.Beispiel@amt.example', addresses: {} },
    ...about,
  })
}

const order = EventbriteOrder.parse({
  id: '1000000001',
  name: 'Referat 12',
  first_name: 'Referat',
  last_name: '12',
  email: 'referat12@amt.example',
  status: 'placed',
  changed: '2026-10-02T22:36:48Z',
})

describe('whether a ticket of Eventbrite entitles', () => {
  const anyStatus = fc.oneof(fc.constantFrom(...GOOD, ...BAD), fc.string(), fc.constantFrom('attending', 'ATTENDING', 'Attending ', ''))

  it('R20 Yes exactly while it is neither cancelled nor refunded and known to be good; unknown words keep it', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), anyStatus, (cancelled, refunded, status) => {
        const entitlement = entitlementOf({ cancelled, refunded, status })
        const expected = cancelled || refunded || BAD.includes(status) ? 'no' : GOOD.includes(status) ? 'yes' : 'unknown'
        expect(entitlement).toBe(expected)
      }),
    )
  })

  it('R20 Cancelled or refunded always wins over the word', () => {
    for (const status of [...GOOD, ...BAD, 'Something new']) {
      expect(entitlementOf({ cancelled: true, refunded: false, status })).toBe('no')
      expect(entitlementOf({ cancelled: false, refunded: true, status })).toBe('no')
    }
  })
})

describe('an attendee as a ticket', () => {
  it('R21 The holder is who is named on the ticket, the buyer who ordered', () => {
    expect(ticketOf(attendee(), order)).toEqual({
      id: '1300000001',
      orderRef: '1000000001',
      buyerName: 'Referat 12',
      buyerEmail: 'referat12@amt.example',
      holderName: 'Petra Beispiel',
      holderEmail: 'p.beispiel@amt.example',
      ticketClassId: '260000001',
      ticketName: 'Online-Seminar',
      status: 'Attending',
      entitlement: 'yes',
      changedAt: Date.UTC(2026, 9, 2, 22, 36, 48),
    })
  })

  it.each([
    ['without an order the holder bought', attendee(), undefined, { buyerName: 'Petra Beispiel', buyerEmail: 'p.beispiel@amt.example' }],
    [
      'without a profile the buyer comes',
      attendee({ profile: null }),
      order,
      { holderName: 'Referat 12', holderEmail: 'referat12@amt.example' },
    ],
    [
      'without anybody',
      attendee({ profile: { name: '' } }),
      undefined,
      { holderName: 'Teilnehmende Person', buyerName: '', buyerEmail: null },
    ],
    [
      'a name in parts',
      attendee({ profile: { first_name: 'Ayşe', last_name: 'Öztürk' } }),
      order,
      { holderName: 'Ayşe Öztürk', holderEmail: 'referat12@amt.example' },
    ],
    ['an address that is none', attendee({ profile: { name: 'X', email: 'Information auf Anfrage' } }), order, { holderEmail: null }],
  ])('R21 %s', (_name, one, of, expected) => {
    expect(ticketOf(one, of)).toMatchObject(expected)
  })

  it('R21 Whatever stands in the texts, the ticket keeps the contract and is one clean line', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 600 }), fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constant(null))
    fc.assert(
      fc.property(text, text, text, text, (name, email, ticketName, status) => {
        const ticket = ticketOf(attendee({ profile: { name, email }, ticket_class_name: ticketName, status: status ?? '' }), undefined)
        expect(Ticket.safeParse(ticket).success).toBe(true)
        expect(ticket.holderName).not.toBe('')
        for (const line of [ticket.holderName, ticket.buyerName, ticket.ticketName, ticket.status]) {
          expect(line).toBe(line.trim())
          expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/)
          expect(line.isWellFormed()).toBe(true)
        }
      }),
    )
  })
})

const EVENT = '70000000001'

/** A message as Eventbrite posts it. */
function message(apiUrl: unknown, action: unknown = 'order.placed'): string {
  return JSON.stringify({
    config: { action, user_id: '123456789012', endpoint_url: 'https://podium.example/hooks/eventbrite/x', webhook_id: '1234567' },
    api_url: apiUrl,
  })
}

describe('what a message of Eventbrite says', () => {
  it.each([
    ['an order, which names no event', 'https://www.eventbriteapi.com/v3/orders/1000000001/', 'changed'],
    ['without the last slash', 'https://www.eventbriteapi.com/v3/orders/1000000001', 'changed'],
    ['an attendee of this event', `https://www.eventbriteapi.com/v3/events/${EVENT}/attendees/1300000001/`, 'changed'],
    ['this event', `https://www.eventbriteapi.com/v3/events/${EVENT}/`, 'changed'],
    ['another event', 'https://www.eventbriteapi.com/v3/events/70000000002/', 'ignored'],
    ['an attendee of another event', 'https://www.eventbriteapi.com/v3/events/70000000002/attendees/1300000001/', 'ignored'],
    ['something else of Eventbrite', 'https://www.eventbriteapi.com/v3/venues/12/', 'ignored'],
  ])('R24 %s', (_name, apiUrl, kind) => {
    expect(readEventbriteHint(message(apiUrl), EVENT)).toEqual({ action: 'order.placed', kind })
  })

  it('R24 The test button is known by its word', () => {
    expect(readEventbriteHint(message('{api-endpoint-to-fetch-object-details}', 'test'), EVENT)).toEqual({ action: 'test', kind: 'test' })
  })

  it.each([
    ['nothing', ''],
    ['no JSON', 'order.placed'],
    ['half of it', message('https://www.eventbriteapi.com/v3/orders/1/').slice(0, 60)],
    ['another shape', '[]'],
    ['null', 'null'],
    ['no address', message(undefined)],
    ['an address that is no text', message({ href: 'https://www.eventbriteapi.com/v3/orders/1/' })],
    ['an action that is no text', message('https://www.eventbriteapi.com/v3/orders/1/', 7)],
    ['an endless action', message('https://www.eventbriteapi.com/v3/orders/1/', 'x'.repeat(5_000))],
  ])('R24 Ignored: %s', (_name, body) => {
    expect(readEventbriteHint(body, EVENT)).toEqual({ action: '?', kind: 'ignored' })
  })

  it('R24 No text whatever makes it throw, and no answer ever holds an address', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.webUrl().map((url) => message(url)),
          fc.string().map((text) => message(text)),
        ),
        (body) => {
          const hint = readEventbriteHint(body, EVENT)
          expect(Object.keys(hint).sort()).toEqual(['action', 'kind'])
          expect(hint.kind).not.toBe('test')
          expect(hint.action).not.toContain('/')
        },
      ),
    )
  })
})
