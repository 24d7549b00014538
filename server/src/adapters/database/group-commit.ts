// Group commit: whatever waits while the disk is busy shares the next COMMIT, and with it one sync (docs/decisions/0006).
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import { CompiledQuery } from 'kysely'
import type { Handle } from './tables.ts'

/** So many changes share one COMMIT at most; the event loop breathes in between. */
const GROUP_LIMIT = 500
/** Syncs are at least this far apart: in a crowd a change waits for company, alone it is stored at once (reliability §1: 5 ms at most). */
const APART_MS = 5
/** A change that asks the store outside its own transaction waits for itself, and everybody with it: then the process must end (RL-04). */
const STUCK_AFTER_MS = 20_000

interface Waiting {
  readonly carryOut: (tx: Handle) => Promise<() => void>
  readonly fail: (error: unknown) => void
}

/** Builds the `transaction` of a store with one writer; each change is whole, and on disk before it resolves. */
export function createGroupCommit(handle: Handle): <Result>(work: (tx: Handle) => Promise<Result>) => Promise<Result> {
  let waiting: Waiting[] = []
  let isRunning = false
  let committedAt = -Infinity

  async function commitGroup(group: readonly Waiting[]): Promise<void> {
    const stuck = setTimeout(() => {
      throw new Error('a change waits for itself: it asked the store outside its own transaction')
    }, STUCK_AFTER_MS)
    try {
      // Each change reports only after the COMMIT: a refusal may rest on what an earlier change of the group did.
      const reports = await handle.transaction().execute(async (tx) => {
        const done: (() => void)[] = []
        for (const { carryOut, fail } of group) done.push(await inSavepoint(tx, carryOut, fail))
        return done
      })
      for (const report of reports) report()
    } catch (error) {
      for (const { fail } of group) fail(error)
    } finally {
      clearTimeout(stuck)
    }
  }

  async function run(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) {
      // Everything that arrived in this turn of the event loop belongs to the group.
      const earlyMs = committedAt + APART_MS - performance.now()
      await (earlyMs > 0 ? delay(earlyMs) : nextTurn())
      const group = waiting.slice(0, GROUP_LIMIT)
      waiting = waiting.slice(GROUP_LIMIT)
      await commitGroup(group)
      committedAt = performance.now()
    }
    isRunning = false
  }

  return (work) =>
    new Promise((resolve, reject) => {
      const carryOut = async (tx: Handle) => {
        const result = await work(tx)
        return () => resolve(result)
      }
      waiting.push({ carryOut, fail: reject })
      if (!isRunning) void run()
    })
}

/** Carries one change out in a savepoint of its own; if it throws, only it is undone. */
async function inSavepoint(tx: Handle, carryOut: Waiting['carryOut'], fail: Waiting['fail']): Promise<() => void> {
  await tx.executeQuery(CompiledQuery.raw('savepoint change'))
  try {
    const report = await carryOut(tx)
    await tx.executeQuery(CompiledQuery.raw('release change'))
    return report
  } catch (error) {
    // Fails where SQLite itself gave the whole transaction up (disk full): then the whole group fails.
    await tx.executeQuery(CompiledQuery.raw('rollback to change'))
    await tx.executeQuery(CompiledQuery.raw('release change'))
    return () => fail(error)
  }
}
