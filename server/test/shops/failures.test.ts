// What both clients make of a shop that does not answer as agreed: one word for each failure, never a shorter list.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createShops } from '../../src/adapters/tickets/shops.ts'
import { systemClock } from '../../src/adapters/clock.ts'
import { type FakeShops, startFakeShops } from '../fakes/shops.ts'
import { freePorts } from '../ports.ts'
import { open, person, problemOf } from './opened.ts'

const KINDS = ['eventbrite', 'pretix'] as const
const SECOND_PAGE = { eventbrite: 'continuation=', pretix: 'page=2' }
const LIST = { eventbrite: '/attendees/', pretix: '/orders/' }

let shops: FakeShops

beforeEach(async () => {
  shops = await startFakeShops()
  for (let index = 0; index < 120; index += 1) {
    const buyer = person(`Person${index}`)
    await Promise.all(KINDS.map((kind) => shops[kind].office.book({ buyer })))
  }
})
afterEach(() => shops.close())

function read(kind: 'eventbrite' | 'pretix', about: Parameters<typeof open>[2] = {}) {
  return open(shops, kind, about).readTickets(shops[kind].organisationId, shops[kind].eventId, null)
}

describe.each(KINDS)('%s', (kind) => {
  const plan = (fault: Parameters<FakeShops['pretix']['faults']['plan']>[0]['fault'], path: string = LIST[kind]) =>
    shops[kind].faults.plan({ path, fault })

  it.each([
    [401, 'unauthorised'],
    [403, 'not_found'],
    [404, 'not_found'],
    [410, 'not_found'],
    [400, 'unreadable'],
    [409, 'unreadable'],
    [418, 'unreadable'],
    [500, 'unreachable'],
    [502, 'unreachable'],
    [503, 'unreachable'],
    [599, 'unreachable'],
  ])('R27 Status %i is %s', async (status, problem) => {
    plan({ kind: 'status', status })
    expect(await problemOf(read(kind))).toEqual({ problem, retryAfterMs: null })
  })

  it.each([
    ['120', 120_000],
    ['0', 0],
    [new Date(Date.now() - 60_000).toUTCString(), 0],
    ['soon', null],
    ['', null],
    ['99999999999999999999', null],
    ['-5', null],
    [null, null],
  ])('R27 Too many requests: Retry-After %j', async (retryAfter, expected) => {
    plan({ kind: 'status', status: 429, retryAfter })
    const { problem, retryAfterMs } = await problemOf(read(kind))
    expect({ problem, retryAfterMs }).toEqual({ problem: 'busy', retryAfterMs: expected })
  })

  it('R27 Too many requests: a date is a while from now', async () => {
    plan({ kind: 'status', status: 429, retryAfter: new Date(Date.now() + 300_000).toUTCString() })
    const { retryAfterMs } = await problemOf(read(kind))
    expect(retryAfterMs).toBeGreaterThan(290_000)
    expect(retryAfterMs).toBeLessThanOrEqual(300_000)
  })

  it.each([
    ['half a page', { kind: 'truncate' }, 'unreadable'],
    ['a broken line', { kind: 'cut' }, 'unreachable'],
    ['a page of HTML', { kind: 'html' }, 'unreadable'],
    ['another shape', { kind: 'other_shape' }, 'unreadable'],
    ['more than anybody should send', { kind: 'huge' }, 'unreadable'],
    ['a server error', { kind: 'status', status: 500 }, 'unreachable'],
    ['too many requests', { kind: 'status', status: 429, retryAfter: '7' }, 'busy'],
    ['a field left out', { kind: 'without', field: kind === 'eventbrite' ? 'refunded' : 'last_modified' }, 'unreadable'],
  ] as const)('R25 R27 On the first page and on the second: %s', async (_name, fault, problem) => {
    for (const path of [LIST[kind], SECOND_PAGE[kind]]) {
      plan(fault, path)
      expect(await problemOf(read(kind))).toMatchObject({ problem })
    }
    expect((await read(kind)).tickets).toHaveLength(120)
  })

  it('R25 A list whose last pages got lost is refused', async () => {
    plan({ kind: 'lost_pages' })
    expect(await problemOf(read(kind))).toMatchObject({ problem: 'unreadable' })
    plan({ kind: 'lost_pages' }, SECOND_PAGE[kind])
    expect(await problemOf(read(kind))).toMatchObject({ problem: 'unreadable' })
  })

  it('R8 R25 A list that is empty by mistake is a list of nothing', async () => {
    shops[kind].faults.plan({ times: 2, path: LIST[kind], fault: { kind: 'empty' } })
    expect((await read(kind)).tickets).toEqual([])
  })

  it('R27 Whoever hangs, or begins to answer and never ends, is given ten seconds', async () => {
    plan({ kind: 'hang' })
    plan({ kind: 'stall' })
    const startedAt = performance.now()
    const problems = await Promise.all([problemOf(read(kind)), problemOf(read(kind))])
    expect(problems).toEqual(Array.from({ length: 2 }, () => ({ problem: 'unreachable', retryAfterMs: null })))
    expect(performance.now() - startedAt).toBeGreaterThan(9_500)
    expect(performance.now() - startedAt).toBeLessThan(13_000)
  })

  it('R27 Nobody there, no such host, and a server that speaks something else are unreachable', async () => {
    const apiUrl = `http://127.0.0.1:${await freePorts(1)}/v3/`
    expect(await problemOf(read(kind, { apiUrl }))).toMatchObject({ problem: 'unreachable' })
    expect(await problemOf(read(kind, { apiUrl: 'http://nothing.invalid/v3/' }))).toMatchObject({ problem: 'unreachable' })
    expect(await problemOf(read(kind, { apiUrl: shops.url.replace('http:', 'https:') + '/v3/' }))).toMatchObject({ problem: 'unreachable' })
  })

  it('R25 A list that never ends is left: the same page again, or ever new ones', async () => {
    for (const isNew of [false, true]) {
      const endless = await startEndless(isNew)
      expect(await problemOf(read(kind, { apiUrl: endless.apiUrl }))).toMatchObject({ problem: 'unreadable' })
      expect(endless.requests()).toBeLessThan(isNew ? 1_010 : 10)
      endless.close()
    }
  })

  it('R32 A token makes 800 requests an hour at most; then the shop is not asked any more', async () => {
    const openShop = createShops(shops.eventbrite.apiUrl, systemClock)
    const { token, organisationId, eventId } = shops[kind]
    const shop = openShop(kind, kind === 'pretix' ? shops.pretix.address : null, token)
    const ask = () => problemOf(shop.registerHook(organisationId, eventId, 'https://podium.example/'))
    for (let asked = 0; asked < 800; asked += 1) expect((await ask()).problem).toBe('answered')
    shops[kind].requests.length = 0
    const { problem, retryAfterMs } = await ask()
    expect(problem).toBe('busy')
    expect(retryAfterMs).toBeGreaterThan(3_000_000)
    expect(await problemOf(openShop(kind, kind === 'pretix' ? shops.pretix.address : null, token).readAccount())).toMatchObject({
      problem: 'busy',
    })
    expect(shops[kind].requests).toEqual([])
    // Another token has its own.
    expect(await problemOf(openShop(kind, kind === 'pretix' ? shops.pretix.address : null, `${token}x`).readAccount())).toMatchObject({
      problem: 'unauthorised',
    })
  })
})

it('R27 Eventbrite says "wrong token" with status 400', async () => {
  for (const token of ['WRONGWRONG', 'with-signs-.~+/=']) {
    expect(await problemOf(open(shops, 'eventbrite', { token }).readAccount())).toMatchObject({ problem: 'unauthorised' })
  }
})

/** A shop whose lists never end: every page names a next one, always the same or always a new one. */
async function startEndless(isNew: boolean): Promise<{ apiUrl: string; requests: () => number; close: () => void }> {
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    const address = new URL(request.url ?? '/', apiUrl)
    address.searchParams.set('page', isNew ? String(requests) : '2')
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({
        pagination: { has_more_items: true, continuation: isNew ? `page${requests}` : 'again' },
        attendees: [],
        count: 0,
        next: address.href,
        results: [],
      }),
    )
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3/`
  return {
    apiUrl,
    requests: () => requests,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
