// Messages of shops: kept, answered at once, and never believed: they only bring the next pass forward (WH-01, WH-03).
import type { Clock } from '../../adapters/clock.ts'
import type { Database } from '../../adapters/database/database.ts'
import { createLimit } from '../../adapters/limit.ts'
import { readEventbriteHint } from '../../adapters/tickets/eventbrite.ts'
import { readPretixHint } from '../../adapters/tickets/pretix.ts'
import { hashToken } from '../../transport/access.ts'
import type { ShopMessage } from '../../transport/hooks.ts'
import { insertHook } from './hook-store.ts'
import { bringForward, readConnectionByHook, updateConnection } from './store.ts'

/** R14: an order is told in several messages within a second; one pass after three covers them all. */
const COALESCE_MS = 3_000
/** Kept messages of one connection in a minute; more only bring the pass forward. */
const KEPT_PER_MINUTE = 120

/** Builds the receiver; answers whether the secret belongs to a connection. */
export function createHookReceiver({ database, clock }: { readonly database: Database; readonly clock: Clock }) {
  const kept = createLimit(KEPT_PER_MINUTE, 60)

  return async function receive({ kind, secret, headers, body }: ShopMessage): Promise<boolean> {
    const connection = await readConnectionByHook(database.handle, hashToken(secret))
    if (connection === null || connection.kind !== kind) return false
    const now = clock.now()
    const hint =
      kind === 'eventbrite'
        ? readEventbriteHint(body, connection.event_id)
        : readPretixHint(body, connection.organisation_id, connection.event_id)
    const { isOver } = await kept(connection.seminar_id)
    await database.transaction(async (tx) => {
      if (!isOver) {
        await insertHook(tx, {
          seminar_id: connection.seminar_id,
          received_at: now,
          action: hint.action.slice(0, 80),
          // Eventbrite repeats the address it was told, and so do proxies; with it goes the secret (R15).
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replaceAll(secret, '…')])),
          body: body.replaceAll(secret, '…'),
          outcome: hint.kind === 'changed' ? 'waiting' : hint.kind,
          handled_at: null,
        })
      }
      await updateConnection(tx, connection.seminar_id, { last_hook_at: now })
      if (hint.kind === 'changed') await bringForward(tx, connection.seminar_id, now + COALESCE_MS)
    })
    return true
  }
}
