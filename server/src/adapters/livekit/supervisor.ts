// Keeps one livekit-server running: starts it under a guard, adopts one that outlived a killed Podium, restarts a dead one.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { z } from 'zod'
import { ConfigurationError } from '../../config.ts'

const LEASE_EVERY_MS = 1_000
const HEALTH_EVERY_MS = 500
const READY_WITHIN_MS = 20_000
const GONE_WITHIN_MS = 3_000
const BACK_OFF_MS = [0, 500, 1_000, 2_000, 5_000]

const Run = z.object({ guardPid: z.int(), pid: z.int().nullable(), fingerprint: z.string() })
type Run = z.infer<typeof Run>

export interface SupervisorOptions {
  readonly binary: string
  /** The guard program, media-guard.mjs. */
  readonly guard: string
  /** Folder for config.yaml, lease, run.json and the log. */
  readonly folder: string
  readonly yaml: string
  readonly fingerprint: string
  /** Where health is asked, e.g. http://127.0.0.1:7880. */
  readonly healthUrl: string
  /** Ports that must be free before a start. */
  readonly ports: readonly { readonly port: number; readonly host: string }[]
  readonly log: Logger
}

export type Supervisor = Awaited<ReturnType<typeof superviseMediaServer>>

/**
 * Starts or adopts the media server and keeps it alive until `stop`.
 * @throws ConfigurationError when a port is taken by something else or the server does not become healthy.
 */
export async function superviseMediaServer(options: SupervisorOptions) {
  const { folder, fingerprint, healthUrl, log } = options
  const at = (name: string) => path.join(folder, name)
  const listeners: (() => void)[] = []
  let isUp = false
  let isStopping = false
  let failures = 0

  mkdirSync(folder, { recursive: true, mode: 0o700 })
  renewLease()
  const before = readRun(at('run.json'))
  if (before !== null && !(before.fingerprint === fingerprint && (await isHealthy(healthUrl)))) await clear(before)
  if (readRun(at('run.json')) === null) {
    await requireFreePorts(options.ports)
    start()
  } else log.info('media server adopted')

  const lease = setInterval(renewLease, LEASE_EVERY_MS)
  await becomeHealthy()
  isUp = true
  const watch = watchHealth()

  function renewLease(): void {
    const now = new Date()
    if (existsSync(at('lease'))) utimesSync(at('lease'), now, now)
    else writeFileSync(at('lease'), '', { mode: 0o600 })
  }

  function start(): void {
    writeFileSync(at('config.yaml'), options.yaml, { mode: 0o600 })
    rmSync(at('run.json'), { force: true })
    spawn(process.execPath, [options.guard, options.binary, folder, fingerprint], { detached: true, stdio: 'ignore' }).unref()
  }

  async function becomeHealthy(): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS
    while (performance.now() < deadline) {
      if (await isHealthy(healthUrl)) return
      await delay(100)
    }
    clearInterval(lease)
    throw new ConfigurationError(`Read ${at('livekit.log')}: the media server does not start.`)
  }

  /** Asks for health for ever; a dead or orphaned server is replaced, a returning one announced. */
  async function watchHealth(): Promise<void> {
    while (!isStopping) {
      await delay(HEALTH_EVERY_MS)
      if (isStopping) return
      const run = readRun(at('run.json'))
      const isGuarded = run !== null && isAlive(run.guardPid)
      const healthy = isGuarded && (await isHealthy(healthUrl))
      if (healthy && !isUp) {
        failures = 0
        for (const listener of listeners) listener()
      }
      if (!healthy && isUp) log.warn('media server down')
      isUp = healthy
      if (!isGuarded && !isStopping) await replace(run)
    }
  }

  async function replace(run: Run | null): Promise<void> {
    await delay(BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] ?? 0)
    if (isStopping) return
    failures += 1
    if (run !== null) await clear(run)
    start()
    // The guard needs a moment to write run.json; without waiting, a second one would be started.
    await until(() => readRun(at('run.json')) !== null, GONE_WITHIN_MS)
  }

  /** Ends a server that is not ours to keep: of an earlier configuration, or without its guard. */
  async function clear(run: Run): Promise<void> {
    if (isAlive(run.guardPid) && isOurs(run.guardPid, 'media-guard')) kill(run.guardPid, 'SIGTERM')
    else if (run.pid !== null && isOurs(run.pid, 'livekit')) kill(run.pid, 'SIGKILL')
    await until(() => !isAlive(run.guardPid) && (run.pid === null || !isAlive(run.pid) || !isOurs(run.pid, 'livekit')), GONE_WITHIN_MS)
    rmSync(at('run.json'), { force: true })
  }

  return {
    isHealthy: () => isUp,
    onUp: (listener: () => void) => {
      listeners.push(listener)
    },
    /** Ends the media server; resolves when it is gone, within about three seconds. */
    async stop(): Promise<void> {
      isStopping = true
      clearInterval(lease)
      const run = readRun(at('run.json'))
      if (run !== null) await clear(run)
      await watch
    },
  }
}

/** Whether the media server answers `GET /` with 200. Never trust its exit code (livekit.md §3). */
export async function isHealthy(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.status === 200,
    () => false,
  )
}

function readRun(file: string): Run | null {
  try {
    return Run.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Process ids are reused: only a process that says it is ours is ever killed. */
function isOurs(pid: number, word: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word)
  } catch {
    return process.platform !== 'linux'
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // it was faster
  }
}

async function until(condition: () => boolean, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!condition() && performance.now() < deadline) await delay(50)
}

async function requireFreePorts(ports: SupervisorOptions['ports']): Promise<void> {
  for (const { port, host } of ports) {
    const isFree = await new Promise<boolean>((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(false))
      probe.listen(port, host, () => probe.close(() => resolve(true)))
    })
    if (!isFree) throw new ConfigurationError(`Set MEDIA_PORT to the first of four free ports: ${port} on ${host} is already taken.`)
  }
}
