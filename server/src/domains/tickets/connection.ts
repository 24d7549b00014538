// The organiser connects a seminar with an event of a shop, looks at how it goes, and decides what waits (SPEC R).
import { randomBytes } from 'node:crypto'
import { Refusal } from '@podium/shared/failures.ts'
import type { SeminarId } from '@podium/shared/primitives.ts'
import {
  connectShop,
  disconnectShop,
  listHooks,
  listShopEvents,
  readShopConnection,
  reconcileNow,
  releaseRevocations,
  replayHook,
  type ShopConnection,
  testShop,
} from '@podium/shared/tickets.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { openText, sealText } from '../../adapters/seal.ts'
import type { Shop } from '../../adapters/tickets/shop.ts'
import { hashToken } from '../../transport/access.ts'
import { type BoundEndpoint, serveStaff } from '../../transport/http.ts'
import type { SeminarFacts } from '../seminars/rules.ts'
import { listHookRows, readHook, reopenHook } from './hook-store.ts'
import { bringForward, type ConnectionRow, deleteConnection, forgetHeld, listHeld, readConnection, saveConnection } from './store.ts'
import { askShop, LEASE_MS, NEVER, type Sync } from './sync.ts'

export interface ConnectionParts {
  readonly database: Database
  readonly clock: Clock
  readonly vaultKey: string
  /** Where shops reach Podium, without trailing slash. */
  readonly publicUrl: string
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  readonly openShop: (kind: ConnectionRow['kind'], address: string | null, token: string) => Shop
  readonly sync: Sync
}

