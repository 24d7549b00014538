// An outbox with a worker over a real store and a real mail server, and seats to write to.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import type { SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { systemClock } from '../../src/adapters/clock.ts'
import { createCredentials } from '../../src/adapters/credentials.ts'
import type { Database } from '../../src/adapters/database/database.ts'
import { readOrMakeKeys } from '../../src/adapters/keys.ts'
import type { Mailer } from '../../src/adapters/mailer.ts'
import { createMaking } from '../../src/domains/letters/making.ts'
import type { LetterSeat, LetterSources } from '../../src/domains/letters/parts.ts'
import { createPlan } from '../../src/domains/letters/plan.ts'
import { createWorker } from '../../src/domains/letters/worker.ts'
import type { SeminarFacts } from '../../src/domains/seminars/rules.ts'
import { readSeminar } from '../../src/domains/seminars/store.ts'
import { listSeatsById, listSeats, type SeatRow } from '../../src/domains/seats/store.ts'

const PUBLIC_URL = 'https://podium.example'

/** The outbox of a store; the clock is the test's. `seatBehind` instead of the truth: links that open something else. */
export function createOutbox(database: Database, now: () => number, seatBehind?: LetterSources['seatBehind']) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'podium-outbox-'))
  const keys = readOrMakeKeys(dataDir)
  rmSync(dataDir, { recursive: true })
  const credentials = createCredentials(keys)
  const clock = { ...systemClock, now }

  function view(row: SeatRow): LetterSeat {
    return {
      seatId: row.id,
      seminarId: row.seminar_id,
      holderName: row.holder_name,
      holderEmail: row.holder_email,
      isRevoked: row.revoked_at !== null,
      orderToName: null,
      version: row.version,
      access: { link: `${PUBLIC_URL}/s/seminar/${credentials.tokenOf(row)}`, code: credentials.codeOf(row), number: row.number },
    }
  }

  const sources: LetterSources = {
    async seminarFacts(db, id): Promise<SeminarFacts> {
      const facts = await readSeminar(db, id)
      if (facts === null) throw new Error('there is no such seminar')
      return facts
    },
    seats: async (db, ids) => (await listSeatsById(db, ids)).map(view),
    seatsOfSeminar: async (db, id) => (await listSeats(db, id)).map(view),
    seatsByEmail: async () => [],
    order: async () => null,
    ordersOfSeats: async () => [],
    ordersOfSeminar: async () => [],
    substituteUrl: async () => null,
    async seatBehind(db, link) {
      if (seatBehind !== undefined) return seatBehind(db, link)
      const rows = await db.selectFrom('seat').selectAll().execute()
      return rows.find((row) => link.endsWith(credentials.tokenOf(row)))?.id ?? null
    },
    minutesOf: async () => 0,
    answersOf: async () => [],
  }
  const making = createMaking(
    sources,
    {
      publicUrl: PUBLIC_URL,
      from: 'podium@e-akademie.example',
      replyTo: null,
      imprint: { address: null, imprintUrl: null, privacyUrl: null },
    },
    now,
  )
  const plan = createPlan(sources, clock)
  const workerWith = (mailer: Mailer | null) =>
    createWorker({
      database,
      clock,
      vaultKey: keys.vault,
      mailer,
      making,
      seminarFacts: sources.seminarFacts,
      random: () => 0,
      log: pino({ level: 'silent' }),
    })

  return {
    plan,
    workerWith,
    vaultKey: keys.vault,
    async addressed(seatId: SeatId, email: string): Promise<void> {
      await database.handle.updateTable('seat').set({ holder_email: email }).where('id', '=', seatId).execute()
      await database.transaction((tx) => plan.planSeats(tx, [seatId]))
    },
    letters: (id: SeminarId) =>
      database.handle
        .selectFrom('letter')
        .selectAll()
        .where('seminar_id', '=', id)
        .orderBy('due_at')
        .orderBy('revision')
        .orderBy('id')
        .execute(),
  }
}
