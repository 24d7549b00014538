// One client per role, speaking to a real server over HTTP and Socket.IO like a browser does.
import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { expect } from 'vitest'
import { z } from 'zod'
import { notices } from '@podium/shared/contract.ts'
import type { AnyAction, AnyEndpoint, AnyNotice, Answer, AskedOf, BodyOf, ReplyOf } from '@podium/shared/define.ts'
import { FAILURES, Refusal } from '@podium/shared/failures.ts'
import type { SeminarId, Slug } from '@podium/shared/primitives.ts'
import { enterByLink, type SeatCredentials } from '@podium/shared/seats.ts'
import { signIn, takeStaffTicket } from '@podium/shared/staff.ts'

const WireAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), code: z.enum(FAILURES), retryAfterMs: z.number().nullable() }),
])

/** A fresh id for one change. */
export const opId = () => randomUUID()

/** A browser as far as the server can tell: cookies, origin, JSON. */
export class Browser {
  readonly url: string
  readonly cookies = new Map<string, string>()

  constructor(url: string) {
    this.url = url
  }

  /** The cookies as a request carries them. */
  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Asks an endpoint; throws the server's refusal. */
  async call<E extends AnyEndpoint>(endpoint: E, input: AskedOf<E>): Promise<ReplyOf<E>> {
    const query =
      endpoint.method === 'GET' ? `?${new URLSearchParams(Object.entries(z.record(z.string(), z.string()).parse(input))).toString()}` : ''
    const response = await fetch(this.url + endpoint.path + query, {
      method: endpoint.method,
      headers: {
        Origin: this.url,
        'Content-Type': 'application/json',
        Cookie: this.cookieHeader(),
      },
      ...(endpoint.method === 'POST' ? { body: JSON.stringify(input) } : {}),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    const answer = WireAnswer.parse(await response.json())
    if (!answer.ok) throw new Refusal(answer.code, answer.retryAfterMs)
    // Parsing asserts that the server keeps the contract.
    return endpoint.reply.parse(answer.value) as ReplyOf<E>
  }
}

/** The live connection of one person; remembers every notice until a test asks for it. */
export class Live {
  readonly socket: Socket
  readonly #heard: { name: string; body: unknown }[] = []
  readonly #waiting = new Set<() => void>()

  private constructor(socket: Socket) {
    this.socket = socket
    for (const notice of notices) {
      socket.on(notice.name, (delivered: { body: unknown }) => {
        this.#heard.push({ name: notice.name, body: notice.body.parse(delivered.body) })
        for (const wake of this.#waiting) wake()
      })
    }
  }

  /** Connects with a ticket; throws with the refusal's code when it is not accepted. */
  static async connect(url: string, ticket: string, transports: readonly string[] = ['websocket']): Promise<Live> {
    const socket = io(url, {
      auth: { ticket },
      transports: [...transports],
      extraHeaders: { Origin: url },
      reconnection: false,
      forceNew: true,
    })
    const live = new Live(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve())
      socket.once('connect_error', reject)
    })
    return live
  }

  /** Asks for a change and throws the server's refusal. */
  async ask<A extends AnyAction>(action: A, input: AskedOf<A>): Promise<ReplyOf<A>> {
    const answer = (await this.socket.timeout(10_000).emitWithAck(action.name, input)) as Answer<unknown> // the acknowledgement is parsed next
    const parsed = WireAnswer.parse(answer)
    if (!parsed.ok) throw new Refusal(parsed.code, parsed.retryAfterMs)
    return action.reply.parse(parsed.value) as ReplyOf<A>
  }

  /** The first notice of this kind that fits, heard already or still to come; it is then forgotten. */
  async hear<N extends AnyNotice>(notice: N, fits: (body: BodyOf<N>) => boolean = () => true, withinMs = 10_000): Promise<BodyOf<N>> {
    const find = () => this.#heard.findIndex(({ name, body }) => name === notice.name && fits(body as BodyOf<N>)) // parsed as it came in
    if (find() === -1) {
      await new Promise<void>((resolve, reject) => {
        const timeout = setTimeout(() => reject(new Error(`${notice.name} was not heard`)), withinMs)
        const check = () => {
          if (find() === -1) return
          clearTimeout(timeout)
          this.#waiting.delete(check)
          resolve()
        }
        this.#waiting.add(check)
      })
    }
    const [found] = this.#heard.splice(find(), 1)
    return found?.body as BodyOf<N>
  }

  /** Resolves once the server has cut the connection. */
  async cut(): Promise<void> {
    if (!this.socket.connected) return
    await new Promise<void>((resolve) => this.socket.once('disconnect', () => resolve()))
  }

  /** Everything that was heard so far as it crossed the wire. */
  heard(): readonly { name: string; body: unknown }[] {
    return this.#heard
  }

  close(): void {
    this.socket.disconnect()
  }
}

/** Somebody with a link and a code. */
export async function attend(url: string, seat: SeatCredentials, takeOver = false): Promise<{ browser: Browser; live: Live; slug: Slug }> {
  const browser = new Browser(url)
  const { slug, token } = linkParts(seat.link)
  const own = await browser.call(enterByLink, { slug, token, code: seat.code, takeOver })
  return { browser, live: await Live.connect(url, own.ticket), slug: own.slug }
}

/** Somebody of the staff at the live connection of a seminar. */
export async function staffOnAir(
  url: string,
  login: { email: string; password: string },
  seminarId: SeminarId,
): Promise<{ browser: Browser; live: Live }> {
  const browser = new Browser(url)
  await browser.call(signIn, login)
  const { ticket } = await browser.call(takeStaffTicket, { seminarId })
  return { browser, live: await Live.connect(url, ticket) }
}

/** The two parts of a personal link that travel separately. */
export function linkParts(link: string): { slug: string; token: string } {
  const [, slug = '', token = ''] = /\/s\/([^/]+)\/([^/]+)$/.exec(link) ?? []
  return { slug, token }
}

/** Expects a refusal with this code. */
export async function expectRefusal(attempt: Promise<unknown>, code: (typeof FAILURES)[number]): Promise<Refusal> {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Refusal)
  const refusal = error as Refusal // asserted on the line above
  expect(refusal.code).toBe(code)
  return refusal
}
