// Eventbrite as a source of tickets (API v3, ticketing.md §2–3). The address is a constant; nothing a message says is ever fetched.
import type { z } from 'zod'
import {
  type EventbriteAttendee,
  EventbriteAttendees,
  EventbriteEvent,
  EventbriteEvents,
  EventbriteHook,
  EventbriteOrder,
  EventbriteOrders,
  EventbriteOrganisations,
  EventbriteUser,
  EventbriteWebhook,
} from '@podium/shared/eventbrite.ts'
import { ShopId, type Entitlement, type ShopEvent, type Ticket } from '@podium/shared/tickets.ts'
import { createShopHttp } from './http.ts'
import { type Hint, type Shop, ShopError, type ShopParts } from './shop.ts'
import { emailOf, lineOf, nameOf } from './texts.ts'

/** What changed in the last minutes of a pass is read again: two clocks never agree. */
const OVERLAP_MS = 10 * 60_000
/** More pages than any event of ours has: whoever answers on and on is not understood. */
const MAX_PAGES = 1_000
const ACTIONS = 'order.placed,order.refunded,order.updated,attendee.updated,event.updated'

/** Opens Eventbrite for a private token. */
export function createEventbrite(parts: ShopParts): Shop {
  const call = createShopHttp(parts, `Bearer ${parts.token}`)

  /** Every page of a list; a list that ends early is refused as a whole. */
  async function pages<Page extends { pagination: { has_more_items: boolean; continuation?: string | null | undefined } }>(
    path: string,
    query: Record<string, string>,
    reply: z.ZodType<Page>,
  ): Promise<Page[]> {
    const read: Page[] = []
    const seen = new Set<string>()
    let continuation: string | null = null
    for (let count = 0; count < MAX_PAGES; count += 1) {
      const { value }: { value: Page } = await call({
        path,
        query: { ...query, ...(continuation === null ? {} : { continuation }) },
        reply,
      })
      read.push(value)
      if (!value.pagination.has_more_items) return read
      continuation = value.pagination.continuation ?? null
      if (continuation === null || seen.has(continuation)) break
      seen.add(continuation)
    }
    throw new ShopError('unreadable')
  }

  async function readEvent(_organisationId: string, eventId: string): Promise<ShopEvent> {
    const { value } = await call({ path: `events/${idIn(eventId)}/`, query: { expand: 'ticket_classes' }, reply: EventbriteEvent })
    return eventOf(value)
  }

  return {
    readEvent,
    async readAccount() {
      const { value: me } = await call({ path: 'users/me/', reply: EventbriteUser })
      const found = await pages('users/me/organizations/', {}, EventbriteOrganisations)
      return {
        account: lineOf(me.name) || lineOf(me.emails?.[0]?.email) || me.id,
        organisations: found.flatMap(({ organizations }) => organizations.map(({ id, name }) => ({ id, name: lineOf(name) || id }))),
      }
    },
    async listEvents(organisationId) {
      const found = await pages(
        `organizations/${idIn(organisationId)}/events/`,
        { status: 'live,started', order_by: 'start_asc', expand: 'ticket_classes' },
        EventbriteEvents,
      )
      return found.flatMap(({ events }) => events.map(eventOf))
    },
    async readTickets(_organisationId, eventId, cursor) {
      const query: Record<string, string> = cursor === null ? {} : { changed_since: cursor }
      const startedAt = parts.now()
      const orderPages = await pages(`events/${idIn(eventId)}/orders/`, query, EventbriteOrders)
      const attendeePages = await pages(`events/${idIn(eventId)}/attendees/`, query, EventbriteAttendees)
      const orders = new Map(orderPages.flatMap((page) => page.orders.map((order) => [order.id, order] as const)))
      const attendees = attendeePages.flatMap((page) => page.attendees)
      if (attendees.some((attendee) => attendee.event_id !== eventId)) throw new ShopError('unreadable')
      // A ticket may change while its order did not.
      for (const id of new Set(attendees.map((attendee) => attendee.order_id))) {
        if (!orders.has(id)) orders.set(id, (await call({ path: `orders/${id}/`, reply: EventbriteOrder })).value)
      }
      const latest = Math.max(...attendees.map(({ changed }) => Date.parse(changed)), cursor === null ? 0 : Date.parse(cursor) + OVERLAP_MS)
      const next = Math.min(latest === 0 ? startedAt : latest, startedAt) - OVERLAP_MS
      return {
        tickets: attendees.map((attendee) => ticketOf(attendee, orders.get(attendee.order_id))),
        cursor: `${new Date(next).toISOString().slice(0, 19)}Z`,
        isWhole: cursor === null,
      }
    },
    async registerHook(organisationId, eventId, hookUrl) {
      const { value } = await call({
        method: 'POST',
        path: `organizations/${idIn(organisationId)}/webhooks/`,
        body: { endpoint_url: hookUrl, actions: ACTIONS, event_id: eventId },
        reply: EventbriteWebhook,
      })
      return value.id
    },
    async removeHook(_organisationId, hookId) {
      await call({ method: 'DELETE', path: `webhooks/${idIn(hookId)}/`, reply: EventbriteWebhook.partial() }).catch((error: unknown) => {
        if (!(error instanceof ShopError) || error.problem !== 'not_found') throw error
      })
    },
  }
}

