// Asks shops, by the clock and on hints, and lets what they say become seats. One path for poller, webhook and button (ticketing.md §4).
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { type Failure, Refusal } from '@podium/shared/failures.ts'
import type { Instant, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { ShopProblem } from '@podium/shared/tickets.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { openText } from '../../adapters/seal.ts'
import { type Shop, ShopError, type TicketList } from '../../adapters/tickets/shop.ts'
import { endsAt, type SeminarFacts } from '../seminars/rules.ts'
import type { createApply, SeatHands } from './apply.ts'
import { closeHooks, deleteHooksBefore } from './hook-store.ts'
import { nextPass, pauseAfterFailure, reconcile } from './rules.ts'
import {
  claimConnection,
  type ConnectionRow,
  listDueConnections,
  listKnownTickets,
  lockConnection,
  readConnection,
  releaseConnections,
  type TicketPlace,
  updateConnection,
} from './store.ts'

/** Long enough for hundreds of pages; a pass that died is taken over afterwards. */
export const LEASE_MS = 5 * 60_000
/** When a shop is asked next whose seminar is over. */
export const NEVER = Number.MAX_SAFE_INTEGER
const LOOK_EVERY_MS = 1_000
const KEEP_HOOKS_MS = 7 * 24 * 60 * 60_000
/** Changes in one transaction: others are let in between. */
const CHUNK = 200

export interface SyncParts {
  readonly database: Database
  readonly clock: Clock
  readonly vaultKey: string
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  readonly openShop: (kind: ConnectionRow['kind'], address: string | null, token: string) => Shop
  readonly apply: ReturnType<typeof createApply>
  readonly seats: Pick<SeatHands, 'putOut' | 'seatChanged'>
  readonly wakeLetters: () => void
  /** Between 0 and 1. */
  readonly random: () => number
  readonly log: Logger
}

export type Sync = ReturnType<typeof createSync>

/** Builds the runner of passes. */
export function createSync(parts: SyncParts) {
  const { database, clock, seminarFacts, apply, seats, wakeLetters, log } = parts
  const me = randomUUID()
  const running = new Map<SeminarId, Promise<unknown>>()

  /**
   * One pass over a seminar's shop: the whole list, or what changed since the last one.
   * @returns false when another process is at it; nothing was asked then.
   * @throws ShopError when the shop does not answer as agreed; nothing was changed then.
   */
  async function pass(seminarId: SeminarId, about: { isFull: boolean; isReleased: boolean }): Promise<boolean> {
    // Two passes of one seminar never overlap: the later one waits and sees more.
    const before = running.get(seminarId)
    const mine = (before ?? Promise.resolve()).catch(() => undefined).then(() => run(seminarId, about))
    running.set(seminarId, mine)
    try {
      return await mine
    } finally {
      if (running.get(seminarId) === mine) running.delete(seminarId)
    }
  }

  async function run(seminarId: SeminarId, { isFull, isReleased }: { isFull: boolean; isReleased: boolean }): Promise<boolean> {
    const startedAt = clock.now()
    const until = startedAt + LEASE_MS
    const connection = await database.transaction((tx) => claimConnection(tx, seminarId, me, startedAt, until))
    if (connection === null) return false
    try {
      const shop = parts.openShop(connection.kind, connection.address, openText(parts.vaultKey, seminarId, connection.sealed_token))
      const { organisation_id: organisationId, event_id: eventId } = connection
      const list = await shop.readTickets(organisationId, eventId, isFull ? null : connection.cursor)
      const event = list.isWhole ? await shop.readEvent(organisationId, eventId) : null
      await take(connection, list, isReleased, startedAt)
      await finish(connection, until, async (tx, facts) => {
        const moved = event !== null && event.startsAt !== facts.startsAt ? event : null
        const isWhole = list.isWhole ? { last_full_at: startedAt } : {}
        const next = nextPass(
          {
            startsAt: facts.startsAt,
            endsAt: endsAt(facts),
            lastFullAt: list.isWhole ? startedAt : connection.last_full_at,
            lastOkAt: startedAt,
          },
          clock.now(),
        )
        await closeHooks(tx, seminarId, startedAt, clock.now())
        await deleteHooksBefore(tx, startedAt - KEEP_HOOKS_MS)
        return {
          ...isWhole,
          ...(event === null
            ? {}
            : { event_name: event.name, moved_starts_at: moved?.startsAt ?? null, moved_ends_at: moved?.endsAt ?? null }),
          cursor: list.cursor,
          last_ok_at: startedAt,
          failing_since: null,
          failures: 0,
          problem: null,
          next_pass_at: next?.at ?? NEVER,
        }
      })
    } catch (error) {
      const known = error instanceof ShopError ? error : new ShopError('unreadable')
      await finish(connection, until, async () => ({
        failing_since: connection.failing_since ?? startedAt,
        failures: connection.failures + 1,
        problem: known.problem,
        next_pass_at: clock.now() + pauseAfterFailure(connection.failures + 1, known.problem, known.retryAfterMs, parts.random()),
      }))
      throw error
    }
    return true
  }

  /** Lets a list become seats, in steps that each are whole. */
  async function take(connection: ConnectionRow, list: TicketList, isReleased: boolean, startedAt: Instant): Promise<void> {
    const place: TicketPlace = { seminarId: connection.seminar_id, origin: connection.kind, eventId: connection.event_id }
    const news = { ...list, ticketClassIds: connection.ticket_class_ids, isFile: false }
    const { changes, counts } = reconcile(await listKnownTickets(database.handle, place), news, isReleased)
    for (let at = 0; at < changes.length; at += CHUNK) {
      const out = await database.transaction((tx) => apply(tx, place, changes.slice(at, at + CHUNK)))
      await leave(place.seminarId, out)
    }
    if (changes.length > 0) log.info({ seminarId: place.seminarId, counts, startedAt }, 'tickets reconciled')
    await updateConnection(database.handle, place.seminarId, { last_counts: JSON.stringify(counts) })
  }

  async function leave(seminarId: SeminarId, out: readonly SeatId[]): Promise<void> {
    wakeLetters()
    if (out.length > 0) await seats.putOut(seminarId, out)
    else seats.seatChanged(seminarId)
  }

  /** Gives the lease back and saves what the pass found out. */
  async function finish(
    connection: ConnectionRow,
    until: Instant,
    found: (tx: Handle, facts: SeminarFacts) => Promise<Parameters<typeof updateConnection>[2] & { next_pass_at: Instant }>,
  ): Promise<void> {
    const seminarId = connection.seminar_id
    await database.transaction(async (tx) => {
      const row = await lockConnection(tx, database.engine, seminarId, me)
      if (row === null) return
      const facts = await found(tx, await seminarFacts(tx, seminarId))
      // A hint that came meanwhile has brought the next pass forward, unless the shop asks to be left alone.
      const isHinted = row.next_pass_at < until && facts.problem !== 'busy'
      const next = isHinted ? Math.min(row.next_pass_at, facts.next_pass_at) : facts.next_pass_at
      await updateConnection(tx, seminarId, { ...facts, next_pass_at: next, lease_owner: null, lease_until: 0 })
    })
  }

  /** Runs every pass that is due; a failing shop is noted and left alone for a while. */
  async function runDue(): Promise<void> {
    const now = clock.now()
    for (const seminarId of await listDueConnections(database.handle, now)) {
      if (running.has(seminarId)) continue
      const [connection, facts] = [await readConnection(database.handle, seminarId), await seminarFacts(database.handle, seminarId)]
      if (connection === null) continue
      const due = nextPass(
        { startsAt: facts.startsAt, endsAt: endsAt(facts), lastFullAt: connection.last_full_at, lastOkAt: connection.last_ok_at },
        now,
      )
      // A hint or a retry may come before the clock would ask; it asks for what changed.
      const isFull = connection.cursor === null || (due !== null && due.isFull && due.at <= now)
      pass(seminarId, { isFull, isReleased: false }).catch((error: unknown) => {
        if (error instanceof ShopError) log.warn({ seminarId, problem: error.problem }, 'shop does not answer')
        else log.error({ err: error, seminarId }, 'pass over a shop failed')
      })
    }
  }

  /** Begins to look for due passes; the returned function stops it. */
  function start(): () => void {
    let isLooking = false
    return clock.every(LOOK_EVERY_MS, () => {
      if (isLooking) return
      isLooking = true
      runDue()
        .catch((error: unknown) => log.error({ err: error }, 'looking for due passes failed'))
        .finally(() => {
          isLooking = false
        })
    })
  }

  /** R58: before anything runs: where this is the only process, whoever else held a lease is dead. */
  async function recover(): Promise<void> {
    if (database.engine === 'sqlite') await database.transaction((tx) => releaseConnections(tx, clock.now()))
  }

  return { pass, runDue, recover, start }
}

const REFUSALS: Record<ShopProblem, Failure> = {
  unauthorised: 'shop_unauthorised',
  not_found: 'shop_not_found',
  busy: 'shop_busy',
  unreachable: 'shop_unreachable',
  unreadable: 'shop_unreadable',
}

/** Runs something at a shop for an organiser; a shop's "no" becomes a refusal. */
export async function askShop<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ShopError) throw new Refusal(REFUSALS[error.problem], error.retryAfterMs)
    throw error
  }
}
