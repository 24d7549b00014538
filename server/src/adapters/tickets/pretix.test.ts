import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PretixOrder } from '@podium/shared/pretix.ts'
import { Ticket } from '@podium/shared/tickets.ts'
import { entitlementOf, readPretixHint, ticketsOf } from './pretix.ts'
import { pretixApiUrl } from './shops.ts'

/** As pretix sends it, shortened to what matters. */
function position(about: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 40_001,
    order: 'ABC12',
    positionid: 1,
    canceled: false,
    item: 301,
    attendee_name: 'Petra Beispiel',
    attendee_email: 'P.Beispiel@amt.example',
    addon_to: null,
    blocked: null,
    ...about,
  }
}

function order(about: Record<string, unknown> = {}): PretixOrder {
  return PretixOrder.parse({
    code: 'ABC12',
    status: 'p',
    testmode: false,
    email: 'referat12@amt.example',
    invoice_address: { company: 'Landratsamt', name: 'Karl Käufer', is_business: true },
    positions: [position()],
    last_modified: '2026-10-02T22:36:48.123456+02:00',
    some_new_field: { of: 'tomorrow' },
    ...about,
  })
}

const NAMES = new Map([[301, 'Online-Seminar']])
const only = (about: Record<string, unknown>) => ticketsOf(order(about), NAMES)[0]

describe('whether a position of pretix entitles', () => {
  it('R22 Yes while the order is paid, or pending and valid anyway, and the position is neither cancelled nor blocked nor a test', () => {
    const letter = fc.oneof(fc.constantFrom('p', 'n', 'e', 'c'), fc.string({ maxLength: 3 }))
    const maybe = fc.constantFrom(true, false, null, undefined)
    const blocked = fc.constantFrom(null, undefined, [], ['admin'], true, false)
    fc.assert(
      fc.property(letter, maybe, maybe, maybe, blocked, (status, testmode, pending, canceled, isBlocked) => {
        const about = order({ status, testmode, valid_if_pending: pending, positions: [position({ canceled, blocked: isBlocked })] })
        const [one] = about.positions
        if (one === undefined) throw new Error('the position is missing')
        const isOut = testmode === true || canceled === true || isBlocked === true || (Array.isArray(isBlocked) && isBlocked.length > 0)
        const byLetter = { p: 'yes', n: pending === true ? 'yes' : 'no', e: 'no', c: 'no' }[status] ?? 'unknown'
        expect(entitlementOf(about, one)).toBe(isOut ? 'no' : byLetter)
      }),
    )
  })
})

describe('an order as tickets', () => {
  it('R23 Every position is a ticket; add-ons are none', () => {
    const tickets = ticketsOf(
      order({ positions: [position(), position({ id: 40_002, addon_to: 40_001 }), position({ id: 40_003 })] }),
      NAMES,
    )
    expect(tickets.map(({ id }) => id)).toEqual(['40001', '40003'])
    expect(tickets[0]).toEqual({
      id: '40001',
      orderRef: 'ABC12',
      buyerName: 'Karl Käufer',
      buyerEmail: 'referat12@amt.example',
      holderName: 'Petra Beispiel',
      holderEmail: 'p.beispiel@amt.example',
      ticketClassId: '301',
      ticketName: 'Online-Seminar',
      status: 'p',
      entitlement: 'yes',
      changedAt: Date.UTC(2026, 9, 2, 20, 36, 48, 123),
    })
  })

  it.each([
    [
      'who is not named is the buyer',
      { positions: [position({ attendee_name: null, attendee_email: null })] },
      { holderName: 'Karl Käufer', holderEmail: 'referat12@amt.example' },
    ],
    ['a company buys where nobody does', { invoice_address: { name: '', company: 'Landratsamt' } }, { buyerName: 'Landratsamt' }],
    [
      'nobody is named anywhere',
      { email: null, invoice_address: null, positions: [position({ attendee_name: ' ', attendee_email: '' })] },
      { holderName: 'Teilnehmende Person', holderEmail: null, buyerEmail: null },
    ],
    ['a product that is gone', { positions: [position({ item: 999 })] }, { ticketClassId: '999', ticketName: '' }],
  ])('R23 %s', (_name, about, expected) => {
    expect(only(about)).toMatchObject(expected)
  })

  it('R23 Whatever stands in the texts, the ticket keeps the contract', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 600 }), fc.constant(null))
    fc.assert(
      fc.property(text, text, text, text, (name, email, buyer, status) => {
        const ticket = only({
          status: status ?? 'p',
          email,
          invoice_address: { name: buyer, company: name },
          positions: [position({ attendee_name: name, attendee_email: email })],
        })
        expect(Ticket.safeParse(ticket).success).toBe(true)
        expect(ticket?.holderName).not.toBe('')
      }),
    )
  })
})

describe('what a message of pretix says', () => {
  const message = (about: Record<string, unknown> = {}) =>
    JSON.stringify({
      notification_id: 123_455,
      organizer: 'acmecorp',
      event: 'democon',
      code: 'ABC23',
      action: 'pretix.event.order.paid',
      ...about,
    })
  const read = (body: string) => readPretixHint(body, 'acmecorp', 'democon')

  it.each([
    ['an order of this event', message(), 'changed'],
    ['a check-in', message({ action: 'pretix.event.checkin', orderposition_id: 3, type: 'entry' }), 'changed'],
    ['another event', message({ event: 'other' }), 'ignored'],
    ['another organiser', message({ organizer: 'other' }), 'ignored'],
    ['no event', message({ event: null }), 'ignored'],
  ])('R24 %s', (_name, body, kind) => {
    expect(read(body).kind).toBe(kind)
  })

  it('R24 No text whatever makes it throw, and no answer ever holds an address', () => {
    const hostile = fc.record({
      organizer: fc.anything(),
      event: fc.anything(),
      action: fc.oneof(fc.string(), fc.webUrl()),
      next: fc.webUrl(),
    })
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          hostile.map((one) => JSON.stringify(one)),
        ),
        (body) => {
          const hint = read(body)
          expect(Object.keys(hint).sort()).toEqual(['action', 'kind'])
          expect(hint.kind).toBe('ignored')
          expect(hint.action).not.toContain('/')
        },
      ),
    )
  })
})

it.each([
  ['https://tickets.example', 'https://tickets.example/api/v1/'],
  ['https://tickets.example/', 'https://tickets.example/api/v1/'],
  ['https://tickets.example/shop//', 'https://tickets.example/shop/api/v1/'],
  ['https://tickets.example:8443/?x=1#y', 'https://tickets.example:8443/api/v1/'],
  ['https://name:word@tickets.example', 'https://tickets.example/api/v1/'],
  ['http://127.0.0.1:4200', 'http://127.0.0.1:4200/api/v1/'],
])('R29 pretix at %s answers below %s', (address, apiUrl) => {
  expect(pretixApiUrl(address)).toBe(apiUrl)
})
