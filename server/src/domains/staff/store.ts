// Staff accounts and their sessions as stored.
import type { Selectable } from 'kysely'
import { type Instant, StaffId as StaffIdSchema, type SeminarId, type StaffId } from '@podium/shared/primitives.ts'
import type { StaffRole } from '@podium/shared/roles.ts'
import { newId } from '../../adapters/clock.ts'
import type { Handle } from '../../adapters/database/database.ts'
import type { StaffTable } from '../../adapters/database/tables.ts'

export type StaffRow = Selectable<StaffTable>

/** Stores a new account. */
export async function insertStaff(
  tx: Handle,
  account: { name: string; email: string; role: StaffRole; passwordHash: string },
): Promise<StaffRow> {
  return tx
    .insertInto('staff')
    .values({
      id: StaffIdSchema.parse(newId()),
      name: account.name,
      email: account.email,
      role: account.role,
      password_hash: account.passwordHash,
      failed_sign_ins: 0,
      locked_until: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The account with this address; null when there is none. */
export async function readStaffByEmail(db: Handle, email: string): Promise<StaffRow | null> {
  return (await db.selectFrom('staff').selectAll().where('email', '=', email).executeTakeFirst()) ?? null
}

/** The account with this id; null when there is none. */
export async function readStaff(db: Handle, id: StaffId): Promise<StaffRow | null> {
  return (await db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Counts one more wrong password and returns the new number; concurrent ones are all counted. */
export async function countFailure(db: Handle, id: StaffId): Promise<number> {
  const row = await db
    .updateTable('staff')
    .set((eb) => ({ failed_sign_ins: eb('failed_sign_ins', '+', 1) }))
    .where('id', '=', id)
    .returning('failed_sign_ins')
    .executeTakeFirstOrThrow()
  return row.failed_sign_ins
}

/** Locks the account until then. */
export async function lockStaff(db: Handle, id: StaffId, until: Instant): Promise<void> {
  await db.updateTable('staff').set({ locked_until: until }).where('id', '=', id).execute()
}

/** Starts a session and forgets earlier wrong passwords. */
export async function insertSession(
  tx: Handle,
  session: { tokenHash: string; staffId: StaffId; at: Instant; expiresAt: Instant },
): Promise<void> {
  await tx.updateTable('staff').set({ failed_sign_ins: 0, locked_until: null }).where('id', '=', session.staffId).execute()
  await tx.deleteFrom('staff_session').where('expires_at', '<', session.at).execute()
  await tx
    .insertInto('staff_session')
    .values({
      token_hash: session.tokenHash,
      staff_id: session.staffId,
      created_at: session.at,
      seen_at: session.at,
      expires_at: session.expiresAt,
    })
    .execute()
}

/** The session behind a cookie with its account; null when there is none. */
export async function readSession(db: Handle, tokenHash: string): Promise<{ staff: StaffRow; seenAt: Instant; expiresAt: Instant } | null> {
  const row = await db
    .selectFrom('staff_session')
    .innerJoin('staff', 'staff.id', 'staff_session.staff_id')
    .selectAll('staff')
    .select(['staff_session.seen_at', 'staff_session.expires_at'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row === undefined ? null : { staff: row, seenAt: row.seen_at, expiresAt: row.expires_at }
}

/** Remembers that the session was used. */
export async function saveSeen(db: Handle, tokenHash: string, now: Instant): Promise<void> {
  await db.updateTable('staff_session').set({ seen_at: now }).where('token_hash', '=', tokenHash).execute()
}

/** Ends a session. */
export async function deleteSession(db: Handle, tokenHash: string): Promise<void> {
  await db.deleteFrom('staff_session').where('token_hash', '=', tokenHash).execute()
}

/** Lets a trainer or moderator work on a seminar. */
export async function assign(tx: Handle, staffId: StaffId, seminarId: SeminarId): Promise<void> {
  await tx
    .insertInto('staff_assignment')
    .values({ staff_id: staffId, seminar_id: seminarId })
    .onConflict((conflict) => conflict.columns(['staff_id', 'seminar_id']).doNothing())
    .execute()
}

/** Lets everybody who trains or moderates work on a seminar. */
export async function assignAll(tx: Handle, seminarId: SeminarId): Promise<void> {
  const people = await tx.selectFrom('staff').select('id').where('role', '!=', 'organiser').execute()
  for (const { id } of people) await assign(tx, id, seminarId)
}
