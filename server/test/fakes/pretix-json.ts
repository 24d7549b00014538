// Events, products and orders as pretix writes them: numeric position ids, texts in several languages, money as strings.
import type { FakeEvent, FakeOrder, FakePerson, FakeTicket } from './shop.ts'

/** A moment as pretix writes it: microseconds and an offset. */
export function pretixStamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 23)}000+00:00`
}

/** An event. */
export function pretixEventJson(event: FakeEvent) {
  return {
    slug: event.id,
    name: { de: event.name, 'de-informal': event.name, en: `${event.name} (EN)` },
    live: true,
    testmode: false,
    currency: 'EUR',
    date_from: pretixStamp(event.startsAt),
    date_to: pretixStamp(event.endsAt),
    timezone: 'Europe/Berlin',
    is_public: true,
    has_subevents: false,
    location: null,
    meta_data: {},
  }
}

/** The products of an event. */
export function itemsJson(event: FakeEvent) {
  return event.ticketClasses.map(({ id, name }) => ({
    id: Number(id),
    name: { de: name, en: name },
    active: true,
    admission: true,
    default_price: '119.00',
  }))
}

function statusOf(order: FakeOrder): string {
  const word = order.tickets.find((ticket) => ticket.word !== null)?.word
  return word ?? (order.tickets.some(({ state }) => state === 'valid') ? 'p' : 'c')
}

/** An order with its positions; cancelled ones of a living order only where they are asked for. */
export function orderJson(event: FakeEvent, order: FakeOrder, withCanceled: boolean) {
  const status = statusOf(order)
  // In a cancelled order the positions stay as they were.
  const isCanceled = (ticket: FakeTicket) => status !== 'c' && ticket.state !== 'valid'
  return {
    code: order.ref,
    event: event.id,
    status,
    testmode: false,
    secret: `secret${order.ref.toLowerCase()}`,
    email: order.buyer.email,
    phone: null,
    customer: null,
    locale: 'de',
    sales_channel: 'web',
    datetime: pretixStamp(order.createdAt),
    expires: pretixStamp(order.createdAt + 14 * 24 * 60 * 60_000),
    total: `${119 * order.tickets.length}.00`,
    comment: '',
    api_meta: {},
    checkin_attention: false,
    valid_if_pending: false,
    invoice_address: {
      company: '',
      is_business: false,
      name: nameOf(order.buyer),
      street: '',
      zipcode: '',
      city: '',
      country: 'DE',
      internal_reference: '',
      vat_id: '',
    },
    positions: order.tickets
      .map((ticket, index) => ({ ticket, index }))
      .filter(({ ticket }) => withCanceled || !isCanceled(ticket))
      .map(({ ticket, index }) => positionJson(order, ticket, index, isCanceled(ticket))),
    fees: [],
    last_modified: pretixStamp(order.changedAt),
  }
}

function positionJson(order: FakeOrder, ticket: FakeTicket, index: number, isCanceled: boolean) {
  const holder = ticket.hasOwnHolder ? ticket.holder : null
  return {
    id: Number(ticket.id),
    order: order.ref,
    positionid: index + 1,
    canceled: isCanceled,
    item: Number(ticket.ticketClassId),
    variation: null,
    price: '119.00',
    attendee_name: holder === null ? null : nameOf(holder),
    attendee_name_parts: holder === null ? {} : { _scheme: 'given_family', given_name: holder.firstName, family_name: holder.lastName },
    attendee_email: holder?.email ?? null,
    company: null,
    secret: `z${ticket.id}`,
    addon_to: null,
    subevent: null,
    pseudonymization_id: `P${ticket.id}`,
    checkins: ticket.isCheckedIn ? [{ list: 1, datetime: pretixStamp(ticket.changedAt), type: 'entry' }] : [],
    answers: [],
    blocked: null,
    valid_from: null,
    valid_until: null,
  }
}

function nameOf({ firstName, lastName }: FakePerson): string {
  return `${firstName} ${lastName}`.trim()
}
