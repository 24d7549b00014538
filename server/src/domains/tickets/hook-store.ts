// Messages of shops as stored.
import type { Selectable } from 'kysely'
import { HookId, type Instant, type SeminarId } from '@podium/shared/primitives.ts'
import { newId } from '../../adapters/clock.ts'
import type { Handle } from '../../adapters/database/database.ts'
import type { HookReceiptTable } from '../../adapters/database/ticket-tables.ts'

/** A message as stored. */
export type HookRow = Selectable<HookReceiptTable>

/** Keeps a message of a shop. */
export async function insertHook(
  tx: Handle,
  hook: Omit<HookRow, 'id' | 'received_headers'> & { headers: Record<string, string> },
): Promise<void> {
  const { headers, ...rest } = hook
  await tx
    .insertInto('hook_receipt')
    .values({ ...rest, id: HookId.parse(newId()), received_headers: JSON.stringify(headers) })
    .execute()
}

/** The latest messages of a shop, newest first. */
export async function listHookRows(db: Handle, seminarId: SeminarId): Promise<HookRow[]> {
  return db
    .selectFrom('hook_receipt')
    .selectAll()
    .where('seminar_id', '=', seminarId)
    .orderBy('received_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
}

/** One message; null when there is none. */
export async function readHook(db: Handle, id: HookId): Promise<HookRow | null> {
  return (await db.selectFrom('hook_receipt').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** A message waits again. */
export async function reopenHook(tx: Handle, id: HookId): Promise<void> {
  await tx.updateTable('hook_receipt').set({ outcome: 'waiting', handled_at: null }).where('id', '=', id).execute()
}

/** Every message that came before a pass began is handled by it. */
export async function closeHooks(tx: Handle, seminarId: SeminarId, until: Instant, at: Instant): Promise<void> {
  await tx
    .updateTable('hook_receipt')
    .set({ outcome: 'handled', handled_at: at })
    .where('seminar_id', '=', seminarId)
    .where('outcome', '=', 'waiting')
    .where('received_at', '<=', until)
    .execute()
}

/** Messages are kept seven days (ticketing.md §1). */
export async function deleteHooksBefore(tx: Handle, before: Instant): Promise<void> {
  await tx.deleteFrom('hook_receipt').where('received_at', '<', before).execute()
}
