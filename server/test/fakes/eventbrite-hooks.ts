// What Eventbrite tells when something happens: the recorded order and headers (ticketing.md §3); "updated" comes before "placed".
import type { EventbriteHook } from '@podium/shared/eventbrite.ts'
import type { FakeOrder, FakeTicket, Happening } from './shop.ts'
import type { HookMessage } from './shop-hooks.ts'

/** Eventbrite's own address stands in every message, whatever address this stand-in has. */
const NAMED_API = 'https://www.eventbriteapi.com/v3/'
export const HOOK_USER_AGENT = 'Eventbrite Webhooks (Dilithium)'

/** The messages of a happening, in the order they go out. */
export function eventbriteMessages(happening: Happening): HookMessage[] {
  if (happening.kind === 'event_changed') {
    return [message('event.updated', happening.event.id, `events/${happening.event.id}/`)]
  }
  const { order, tickets } = happening
  switch (happening.kind) {
    case 'placed':
      return placed(order, tickets)
    case 'refunded':
      return [ofOrder('order.refunded', order), ...ofAttendees(order, tickets), ofOrder('order.updated', order)]
    case 'cancelled':
    case 'rebooked':
      return [...ofAttendees(order, tickets), ofOrder('order.updated', order)]
    case 'changed':
      return ofAttendees(order, tickets)
    case 'checked_in':
      return tickets.map((ticket) => ofAttendee('attendee.checked_in', order, ticket))
    case 'transferred':
      return [...ofAttendees(order, tickets), ofOrder('order.updated', order), ...placed(happening.to, happening.to.tickets)]
  }
}

/** What the test button of the webhook page sends. */
export function eventbriteTestMessage(eventId: string): HookMessage {
  return message('test', eventId, '{api-endpoint-to-fetch-object-details}', '')
}

function placed(order: FakeOrder, tickets: readonly FakeTicket[]): HookMessage[] {
  return [ofOrder('order.updated', order), ofOrder('order.placed', order), ...ofAttendees(order, tickets), ofOrder('order.updated', order)]
}

function ofOrder(action: string, order: FakeOrder): HookMessage {
  return message(action, order.eventId, `orders/${order.ref}/`)
}

function ofAttendees(order: FakeOrder, tickets: readonly FakeTicket[]): HookMessage[] {
  return tickets.map((ticket) => ofAttendee('attendee.updated', order, ticket))
}

function ofAttendee(action: string, order: FakeOrder, ticket: FakeTicket): HookMessage {
  return message(action, order.eventId, `events/${order.eventId}/attendees/${ticket.id}/`)
}

function message(action: string, eventId: string, path: string, base = NAMED_API): HookMessage {
  return {
    action,
    eventId,
    write: (hook) => {
      const body: EventbriteHook = {
        config: { action, user_id: '123456789012', endpoint_url: hook.url, webhook_id: hook.id },
        api_url: `${base}${path}`,
      }
      return {
        headers: {
          'User-Agent': HOOK_USER_AGENT,
          Accept: 'text/plain',
          'Content-Type': 'application/json',
          'X-Eventbrite-Event': action,
          // The webhook's id, not the delivery's: the same for every message.
          'X-Eventbrite-Delivery': hook.id,
        },
        body: JSON.stringify(body),
      }
    },
  }
}
