// A store of the first release with a held, a finalised and a prepared poll.
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Kysely } from 'kysely'
import { expect, it } from 'vitest'
import { PollResult } from '@podium/shared/polls.ts'
import { SeminarId } from '@podium/shared/primitives.ts'
import { newId } from '../../src/adapters/clock.ts'
import { openDatabase } from '../../src/adapters/database/database.ts'
import { EmbeddedDialect, openFile } from '../../src/adapters/database/sqlite.ts'
import { listBallots } from '../../src/domains/polls/ballots.ts'
import { listPolls } from '../../src/domains/polls/store.ts'
import { initial } from '../../src/migrations/0001-initial.ts'

/** What Kysely remembers of migrations it ran. */
interface Remembered {
  kysely_migration: { name: string; timestamp: string }
  kysely_migration_lock: { id: string; is_locked: number }
}

it('P36 Polls of the first release keep their ballots, counts and published numbers', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'podium-migration-'))
  const first = path.join(folder, 'first.db')
  const [seminarId, held, final] = [SeminarId.parse(newId()), newId(), newId()]
  const options = JSON.stringify([0, 1, 2].map((index) => ({ id: newId(), label: String(index), stance: null })))
  // The first schema is not among the tables of today: it is written to as it was.
  const old = new Kysely<Remembered & Record<string, Record<string, unknown>>>({ dialect: new EmbeddedDialect(openFile(first)) })
  await initial('sqlite').up(old)
  await old.schema
    .createTable('kysely_migration')
    .addColumn('name', 'varchar(255)', (c) => c.primaryKey())
    .addColumn('timestamp', 'varchar(255)', (c) => c.notNull())
    .execute()
  await old.insertInto('kysely_migration').values({ name: '0001-initial', timestamp: '2026-01-01T00:00:00.000Z' }).execute()
  const texts = [
    'slug',
    'title',
    'subtitle',
    'provider',
    'trainer_name',
    'trainer_role',
    'time_zone',
    'support_phone',
    'support_email',
    'media_room',
  ]
  const seminar = { id: seminarId, state: 'live', starts_at: 0, ends_at: 1, is_moderated: 0, is_demo: 0 }
  await old
    .insertInto('seminar')
    .values({ ...seminar, ...Object.fromEntries(texts.map((name) => [name, name])) })
    .execute()
  const poll = { seminar_id: seminarId, text: 'Frage?', options, is_confidential: 1 }
  const published = { kind: 'debate', matched: 12, beforeOnly: 3, afterOnly: 1, before: [], after: [], switchers: 4, moves: null }
  await old
    .insertInto('poll')
    .values([
      { ...poll, id: held, op_id: 'a', position: 1, kind: 'choice', is_revealed: 0, result: null, sealed_secret: 'sealed' },
      {
        ...poll,
        id: final,
        op_id: 'b',
        position: 2,
        kind: 'debate',
        is_revealed: 1,
        result: JSON.stringify(published),
        sealed_secret: null,
      },
    ])
    .execute()
  await old
    .insertInto('poll_wave')
    .values([
      { poll_id: held, name: 'only', position: 1, state: 'closed' },
      { poll_id: final, name: 'before', position: 1, state: 'closed' },
      { poll_id: final, name: 'after', position: 2, state: 'closed' },
    ])
    .execute()
  const optionId = newId()
  await old
    .insertInto('ballot')
    .values(['x', 'y'].map((vote_key) => ({ poll_id: held, wave: 'only', vote_key, option_id: optionId, sequence: 1 })))
    .execute()
  await old.destroy()
  // The engine lets go of a file only when its last statement is collected.
  const file = path.join(folder, 'podium.db')
  await copyFile(first, file)

  const database = await openDatabase({ file })
  try {
    const [choice, debate] = await listPolls(database.handle, seminarId)
    expect(choice).toMatchObject({ isFrozen: true, isArchived: false, early: null, waves: [{ version: 1, ballots: 2, present: null }] })
    expect(choice === undefined ? [] : await listBallots(database.handle, choice.id)).toMatchObject([
      { choice: optionId },
      { choice: optionId },
    ])
    expect(debate).toMatchObject({ isFinal: true, isFrozen: true, waves: [{ ballots: 15 }, { ballots: 13 }] })
    expect(PollResult.parse(debate?.result)).toMatchObject({ ...published, middle: null, verdict: null, isInfluenced: false })
  } finally {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
})
