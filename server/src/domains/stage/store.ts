// The stage as stored: the state of the seminar, its extensions and the runs of its agenda items.
import type { AgendaItemId, Instant, OpId, SeminarId } from '@podium/shared/primitives.ts'
import type { Engine, Handle } from '../../adapters/database/database.ts'
import type { Progress } from './rules.ts'

/** Holds the seminar's row until the transaction ends, so that stage changes happen one after the other. */
export async function lockStage(tx: Handle, engine: Engine, id: SeminarId): Promise<void> {
  const query = tx.selectFrom('seminar').select('id').where('id', '=', id)
  await (engine === 'postgres' ? query.forUpdate() : query).execute()
}

/** The runs of agenda items in the order they happened. */
export async function readProgress(db: Handle, id: SeminarId): Promise<Progress[]> {
  const rows = await db.selectFrom('agenda_progress').selectAll().where('seminar_id', '=', id).orderBy('position').execute()
  return rows.map((row) => ({ position: row.position, itemId: row.item_id, startedAt: row.started_at, endedAt: row.ended_at }))
}

/** The seminar is live from now on. */
export async function saveLive(tx: Handle, id: SeminarId, now: Instant): Promise<void> {
  await tx.updateTable('seminar').set({ state: 'live', went_live_at: now }).where('id', '=', id).execute()
}

/** The seminar is over; no item is current any more. */
export async function saveEnded(tx: Handle, id: SeminarId, now: Instant): Promise<void> {
  await tx.updateTable('seminar').set({ state: 'ended', ended_at: now, current_item_id: null }).where('id', '=', id).execute()
  await endRunningItem(tx, id, now)
}

/** Makes an item current and closes the run of the one before. */
export async function saveCurrentItem(tx: Handle, id: SeminarId, itemId: AgendaItemId, now: Instant): Promise<void> {
  await endRunningItem(tx, id, now)
  const last = await tx
    .selectFrom('agenda_progress')
    .select('position')
    .where('seminar_id', '=', id)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  await tx
    .insertInto('agenda_progress')
    .values({ seminar_id: id, position: (last?.position ?? 0) + 1, item_id: itemId, started_at: now, ended_at: null })
    .execute()
  await tx.updateTable('seminar').set({ current_item_id: itemId }).where('id', '=', id).execute()
}

/** Adds minutes to the end once per `opId`. */
export async function saveExtension(tx: Handle, id: SeminarId, opId: OpId, minutes: number): Promise<void> {
  await tx
    .insertInto('extension')
    .values({ seminar_id: id, op_id: opId, minutes })
    .onConflict((conflict) => conflict.columns(['seminar_id', 'op_id']).doNothing())
    .execute()
}

async function endRunningItem(tx: Handle, id: SeminarId, now: Instant): Promise<void> {
  await tx.updateTable('agenda_progress').set({ ended_at: now }).where('seminar_id', '=', id).where('ended_at', 'is', null).execute()
}
