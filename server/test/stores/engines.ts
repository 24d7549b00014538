// Runs a suite on every engine at hand: always a SQLite file, PostgreSQL where TEST_DATABASE_URL names a server.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { SeatId, Slug } from '@podium/shared/primitives.ts'
import { newId, randomCrockford } from '../../src/adapters/clock.ts'
import { type Database, openDatabase } from '../../src/adapters/database/database.ts'
import type { SeminarFacts } from '../../src/domains/seminars/rules.ts'
import { facts } from '../builders.ts'

/** The store of the suite, open while its tests run. */
export interface Opened {
  readonly database: Database
}

/** Runs `suite` once per engine, each time with an empty store of its own. */
export function onEveryEngine(title: string, suite: (opened: Opened) => void): void {
  describe(`${title} on SQLite`, () => {
    suite(openForSuite(openSqlite))
  })
  const server = process.env['TEST_DATABASE_URL']
  describe.skipIf(server === undefined)(`${title} on PostgreSQL`, () => {
    suite(openForSuite(() => openPostgres(server ?? '')))
  })
}

/** Stores a seminar that is live, with its agenda; a test names only what it is about. */
export async function insertSeminar(database: Database, about: Partial<SeminarFacts> = {}): Promise<SeminarFacts> {
  const seminar = facts({ storedState: 'live', wentLiveAt: 0, slug: uniqueSlug(), ...about })
  await database.handle
    .insertInto('seminar')
    .values({
      id: seminar.id,
      slug: seminar.slug,
      title: seminar.title,
      subtitle: seminar.subtitle,
      provider: seminar.provider,
      trainer_name: seminar.trainerName,
      trainer_role: seminar.trainerRole,
      state: seminar.storedState,
      starts_at: seminar.startsAt,
      ends_at: seminar.plannedEndsAt,
      time_zone: seminar.timeZone,
      support_phone: seminar.supportPhone,
      support_email: seminar.supportEmail,
      media_room: seminar.mediaRoom,
      went_live_at: seminar.wentLiveAt,
      ended_at: seminar.endedAt,
      current_item_id: seminar.currentItemId,
      is_moderated: seminar.isModerated,
      is_demo: false,
    })
    .execute()
  const items = seminar.agenda.map((item, index) => ({
    id: item.id,
    seminar_id: seminar.id,
    position: index + 1,
    title: item.title,
    planned_minutes: item.plannedMinutes,
    is_starred: item.isStarred,
  }))
  await database.handle.insertInto('agenda_item').values(items).execute()
  return seminar
}

/** Stores a seat in a seminar. */
export async function insertSeat(database: Database, seminar: Pick<SeminarFacts, 'id'>, holderName = 'Renate Kranz'): Promise<SeatId> {
  const id = SeatId.parse(newId())
  await database.handle
    .insertInto('seat')
    .values({
      id,
      seminar_id: seminar.id,
      holder_name: holderName,
      holder_email: null,
      nonce: newId(),
      version: 1,
      key_id: 'k1',
      token_hash: newId(),
      number: randomCrockford(10),
      wrong_codes: 0,
      code_locked_until: null,
      revoked_at: null,
      active_device: null,
      take_overs: 0,
      last_take_over_at: null,
      created_at: 0,
    })
    .execute()
  return id
}

/** Stores this many seats in a seminar. */
export async function insertSeats(database: Database, seminar: Pick<SeminarFacts, 'id'>, count: number): Promise<SeatId[]> {
  const seats: SeatId[] = []
  for (let i = 0; i < count; i += 1) seats.push(await insertSeat(database, seminar))
  return seats
}

interface Store {
  readonly database: Database
  drop(): Promise<void>
}

function openForSuite(open: () => Promise<Store>): Opened {
  let store: Store | null = null
  beforeAll(async () => {
    store = await open()
  })
  afterAll(async () => {
    await store?.database.close()
    await store?.drop()
  })
  return {
    get database() {
      if (store === null) throw new Error('the store opens before the first test, not before')
      return store.database
    },
  }
}

async function openSqlite(): Promise<Store> {
  const folder = await mkdtemp(path.join(tmpdir(), 'podium-store-'))
  return { database: await openDatabase({ file: path.join(folder, 'podium.db') }), drop: () => rm(folder, { recursive: true }) }
}

async function openPostgres(server: string): Promise<Store> {
  const name = `podium_test_${newId().toLowerCase()}`
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
  await run(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { database: await openDatabase({ url: url.href }), drop: () => run(`drop database ${name}`) }
}

function uniqueSlug(): SeminarFacts['slug'] {
  return Slug.parse(`seminar-${newId().toLowerCase()}`)
}
