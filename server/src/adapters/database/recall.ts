// Remembers what a query answered until one of its tables is written.
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

interface Remembered<Value> {
  readonly writes: number
  readonly value: Promise<Value>
}

/**
 * Wraps a read by key: on SQLite, where this process is the only writer, an answer is kept until one of `tables` is written;
 * on PostgreSQL, where others write too, every call reads.
 */
export function createRecall<Key extends string, Value>(
  database: Database,
  tables: readonly (keyof Tables)[],
  read: (key: Key) => Promise<Value>,
): (key: Key) => Promise<Value> {
  if (database.engine === 'postgres') return read
  const remembered = new Map<Key, Remembered<Value>>()
  return (key) => {
    // Counted before the read: a write in between makes the answer old at once.
    const writes = database.writesTo(tables)
    const known = remembered.get(key)
    if (known?.writes === writes) return known.value
    const value = read(key)
    remembered.set(key, { writes, value })
    value.catch(() => remembered.delete(key))
    return value
  }
}
