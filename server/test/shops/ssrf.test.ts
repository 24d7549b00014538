// T-SSRF-1 (WH-02): whatever a message, a page or a redirect names, nobody but the shop is ever connected to.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listSeats } from '@podium/shared/seats.ts'
import { signIn } from '@podium/shared/staff.ts'
import { connectShop, listHooks, readShopConnection } from '@podium/shared/tickets.ts'
import { HOOK_USER_AGENT } from '../fakes/eventbrite-hooks.ts'
import { type FakeShops, startFakeShops } from '../fakes/shops.ts'
import { type Podium, startPodium } from '../harness.ts'
import { took } from '../media/media-folder.ts'
import { Browser } from '../people.ts'
import { open, person, problemOf } from './opened.ts'
import { hostileAddresses, setTrap, type Trap } from './trap.ts'

const NAMED = 'www.eventbriteapi.com'
const HOSTILE = hostileAddresses(NAMED, 1, '/v3/orders/1000000001/').length

let trap: Trap
let shops: FakeShops

beforeAll(async () => {
  trap = await setTrap()
  shops = await startFakeShops()
})
afterAll(async () => {
  await shops.close()
  await trap.close()
})

it('R28 The trap works: a careless reader would be counted', async () => {
  const other = await setTrap()
  const [careless = ''] = hostileAddresses(NAMED, other.port, '/v3/orders/1/')
  await fetch(careless).then((response) => response.text())
  expect(other.connections()).toBe(1)
  await other.close()
  expect(HOSTILE).toBeGreaterThanOrEqual(30)
})

describe('messages', () => {
  let podium: Podium
  let office: Browser

  beforeAll(async () => {
    podium = await startPodium({ environment: { EVENTBRITE_API_URL: shops.eventbrite.apiUrl } })
    office = new Browser(podium.url)
    await office.call(signIn, podium.organiser)
  }, 120_000)
  afterAll(() => podium.stop())

  async function connect(kind: 'eventbrite' | 'pretix'): Promise<string> {
    const { token, organisationId, eventId } = shops[kind]
    const { seminarId } = podium
    const address = kind === 'pretix' ? shops.pretix.address : null
    await office.call(connectShop, { seminarId, kind, address, token, organisationId, eventId, ticketClassIds: null })
    const { connection } = await office.call(readShopConnection, { seminarId })
    if (connection === null) throw new Error('the shop is not connected')
    return connection.hookUrl
  }

  async function knock(hookUrl: string, headers: Record<string, string>, bodies: readonly string[]): Promise<void> {
    for (const body of bodies) {
      const response = await fetch(hookUrl, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body })
      expect(response.status).toBe(200)
    }
  }

  /** A booking nobody was told of comes in with the next pass, so one has happened. */
  async function passHappens(kind: 'eventbrite' | 'pretix', name: string): Promise<void> {
    await shops[kind].office.book({ buyer: person(name) })
    await took(15_000, async () => {
      const { seats } = await office.call(listSeats, { seminarId: podium.seminarId })
      return seats.some(({ holderName }) => holderName.startsWith(name))
    })
  }

  it('R28 T-SSRF-1 Eventbrite: hostile addresses are answered with 200, kept as ignored, and connect nowhere', async () => {
    const hookUrl = await connect('eventbrite')
    shops.eventbrite.requests.length = 0
    const addresses = ['/v3/orders/1000000001/', '/v3/events/70000000001/'].flatMap((path) => hostileAddresses(NAMED, trap.port, path))
    const bodies = addresses.map((address) =>
      JSON.stringify({ config: { action: 'order.placed', user_id: '1', endpoint_url: address, webhook_id: '1' }, api_url: address }),
    )
    await knock(hookUrl, { 'User-Agent': HOOK_USER_AGENT, 'X-Eventbrite-Event': 'order.placed', 'X-Eventbrite-Delivery': '1' }, bodies)
    const { hooks } = await office.call(listHooks, { seminarId: podium.seminarId })
    expect(hooks).toHaveLength(bodies.length)
    expect(new Set(hooks.map(({ outcome }) => outcome))).toEqual(new Set(['ignored']))

    await passHappens('eventbrite', 'Petra')
    expect(trap.connections()).toBe(0)
    for (const { url, authorization } of shops.eventbrite.requests) {
      expect(url).toMatch(/^\/v3\/events\/70000000001\/(attendees\/)?(\?[\w=&%.:-]*)?$/)
      expect(authorization).toBe(`Bearer ${shops.eventbrite.token}`)
    }
  })

  it('R28 T-SSRF-1 pretix: whatever else stands in a message connects nowhere', async () => {
    const hookUrl = await connect('pretix')
    shops.pretix.requests.length = 0
    const bodies = hostileAddresses(new URL(shops.pretix.address).host, trap.port, '/api/v1/organizers/').flatMap((address) => [
      JSON.stringify({ notification_id: 1, organizer: address, event: address, code: address, action: 'pretix.event.order.paid' }),
      JSON.stringify({
        notification_id: 1,
        organizer: 'e-akademie',
        event: 'seminar-1',
        code: address,
        url: address,
        next: address,
        action: address,
      }),
    ])
    await knock(hookUrl, { 'User-Agent': 'pretix-webhook' }, bodies)
    await passHappens('pretix', 'Olena')
    expect(trap.connections()).toBe(0)
    for (const { url, authorization } of shops.pretix.requests) {
      expect(url).toMatch(/^\/api\/v1\/organizers\/e-akademie\/events\/seminar-1\/(items\/|orders\/)?(\?[\w=&%.:+-]*)?$/)
      expect(authorization).toBe(`Token ${shops.pretix.token}`)
    }
  }, 60_000)
})

describe('answers', () => {
  it('R28 A next page of pretix on any other address is refused, and the list with it', async () => {
    const shop = open(shops, 'pretix')
    const { organisationId, eventId, address } = shops.pretix
    const path = `/api/v1/organizers/${organisationId}/events/${eventId}/orders/`
    const { host } = new URL(address)
    const addresses = [
      // The genuine one is the only harmless one of them.
      ...hostileAddresses(host, trap.port, path).filter((one) => one !== `http://${host}${path}`),
      `http://${host}/api/v1/organizers/`,
      `http://${host}/api/v1/organizers/other/events/${eventId}/orders/?page=2`,
      `http://${host}${path}../items/?page=2`,
      `https://${host}${path}?page=2`,
      `http://name@${host}${path}?page=2`,
      `${path}?page=2`,
      '?page=2',
      '',
    ]
    for (const next of addresses) {
      shops.pretix.faults.plan({ path: '/orders/', fault: { kind: 'next', next } })
      expect({ next, ...(await problemOf(shop.readTickets(organisationId, eventId, null))) }).toMatchObject({ next, problem: 'unreadable' })
    }
    expect(trap.connections()).toBe(0)
  })

  it.each(['eventbrite', 'pretix'] as const)('R28 A redirect of %s is not followed', async (kind) => {
    const shop = open(shops, kind)
    const { organisationId, eventId } = shops[kind]
    for (const location of [...hostileAddresses(NAMED, trap.port, '/'), shops[kind].apiUrl, '/v3/users/me/', '..']) {
      shops[kind].faults.plan({ fault: { kind: 'redirect', location } })
      const before = shops[kind].requests.length
      expect(await problemOf(shop.readTickets(organisationId, eventId, null))).toMatchObject({ problem: 'unreachable' })
      expect(shops[kind].requests).toHaveLength(before + 1)
    }
    expect(trap.connections()).toBe(0)
  })
})
