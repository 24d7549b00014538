// How a person or a test plays the shop: bookings, refunds, renames, faults and lost messages, over HTTP below `/__fake/`.
import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import type { FakeShop } from './handles.ts'
import { Fault } from './shop-faults.ts'

const HOUR_MS = 60 * 60_000
const Which = z.enum(['eventbrite', 'pretix']).default('eventbrite')
const Person = z.object({
  firstName: z.string().default(''),
  lastName: z.string().default(''),
  // Forms cannot leave a field out.
  email: z
    .string()
    .nullable()
    .default(null)
    .transform((email) => (email === '' ? null : email)),
})
const Moment = z.union([z.coerce.number().int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))])

const Order = z.object({
  shop: Which,
  eventId: z.string().optional(),
  buyer: Person.optional(),
  seats: z.coerce.number().int().min(1).max(2_000).optional(),
  holders: z.array(Person).max(2_000).optional(),
  ticketClassId: z.string().optional(),
  word: z.string().optional(),
})
const Taken = z.object({ shop: Which, orderRef: z.string(), ticketId: z.string().optional() })
const Named = Person.partial().extend({ shop: Which, ticketId: z.string() })
const Word = z.object({ shop: Which, ticketId: z.string(), word: z.string().nullable().default(null) })
const Move = z.object({ shop: Which, eventId: z.string().optional(), startsAt: Moment.optional(), endsAt: Moment.optional() })
const NewEvent = z.object({
  shop: Which,
  name: z.string().default('Noch ein Seminar'),
  startsAt: Moment,
  endsAt: Moment.optional(),
  ticketClasses: z.array(z.string()).min(1).optional(),
})
const Faults = Fault.extend({ shop: Which })
const Hold = z.object({ shop: Which, isHeld: z.coerce.boolean() })
const Replay = z.object({ shop: Which, mode: z.enum(['drop', 'dup', 'reorder', 'late']), seed: z.coerce.number().int().default(1) })

/** The control endpoints. Each answers what it changed, after every message about it was delivered. */
export function control(shops: Record<z.output<typeof Which>, FakeShop>): Router {
  const router = express.Router()
  router.use(express.json({ limit: '4mb' }), express.urlencoded({ extended: false }))

  router.post('/orders', async (request, response) => {
    const { shop, buyer, ...booking } = Order.parse(request.body)
    const { office } = shops[shop]
    const count = office.orders.length
    const order = await office.book({ ...booking, buyer: buyer ?? buyerFor(count) })
    reply(request, response, order)
  })
  router.post('/refund', async (request, response) => {
    const { shop, orderRef, ticketId } = Taken.parse(request.body)
    reply(request, response, await shops[shop].office.refund(orderRef, ticketId))
  })
  router.post('/cancel', async (request, response) => {
    const { shop, orderRef, ticketId } = Taken.parse(request.body)
    reply(request, response, await shops[shop].office.cancel(orderRef, ticketId))
  })
  router.post('/rebook', async (request, response) => {
    const { shop, orderRef, ticketId } = Taken.parse(request.body)
    reply(request, response, await shops[shop].office.rebook(orderRef, ticketId))
  })
  router.post('/rename', async (request, response) => {
    const { shop, ticketId, ...person } = Named.parse(request.body)
    const { office } = shops[shop]
    const { holder } = office.ticketOf(ticketId).ticket
    reply(
      request,
      response,
      await office.rename(ticketId, person.firstName === undefined ? buyerFor(7) : { ...holder, ...defined(person) }),
    )
  })
  router.post('/transfer', async (request, response) => {
    const { shop, ticketId, ...person } = Named.parse(request.body)
    reply(request, response, await shops[shop].office.transfer(ticketId, { ...buyerFor(11), ...defined(person) }))
  })
  router.post('/word', async (request, response) => {
    const { shop, ticketId, word } = Word.parse(request.body)
    reply(request, response, await shops[shop].office.setWord(ticketId, word))
  })
  router.post('/events', (request, response) => {
    const { shop, endsAt, ticketClasses, ...event } = NewEvent.parse(request.body)
    const about = { ...event, endsAt: endsAt ?? event.startsAt + 2 * HOUR_MS, ...(ticketClasses === undefined ? {} : { ticketClasses }) }
    reply(request, response, shops[shop].office.addEvent(about))
  })
  router.post('/move-event', async (request, response) => {
    const { shop, eventId, startsAt, endsAt } = Move.parse(request.body)
    const { office } = shops[shop]
    const event = office.eventOf(eventId)
    const newStart = startsAt ?? event.startsAt + 24 * HOUR_MS
    reply(request, response, await office.moveEvent(event.id, newStart, endsAt ?? newStart + event.endsAt - event.startsAt))
  })
  router.post('/faults', (request, response) => {
    const { shop, ...fault } = Faults.parse(request.body)
    if (fault.times === 0) shops[shop].faults.clear()
    else shops[shop].faults.plan(fault)
    reply(request, response, {})
  })
  router.post('/hooks/hold', (request, response) => {
    const { shop, isHeld } = Hold.parse(request.body)
    shops[shop].post.hold(isHeld)
    reply(request, response, {})
  })
  router.post('/hooks/test', async (request, response) => {
    const { shop } = z.object({ shop: Which }).parse(request.body)
    await shops[shop].sendTest()
    reply(request, response, {})
  })
  router.post('/hooks/replay', async (request, response) => {
    const { shop, mode, seed } = Replay.parse({ ...(request.body as object | undefined), ...request.query })
    reply(request, response, { sent: await shops[shop].post.replay(mode, seed) })
  })
  router.get('/state', (_request, response) => {
    response.json(
      Object.fromEntries(
        Object.entries(shops).map(([name, { office, post, requests }]) => [
          name,
          { events: office.events, orders: office.orders, hooks: post.hooks, deliveries: post.deliveries, requests: requests.length },
        ]),
      ),
    )
  })
  router.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    response.status(400).json({ error: error instanceof Error ? error.message : 'unknown' })
  })
  return router
}

/** A form gets its page back, everybody else what was changed. */
function reply(request: Request, response: Response, changed: unknown): void {
  if (request.is('application/x-www-form-urlencoded') !== false) response.redirect(303, request.get('Referer') ?? '/')
  else response.json(changed)
}

function defined(person: { firstName?: string | undefined; lastName?: string | undefined; email?: string | null | undefined }) {
  return {
    ...(person.firstName === undefined ? {} : { firstName: person.firstName }),
    ...(person.lastName === undefined ? {} : { lastName: person.lastName }),
    ...(person.email === undefined ? {} : { email: person.email }),
  }
}

const FIRST_NAMES = ['Petra', 'Thomas', 'Ayşe', 'Jürgen', 'Zoë', 'Karl-Heinz', 'Marta', 'Björn', 'Noémie', 'Dieter', 'Olena', 'Ruth']
const LAST_NAMES = [
  'Beispiel',
  'Muster',
  'Großmann',
  'von der Au',
  'Öztürk',
  'Łukaszewicz',
  'O’Neill',
  'Schäfer-Weiß',
  'Brandt',
  'Kühn',
  'Nguyễn',
]

/** Somebody to book for whoever does not say who. */
function buyerFor(count: number) {
  const [firstName, lastName] = [FIRST_NAMES[count % FIRST_NAMES.length] ?? '', LAST_NAMES[count % LAST_NAMES.length] ?? '']
  return { firstName, lastName, email: `person-${count + 1}@amt.example` }
}
