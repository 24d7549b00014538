// A stand-in for Eventbrite's API v3 (ticketing.md §2, §8), over real HTTP, answering in the shapes its client parses.
import express, { type Request, type Response, type Router } from 'express'
import {
  EventbriteAttendee,
  EventbriteAttendees,
  EventbriteEvent,
  EventbriteEvents,
  EventbriteHookWish,
  EventbriteOrder,
  EventbriteOrders,
  EventbriteOrganisations,
  EventbriteProblem,
  EventbriteUser,
  EventbriteWebhook,
} from '@podium/shared/eventbrite.ts'
import { attendeeJson, eventJson, isAttending, orderJson, ticketClassJson } from './eventbrite-json.ts'
import type { BoxOffice, FakeEvent, FakeOrder } from './shop.ts'
import type { HookPost } from './shop-hooks.ts'

const PAGE_SIZE = 50
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

export interface EventbriteParts {
  readonly office: BoxOffice
  readonly post: HookPost
  readonly token: string
  readonly organisationId: string
  /** Where this API answers, with a trailing slash. */
  readonly apiUrl: () => string
  /** Whether a list of attendees without `status` holds those who do not attend; sources disagree. */
  readonly listsEverybody: () => boolean
}

/** The body of a refusal. */
export function eventbriteProblem(status: number, error = errorOf(status), description = 'The fake shop refuses.'): EventbriteProblem {
  return EventbriteProblem.parse({ status_code: status, error, error_description: description })
}

function errorOf(status: number): string {
  const known: Record<number, string> = {
    400: 'ARGUMENTS_ERROR',
    401: 'NO_AUTH',
    403: 'NOT_AUTHORIZED',
    404: 'NOT_FOUND',
    405: 'METHOD_NOT_ALLOWED',
    429: 'HIT_RATE_LIMIT',
  }
  return known[status] ?? 'INTERNAL_ERROR'
}

