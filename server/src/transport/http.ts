// Binds endpoints to Express: same origin, parse → who → handler → answer. The one table from refusal to status.
import type { NextFunction, Request, RequestHandler, Response, Router } from 'express'
import express from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { AnyEndpoint, Answer, InputOf, ReplyOf } from '@podium/shared/define.ts'
import { type Failure, Refusal } from '@podium/shared/failures.ts'
import { type Instant, Slug } from '@podium/shared/primitives.ts'
import type { Role } from '@podium/shared/roles.ts'
import type { Access, Cookies } from './access.ts'
import type { SeatCaller, StaffCaller } from './caller.ts'

/** What a handler may know about the request besides its input. */
export interface HttpCall {
  readonly cookies: Cookies
  /** The caller's network address, for limits on unknown links only (RT-06). */
  readonly address: string
}

type Run = (call: HttpCall, raw: unknown, access: Access) => Promise<unknown>

export interface BoundEndpoint {
  readonly endpoint: AnyEndpoint
  readonly run: Run
}

/** Binds an endpoint anybody may call. */
export function servePublic<E extends AnyEndpoint>(
  endpoint: E,
  handle: (call: HttpCall & { input: InputOf<E> }) => Promise<ReplyOf<E>>,
): BoundEndpoint {
  return { endpoint, run: async (call, raw) => handle({ ...call, input: parse(endpoint, raw) }) }
}

const NamesSeminar = z.object({ slug: Slug })

/** Binds an endpoint for the seat of this browser; its input names the seminar by slug. */
export function serveSeat<E extends AnyEndpoint>(
  endpoint: E,
  handle: (call: HttpCall & { input: InputOf<E>; caller: SeatCaller }) => Promise<ReplyOf<E>>,
): BoundEndpoint {
  return {
    endpoint,
    async run(call, raw, access) {
      const input = parse(endpoint, raw)
      const caller = await access.seatCaller(call.cookies, NamesSeminar.parse(raw).slug)
      return handle({ ...call, input, caller })
    },
  }
}

/** Binds an endpoint for signed-in staff; the roles stand in the contract. */
export function serveStaff<E extends AnyEndpoint>(
  endpoint: E,
  handle: (call: HttpCall & { input: InputOf<E>; caller: StaffCaller }) => Promise<ReplyOf<E>>,
): BoundEndpoint {
  const roles: readonly Role[] = endpoint.from === 'public' ? [] : endpoint.from
  return {
    endpoint,
    async run(call, raw, access) {
      const caller = await access.staffCaller(call.cookies)
      if (!roles.includes(caller.role)) throw new Refusal('not_allowed')
      return handle({ ...call, input: parse(endpoint, raw), caller })
    },
  }
}

function parse<E extends AnyEndpoint>(endpoint: E, raw: unknown): InputOf<E> {
  const parsed = endpoint.input.safeParse(raw)
  if (!parsed.success) throw new Refusal('invalid')
  // The schema just produced exactly this type; zod's generic output cannot say so.
  return parsed.data as InputOf<E>
}

const STATUS: Partial<Record<Failure, number>> = {
  invalid: 400,
  code_wrong: 401,
  signed_out: 401,
  login_wrong: 401,
  not_allowed: 403,
  not_found: 404,
  link_unknown: 404,
  unknown_message: 404,
  code_locked: 423,
  too_many_requests: 429,
  take_over_too_soon: 429,
  internal: 500,
  media_unavailable: 503,
  shop_busy: 503,
  shop_unreachable: 503,
}

/** RT-02; an endpoint that takes files says so in the contract. */
const MAX_BYTES = 32 * 1024

