// Structured values in one column: text in SQLite, jsonb in PostgreSQL.
import type { ColumnType } from 'kysely'

/** Read as the value, written as its JSON. */
export type Json<Value> = ColumnType<Value, string, string>