/** The endpoints of a shop connection. */
export function connectionEndpoints({
  database,
  clock,
  vaultKey,
  publicUrl,
  seminarFacts,
  openShop,
  sync,
}: ConnectionParts): BoundEndpoint[] {
  /** The shop asked about: with the token typed now, or the one stored for this seminar. */
  async function shopOf(input: { seminarId: SeminarId; kind: ConnectionRow['kind']; address: string | null; token: string | null }) {
    await seminarFacts(database.handle, input.seminarId)
    if (input.kind === 'pretix' && input.address === null) throw new Refusal('invalid')
    if (input.token !== null) return { shop: openShop(input.kind, input.address, input.token), token: input.token }
    const row = await readConnection(database.handle, input.seminarId)
    // A stored token goes to the host it was stored for, nowhere else (WH-02).
    if (row === null || row.kind !== input.kind || row.address !== input.address) throw new Refusal('shop_unauthorised')
    const token = openText(vaultKey, input.seminarId, row.sealed_token)
    return { shop: openShop(row.kind, row.address, token), token }
  }

  async function view(seminarId: SeminarId): Promise<{ connection: ShopConnection | null }> {
    const row = await readConnection(database.handle, seminarId)
    if (row === null) return { connection: null }
    return {
      connection: {
        kind: row.kind,
        address: row.address,
        organisationId: row.organisation_id,
        eventId: row.event_id,
        eventName: row.event_name,
        ticketClassIds: row.ticket_class_ids,
        tokenHint: row.token_hint,
        hookUrl: hookUrl(row.kind, openText(vaultKey, seminarId, row.sealed_hook_secret)),
        isHookRegistered: row.shop_hook_id !== null,
        lastHookAt: row.last_hook_at,
        lastOkAt: row.last_ok_at,
        nextPassAt: row.next_pass_at >= NEVER ? null : row.next_pass_at,
        failingSince: row.failing_since,
        problem: row.problem,
        lastCounts: row.last_counts,
        heldRevocations: await listHeld(database.handle, row),
        movedTo: row.moved_starts_at === null ? null : { startsAt: row.moved_starts_at, endsAt: row.moved_ends_at },
      },
    }
  }

  const hookUrl = (kind: string, secret: string) => `${publicUrl}/hooks/${kind}/${secret}`

  async function connected(seminarId: SeminarId): Promise<ConnectionRow> {
    const row = await readConnection(database.handle, seminarId)
    if (row === null) throw new Refusal('not_found')
    return row
  }

  /** A full pass while somebody waits for it. */
  async function passNow(seminarId: SeminarId, isReleased: boolean): Promise<void> {
    const hasRun = await askShop(() => sync.pass(seminarId, { isFull: true, isReleased }))
    // A pass that died with its process is waited for until its lease ends.
    if (!hasRun) throw new Refusal('shop_busy', LEASE_MS)
  }

  /** Takes our webhook back; a shop that does not answer keeps a webhook that leads nowhere. */
  async function unhook(row: ConnectionRow): Promise<void> {
    if (row.shop_hook_id === null) return
    const shop = openShop(row.kind, row.address, openText(vaultKey, row.seminar_id, row.sealed_token))
    await shop.removeHook(row.organisation_id, row.shop_hook_id).catch(() => undefined)
  }

  return [
    serveStaff(testShop, async ({ input }) => {
      const { shop } = await shopOf(input)
      return askShop(() => shop.readAccount())
    }),
    serveStaff(listShopEvents, async ({ input }) => {
      const { shop } = await shopOf(input)
      return { events: await askShop(() => shop.listEvents(input.organisationId)) }
    }),
    serveStaff(readShopConnection, async ({ input }) => {
      await seminarFacts(database.handle, input.seminarId)
      return view(input.seminarId)
    }),
    serveStaff(connectShop, async ({ input }) => {
      const { seminarId, kind, organisationId, eventId } = input
      const { shop, token } = await shopOf(input)
      const event = await askShop(() => shop.readEvent(organisationId, eventId))
      const before = await readConnection(database.handle, seminarId)
      if (before !== null) await unhook(before)
      const secret = randomBytes(32).toString('base64url')
      // A shop that may not set webhooks up is asked by the clock all the same.
      const hookId = await shop.registerHook(organisationId, eventId, hookUrl(kind, secret)).catch(() => null)
      const facts = await seminarFacts(database.handle, seminarId)
      const isMoved = event.startsAt !== facts.startsAt
      await database.transaction(async (tx) => {
        await forgetHeld(tx, seminarId, { origin: kind, eventId })
        await saveConnection(tx, {
          seminar_id: seminarId,
          kind,
          address: input.address,
          organisation_id: organisationId,
          event_id: eventId,
          event_name: event.name,
          ticket_class_ids: input.ticketClassIds,
          sealed_token: sealText(vaultKey, seminarId, token),
          token_hint: token.slice(-4),
          sealed_hook_secret: sealText(vaultKey, seminarId, secret),
          hook_secret_hash: hashToken(secret),
          shop_hook_id: hookId,
          cursor: null,
          last_hook_at: null,
          last_ok_at: null,
          last_full_at: null,
          next_pass_at: clock.now(),
          failing_since: null,
          failures: 0,
          problem: null,
          moved_starts_at: isMoved ? event.startsAt : null,
          moved_ends_at: isMoved ? event.endsAt : null,
          lease_owner: null,
          lease_until: 0,
        })
      })
      await passNow(seminarId, false)
      return view(seminarId)
    }),
    serveStaff(disconnectShop, async ({ input }) => {
      await unhook(await connected(input.seminarId))
      await database.transaction((tx) => deleteConnection(tx, input.seminarId))
      return {}
    }),
    serveStaff(reconcileNow, async ({ input }) => {
      await connected(input.seminarId)
      await passNow(input.seminarId, false)
      return view(input.seminarId)
    }),
    serveStaff(releaseRevocations, async ({ input }) => {
      const connection = await connected(input.seminarId)
      if ((await listHeld(database.handle, connection)).length === 0) throw new Refusal('wrong_state')
      // Asked once more: whoever was given back their ticket meanwhile keeps the seat.
      await passNow(input.seminarId, true)
      return view(input.seminarId)
    }),
    serveStaff(listHooks, async ({ input }) => {
      await seminarFacts(database.handle, input.seminarId)
      const rows = await listHookRows(database.handle, input.seminarId)
      return {
        hooks: rows.map((row) => ({
          id: row.id,
          receivedAt: row.received_at,
          action: row.action,
          outcome: row.outcome,
          handledAt: row.handled_at,
        })),
      }
    }),
    serveStaff(replayHook, async ({ input }) => {
      await database.transaction(async (tx) => {
        const hook = await readHook(tx, input.hookId)
        if (hook === null) throw new Refusal('not_found')
        await reopenHook(tx, hook.id)
        await bringForward(tx, hook.seminar_id, clock.now())
      })
      return {}
    }),
  ]
}
