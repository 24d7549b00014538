// Signing in and out, and the ticket to the live connection of one's own seminars (SPEC I).
import { Refusal } from '@podium/shared/failures.ts'
import type { SeminarId } from '@podium/shared/primitives.ts'
import { readOwnAccount, signIn, signOut, type StaffMember, takeStaffTicket } from '@podium/shared/staff.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database } from '../../adapters/database/database.ts'
import { createLimit } from '../../adapters/limit.ts'
import type { Passwords } from '../../adapters/passwords.ts'
import type { Access, AccessFacts } from '../../transport/access.ts'
import type { StaffCaller } from '../../transport/caller.ts'
import { type BoundEndpoint, servePublic, serveStaff } from '../../transport/http.ts'
import { isSessionValid, lockAfter, requireUnlocked, SESSION_LIFETIME_MS } from './rules.ts'
import {
  countFailure,
  deleteSession,
  insertSession,
  lockStaff,
  readSession,
  readStaff,
  readStaffByEmail,
  saveSeen,
  type StaffRow,
} from './store.ts'

const SEEN_EVERY_MS = 60_000

/** What access.ts asks about staff. */
export function staffFacts(database: Database, clock: Clock): Pick<AccessFacts, 'staffBySession' | 'staffById'> {
  return {
    async staffBySession(tokenHash) {
      const session = await readSession(database.handle, tokenHash)
      const now = clock.now()
      if (session === null || !isSessionValid(session, now)) return null
      if (now - session.seenAt >= SEEN_EVERY_MS) await saveSeen(database.handle, tokenHash, now)
      return callerOf(session.staff)
    },
    async staffById(id) {
      const staff = await readStaff(database.handle, id)
      return staff === null ? null : callerOf(staff)
    },
  }
}

export interface StaffParts {
  readonly database: Database
  readonly clock: Clock
  readonly access: Access
  readonly passwords: Passwords
  readonly mayWorkOn: (staff: StaffCaller, id: SeminarId) => Promise<boolean>
}

/** The endpoints of the staff. */
export function staffEndpoints(parts: StaffParts): BoundEndpoint[] {
  const { database, clock, access, passwords, mayWorkOn } = parts
  // RT-06: by address only for accounts that do not exist; a colleague's typing error locks nobody else out.
  const strangers = createLimit(30, 600)

  return [
    servePublic(signIn, async ({ cookies, address, input }) => {
      const now = clock.now()
      const staff = await readStaffByEmail(database.handle, input.email)
      if (staff !== null) requireUnlocked(staff.locked_until, now)
      if (!(await passwords.isRight(staff?.password_hash ?? null, input.password)) || staff === null) {
        await slowDown(staff, address)
        throw new Refusal('login_wrong')
      }
      const expiresAt = now + SESSION_LIFETIME_MS
      const tokenHash = access.giveStaffSession(cookies, expiresAt)
      await database.transaction((tx) => insertSession(tx, { tokenHash, staffId: staff.id, at: now, expiresAt }))
      return memberOf(callerOf(staff))
    }),
    servePublic(signOut, async ({ cookies }) => {
      const tokenHash = access.dropStaffSession(cookies)
      if (tokenHash !== null) await deleteSession(database.handle, tokenHash)
      return {}
    }),
    serveStaff(readOwnAccount, async ({ caller }) => memberOf(caller)),
    serveStaff(takeStaffTicket, async ({ caller, input }) => {
      if (!(await mayWorkOn(caller, input.seminarId))) throw new Refusal('not_allowed')
      return { ticket: access.staffTicket({ ...caller, seminarId: input.seminarId }) }
    }),
  ]

  async function slowDown(staff: StaffRow | null, address: string): Promise<void> {
    if (staff !== null) {
      const lockMs = lockAfter(await countFailure(database.handle, staff.id))
      if (lockMs > 0) await lockStaff(database.handle, staff.id, clock.now() + lockMs)
      return
    }
    const { isOver, waitMs } = await strangers(address)
    if (isOver) throw new Refusal('too_many_requests', waitMs)
  }
}

function callerOf(staff: StaffRow): StaffCaller {
  return { role: staff.role, staffId: staff.id, name: staff.name, email: staff.email }
}

function memberOf(caller: StaffCaller): StaffMember {
  return { staffId: caller.staffId, name: caller.name, email: caller.email, role: caller.role }
}
