// A seat's own upvotes are read at every connect.
import type { Kysely, Migration } from 'kysely'

/** Makes upvotes findable by seat. */
export function upvotesBySeat(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.createIndex('upvote_by_seat').on('upvote').column('seat_id').execute()
    },
  }
}
