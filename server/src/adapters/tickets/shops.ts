// Opens the right shop for a connection, with one hourly budget per token.
import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { ShopKind } from '@podium/shared/tickets.ts'
import type { Clock } from '../clock.ts'
import { createEventbrite } from './eventbrite.ts'
import { createPretix } from './pretix.ts'
import { type Shop, ShopError } from './shop.ts'

/** Below every limit Eventbrite has ever published (ticketing.md §2). */
const REQUESTS_PER_HOUR = 800

/** Builds the opener of shops; `eventbriteUrl` is the constant base, another one only for trying things out. */
export function createShops(eventbriteUrl: string, clock: Clock): (kind: ShopKind, address: string | null, token: string) => Shop {
  const budget = new RateLimiterMemory({ points: REQUESTS_PER_HOUR, duration: 3_600 })

  return (kind, address, token) => {
    const name = createHash('sha256').update(token).digest('hex')
    const spend = () =>
      budget.consume(name).then(
        () => undefined,
        (reason: unknown) => {
          throw reason instanceof RateLimiterRes ? new ShopError('busy', reason.msBeforeNext) : reason
        },
      )
    switch (kind) {
      case 'eventbrite':
        return createEventbrite({ token, apiUrl: eventbriteUrl, now: clock.now, spend })
      case 'pretix':
        if (address === null) throw new ShopError('not_found')
        return createPretix({ token, apiUrl: pretixApiUrl(address), now: clock.now, spend })
    }
  }
}

/** R29: where a pretix at this address answers: its origin and folder; names, passwords, queries and fragments are left behind. */
export function pretixApiUrl(address: string): string {
  const { origin, pathname } = new URL(address)
  return `${origin}${pathname.replace(/\/+$/, '')}/api/v1/`
}
