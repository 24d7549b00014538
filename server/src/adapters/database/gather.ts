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
      const found = await readMany(padded([...new Set(keys)]))
      return keys.map((key) => found.get(key) ?? null)
    },
    { cache: false, maxBatchSize: MOST_AT_ONCE, batchScheduleFn: (readNow) => setTimeout(readNow, WAIT_MS) },
  )
  return (key) => loader.load(key)
}

/** Repeats the last key up to the next power of two: ten statements to prepare instead of a thousand, one per length. */
function padded<Key>(keys: readonly Key[]): Key[] {
  const length = 2 ** Math.ceil(Math.log2(Math.max(1, keys.length)))
  return Array.from({ length }, (_unused, index) => keys[Math.min(index, keys.length - 1)] as Key) // the index is clamped to what is there
}
