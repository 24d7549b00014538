// Letters to a buyer are found by their order, and say which links they give.
import type { Kysely, Migration } from 'kysely'

/** Adds what a naming letter tells, and the index by which the letters of an order are found. */
export function lettersOfOrders(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('letter').addColumn('told', 'text').execute()
      await db.schema.createIndex('letter_by_order').on('letter').column('order_id').execute()
    },
  }
}
