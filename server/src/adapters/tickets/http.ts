// The only way to a shop: one host, no redirects, ten seconds, a bounded answer, and one error for whatever goes wrong (WH-02).
import type { z } from 'zod'
import { type ShopParts, ShopError } from './shop.ts'

const TIMEOUT_MS = 10_000
/** Fifty attendees with all their answers are far below. */
const MAX_BYTES = 8 * 1024 * 1024

export interface ShopRequest<Schema extends z.ZodType> {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  /** Below the API's address, without a leading slash; made of constants and ids that were checked. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly reply: Schema
}

export interface ShopReply<Value> {
  readonly value: Value
  readonly headers: Headers
}

/** Builds the caller of one shop; `authorization` goes to the host of `apiUrl` and nowhere else. */
export function createShopHttp({ apiUrl, spend, now }: Pick<ShopParts, 'apiUrl' | 'spend' | 'now'>, authorization: string) {
  const base = new URL(apiUrl)

  /** @throws ShopError and nothing else. */
  return async function call<Schema extends z.ZodType>(request: ShopRequest<Schema>): Promise<ShopReply<z.output<Schema>>> {
    const url = new URL(request.path, base)
    // A path that climbs out of the API would be a bug of ours; it never leaves.
    if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) throw new ShopError('not_found')
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value)
    await spend()
    let response: Response
    let text: string
    try {
      response = await fetch(url, {
        method: request.method ?? 'GET',
        headers: {
          Authorization: authorization,
          Accept: 'application/json',
          ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      // What a refusal says besides its status matters little: a broken one stays a refusal.
      text = response.ok ? await readBounded(response) : await readBounded(response).catch(() => '')
    } catch (error) {
      if (error instanceof ShopError) throw error
      throw new ShopError('unreachable')
    }
    if (!response.ok) throw refusalOf(response, text, now())
    let raw: unknown
    try {
      raw = text === '' ? {} : JSON.parse(text)
    } catch {
      throw new ShopError('unreadable')
    }
    const parsed = request.reply.safeParse(raw)
    if (!parsed.success) throw new ShopError('unreadable')
    return { value: parsed.data, headers: response.headers }
  }
}

async function readBounded(response: Response): Promise<string> {
  if (response.body === null) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > MAX_BYTES) throw new ShopError('unreadable')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** R27: what a refusal means. Eventbrite answers a wrong token with 400 and a word for it. */
function refusalOf(response: Response, text: string, now: number): ShopError {
  switch (response.status) {
    case 400:
      return new ShopError(/"error"\s*:\s*"(?:INVALID|NO)_AUTH/.test(text) ? 'unauthorised' : 'unreadable')
    case 401:
      return new ShopError('unauthorised')
    case 403:
    case 404:
    case 410:
      return new ShopError('not_found')
    case 429:
      return new ShopError('busy', retryAfterMs(response.headers.get('Retry-After'), now))
    default:
      return new ShopError(response.status >= 500 ? 'unreachable' : 'unreadable')
  }
}

/** `Retry-After` in milliseconds (RFC 9110 10.2.3): seconds or a date; null when it says neither. */
function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1_000
  // Anything else would be read as some date or other.
  const at = header.endsWith(' GMT') ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