/** An id on its way into a path. */
function idIn(id: string): string {
  if (!/^\d{1,20}$/.test(id)) throw new ShopError('not_found')
  return id
}

function eventOf(event: EventbriteEvent): ShopEvent {
  return {
    id: event.id,
    name: lineOf(event.name?.text) || event.id,
    startsAt: Date.parse(event.start.utc),
    endsAt: event.end == null ? null : Date.parse(event.end.utc),
    status: lineOf(event.status),
    isSeries: event.is_series_parent ?? false,
    ticketClasses: (event.ticket_classes ?? []).flatMap(({ id, name, quantity_sold: sold }) =>
      ShopId.safeParse(id).success ? [{ id, name: lineOf(name) || id, sold: sold ?? null }] : [],
    ),
  }
}

/** One attendee as a ticket; the order, where it is known, tells who bought it. */
export function ticketOf(attendee: EventbriteAttendee, order: EventbriteOrder | undefined): Ticket {
  const { profile } = attendee
  const holderName = nameOf(profile?.name, profile?.first_name, profile?.last_name)
  const holderEmail = emailOf(profile?.email)
  const buyerName = nameOf(order?.name, order?.first_name, order?.last_name) || holderName
  return {
    id: attendee.id,
    orderRef: attendee.order_id,
    buyerName,
    buyerEmail: emailOf(order?.email) ?? holderEmail,
    holderName: holderName || buyerName || 'Teilnehmende Person',
    holderEmail,
    ticketClassId: attendee.ticket_class_id ?? '',
    ticketName: lineOf(attendee.ticket_class_name),
    status: lineOf(attendee.status),
    entitlement: entitlementOf(attendee),
    changedAt: Date.parse(attendee.changed),
  }
}

const ENTITLED: readonly string[] = ['Attending', 'Checked In']
const NOT_ENTITLED: readonly string[] = ['Not Attending', 'Deleted', 'Transferred', 'Unpaid']

/** R20: cancelled, refunded or a word known to be bad takes the seat; a word nobody knows keeps it. */
export function entitlementOf({ cancelled, refunded, status }: Pick<EventbriteAttendee, 'cancelled' | 'refunded' | 'status'>): Entitlement {
  if (cancelled || refunded || NOT_ENTITLED.includes(status)) return 'no'
  return ENTITLED.includes(status) ? 'yes' : 'unknown'
}

const HOOK_TARGET = /^https:\/\/www\.eventbriteapi\.com\/v3\/(?:orders\/\d{1,20}|events\/(\d{1,20})(?:\/attendees\/\d{1,20})?)\/?$/

/** R24: what a webhook says; its address is read by a strict pattern and never used. */
export function readEventbriteHint(body: string, eventId: string): Hint {
  const ignored: Hint = { action: 'unlesbar', kind: 'ignored' }
  let raw: unknown
  try {
    raw = JSON.parse(body)
  } catch {
    return ignored
  }
  const parsed = EventbriteHook.safeParse(raw)
  if (!parsed.success) return ignored
  const action = lineOf(parsed.data.config.action)
  if (action === 'test') return { action, kind: 'test' }
  const target = HOOK_TARGET.exec(parsed.data.api_url)
  // Messages about orders name no event.
  const isOurs = target !== null && (target[1] === undefined || target[1] === eventId)
  return { action, kind: isOurs ? 'changed' : 'ignored' }
}
