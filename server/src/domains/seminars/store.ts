// Seminars and their agenda as stored.
import type { Selectable } from 'kysely'
import { type SeminarId, Slug, type StaffId } from '@podium/shared/primitives.ts'
import type { Handle } from '../../adapters/database/database.ts'
import type { SeminarTable } from '../../adapters/database/tables.ts'
import type { SeminarFacts } from './rules.ts'

/** The seminar with its agenda; null when there is none with this id. */
export async function readSeminar(db: Handle, id: SeminarId): Promise<SeminarFacts | null> {
  const row = await db.selectFrom('seminar').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : withAgenda(db, row)
}

/** The seminar with this public name; null when there is none. */
export async function readSeminarBySlug(db: Handle, slug: Slug): Promise<SeminarFacts | null> {
  const row = await db.selectFrom('seminar').selectAll().where('slug', '=', slug).executeTakeFirst()
  return row === undefined ? null : withAgenda(db, row)
}

/** Every seminar, or only those a trainer or moderator is assigned to; soonest first. */
export async function listSeminarFacts(db: Handle, assignedTo: StaffId | null): Promise<SeminarFacts[]> {
  let query = db.selectFrom('seminar').selectAll('seminar').orderBy('starts_at')
  if (assignedTo !== null) {
    query = query.where('id', 'in', (eb) => eb.selectFrom('staff_assignment').select('seminar_id').where('staff_id', '=', assignedTo))
  }
  return Promise.all((await query.execute()).map((row) => withAgenda(db, row)))
}

/** Whether this trainer or moderator works on this seminar. */
export async function isAssigned(db: Handle, staffId: StaffId, seminarId: SeminarId): Promise<boolean> {
  const row = await db
    .selectFrom('staff_assignment')
    .select('staff_id')
    .where('staff_id', '=', staffId)
    .where('seminar_id', '=', seminarId)
    .executeTakeFirst()
  return row !== undefined
}

async function withAgenda(db: Handle, row: Selectable<SeminarTable>): Promise<SeminarFacts> {
  const items = await db.selectFrom('agenda_item').selectAll().where('seminar_id', '=', row.id).orderBy('position').execute()
  const { minutes } = await db
    .selectFrom('extension')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('minutes'), eb.lit(0)).as('minutes'))
    .where('seminar_id', '=', row.id)
    .executeTakeFirstOrThrow()
  return {
    id: row.id,
    slug: Slug.parse(row.slug),
    title: row.title,
    subtitle: row.subtitle,
    provider: row.provider,
    trainerName: row.trainer_name,
    trainerRole: row.trainer_role,
    storedState: row.state,
    startsAt: row.starts_at,
    plannedEndsAt: row.ends_at,
    // PostgreSQL returns a sum as text.
    extendedMinutes: Number(minutes),
    timeZone: row.time_zone,
    supportPhone: row.support_phone,
    supportEmail: row.support_email,
    mediaRoom: row.media_room,
    wentLiveAt: row.went_live_at,
    endedAt: row.ended_at,
    currentItemId: row.current_item_id,
    isModerated: row.is_moderated,
    agenda: items.map((item) => ({ id: item.id, title: item.title, plannedMinutes: item.planned_minutes, isStarred: item.is_starred })),
  }
}
