// Podium as `npm start` runs it, with everything it printed and every process it consists of.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readRun } from '../../src/adapters/livekit/run.ts'
import { isRunning, took } from '../media/media-folder.ts'
import { freePorts } from '../ports.ts'

export const ROOT = path.resolve(import.meta.dirname, '../../..')

export type Launch = ReturnType<typeof launch>
export type Place = Awaited<ReturnType<typeof createPlace>>

/** A folder and ports of its own. */
export async function createPlace() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'podium-launch-'))
  const port = await freePorts(5)
  return {
    dataDir,
    port,
    environment: { PORT: String(port), MEDIA_PORT: String(port + 1), DATA_DIR: dataDir },
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

/** Runs the start command; `through` names a program that runs it for us. */
export function launch(
  environment: Record<string, string>,
  flags: readonly string[] = ['--json'],
  through: readonly string[] = [process.execPath, 'scripts/start.mjs'],
) {
  const [program = '', ...args] = through
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(program, [...args, ...flags], { cwd: ROOT, env: { PATH, HOME, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    printed.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    printed.err += chunk.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  return {
    child,
    printed,
    /** The exit code; null after a signal. */
    ended,
    /** Resolves with the milliseconds until the ready line was there. */
    async ready(withinMs = 50_000): Promise<number> {
      const ms = await took(withinMs, () => printed.out.includes('\n') || child.exitCode !== null)
      if (child.exitCode !== null) throw new Error(`Podium did not start (${child.exitCode}): ${printed.err}`)
      return ms
    },
    serverPid: () => childrenOf(child).find((pid) => commandOf(pid).includes('main.mjs')) ?? null,
    async stop(): Promise<void> {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await ended
    },
  }
}

/** Every process of a place that is still there: launcher, server, guard, media server. */
export function processesOf(launched: Launch, place: Place): number[] {
  const run = existsSync(place.dataDir) ? readRun(path.join(place.dataDir, 'livekit')) : null
  return [launched.child.pid, launched.serverPid(), run?.guardPid, run?.pid].filter((pid) => pid != null).filter(isRunning)
}

function childrenOf(parent: ChildProcess): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent.pid)
}

function parentOf(pid: number): number | null {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])
  } catch {
    return null
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
