// A stand-in for a self-hosted pretix (REST API v1, ticketing.md §9), over real HTTP, answering in the shapes its client parses.
import express, { type Request, type Response, type Router } from 'express'
import {
  PretixEvent,
  PretixEvents,
  PretixHookWish,
  PretixItems,
  PretixOrder,
  PretixOrders,
  PretixOrganisers,
  PretixWebhook,
} from '@podium/shared/pretix.ts'
import { itemsJson, orderJson, pretixEventJson, pretixStamp } from './pretix-json.ts'
import type { BoxOffice, FakeEvent, FakeOrder } from './shop.ts'
import type { HookPost } from './shop-hooks.ts'

const PAGE_SIZE = 50

export interface PretixParts {
  readonly office: BoxOffice
  readonly post: HookPost
  readonly token: string
  readonly organisationId: string
  readonly now: () => number
  /** Where this API answers, with a trailing slash. */
  readonly apiUrl: () => string
}

/** The body of a refusal. */
export function pretixProblem(status: number): { detail: string } {
  const known: Record<number, string> = {
    401: 'Invalid token.',
    403: 'You do not have permission to perform this action.',
    404: 'Not found.',
    429: 'Request was throttled.',
  }
  return { detail: known[status] ?? 'A server error occurred.' }
}

/** The API below `/api/v1/`. */
export function pretixApi({ office, post, token, organisationId, now, apiUrl }: PretixParts): Router {
  const router = express.Router({ strict: true })
  const refuse = (response: Response, status: number) => void response.status(status).json(pretixProblem(status))

  router.use((request, response, next) => {
    const [path = '', query] = request.originalUrl.split('?')
    if (!path.endsWith('/')) return response.redirect(301, `${path}/${query === undefined ? '' : `?${query}`}`)
    const authorization = request.get('Authorization')
    if (authorization === undefined) {
      return void response.status(401).json({ detail: 'Authentication credentials were not provided.' })
    }
    if (authorization !== `Token ${token}`) return refuse(response, 401)
    next()
  })
  router.use(express.json())
  router.use('/organizers/:organiser/', (request, response, next) => {
    if (request.params.organiser !== organisationId) return refuse(response, 404)
    next()
  })

  router.get('/organizers/', (request, response) => {
    const page = paged(request, response, [{ slug: organisationId, name: 'E-Akademie (Probe)' }])
    if (page !== null) response.json(PretixOrganisers.parse(page))
  })
  router.get('/organizers/:organiser/events/', (request, response) => {
    const isFuture = request.query['is_future'] === 'true'
    const events = office.events
      .filter(({ isForeign, endsAt }) => !isForeign && (!isFuture || endsAt > now()))
      .sort((a, b) => a.startsAt - b.startsAt)
      .map((event) => PretixEvent.parse(pretixEventJson(event)))
    const page = paged(request, response, events)
    if (page !== null) response.json(PretixEvents.parse(page))
  })
  router.get('/organizers/:organiser/events/:event/', (request, response) => {
    const event = eventIn(request, response)
    if (event !== null) response.json(PretixEvent.parse(pretixEventJson(event)))
  })
  router.get('/organizers/:organiser/events/:event/items/', (request, response) => {
    const event = eventIn(request, response)
    const page = event === null ? null : paged(request, response, itemsJson(event))
    if (page !== null) response.json(PretixItems.parse(page))
  })
  router.get('/organizers/:organiser/events/:event/orders/', (request, response) => {
    const event = eventIn(request, response)
    if (event === null) return
    const { modified_since: since } = request.query
    const from = since === undefined ? 0 : typeof since === 'string' ? Date.parse(since) : Number.NaN
    if (Number.isNaN(from)) return void response.status(400).json({ modified_since: ['Enter a valid date/time.'] })
    // Before the list is made: what happens meanwhile is in the next answer.
    const generatedAt = pretixStamp(now())
    const found = ordersOf(event)
      .filter(({ changedAt }) => changedAt >= from)
      .map((order) => PretixOrder.parse(orderJson(event, order, request.query['include_canceled_positions'] === 'true')))
    const page = paged(request, response, found)
    if (page !== null) response.set('X-Page-Generated', generatedAt).json(PretixOrders.parse(page))
  })
  router.get('/organizers/:organiser/events/:event/orders/:code/', (request, response) => {
    const event = eventIn(request, response)
    if (event === null) return
    const order = ordersOf(event).find(({ ref }) => ref === request.params.code)
    if (order === undefined) return refuse(response, 404)
    response.json(PretixOrder.parse(orderJson(event, order, request.query['include_canceled_positions'] === 'true')))
  })

  router.get('/organizers/:organiser/webhooks/', (request, response) => {
    const page = paged(request, response, post.hooks.map(webhookJson))
    if (page !== null) response.json(page)
  })
  router.post('/organizers/:organiser/webhooks/', (request, response) => {
    const wish = PretixHookWish.safeParse(request.body)
    if (!wish.success) return void response.status(400).json({ target_url: ['This field is required.'] })
    const { target_url: url, all_events: isForAll, limit_events: events, action_types: actions } = wish.data
    response.status(201).json(webhookJson(post.add({ url, actions, eventId: isForAll ? null : (events[0] ?? '') })))
  })
  router.delete('/organizers/:organiser/webhooks/:webhook/', (request, response) => {
    if (!post.remove(request.params.webhook)) return refuse(response, 404)
    response.status(204).end()
  })
  router.use((_request, response) => refuse(response, 404))

  function webhookJson({ id, url, actions, eventId }: HookPost['hooks'][number]): unknown {
    return PretixWebhook.parse({
      id: Number(id),
      enabled: true,
      target_url: url,
      all_events: eventId === null,
      limit_events: eventId === null ? [] : [eventId],
      action_types: actions,
    })
  }

  function ordersOf(event: FakeEvent): FakeOrder[] {
    return office.orders.filter(({ eventId }) => eventId === event.id)
  }

  /** The event named in the path; null after a refusal was sent. */
  function eventIn(request: Request, response: Response): FakeEvent | null {
    const event = office.events.find(({ id }) => id === request.params['event'])
    if (event !== undefined && !event.isForeign) return event
    refuse(response, event === undefined ? 404 : 403)
    return null
  }

  /** One page of a list, with the full addresses of its neighbours; null after a refusal was sent. */
  function paged<Item>(request: Request, response: Response, items: readonly Item[]) {
    const asked = request.query['page'] ?? '1'
    const number = typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : 0
    const pageCount = Math.max(1, Math.ceil(items.length / PAGE_SIZE))
    if (number < 1 || number > pageCount) {
      response.status(404).json({ detail: 'Invalid page.' })
      return null
    }
    const addressOf = (page: number) => {
      const address = new URL(request.originalUrl, apiUrl())
      address.searchParams.set('page', String(page))
      return address.href
    }
    return {
      count: items.length,
      next: number < pageCount ? addressOf(number + 1) : null,
      previous: number > 1 ? addressOf(number - 1) : null,
      results: items.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE),
    }
  }

  return router
}
