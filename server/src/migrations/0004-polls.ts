// All kinds of polls: answers of every shape, waves that close by themselves or open again, words under moderation.
import { type Kysely, type Migration, sql } from 'kysely'

/** Widens polls, waves and ballots; what was published and counted before stays as it was. */
export function polls(engine: 'sqlite' | 'postgres'): Migration {
  const json = engine === 'postgres' ? 'jsonb' : 'text'
  const instant = engine === 'postgres' ? 'bigint' : 'integer'
  const bool = engine === 'postgres' ? 'boolean' : 'integer'
  const no = engine === 'postgres' ? sql`false` : sql`0`

  async function up(db: Kysely<unknown>) {
    await db.schema.alterTable('ballot').renameColumn('option_id', 'choice').execute()
    await db.schema
      .alterTable('poll')
      .addColumn('is_archived', bool, (c) => c.notNull().defaultTo(no))
      .execute()
    await db.schema.alterTable('poll').addColumn('early', json).execute()
    await db.schema.alterTable('poll').addColumn('statistics', json).execute()
    await db.schema
      .alterTable('poll_wave')
      .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
      .execute()
    await db.schema.alterTable('poll_wave').addColumn('closes_at', instant).execute()
    await db.schema.alterTable('poll_wave').addColumn('present', 'integer').execute()
    await db.schema.alterTable('poll_wave').addColumn('ballots', 'integer').execute()
    await sql`
      update poll_wave set ballots = (
        select case
          when poll.sealed_secret is not null
            then (select count(*) from ballot where ballot.poll_id = poll.id and ballot.wave = poll_wave.name)
          when poll.kind = 'debate'
            then cast(poll.result ->> 'matched' as integer)
              + cast(case when poll_wave.name = 'before' then poll.result ->> 'beforeOnly' else poll.result ->> 'afterOnly' end as integer)
          else cast(poll.result ->> 'ballots' as integer)
        end
        from poll where poll.id = poll_wave.poll_id
      ) where state = 'closed'`.execute(db)
    const added = JSON.stringify({ middle: null, shifts: null, margin: null, verdict: null, isInfluenced: false })
    await (
      engine === 'postgres'
        ? sql`update poll set result = result || ${added}::jsonb where kind = 'debate' and result is not null`
        : sql`
            update poll set result = json_set(result, '$.middle', json('null'), '$.shifts', json('null'),
              '$.margin', json('null'), '$.verdict', json('null'), '$.isInfluenced', json('false'))
            where kind = 'debate' and result is not null`
    ).execute(db)
    await db.schema
      .createTable('poll_operation')
      .addColumn('poll_id', 'text', (c) => c.notNull().references('poll.id'))
      .addColumn('op_id', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('poll_operation_key', ['poll_id', 'op_id'])
      .execute()
    await db.schema
      .createTable('poll_wave_version')
      .addColumn('poll_id', 'text', (c) => c.notNull().references('poll.id'))
      .addColumn('edition', 'integer', (c) => c.notNull())
      .addColumn('wave', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('opened_at', instant)
      .addColumn('closed_at', instant)
      .addColumn('ballots', 'integer', (c) => c.notNull())
      .addColumn('present', 'integer')
      .addColumn('was_shown', bool, (c) => c.notNull())
      .addColumn('numbers', json)
      .addPrimaryKeyConstraint('poll_wave_version_key', ['poll_id', 'edition'])
      .execute()
    await db.schema
      .createTable('ballot_version')
      .addColumn('poll_id', 'text', (c) => c.notNull().references('poll.id'))
      .addColumn('edition', 'integer', (c) => c.notNull())
      .addColumn('wave', 'text', (c) => c.notNull())
      .addColumn('vote_key', 'text', (c) => c.notNull())
      .addColumn('choice', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('ballot_version_key', ['poll_id', 'edition', 'wave', 'vote_key'])
      .$call((table) => (engine === 'sqlite' ? table.modifyEnd(sql`without rowid`) : table))
      .execute()
    await db.schema
      .createTable('poll_word')
      .addColumn('poll_id', 'text', (c) => c.notNull().references('poll.id'))
      .addColumn('word_key', 'text', (c) => c.notNull())
      .addColumn('shown_as', 'text')
      .addPrimaryKeyConstraint('poll_word_key', ['poll_id', 'word_key'])
      .execute()
  }

  return { up }
}
