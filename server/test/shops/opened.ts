// Both clients on the fake shops, and what goes wrong as a value.
import { createEventbrite } from '../../src/adapters/tickets/eventbrite.ts'
import { createPretix } from '../../src/adapters/tickets/pretix.ts'
import { type Shop, ShopError } from '../../src/adapters/tickets/shop.ts'
import type { FakeShops } from '../fakes/shops.ts'

export const HOUR_MS = 60 * 60_000

/** A client for one of the fakes; `about` replaces token or address. */
export function open(
  shops: FakeShops,
  kind: 'eventbrite' | 'pretix',
  about: { token?: string; apiUrl?: string; spend?: () => Promise<void>; now?: () => number } = {},
): Shop {
  const { token, apiUrl } = shops[kind]
  const parts = { token, apiUrl, now: Date.now, spend: async () => undefined, ...about }
  return kind === 'eventbrite' ? createEventbrite(parts) : createPretix(parts)
}

/** What a call failed with: the problem and how long to wait; "answered" when it did not fail, anything but a ShopError is thrown on. */
export async function problemOf(work: Promise<unknown>): Promise<{ problem: string; retryAfterMs: number | null }> {
  try {
    await work
  } catch (error) {
    if (error instanceof ShopError) return { problem: error.problem, retryAfterMs: error.retryAfterMs }
    throw error
  }
  return { problem: 'answered', retryAfterMs: null }
}

/** A person to book for. */
export function person(firstName: string, lastName = 'Beispiel') {
  return { firstName, lastName, email: `${firstName}@amt.example`.toLowerCase().replaceAll('ş', 's').replaceAll('ö', 'o') }
}
