// Remembers what a query answered until one of its tables is written.
import type { Database, Handle } from './database.ts'
import type { Tables } from './tables.ts'

interface Remembered<Value> {
  readonly writes: number
  readonly value: Promise<Value>
  /** Null while it is still being read. */
  settled: { readonly value: Value } | null
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

  function recall(key: Key): Promise<Value> {
    // Counted before the read: a write in between makes the answer old at once.
    const writes = database.writesTo(tables)
    const known = remembered.get(key)
    if (known?.writes === writes) return known.value
    const entry: Remembered<Value> = { writes, value: read(database.handle, key), settled: null }
    remembered.set(key, entry)
    entry.value.then(
      (value) => {
        entry.settled = { value }
      },
      () => remembered.delete(key),
    )
    return entry.value
  }

  return async (db, key) => {
    if (db === database.handle) return recall(key)
    const known = remembered.get(key)
    // An answer still on its way waits for this very transaction.
    if (known?.writes === database.writesTo(tables) && known.settled !== null) return known.settled.value
    // What a transaction reads may still be undone: remembered is what is read after it.
    recall(key).catch(() => undefined)
    return read(db, key)
  }
}

/** Wraps a read so that a loop asks once for every key; only for as long as what was read cannot change, as within one transaction. */
export function askOnce<Key, Value>(read: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const asked = new Map<Key, Promise<Value>>()
  return (key) => {
    const answer = asked.get(key) ?? read(key)
    asked.set(key, answer)
    return answer
  }
}
