// Remembers what a query answered until one of its tables is written.
import type { Database, Handle } from './database.ts'
import type { Tables } from './tables.ts'

interface Remembered<Value> {
  readonly writes: number
  readonly value: Promise<Value>
}

/**
 * Wraps a read by key: on SQLite, where this process is the only writer, an answer is kept until one of `tables` is written;
 * on PostgreSQL, where others write too, every call reads. Inside a transaction pass its handle: what the transaction wrote counts.
 */
export function createRecall<Key extends string, Value>(
  database: Database,
  tables: readonly (keyof Tables)[],
  read: (db: Handle, key: Key) => Promise<Value>,
): (db: Handle, key: Key) => Promise<Value> {
  if (database.engine === 'postgres') return read
  const remembered = new Map<Key, Remembered<Value>>()
  return (db, key) => {
    // Counted before the read: a write in between makes the answer old at once.
    const writes = database.writesTo(tables)
    const known = remembered.get(key)
    if (known?.writes === writes) return known.value
    const value = read(db, key)
    // What a transaction reads may still be undone.
    if (db !== database.handle) return value
    remembered.set(key, { writes, value })
    value.catch(() => remembered.delete(key))
    return value
  }
}
