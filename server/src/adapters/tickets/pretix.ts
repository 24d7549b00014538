// pretix as a source of tickets (REST API v1, ticketing.md §9): self-hosted, so its address is the organiser's; the token goes to that host only.
import type { z } from 'zod'
import {
  PretixEvent,
  PretixEvents,
  PretixHook,
  PretixItems,
  type PretixOrder,
  PretixOrders,
  PretixOrganisers,
  type PretixPosition,
  type PretixText,
  PretixWebhook,
} from '@podium/shared/pretix.ts'
import type { Entitlement, ShopEvent, Ticket } from '@podium/shared/tickets.ts'
import { createShopHttp } from './http.ts'
import { type Hint, type Shop, ShopError, type ShopParts, unlessGone } from './shop.ts'
import { actionOf, emailOf, lineOf, nameOf } from './texts.ts'

const MAX_PAGES = 1_000
const ACTIONS = [
  'pretix.event.order.placed',
  'pretix.event.order.paid',
  'pretix.event.order.canceled',
  'pretix.event.order.reactivated',
  'pretix.event.order.expired',
  'pretix.event.order.modified',
  'pretix.event.order.contact.changed',
  'pretix.event.order.changed.*',
  'pretix.event.order.refund.done',
  'pretix.event.changed',
]

/** Opens a pretix for a team token. */
export function createPretix(parts: ShopParts): Shop {
  const call = createShopHttp(parts, `Token ${parts.token}`)
  const base = new URL(parts.apiUrl)

  /** R25: every page of a list, and when the first one was made (`X-Page-Generated`: the next `modified_since`). */
  async function pages<Item>(
    path: string,
    query: Record<string, string>,
    reply: z.ZodType<{ count: number; next: string | null; results: Item[] }>,
  ): Promise<{ items: Item[]; generatedAt: string | null }> {
    const items: Item[] = []
    let generatedAt: string | null = null
    const seen = new Set<string>()
    let asked = query
    for (let count = 0; count < MAX_PAGES; count += 1) {
      const page = await call({ path, query: asked, reply })
      if (count === 0) generatedAt = momentIn(page.headers.get('X-Page-Generated'))
      items.push(...page.value.results)
      const { next, count: total } = page.value
      if (next === null) {
        if (items.length < total) break
        return { items, generatedAt }
      }
      if (seen.has(next)) break
      seen.add(next)
      asked = queryOf(next, path)
    }
    throw new ShopError('unreadable')
  }

  /** The next page as pretix names it, taken apart: another host or another list is refused, and only its query is used. */
  function queryOf(address: string, path: string): Record<string, string> {
    if (!URL.canParse(address)) throw new ShopError('unreadable')
    const url = new URL(address)
    const isSameList = url.origin === base.origin && url.pathname === new URL(path, base).pathname && url.username === ''
    if (!isSameList) throw new ShopError('unreadable')
    return Object.fromEntries(url.searchParams)
  }

  async function readEvent(organisationId: string, eventId: string): Promise<ShopEvent> {
    const path = `organizers/${idIn(organisationId)}/events/${idIn(eventId)}/`
    const [{ value }, { items }] = [await call({ path, reply: PretixEvent }), await pages(`${path}items/`, {}, PretixItems)]
    return { ...eventOf(value), ticketClasses: items.map(({ id, name }) => ({ id: String(id), name: textOf(name), sold: null })) }
  }

  return {
    readEvent,
    async readAccount() {
      const { items } = await pages('organizers/', {}, PretixOrganisers)
      return {
        account: items.map(({ name }) => lineOf(name)).join(', ') || base.host,
        organisations: items.map(({ slug, name }) => ({ id: slug, name: lineOf(name) || slug })),
      }
    },
    async listEvents(organisationId) {
      const { items } = await pages(
        `organizers/${idIn(organisationId)}/events/`,
        { ordering: 'date_from', is_future: 'true' },
        PretixEvents,
      )
      return items.map(eventOf)
    },
    async readTickets(organisationId, eventId, cursor) {
      const event = `organizers/${idIn(organisationId)}/events/${idIn(eventId)}/`
      const products = await pages(`${event}items/`, {}, PretixItems)
      const names = new Map(products.items.map(({ id, name }) => [id, textOf(name)]))
      const { items, generatedAt } = await pages(
        `${event}orders/`,
        { ordering: 'datetime', include_canceled_positions: 'true', ...(cursor === null ? {} : { modified_since: cursor }) },
        PretixOrders,
      )
      return {
        tickets: items.flatMap((order) => ticketsOf(order, names)),
        // R26: a list that is empty by mistake must not pass over what it left out.
        cursor: items.length === 0 ? cursor : (generatedAt ?? cursor),
        isWhole: cursor === null,
      }
    },
    async registerHook(organisationId, eventId, hookUrl) {
      const { value } = await call({
        method: 'POST',
        path: `organizers/${idIn(organisationId)}/webhooks/`,
        body: { enabled: true, target_url: hookUrl, all_events: false, limit_events: [eventId], action_types: ACTIONS, comment: 'Podium' },
        reply: PretixWebhook,
      })
      return String(value.id)
    },
    async removeHook(organisationId, hookId) {
      await call({
        method: 'DELETE',
        path: `organizers/${idIn(organisationId)}/webhooks/${idIn(hookId)}/`,
        reply: PretixWebhook.partial(),
      }).catch(unlessGone)
    },
  }
}

