// Events, orders and attendees as Eventbrite writes them: string ids, no milliseconds, prices and barcodes nobody here reads.
import type { FakeEvent, FakeOrder, FakePerson, FakeTicket } from './shop.ts'

const PRICE = { display: '€119.00', currency: 'EUR', value: 11_900, major_value: '119.00' }
const NOTHING = { display: '€0.00', currency: 'EUR', value: 0, major_value: '0.00' }
const COSTS = { base_price: PRICE, eventbrite_fee: NOTHING, payment_fee: NOTHING, tax: NOTHING, gross: PRICE }
const ZONE = 'Europe/Berlin'

/** A moment as Eventbrite writes it. */
export function stamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

function eventTime(at: number) {
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  return { timezone: ZONE, local: local.replace(' ', 'T'), utc: stamp(at) }
}

/** An event. */
export function eventJson(apiUrl: string, organisationId: string, event: FakeEvent) {
  return {
    id: event.id,
    name: { text: event.name, html: event.name.replaceAll('&', '&amp;').replaceAll('<', '&lt;') },
    summary: '',
    url: `https://www.eventbrite.de/e/probe-tickets-${event.id}`,
    start: eventTime(event.startsAt),
    end: eventTime(event.endsAt),
    created: stamp(event.changedAt),
    changed: stamp(event.changedAt),
    published: stamp(event.changedAt),
    status: 'live',
    currency: 'EUR',
    capacity: 500,
    online_event: true,
    listed: true,
    locale: 'de_DE',
    organization_id: organisationId,
    organizer_id: '9000000001',
    is_series: false,
    is_series_parent: false,
    resource_uri: `${apiUrl}events/${event.id}/`,
  }
}

/** The ticket classes of an event with what was sold of each. */
export function ticketClassJson(event: FakeEvent, orders: readonly FakeOrder[]) {
  const tickets = orders.flatMap((order) => order.tickets)
  return event.ticketClasses.map(({ id, name }) => ({
    id,
    name,
    event_id: event.id,
    free: false,
    on_sale_status: 'AVAILABLE',
    quantity_total: 500,
    quantity_sold: tickets.filter((ticket) => ticket.ticketClassId === id && ticket.state === 'valid').length,
  }))
}

/** An order; its state follows from its tickets. */
export function orderJson(apiUrl: string, order: FakeOrder) {
  const states = new Set(order.tickets.map(({ state }) => state))
  const status = states.has('valid') ? 'placed' : states.has('refunded') ? 'refunded' : 'cancelled'
  return {
    id: order.ref,
    event_id: order.eventId,
    created: stamp(order.createdAt),
    changed: stamp(order.changedAt),
    ...named(order.buyer),
    status,
    time_remaining: null,
    costs: COSTS,
    resource_uri: `${apiUrl}orders/${order.ref}/`,
  }
}

/** Whether a ticket is listed under `status=attending`. */
export function isAttending(ticket: FakeTicket): boolean {
  return ticket.state === 'valid'
}

function wordOf(ticket: FakeTicket): string {
  if (ticket.word !== null) return ticket.word
  if (ticket.state === 'transferred') return 'Transferred'
  if (ticket.state !== 'valid') return 'Not Attending'
  return ticket.isCheckedIn ? 'Checked In' : 'Attending'
}

/** One attendee: a ticket. */
export function attendeeJson(apiUrl: string, event: FakeEvent, order: FakeOrder, ticket: FakeTicket) {
  const barcode = { barcode: `${order.ref}${ticket.id}001`, created: stamp(ticket.createdAt), changed: stamp(ticket.changedAt) }
  return {
    id: ticket.id,
    event_id: event.id,
    order_id: order.ref,
    created: stamp(ticket.createdAt),
    changed: stamp(ticket.changedAt),
    ticket_class_id: ticket.ticketClassId,
    ticket_class_name: event.ticketClasses.find(({ id }) => id === ticket.ticketClassId)?.name ?? '',
    variant_id: null,
    quantity: 1,
    status: wordOf(ticket),
    checked_in: ticket.isCheckedIn,
    cancelled: ticket.state === 'cancelled',
    refunded: ticket.state === 'refunded',
    profile: { ...named(ticket.holder), addresses: {} },
    answers: [{ question_id: '42', question: 'Behörde', type: 'text' }],
    barcodes: [{ ...barcode, status: 'unused', checkin_type: 0, checkin_method: 'search', is_printed: false }],
    costs: COSTS,
    delivery_method: 'electronic',
    affiliate: 'oddtdteb',
    guestlist_id: null,
    invited_by: null,
    team: null,
    resource_uri: `${apiUrl}events/${event.id}/attendees/${ticket.id}/`,
  }
}

/** A person; the e-mail is left out where there is none. */
function named({ firstName, lastName, email }: FakePerson) {
  const name = `${firstName} ${lastName}`.trim()
  return { name, first_name: firstName, last_name: lastName, ...(email === null ? {} : { email }) }
}
