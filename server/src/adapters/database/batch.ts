// One transaction and few queries for many small changes of the same kind: votes, upvotes, presence.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Refusal } from '@podium/shared/failures.ts'
import type { Database, Handle } from './database.ts'

/** So many items share one transaction at most; SQLite binds at most 32,766 values in one statement. */
const BATCH_LIMIT = 500

/** Decides and saves many items at once; the outcome at place i belongs to item i. */
export type CarryOut<Item, Result> = (tx: Handle, items: readonly Item[]) => Promise<readonly (Result | Refusal)[]>

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/**
 * Builds a change that gathers what is asked for in the same moment, or while the disk is busy, and carries it out together.
 * It resolves when the item is on disk; a Refusal rejects only its own item, and so does a bug that one item sets off.
 */
export function createBatch<Item, Result>(database: Database, carryOut: CarryOut<Item, Result>): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = []
  let isRunning = false

  async function carryOutTogether(group: readonly Waiting<Item, Result>[]): Promise<void> {
    const items = group.map(({ item }) => item)
    const outcomes = await database.transaction((tx) => carryOut(tx, items))
    for (const [index, { resolve, reject }] of group.entries()) {
      const outcome = outcomes[index]
      if (outcome instanceof Refusal) reject(outcome)
      // carryOut answers one outcome per item; a Result may itself be undefined.
      else resolve(outcome as Result)
    }
  }

  async function settle(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      await carryOutTogether(group)
    } catch (error) {
      const [only] = group
      if (group.length === 1 && only !== undefined) only.reject(error)
      // One of them is at fault: on its own, it costs only itself.
      else await Promise.all(group.map((one) => settle([one])))
    }
  }

  async function run(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) {
      await nextTurn()
      const group = waiting.slice(0, BATCH_LIMIT)
      waiting = waiting.slice(BATCH_LIMIT)
      await settle(group)
    }
    isRunning = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!isRunning) void run()
    })
}
