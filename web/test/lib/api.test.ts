import { afterEach, describe, expect, test, vi } from 'vitest'
import { readSeminarCard } from '@podium/shared/seminars.ts'
import { leaveSeat } from '@podium/shared/seats.ts'
import { call, Unreachable } from '../../src/lib/api.ts'
import { seminarCard } from './builders.ts'

afterEach(() => vi.unstubAllGlobals())

/** The network's end of one request. */
function serverAnswers(answer: () => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit | undefined }[] = []
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    asked.push({ url, init })
    return answer()
  })
  return asked
}

describe('W37 Asking the server', () => {
  test('W37 puts the input of a GET into the address and parses the reply', async () => {
    const asked = serverAnswers(() => Response.json({ ok: true, value: seminarCard() }))
    await expect(call(readSeminarCard, { slug: 'social-media' })).resolves.toEqual(seminarCard())
    expect(asked[0]?.url).toBe('/api/seminars/card?slug=social-media')
  })

  test('W37 sends a change as JSON', async () => {
    const asked = serverAnswers(() => Response.json({ ok: true, value: {} }))
    await call(leaveSeat, { slug: 'social-media' })
    expect(asked[0]?.init).toMatchObject({ method: 'POST', body: '{"slug":"social-media"}' })
  })

  test('W37 a no is a Refusal with its code and wait', async () => {
    serverAnswers(() => Response.json({ ok: false, code: 'code_locked', retryAfterMs: 5_000 }, { status: 423 }))
    await expect(call(leaveSeat, { slug: 'x' })).rejects.toMatchObject({ name: 'Refusal', code: 'code_locked', retryAfterMs: 5_000 })
  })

  test("W37 a broken line and a proxy's page are both Unreachable", async () => {
    serverAnswers(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(call(leaveSeat, { slug: 'x' })).rejects.toBeInstanceOf(Unreachable)
    serverAnswers(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
    await expect(call(leaveSeat, { slug: 'x' })).rejects.toBeInstanceOf(Unreachable)
  })
})
