// What a fresh Podium needs before anybody can use it: an organiser, and the demo seminar with its people unless told otherwise.
import type { SeatCredentials } from '@podium/shared/seats.ts'
import type { StaffRole } from '@podium/shared/roles.ts'
import type { App } from './app.ts'
import type { Clock } from './adapters/clock.ts'
import type { Database, Handle } from './adapters/database/database.ts'
import type { Passwords } from './adapters/passwords.ts'
import { DEMO_HOLDERS, DEMO_ORGANISER, DEMO_POLLS, DEMO_TRAINER, findRunningDemo, insertDemo } from './domains/seminars/demo.ts'
import { listSeats } from './domains/seats/store.ts'
import { assign, insertStaff, readStaffByEmail } from './domains/staff/store.ts'
import type { StaffLogin } from './print.ts'

export interface FirstUse {
  readonly organiser: StaffLogin
  /** Null without the demo seminar. */
  readonly trainer: StaffLogin | null
  readonly attendees: readonly SeatCredentials[]
}

interface FirstUseParts {
  readonly isDemoWanted: boolean
  readonly database: Database
  readonly clock: Clock
  readonly passwords: Passwords
  readonly app: Pick<App, 'seats' | 'polls'>
}

/** Makes what is missing and tells who can sign in; a password is told only in the start that made it (N4). */
export async function prepareFirstUse({ isDemoWanted, database, clock, passwords, app }: FirstUseParts): Promise<FirstUse> {
  const organiser = await ensureStaff({ ...DEMO_ORGANISER, role: 'organiser' })
  if (!isDemoWanted) return { organiser: organiser.login, trainer: null, attendees: [] }
  const trainer = await ensureStaff({ ...DEMO_TRAINER, role: 'trainer' })
  const seminarId = (await findRunningDemo(database.handle, clock.now()))?.id ?? (await database.transaction(makeDemo))
  const seats = (await listSeats(database.handle, seminarId)).filter((seat) => seat.revoked_at === null).slice(0, DEMO_HOLDERS.length)
  return {
    organiser: organiser.login,
    trainer: trainer.login,
    attendees: await Promise.all(seats.map((seat) => app.seats.credentialsOf(database.handle, seat.id))),
  }

  async function ensureStaff(person: { name: string; email: string; role: StaffRole }): Promise<{ login: StaffLogin }> {
    if ((await readStaffByEmail(database.handle, person.email)) !== null) return { login: { email: person.email, password: null } }
    const password = passwords.generate()
    const passwordHash = await passwords.hash(password)
    await database.transaction((tx) => insertStaff(tx, { ...person, passwordHash }))
    return { login: { email: person.email, password } }
  }

  async function makeDemo(tx: Handle) {
    const demo = await insertDemo(tx, clock.now())
    const trainerRow = await readStaffByEmail(tx, DEMO_TRAINER.email)
    if (trainerRow !== null) await assign(tx, trainerRow.id, demo.id)
    for (const holderName of DEMO_HOLDERS)
      await app.seats.holders.add(tx, { seminarId: demo.id, holderName, holderEmail: null, origin: 'hand' })
    for (const { item, ...poll } of DEMO_POLLS)
      await app.polls.createPrepared(tx, { seminarId: demo.id, ...poll, itemId: demo.items[item - 1] ?? null })
    return demo.id
  }
}
