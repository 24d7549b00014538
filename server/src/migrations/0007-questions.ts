// Questions that ask the same can be put together.
import type { Kysely, Migration } from 'kysely'

/** Adds where a merged question belongs and how to take the merge back. */
export function questions(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('question').addColumn('merged_into_id', 'text').execute()
      await db.schema.alterTable('question').addColumn('merged_via_id', 'text').execute()
      await db.schema.alterTable('question').addColumn('state_before_merge', 'text').execute()
      await db.schema.createIndex('question_by_target').on('question').column('merged_into_id').execute()
    },
  }
}
