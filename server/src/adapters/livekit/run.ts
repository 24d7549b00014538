// The media server that is running for a data folder, as its guard wrote it down in run.json.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'

const ENDS_WITHIN_MS = 2_000
const KILLED_WITHIN_MS = 500
const CHECK_EVERY_MS = 25

const Run = z.object({ guardPid: z.int().positive(), pid: z.int().positive().nullable(), fingerprint: z.string() })
export type Run = z.infer<typeof Run>

/** What runs for this folder; null when nothing was written down. */
export function readRun(folder: string): Run | null {
  try {
    return Run.parse(JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8')))
  } catch {
    return null
  }
}

/** Whether the guard of a run is there to end it. */
export function isGuarded(run: Run, folder: string): boolean {
  return isOurs(run.guardPid, folder)
}

/** Ends a run within about three seconds, whatever is left of it: guard and media server, or an orphan without its guard. */
export async function endRun(run: Run, folder: string): Promise<void> {
  const ours = [run.guardPid, run.pid].filter((pid) => pid !== null).filter((pid) => isOurs(pid, folder))
  const isGone = () => ours.every(hasEnded)
  if (ours.includes(run.guardPid)) {
    signal(run.guardPid, 'SIGTERM')
    await until(isGone, ENDS_WITHIN_MS)
  }
  for (const pid of ours) if (!hasEnded(pid)) signal(pid, 'SIGKILL')
  await until(isGone, KILLED_WITHIN_MS)
  rmSync(path.join(folder, 'run.json'), { force: true })
}

/** Resolves when the condition holds or the time is over. */
export async function until(condition: () => boolean, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!condition() && performance.now() < deadline) await delay(CHECK_EVERY_MS)
}

/** Process ids are reused: only a process whose command line names our folder is ever ended. */
function isOurs(pid: number, folder: string): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  try {
    // An ended process nobody has waited for yet has an empty command line.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
  } catch {
    return false
  }
}

/** Whether a process has let go of everything, its ports too: a killed one holds them until its last thread is gone. */
function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0)
    if (process.platform !== 'linux') return false
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) && readdirSync(`/proc/${pid}/task`).length === 1
  } catch {
    return true
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // it was faster
  }
}