/** The header as it is to be sent back; null for none and for anything that is no moment. */
function momentIn(header: string | null): string | null {
  return header === null || header.length > 64 || Number.isNaN(Date.parse(header)) ? null : header
}

/** A short name on its way into a path. */
function idIn(id: string): string {
  if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}$/.test(id)) throw new ShopError('not_found')
  return id
}

function eventOf(event: PretixEvent): ShopEvent {
  return {
    id: event.slug,
    name: textOf(event.name) || event.slug,
    startsAt: Date.parse(event.date_from),
    endsAt: event.date_to == null ? null : Date.parse(event.date_to),
    status: event.live === false ? 'draft' : 'live',
    isSeries: event.has_subevents ?? false,
    ticketClasses: [],
  }
}

/** A text in German, else in English, else in whatever language there is. */
function textOf(text: PretixText): string {
  if (typeof text === 'string') return lineOf(text)
  const said = [text['de'], text['de-informal'], text['de_Informal'], text['en'], ...Object.values(text)]
  return said.map(lineOf).find((line) => line !== '') ?? ''
}

/** R23: the positions of an order as tickets; add-ons are no seats. `names` are those of the products. */
export function ticketsOf(order: PretixOrder, names: ReadonlyMap<number, string>): Ticket[] {
  const buyerEmail = emailOf(order.email)
  const buyerName = nameOf(order.invoice_address?.name) || lineOf(order.invoice_address?.company)
  return order.positions
    .filter(({ addon_to: addonTo }) => addonTo == null)
    .map((position) => {
      const holderName = lineOf(position.attendee_name)
      return {
        id: String(position.id),
        orderRef: lineOf(order.code),
        buyerName: buyerName || holderName || (buyerEmail ?? ''),
        buyerEmail,
        holderName: holderName || buyerName || 'Teilnehmende Person',
        holderEmail: emailOf(position.attendee_email) ?? buyerEmail,
        ticketClassId: String(position.item),
        ticketName: names.get(position.item) ?? '',
        status: lineOf(order.status),
        entitlement: entitlementOf(order, position),
        changedAt: Date.parse(order.last_modified),
      }
    })
}

/** R22: a paid order entitles, each position on its own; expired and cancelled ones do not, and an order of the test mode never does. */
export function entitlementOf(order: Pick<PretixOrder, 'status' | 'testmode' | 'valid_if_pending'>, position: PretixPosition): Entitlement {
  const isBlocked = Array.isArray(position.blocked) ? position.blocked.length > 0 : position.blocked === true
  if (order.testmode === true || position.canceled === true || isBlocked) return 'no'
  switch (order.status) {
    case 'p':
      return 'yes'
    case 'n':
      return order.valid_if_pending === true ? 'yes' : 'no'
    case 'e':
    case 'c':
      return 'no'
    default:
      return 'unknown'
  }
}

/** R24: what a webhook says; it names organiser and event, and nothing else of it is used. */
export function readPretixHint(body: string, organisationId: string, eventId: string): Hint {
  const ignored: Hint = { action: '?', kind: 'ignored' }
  let raw: unknown
  try {
    raw = JSON.parse(body)
  } catch {
    return ignored
  }
  const parsed = PretixHook.safeParse(raw)
  if (!parsed.success) return ignored
  const { organizer, event, action } = parsed.data
  return { action: actionOf(action), kind: organizer === organisationId && event === eventId ? 'changed' : 'ignored' }
}