/** The API below `/v3/`. */
export function eventbriteApi({ office, post, token, organisationId, apiUrl, listsEverybody }: EventbriteParts): Router {
  const router = express.Router({ strict: true })
  const refuse = (response: Response, status: number, error?: string) => void response.status(status).json(eventbriteProblem(status, error))

  router.use((request, response, next) => {
    const [path = '', query] = request.originalUrl.split('?')
    if (!path.endsWith('/')) return response.redirect(301, `${path}/${query === undefined ? '' : `?${query}`}`)
    const authorization = request.get('Authorization')
    if (authorization === undefined) return refuse(response, 401, 'NO_AUTH')
    if (authorization !== `Bearer ${token}`)
      return refuse(response, 400, authorization.startsWith('Bearer ') ? 'INVALID_AUTH' : 'INVALID_AUTH_HEADER')
    next()
  })
  router.use(express.json())

  router.get('/users/me/', (_request, response) => {
    response.json(
      EventbriteUser.parse({
        id: '123456789012',
        name: 'E-Akademie (Probe)',
        first_name: 'E-Akademie',
        last_name: '(Probe)',
        emails: [{ email: 'seminare@akademie.example', verified: true, primary: true }],
      }),
    )
  })
  router.get('/users/me/organizations/', (request, response) => {
    const page = paged(request, response, [{ id: organisationId, name: 'E-Akademie (Probe)' }])
    if (page !== null) response.json(EventbriteOrganisations.parse({ pagination: page.pagination, organizations: page.items }))
  })
  router.get('/organizations/:organisation/events/', (request, response) => {
    if (request.params.organisation !== organisationId) return refuse(response, 403)
    const wanted = typeof request.query['status'] === 'string' ? request.query['status'].split(',') : null
    const events = office.events
      .filter(({ isForeign }) => !isForeign)
      .map((event) => EventbriteEvent.parse(withTicketClasses(request, event)))
      .filter(({ status }) => wanted === null || wanted.includes(status))
      .sort((a, b) => a.start.utc.localeCompare(b.start.utc))
    const page = paged(request, response, events)
    if (page !== null) response.json(EventbriteEvents.parse({ pagination: page.pagination, events: page.items }))
  })

  router.get('/events/:event/', (request, response) => {
    const event = eventIn(request, response)
    if (event !== null) response.json(EventbriteEvent.parse(withTicketClasses(request, event)))
  })
  router.get('/events/:event/ticket_classes/', (request, response) => {
    const event = eventIn(request, response)
    const page = event === null ? null : paged(request, response, ticketClassJson(event, ordersOf(event)))
    if (page !== null) response.json({ pagination: page.pagination, ticket_classes: page.items })
  })
  for (const name of ['questions', 'canned_questions']) {
    router.get(`/events/:event/${name}/`, (request, response) => {
      const page = eventIn(request, response) === null ? null : paged(request, response, [])
      if (page !== null) response.json({ pagination: page.pagination, questions: page.items })
    })
  }
  router.get('/events/:event/attendees/', (request, response) => {
    const event = eventIn(request, response)
    const since = event === null ? null : sinceIn(request, response)
    if (event === null || since === null) return
    const { status } = request.query
    const isWanted = (attending: boolean) =>
      status === 'attending' ? attending : status === 'not_attending' ? !attending : status === undefined && (attending || listsEverybody())
    const found = ordersOf(event)
      .flatMap((order) => order.tickets.map((ticket) => ({ order, ticket })))
      .filter(({ ticket }) => isWanted(isAttending(ticket)) && Math.floor(ticket.changedAt / 1_000) * 1_000 >= since)
      .map(({ order, ticket }) => {
        const attendee = attendeeJson(apiUrl(), event, order, ticket)
        return EventbriteAttendee.parse(expands(request, 'order') ? { ...attendee, order: orderJson(apiUrl(), order) } : attendee)
      })
    const page = paged(request, response, found)
    if (page !== null) response.json(EventbriteAttendees.parse({ pagination: page.pagination, attendees: page.items }))
  })
  router.get('/events/:event/attendees/:attendee/', (request, response) => {
    const event = eventIn(request, response)
    if (event === null) return
    for (const order of ordersOf(event)) {
      const ticket = order.tickets.find(({ id }) => id === request.params.attendee)
      if (ticket !== undefined) return void response.json(EventbriteAttendee.parse(attendeeJson(apiUrl(), event, order, ticket)))
    }
    refuse(response, 404)
  })
  router.get('/events/:event/orders/', (request, response) => {
    const event = eventIn(request, response)
    const since = event === null ? null : sinceIn(request, response)
    if (event === null || since === null) return
    const found = ordersOf(event).filter(({ changedAt }) => Math.floor(changedAt / 1_000) * 1_000 >= since)
    const page = paged(
      request,
      response,
      found.map((order) => fullOrder(request, event, order)),
    )
    if (page !== null) response.json(EventbriteOrders.parse({ pagination: page.pagination, orders: page.items }))
  })
  router.get('/orders/:order/', (request, response) => {
    const order = office.orders.find(({ ref }) => ref === request.params.order)
    if (order === undefined) return refuse(response, 404)
    const event = office.eventOf(order.eventId)
    if (event.isForeign) return refuse(response, 403)
    response.json(fullOrder(request, event, order))
  })

  router.get('/organizations/:organisation/webhooks/', (request, response) => {
    if (request.params.organisation !== organisationId) return refuse(response, 403)
    const page = paged(request, response, post.hooks.map(webhookJson))
    if (page !== null) response.json({ pagination: page.pagination, webhooks: page.items })
  })
  router.post('/organizations/:organisation/webhooks/', (request, response) => {
    if (request.params.organisation !== organisationId) return refuse(response, 403)
    const wish = EventbriteHookWish.safeParse(request.body)
    if (!wish.success) return refuse(response, 400)
    const { endpoint_url: url, actions, event_id: eventId } = wish.data
    response.json(webhookJson(post.add({ url, actions: actions.split(','), eventId: eventId ?? null })))
  })
  router.delete('/webhooks/:webhook/', (request, response) => {
    if (!post.remove(request.params.webhook)) return refuse(response, 404)
    response.json({ success: true })
  })
  // The old place of webhooks is closed.
  router.all('/webhooks/', (_request, response) => refuse(response, 403))
  router.use((_request, response) => refuse(response, 404))

  function webhookJson({ id, url, actions, eventId }: HookPost['hooks'][number]): unknown {
    return EventbriteWebhook.parse({
      id,
      endpoint_url: url,
      actions: actions.join(','),
      event_id: eventId,
      resource_uri: `${apiUrl()}webhooks/${id}/`,
    })
  }

  function ordersOf(event: FakeEvent): FakeOrder[] {
    return office.orders.filter(({ eventId }) => eventId === event.id)
  }

  function withTicketClasses(request: Request, event: FakeEvent) {
    const json = eventJson(apiUrl(), organisationId, event)
    return expands(request, 'ticket_classes') ? { ...json, ticket_classes: ticketClassJson(event, ordersOf(event)) } : json
  }

  function fullOrder(request: Request, event: FakeEvent, order: FakeOrder): EventbriteOrder {
    return EventbriteOrder.parse({
      ...orderJson(apiUrl(), order),
      ...(expands(request, 'attendees') ? { attendees: order.tickets.map((ticket) => attendeeJson(apiUrl(), event, order, ticket)) } : {}),
      ...(expands(request, 'event') ? { event: eventJson(apiUrl(), organisationId, event) } : {}),
    })
  }

  /** The event named in the path; null after a refusal was sent. */
  function eventIn(request: Request, response: Response): FakeEvent | null {
    const event = office.events.find(({ id }) => id === request.params['event'])
    if (event !== undefined && !event.isForeign) return event
    refuse(response, event === undefined ? 404 : 403)
    return null
  }

  /** From when on changes are wanted; null after a refusal was sent. */
  function sinceIn(request: Request, response: Response): number | null {
    const { changed_since: since } = request.query
    if (since === undefined) return 0
    if (typeof since === 'string' && MOMENT.test(since)) return Date.parse(since)
    refuse(response, 400)
    return null
  }

  return router
}

