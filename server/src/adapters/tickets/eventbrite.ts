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
  type EventbritePage,
  EventbriteUser,
  EventbriteWebhook,
} from '@podium/shared/eventbrite.ts'
import { ShopId, type Entitlement, type ShopEvent, type Ticket } from '@podium/shared/tickets.ts'
import { createShopHttp } from './http.ts'
import { type Hint, type Shop, ShopError, type ShopParts, unlessGone } from './shop.ts'
import { actionOf, emailOf, lineOf, nameOf } from './texts.ts'

/** What changed in the last minutes of a pass is read again: two clocks never agree. */
const OVERLAP_MS = 10 * 60_000
/** More pages than any event of ours has: whoever answers on and on is not understood. */
const MAX_PAGES = 1_000
/** More orders than this are read as a list. */
const ORDERS_ONE_BY_ONE = 5
const ACTIONS = 'order.placed,order.refunded,order.updated,attendee.updated,event.updated'

/** Opens Eventbrite for a private token. */
export function createEventbrite(parts: ShopParts): Shop {
  const call = createShopHttp(parts, `Bearer ${parts.token}`)

  /** R25: every page of a list; a list that ends early or never is refused as a whole. */
  async function pages<Page extends { pagination: EventbritePage }>(
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
      const { has_more_items: hasMore, page_count: pageCount } = value.pagination
      if (!hasMore) {
        if (read.length < (pageCount ?? 0)) break
        return read
      }
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

  /** What changed since; without a filter some sources leave out who was refunded, so those are asked for by name as well. */
  async function readAttendees(eventId: string, cursor: string | null): Promise<EventbriteAttendee[]> {
    const since: Record<string, string> = cursor === null ? {} : { changed_since: cursor }
    const path = `events/${idIn(eventId)}/attendees/`
    const byId = new Map<string, EventbriteAttendee>()
    for (const filter of [{}, { status: 'not_attending' }]) {
      for (const page of await pages(path, { ...since, ...filter, expand: 'order' }, EventbriteAttendees)) {
        for (const attendee of page.attendees) {
          if (attendee.event_id !== eventId) throw new ShopError('unreadable')
          byId.set(attendee.id, attendee)
        }
      }
    }
    return [...byId.values()]
  }

  /** Who bought: usually told with each attendee; whoever is not is looked up. */
  async function readOrders(eventId: string, attendees: readonly EventbriteAttendee[]): Promise<Map<string, EventbriteOrder>> {
    const orders = new Map(attendees.flatMap(({ order_id: id, order }) => (order == null ? [] : [[id, order] as const])))
    const missing = () => [...new Set(attendees.map(({ order_id: id }) => id))].filter((id) => !orders.has(id))
    if (missing().length > ORDERS_ONE_BY_ONE) {
      const read = await pages(`events/${idIn(eventId)}/orders/`, {}, EventbriteOrders)
      for (const order of read.flatMap((page) => page.orders)) orders.set(order.id, order)
    }
    for (const id of missing().slice(0, ORDERS_ONE_BY_ONE)) {
      const order = await call({ path: `orders/${idIn(id)}/`, reply: EventbriteOrder }).catch(unlessGone)
      if (order !== null) orders.set(id, order.value)
    }
    return orders
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
      const startedAt = parts.now()
      const attendees = await readAttendees(eventId, cursor)
      const orders = await readOrders(eventId, attendees)
      return {
        tickets: attendees.map((attendee) => ticketOf(attendee, orders.get(attendee.order_id))),
        cursor: nextCursor(attendees, cursor, startedAt),
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
      await call({ method: 'DELETE', path: `webhooks/${idIn(hookId)}/`, reply: EventbriteWebhook.partial() }).catch(unlessGone)
    },
  }
}

/** An id on its way into a path. */
function idIn(id: string): string {
  if (!/^\d{1,20}$/.test(id)) throw new ShopError('not_found')
  return id
}

/**
 * R26: where the next pass begins: ten minutes before the last change seen, by the shop's clock and never ahead of ours.
 * Null when nothing was ever seen: then everything is read again.
 */
function nextCursor(attendees: readonly EventbriteAttendee[], cursor: string | null, startedAt: number): string | null {
  if (attendees.length === 0) return cursor
  const latest = Math.max(...attendees.map(({ changed }) => Date.parse(changed)))
  const next = Math.max(Math.min(latest, startedAt) - OVERLAP_MS, cursor === null ? 0 : Date.parse(cursor))
  return `${new Date(next).toISOString().slice(0, 19)}Z`
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

/** R21: one attendee as a ticket; the order, where it is known, tells who bought it. */
export function ticketOf(attendee: EventbriteAttendee, order: EventbriteOrder | undefined): Ticket {
  const { profile } = attendee
  const holderName = nameOf(profile?.name, profile?.first_name, profile?.last_name)
  const orderEmail = emailOf(order?.email)
  // A missing address is the buyer's; one that is none is nobody's, and shown to the organiser.
  const holderEmail = profile?.email == null ? orderEmail : emailOf(profile.email)
  const buyerName = nameOf(order?.name, order?.first_name, order?.last_name) || holderName
  return {
    id: attendee.id,
    orderRef: attendee.order_id,
    buyerName,
    buyerEmail: orderEmail ?? holderEmail,
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
  const ignored: Hint = { action: '?', kind: 'ignored' }
  let raw: unknown
  try {
    raw = JSON.parse(body)
  } catch {
    return ignored
  }
  const parsed = EventbriteHook.safeParse(raw)
  if (!parsed.success) return ignored
  const action = actionOf(parsed.data.config.action)
  if (action === 'test') return { action, kind: 'test' }
  const target = HOOK_TARGET.exec(parsed.data.api_url)
  // Messages about orders name no event.
  const isOurs = target !== null && (target[1] === undefined || target[1] === eventId)
  return { action, kind: isOurs ? 'changed' : 'ignored' }
}
