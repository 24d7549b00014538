// What remains of presence after the end, what the media server saw, and when Podium itself was away.
import type { Kysely, Migration } from 'kysely'

/** Makes the tables of attendance records, media witnesses and outages. */
export function attendance(engine: 'sqlite' | 'postgres'): Migration {
  const instant = engine === 'postgres' ? 'bigint' : 'integer'
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('attendance_record')
        .addColumn('seat_id', 'text', (c) => c.primaryKey().references('seat.id'))
        .addColumn('seminar_id', 'text', (c) => c.notNull().references('seminar.id'))
        .addColumn('minutes', 'integer', (c) => c.notNull())
        .addColumn('bitmap', 'text', (c) => c.notNull())
        .addColumn('first_seen_at', instant, (c) => c.notNull())
        .addColumn('last_seen_at', instant, (c) => c.notNull())
        .execute()
      await db.schema.createIndex('attendance_by_seminar').on('attendance_record').column('seminar_id').execute()
      await db.schema
        .createTable('media_witness')
        .addColumn('sid', 'text', (c) => c.notNull())
        .addColumn('seat_id', 'text', (c) => c.notNull().references('seat.id'))
        .addColumn('seminar_id', 'text', (c) => c.notNull().references('seminar.id'))
        .addColumn('joined_at', instant, (c) => c.notNull())
        .addColumn('left_at', instant)
        .addPrimaryKeyConstraint('media_witness_key', ['seat_id', 'sid'])
        .execute()
      await db.schema.createIndex('media_witness_by_seminar').on('media_witness').column('seminar_id').execute()
      await db.schema
        .createTable('outage')
        .addColumn('process_id', 'text', (c) => c.primaryKey())
        .addColumn('from_at', instant, (c) => c.notNull())
        .addColumn('until_at', instant, (c) => c.notNull())
        .execute()
    },
  }
}
