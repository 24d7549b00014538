// Reads for many who ask in the same moment become one query.
import DataLoader from 'dataloader'

/** SQLite binds at most 32,766 values in one statement. */
const MOST_AT_ONCE = 1_000
/** Nobody notices so short a wait; in a crowd it turns five queries into one. */
const WAIT_MS = 3

/** Wraps a read of many keys into a read of one; nothing is remembered, and a key that was not found answers null. */
export function createGather<Key, Value>(
  readMany: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | null> {
  const loader = new DataLoader<Key, Value | null>(
    async (keys) => {
      const found = await readMany([...new Set(keys)])
      return keys.map((key) => found.get(key) ?? null)
    },
    { cache: false, maxBatchSize: MOST_AT_ONCE, batchScheduleFn: (readNow) => setTimeout(readNow, WAIT_MS) },
  )
  return (key) => loader.load(key)
}
