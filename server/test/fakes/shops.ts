// Two ticket shops on this machine, a fake Eventbrite and a fake pretix, for tests and for trying things out without accounts.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type NextFunction, type Request, type Response } from 'express'
import { control } from './control.ts'
import { controlPage } from './control-page.ts'
import { eventbriteApi, eventbriteProblem } from './eventbrite.ts'
import { eventbriteMessages, eventbriteTestMessage } from './eventbrite-hooks.ts'
import { pretixApi, pretixProblem } from './pretix.ts'
import { createPretixMessages, isSubscribed } from './pretix-hooks.ts'
import type { FakeShop, FakeShops, ShopRequest } from './handles.ts'
import { type BoxOffice, createBoxOffice, type FakeEvent } from './shop.ts'
import { createFaults } from './shop-faults.ts'
import { createHookPost, type HookPost } from './shop-hooks.ts'

export type { FakeShops } from './handles.ts'

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS
const EVENTBRITE = { token: 'FAKEEVENTBRITETOKEN1', organisationId: '900000000001' } as const
const PRETIX = { token: 'fakepretixteamtoken0123456789abc', organisationId: 'e-akademie' } as const

export interface FakeShopOptions {
  /** 0 for any free one. */
  readonly port?: number
  /** The shops' clock; the machine's when left out. */
  readonly now?: () => number
  /** When the event on sale starts; a week from now, in the morning, when left out. */
  readonly startsAt?: number
  readonly eventName?: string
  /** How many orders and tickets earlier runs may have made: their ids are not given again. */
  readonly idsBefore?: number
}

/** Starts both shops on 127.0.0.1 with one event on sale each; resolves when they answer. */
export async function startFakeShops(options: FakeShopOptions = {}): Promise<FakeShops> {
  const now = options.now ?? Date.now
  const idsBefore = options.idsBefore ?? 0
  const startsAt = options.startsAt ?? Math.floor(now() / DAY_MS) * DAY_MS + 7 * DAY_MS + 9 * HOUR_MS
  const about = { name: options.eventName ?? 'Vergaberecht kompakt', startsAt, endsAt: startsAt + 2 * HOUR_MS }

  let url = ''
  const eventbriteUrl = () => `${url}/v3/`
  const pretixUrl = () => `${url}/api/v1/`

  const eventbritePost = createHookPost((hook, action) => action === 'test' || hook.actions.includes(action))
  const eventbriteOffice = createBoxOffice({
    now,
    newId: counting({
      event: 70_000_000_000,
      ticketClass: 260_000_000,
      order: 1_000_000_000 + idsBefore,
      ticket: 1_300_000_000 + idsBefore,
    }),
    tell: (happening) => eventbritePost.send(eventbriteMessages(happening)),
  })
  const pretixPost = createHookPost((hook, action) => isSubscribed(hook.actions, action))
  const pretixMessages = createPretixMessages(PRETIX.organisationId)
  const pretixOffice = createBoxOffice({
    now,
    newId: pretixIds(idsBefore),
    tell: (happening) => pretixPost.send(pretixMessages(happening)),
  })
  let isEverybody = true
  const eventbrite = shop(eventbriteOffice, eventbritePost, eventbriteProblem)
  const pretix = shop(pretixOffice, pretixPost, pretixProblem)

  const app = express()
  app.disable('x-powered-by').disable('etag')
  app.use(
    '/v3',
    recorder(eventbrite.requests),
    eventbrite.faults.inject,
    eventbriteApi({
      office: eventbriteOffice,
      post: eventbritePost,
      ...EVENTBRITE,
      apiUrl: eventbriteUrl,
      listsEverybody: () => isEverybody,
    }),
  )
  app.use(
    '/api/v1',
    recorder(pretix.requests),
    pretix.faults.inject,
    pretixApi({ office: pretixOffice, post: pretixPost, ...PRETIX, now, apiUrl: pretixUrl }),
  )
  app.use('/__fake', control({ eventbrite, pretix }))

  const server = createServer(app)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const shops: FakeShops = {
    url,
    eventbrite: {
      ...connectable(eventbrite, about),
      ...EVENTBRITE,
      apiUrl: eventbriteUrl(),
      listsEverybody: (value) => {
        isEverybody = value
      },
    },
    pretix: { ...connectable(pretix, about), ...PRETIX, apiUrl: pretixUrl(), address: url },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  app.get('/', controlPage(shops))
  return shops

  function shop(office: BoxOffice, post: HookPost, problem: (status: number) => unknown): FakeShop {
    const sendTest = () => post.send([eventbriteTestMessage(office.eventOf(undefined).id)])
    return { office, post, faults: createFaults(problem), requests: [], sendTest }
  }
}

/** Opens the sale of one event, and of a second one that belongs to somebody else. */
function connectable(shop: FakeShop, about: Omit<Parameters<BoxOffice['addEvent']>[0], 'isForeign'>) {
  const event: FakeEvent = shop.office.addEvent({ ...about, ticketClasses: ['Online-Seminar', 'Unterlagen als Buch'] })
  const foreign = shop.office.addEvent({ ...about, name: 'Fremdes Seminar', isForeign: true })
  return { ...shop, eventId: event.id, foreignEventId: foreign.id }
}

function recorder(requests: ShopRequest[]) {
  return (request: Request, _response: Response, next: NextFunction) => {
    requests.push({ method: request.method, url: request.originalUrl, authorization: request.get('Authorization') ?? null })
    next()
  }
}

function counting(last: Record<'event' | 'ticketClass' | 'order' | 'ticket', number>) {
  return (kind: keyof typeof last) => {
    last[kind] += 1
    return String(last[kind])
  }
}

/** Short names for events, five characters for orders, numbers for products and positions. */
function pretixIds(idsBefore: number) {
  const next = counting({ event: 0, ticketClass: 300, order: idsBefore, ticket: 40_000 + idsBefore })
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ3789'
  return (kind: 'event' | 'ticketClass' | 'order' | 'ticket') => {
    const id = next(kind)
    if (kind === 'event') return `seminar-${id}`
    if (kind !== 'order') return id
    let rest = Number(id) * 1_000_003
    return Array.from({ length: 5 }, () => {
      const letter = letters[rest % letters.length] ?? ''
      rest = Math.floor(rest / letters.length)
      return letter
    }).join('')
  }
}
