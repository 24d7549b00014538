// Seminars and their agenda as stored.
import type { Selectable } from 'kysely'
import {
  AgendaItemId,
  type Instant,
  type OpId,
  type SeminarId,
  SeminarId as SeminarIdSchema,
  Slug,
  type StaffId,
} from '@podium/shared/primitives.ts'
import { newId, randomCrockford } from '../../adapters/clock.ts'
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

/** A seminar as it is first written. */
export interface NewSeminar {
  readonly opId: OpId
  readonly title: string
  readonly subtitle: string
  readonly provider: string
  readonly trainerName: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly timeZone: string
  readonly supportPhone: string
  readonly supportEmail: string
}

/** Stores a seminar with one agenda item over its whole length; the public name gets a number where it is taken. */
export async function insertSeminar(tx: Handle, seminar: NewSeminar, slug: string): Promise<SeminarId> {
  const taken = new Set((await tx.selectFrom('seminar').select('slug').where('slug', 'like', `${slug}%`).execute()).map((row) => row.slug))
  let free = slug
  for (let count = 2; taken.has(free); count += 1) free = `${slug}-${count}`
  const id = SeminarIdSchema.parse(newId())
  await tx
    .insertInto('seminar')
    .values({
      id,
      slug: Slug.parse(free),
      title: seminar.title,
      subtitle: seminar.subtitle,
      provider: seminar.provider,
      trainer_name: seminar.trainerName,
      trainer_role: 'Seminarleitung',
      state: 'published',
      starts_at: seminar.startsAt,
      ends_at: seminar.endsAt,
      time_zone: seminar.timeZone,
      support_phone: seminar.supportPhone,
      support_email: seminar.supportEmail,
      media_room: randomCrockford(20),
      went_live_at: null,
      ended_at: null,
      current_item_id: null,
      is_moderated: true,
      is_demo: false,
      op_id: seminar.opId,
    })
    .execute()
  await tx
    .insertInto('agenda_item')
    .values({
      id: AgendaItemId.parse(newId()),
      seminar_id: id,
      position: 0,
      title: seminar.title,
      planned_minutes: Math.max(1, Math.round((seminar.endsAt - seminar.startsAt) / 60_000)),
      is_starred: false,
    })
    .execute()
  return id
}

/** The seminar this operation made; null when it made none. */
export async function readSeminarIdByOp(db: Handle, opId: OpId): Promise<SeminarId | null> {
  return (await db.selectFrom('seminar').select('id').where('op_id', '=', opId).executeTakeFirst())?.id ?? null
}

/** Saves when the seminar takes place. */
export async function saveSpan(tx: Handle, id: SeminarId, startsAt: Instant, endsAt: Instant): Promise<void> {
  await tx.updateTable('seminar').set({ starts_at: startsAt, ends_at: endsAt }).where('id', '=', id).execute()
}

/** Cancels the seminar. */
export async function saveCancelled(tx: Handle, id: SeminarId): Promise<void> {
  await tx.updateTable('seminar').set({ state: 'cancelled' }).where('id', '=', id).execute()
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
    locale: row.locale,
    isReminderWanted: row.is_reminder_wanted,
    agenda: items.map((item) => ({ id: item.id, title: item.title, plannedMinutes: item.planned_minutes, isStarred: item.is_starred })),
  }
}
