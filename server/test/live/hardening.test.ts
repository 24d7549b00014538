import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import jwt from 'jsonwebtoken'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions } from '@podium/shared/contract.ts'
import { readOwnAccount, signIn } from '@podium/shared/staff.ts'
import { readOwnSeat, takeSeatTicket } from '@podium/shared/seats.ts'
import { type Podium, seat, startPodium } from '../harness.ts'
import { attend, Browser, expectRefusal, Live, staffOnAir } from '../people.ts'

let podium: Podium
beforeAll(async () => {
  podium = await startPodium()
})
afterAll(() => podium.stop())

describe('documents', () => {
  const pages = ['/', '/zugang', '/s/some-seminar', '/s/some-seminar/TOKEN', '/studio', '/orga', '/nowhere']

  it('H1 Every page carries a policy without exceptions and names no host but the media server', async () => {
    for (const page of pages) {
      const { headers } = await fetch(podium.url + page)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).not.toMatch(/unsafe|\*/)
      expect(policy).toContain("default-src 'none'")
      const hosts = [...policy.matchAll(/(?:wss?|https?):\/\/([^\s;]+)/g)].map(([, host]) => host)
      expect(new Set(hosts)).toEqual(new Set([new URL(podium.mediaUrl).host]))
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  it('H1 Attendee pages deny camera, microphone and screen; only the studio allows them', async () => {
    for (const page of pages) {
      const permissions = (await fetch(podium.url + page)).headers.get('permissions-policy') ?? ''
      const allowed = page === '/studio' ? '(self)' : '()'
      for (const device of ['camera', 'microphone', 'display-capture'])
        expect([page, permissions]).toEqual([page, expect.stringContaining(`${device}=${allowed}`)])
    }
  })
})

describe('foreign pages', () => {
  const foreign = ['null', 'http://evil.example', 'http://127.0.0.1.evil.example', 'http://127.0.0.1:1', 'https://127.0.0.1', undefined]

  it('H2 A change is taken only as JSON from our own origin', async () => {
    const body = JSON.stringify(podium.organiser)
    const post = (headers: Record<string, string>, method = 'POST') => {
      const request: RequestInit = { method, headers, body }
      return fetch(`${podium.url}/api/staff/sign-in`, request)
    }
    for (const origin of foreign)
      expect([origin, (await post({ 'Content-Type': 'application/json', ...(origin && { Origin: origin }) })).status]).toEqual([
        origin,
        403,
      ])
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect((await post({ 'Content-Type': type, Origin: podium.url })).status).toBe(403)
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect((await post({ 'Content-Type': 'application/json', Origin: podium.url }, method)).status).toBe(403)
    expect((await post({ 'Content-Type': 'application/json', Origin: podium.url })).status).toBe(200)
  })

  it('H2 No page of another origin opens a live connection, by polling or by WebSocket, even with a ticket', async () => {
    const { browser, live, slug } = await attend(podium.url, seat(podium, 0))
    for (const transport of ['websocket', 'polling'] as const) {
      for (const origin of foreign.filter((candidate) => candidate !== undefined)) {
        const { ticket } = await browser.call(takeSeatTicket, { slug })
        const socket = io(podium.url, {
          auth: { ticket },
          transports: [transport],
          extraHeaders: { Origin: origin },
          reconnection: false,
          forceNew: true,
        })
        const outcome = await new Promise((resolve) => {
          socket.once('connect', () => resolve('connected'))
          socket.once('connect_error', () => resolve('refused'))
        })
        socket.disconnect()
        expect([transport, origin, outcome]).toEqual([transport, origin, 'refused'])
      }
    }
    live.close()
  })
})

describe('forged passes', () => {
  it('H4 No forged, swapped or expired pass is accepted, and none makes the server fail', async () => {
    const { browser, live, slug } = await attend(podium.url, seat(podium, 1))
    live.close()
    const cookie = `seat-${slug}`
    const real = browser.cookies.get(cookie) ?? ''
    const [head = '', body = '', signature = ''] = real.split('.')
    const claims = jwt.decode(real, { json: true }) ?? {}
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = (about: object, key = 'another-key-of-more-than-32-characters', options: jwt.SignOptions = {}) =>
      jwt.sign({ ...claims, ...about }, key, options)
    const { ticket } = await browser.call(takeSeatTicket, { slug })
    const forged = [
      '',
      'x',
      '..',
      `${head}.${body}.`,
      `${head}.${body}`,
      `${real}x`,
      `x${real}`,
      `${head}.${encode({ ...claims, sub: '0'.repeat(26) })}.${signature}`,
      `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`,
      `${encode({ alg: 'None', typ: 'JWT' })}.${body}.`,
      `${encode({ alg: 'nOnE' })}.${body}.${signature}`,
      `${encode({ alg: 'RS256', kid: 'p1' })}.${body}.${signature}`,
      `${encode({ alg: 'HS256', kid: '../../dev/null' })}.${body}.${signature}`,
      `${encode({ alg: 'HS256', jku: 'http://evil.example' })}.${body}.${signature}`,
      signed({}),
      signed({}, 'secret'.repeat(8), { algorithm: 'HS512' }),
      signed({ exp: 1 }),
      signed({ nbf: 9e9 }),
      signed({ aud: 'socket' }),
      signed({ iss: 'somebody' }),
      ticket,
      'a'.repeat(3_000),
    ]
    for (const pass of forged) {
      browser.cookies.set(cookie, encodeURIComponent(pass))
      await expectRefusal(browser.call(readOwnSeat, { slug }), 'signed_out')
    }
    browser.cookies.set(cookie, '%E0%A4%A')
    await expectRefusal(browser.call(readOwnSeat, { slug }), 'signed_out')
    await expect(Live.connect(podium.url, real)).rejects.toThrow('signed_out')
    const stranger = new Browser(podium.url)
    stranger.cookies.set('podium-staff', real)
    await expectRefusal(stranger.call(readOwnAccount, {}), 'signed_out')
  })

  it('H5 A wrong password and an unknown account look the same', async () => {
    const browser = new Browser(podium.url)
    await expectRefusal(browser.call(signIn, { email: podium.organiser.email, password: 'wrong' }), 'login_wrong')
    await expectRefusal(browser.call(signIn, { email: 'nobody@e-akademie.example', password: 'wrong' }), 'login_wrong')
  })
})

describe('nonsense', () => {
  it('H6 Whatever is sent as an action is refused, and the server goes on', async () => {
    const names = fc.constantFrom(...actions.map(({ name }) => name), 'no.such', '__proto__', 'constructor', 'toString')
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.anything({ withNullPrototype: false }).map((value) => toJson(value)),
        async (name, input) => {
          const { live } = await staff()
          const answer: unknown = await live.socket.timeout(5_000).emitWithAck(name, input)
          expect(answer).toMatchObject({ ok: expect.any(Boolean) })
        },
      ),
      { numRuns: 150 },
    )
    expect((await fetch(`${podium.url}/healthz`)).status).toBe(200)
  })

  it('H6 A message without an acknowledgement, or too large, ends only its own connection', async () => {
    const first = await attend(podium.url, seat(podium, 2))
    first.live.socket.emit('question.ask', { opId: randomUUID() })
    await first.live.cut()
    const again = await attend(podium.url, seat(podium, 2))
    again.live.socket.emit('question.ask', { text: 'x'.repeat(20_000) }, () => undefined)
    await again.live.cut()
    expect((await fetch(`${podium.url}/healthz`)).status).toBe(200)
  })

  it('H6 Too large and too broken HTTP bodies are refused in words', async () => {
    const post = (body: string) =>
      fetch(`${podium.url}/api/seats/enter`, { method: 'POST', headers: { Origin: podium.url, 'Content-Type': 'application/json' }, body })
    for (const body of ['{', '[]', 'null', JSON.stringify({ slug: 'x'.repeat(40_000) }), '{"__proto__":{"a":1}}']) {
      const response = await post(body)
      expect([response.status, await response.json()]).toEqual([400, { ok: false, code: 'invalid', retryAfterMs: null }])
    }
  })
})

let known: Awaited<ReturnType<typeof staffOnAir>> | null = null
/** One trainer for all messages: a new one only after the server has cut the last. */
async function staff() {
  if (known?.live.socket.connected !== true) known = await staffOnAir(podium.url, podium.trainer, podium.seminarId)
  return known
}

function toJson(value: unknown): unknown {
  try {
    // JSON.stringify(undefined) is undefined, whatever its type says.
    const text = String(JSON.stringify(value))
    return text.length > 10_000 ? null : JSON.parse(text)
  } catch {
    return null
  }
}
