// Changes asked for but not yet acknowledged. Kept over a reload, so that a sent question or vote is never lost (RL-02).
import { z } from 'zod'

const Stored = z.array(z.object({ name: z.string(), input: z.unknown() }))
export type StoredChange = z.infer<typeof Stored>[number]

/** Where unacknowledged changes wait; null storage (private mode, tests) keeps them in memory alone. */
export interface PendingStore {
  read(): StoredChange[]
  write(changes: readonly StoredChange[]): void
}

/** A store in this tab's session storage under one key. */
export function createPendingStore(key: string, storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null): PendingStore {
  return {
    read() {
      try {
        return Stored.parse(JSON.parse(storage?.getItem(key) ?? '[]'))
      } catch {
        return []
      }
    },
    write(changes) {
      try {
        if (changes.length === 0) storage?.removeItem(key)
        else storage?.setItem(key, JSON.stringify(changes))
      } catch {
        // A full or forbidden storage must not stop the vote itself.
      }
    },
  }
}
