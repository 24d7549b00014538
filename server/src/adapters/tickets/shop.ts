// What Podium asks a shop, whichever it is. A shop answers facts; what follows from them is decided in domains/tickets.
import type { Instant } from '@podium/shared/primitives.ts'
import type { ShopEvent, ShopProblem, Ticket } from '@podium/shared/tickets.ts'

/** A shop seen with one access token. Every call throws `ShopError` and nothing else when the shop does not answer as agreed. */
export interface Shop {
  /** Whose token it is, and which organisations (pretix: organisers) it may see. */
  readAccount(): Promise<{ account: string; organisations: { id: string; name: string }[] }>
  /** Events people can still come to, soonest first. */
  listEvents(organisationId: string): Promise<ShopEvent[]>
  /** One event; its start may have moved. */
  readEvent(organisationId: string, eventId: string): Promise<ShopEvent>
  /**
   * Every ticket of an event, or with `cursor` (from an earlier answer) only what changed since.
   * @returns the tickets and where the next incremental pass begins; `isWhole` tells whether this was the full list.
   */
  readTickets(organisationId: string, eventId: string, cursor: string | null): Promise<TicketList>
  /** Asks the shop to call `hookUrl` when something changes; answers the webhook's id. */
  registerHook(organisationId: string, eventId: string, hookUrl: string): Promise<string>
  /** Takes a webhook back; one that is gone already is no error. */
  removeHook(organisationId: string, hookId: string): Promise<void>
}

export interface TicketList {
  readonly tickets: readonly Ticket[]
  readonly cursor: string | null
  readonly isWhole: boolean
}

/** A shop did not answer as agreed. `retryAfterMs` is what it asked for; null when it did not say. */
export class ShopError extends Error {
  readonly problem: ShopProblem
  readonly retryAfterMs: number | null

  constructor(problem: ShopProblem, retryAfterMs: number | null = null) {
    super(problem)
    this.name = 'ShopError'
    this.problem = problem
    this.retryAfterMs = retryAfterMs
  }
}

/** For `catch`: what the shop does not have any more is null; every other error goes on. */
export function unlessGone(error: unknown): null {
  if (error instanceof ShopError && error.problem === 'not_found') return null
  throw error
}

/**
 * What a shop's message says. `changed`: something about this event changed, ask again. `test`: its test button.
 * `ignored`: another event, or nothing anybody understands.
 */
export interface Hint {
  readonly action: string
  readonly kind: 'changed' | 'test' | 'ignored'
}

/** What a shop is opened with. */
export interface ShopParts {
  readonly token: string
  /** Where the shop's API begins, with a trailing slash; the only host a token is ever sent to. */
  readonly apiUrl: string
  readonly now: () => Instant
  /** Awaited before every request; throws `ShopError` busy when the hourly budget of this token is used up. */
  readonly spend: () => Promise<void>
}