/** The router of every endpoint under /api. */
export function serveApi(
  bound: readonly BoundEndpoint[],
  options: { access: Access; origin: string; isSecure: boolean; log: Logger },
): Router {
  const router = express.Router()
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  router.use(refuseForeignOrigins(options.origin))
  for (const { endpoint, run } of bound) {
    const handler = async (request: Request, response: Response) => {
      const raw: unknown = endpoint.method === 'GET' ? request.query : request.body
      const call = { cookies: cookiesOf(request, response, options.isSecure), address: request.ip ?? '' }
      const value = await run(call, raw, options.access)
      send(response, 200, { ok: true, value })
    }
    if (endpoint.method === 'GET') router.get(endpoint.path.slice('/api'.length), handler)
    else router.post(endpoint.path.slice('/api'.length), ...bodyOf(endpoint, options), handler)
  }
  router.use((_request, response) => send(response, 404, { ok: false, code: 'unknown_message', retryAfterMs: null }))
  router.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const refusal = asRefusal(error)
    if (refusal.code === 'internal') options.log.error({ err: error, method: request.method, path: routeOf(request) }, 'request failed')
    if (refusal.retryAfterMs !== null) response.set('Retry-After', String(Math.ceil(refusal.retryAfterMs / 1000)))
    send(response, STATUS[refusal.code] ?? 409, { ok: false, code: refusal.code, retryAfterMs: refusal.retryAfterMs })
  })
  return router
}

/** Reads the body; a large one only from somebody who has signed in. */
function bodyOf({ maxBytes }: AnyEndpoint, { access, isSecure }: { access: Access; isSecure: boolean }): RequestHandler[] {
  if (maxBytes === undefined) return [express.json({ limit: MAX_BYTES, strict: true })]
  const admit: RequestHandler = async (request, response, next) => {
    await access.staffCaller(cookiesOf(request, response, isSecure))
    next()
  }
  return [admit, express.json({ limit: maxBytes, strict: true })]
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  // body-parser marks what the sender did wrong with a 4xx status
  if (error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500) return new Refusal('invalid')
  return new Refusal('internal')
}

/** The pattern of a route, never the address that was asked (AL-03). */
export function routeOf(request: Request): string {
  const route: unknown = request.route
  const isNamed = typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string'
  return isNamed ? String(route.path) : 'document'
}

function send(response: Response, status: number, answer: Answer<unknown>): void {
  response.status(status).json(answer)
}

/** AL-16: a change is asked for as JSON from our own pages, or not at all. */
function refuseForeignOrigins(origin: string) {
  return (request: Request, _response: Response, next: NextFunction) => {
    if (request.method === 'GET' || request.method === 'HEAD') {
      next()
      return
    }
    if (request.method !== 'POST' || !request.is('application/json') || !isOwnOrigin(request, origin)) throw new Refusal('not_allowed')
    next()
  }
}

/** Whether a request comes from a page of this Podium: by Origin, or by Sec-Fetch-Site where a browser sends no Origin. */
export function isOwnOrigin(request: { headers: NodeJS.Dict<string | string[]> }, origin: string): boolean {
  const { origin: sent, host } = request.headers
  if (sent === undefined) return request.headers['sec-fetch-site'] === 'same-origin'
  if (sent === origin) return true
  // The same machine under its other name (127.0.0.1 for localhost): same scheme and the very host that was asked.
  return typeof host === 'string' && isLoopback(origin) && sent === `${new URL(origin).protocol}//${host}` && isLoopback(sent)
}

function isLoopback(origin: string): boolean {
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin)
}

/** The cookies of a request and its answer. */
export function cookiesOf(request: Request, response: Response, isSecure: boolean): Cookies {
  const facts = { httpOnly: true, secure: isSecure, sameSite: 'strict', path: '/' } as const
  return {
    get: (name) => readCookie(request.headers.cookie ?? '', name),
    set: (name, value, expiresAt: Instant) => response.cookie(name, value, { ...facts, expires: new Date(expiresAt) }),
    clear: (name) => response.clearCookie(name, facts),
  }
}

function readCookie(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const [key, ...value] = pair.trim().split('=')
    if (key === name) return decode(value.join('='))
  }
  return null
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}
