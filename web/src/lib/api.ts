// The only fetch. One function asks any endpoint of the contract and parses what comes back.
import { z } from 'zod'
import type { AnyEndpoint, AskedOf, ReplyOf } from '@podium/shared/define.ts'
import { FAILURES, Refusal } from '@podium/shared/failures.ts'

/** Nobody answered, or not in our language: a broken line, a proxy's page, a server that is starting. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super('unreachable', { cause })
    this.name = 'Unreachable'
  }
}

/** What every HTTP answer and acknowledgement looks like before its value is known. */
export const WireAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.enum(FAILURES), retryAfterMs: z.number().nullable() }),
])

const TIMEOUT_MS = 15_000

/** Asks an endpoint; throws `Refusal` for every agreed "no" and `Unreachable` when no answer came within 15 s, or `timeoutMs` for work that takes longer. */
export async function call<E extends AnyEndpoint>(endpoint: E, input: AskedOf<E>, timeoutMs: number = TIMEOUT_MS): Promise<ReplyOf<E>> {
  const answer = WireAnswer.safeParse(await send(endpoint, input, timeoutMs))
  if (!answer.success) throw new Unreachable(answer.error)
  if (!answer.data.ok) throw new Refusal(answer.data.code, answer.data.retryAfterMs)
  // The schema produces exactly this type; zod's generic output cannot say so.
  return endpoint.reply.parse(answer.data.value) as ReplyOf<E>
}

async function send(endpoint: AnyEndpoint, input: unknown, timeoutMs: number): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response =
      endpoint.method === 'GET'
        ? await fetch(endpoint.path + queryOf(input), { headers: { Accept: 'application/json' }, cache: 'no-store', signal })
        : await fetch(endpoint.path, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
            body: JSON.stringify(input),
            cache: 'no-store',
            signal,
          })
    return await response.json()
  } catch (cause) {
    throw new Unreachable(cause)
  }
}

function queryOf(input: unknown): string {
  const fields = Object.entries(z.record(z.string(), z.unknown()).parse(input))
  if (fields.length === 0) return ''
  return `?${new URLSearchParams(fields.map(([name, value]) => [name, String(value)])).toString()}`
}