function expands(request: Request, name: string): boolean {
  const { expand } = request.query
  return typeof expand === 'string' && expand.split(',').some((one) => one === name || one.startsWith(`${name}.`))
}

/** One page of a list, by opaque continuation or by number; null after a refusal was sent. */
function paged<Item>(request: Request, response: Response, items: readonly Item[]) {
  const { continuation, page } = request.query
  let number = 1
  if (typeof continuation === 'string') number = pageOf(continuation) ?? 0
  else if (typeof page === 'string') number = /^\d{1,6}$/.test(page) ? Number(page) : 0
  const pageCount = Math.ceil(items.length / PAGE_SIZE)
  if (number < 1 || number > Math.max(1, pageCount)) {
    response.status(400).json(eventbriteProblem(400, continuation === undefined ? 'BAD_PAGE' : 'BAD_CONTINUATION_TOKEN'))
    return null
  }
  const hasMore = number < pageCount
  return {
    items: items.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE),
    pagination: {
      object_count: items.length,
      page_number: number,
      page_size: PAGE_SIZE,
      page_count: pageCount,
      has_more_items: hasMore,
      // Absent where nothing follows.
      ...(hasMore ? { continuation: continuationOf(number + 1) } : {}),
    },
  }
}

const KEY = 'fake+eventbrite/='

function continuationOf(page: number): string {
  return Buffer.from(`${KEY}${JSON.stringify({ page })}`).toString('base64')
}

function pageOf(continuation: string): number | null {
  const text = Buffer.from(continuation, 'base64').toString('utf8')
  const found = text.startsWith(KEY) ? /^\{"page":(\d+)\}$/.exec(text.slice(KEY.length)) : null
  return found === null ? null : Number(found[1])
}
