// Keeps one livekit-server running: starts it under a guard, adopts one that outlived a killed Podium, replaces a dead one.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { ConfigurationError } from '../../config.ts'
import { createHealth, isHealthy } from './health.ts'
import { endRun, isGuarded, readRun, type Run, until } from './run.ts'

const LEASE_EVERY_MS = 1_000
const HEALTH_EVERY_MS = 250
const READY_WITHIN_MS = 20_000
const GUARD_WITHIN_MS = 2_000
/** A server that runs and does not answer for this long is replaced. */
const HUNG_AFTER_MS = 15_000
const STORM_WINDOW_MS = 60_000
/** The pause before the next start, by how many there were within the window. */
const BACK_OFF_MS = [0, 500, 1_000, 2_000, 5_000]

export interface SupervisorOptions {
  readonly binary: string
  /** The guard program, media-guard.mjs. */
  readonly guard: string
  /** Absolute folder for config.yaml, lease, run.json and the log. */
  readonly folder: string
  /** The whole settings file. */
  readonly yaml: string
  /** Where health is asked, e.g. http://127.0.0.1:7880. */
  readonly healthUrl: string
  /** Called before a first start; throws when the ports are taken. */
  readonly requirePorts: () => Promise<void>
  readonly log: Logger
  /** Ends a start that is still under way; the promise then rejects and nothing is left running. */
  readonly signal: AbortSignal
}

export type Supervisor = Awaited<ReturnType<typeof superviseMediaServer>>

/**
 * Starts or adopts the media server and keeps it alive until `stop`.
 * @throws ConfigurationError when a port is taken by something else or the server does not become healthy.
 */
export async function superviseMediaServer(options: SupervisorOptions) {
  const { folder, healthUrl, log } = options
  const at = (name: string) => path.join(folder, name)
  // The program belongs to it: after an upgrade the old one must not be adopted.
  const fingerprint = createHash('sha256').update(`${options.binary}\n${options.yaml}`).digest('hex')
  const health = createHealth()
  const stopping = new AbortController()
  const starts: number[] = []

  mkdirSync(folder, { recursive: true, mode: 0o700 })
  renewLease()
  const lease = setInterval(renewLease, LEASE_EVERY_MS)
  try {
    if (await mayAdopt(readRun(folder))) log.info('media server adopted')
    else {
      await endWhatRuns()
      await options.requirePorts()
      await start()
    }
    await becomeHealthy()
  } catch (error) {
    clearInterval(lease)
    await endWhatRuns()
    throw error
  }
  const watch = watchHealth()

  function renewLease(): void {
    const now = new Date()
    if (existsSync(at('lease'))) utimesSync(at('lease'), now, now)
    else writeFileSync(at('lease'), '', { mode: 0o600 })
  }

  async function mayAdopt(run: Run | null): Promise<boolean> {
    return run !== null && run.fingerprint === fingerprint && isGuarded(run, folder) && (await isHealthy(healthUrl))
  }

  async function endWhatRuns(): Promise<void> {
    const run = readRun(folder)
    if (run !== null) await endRun(run, folder)
  }

  async function start(): Promise<void> {
    writeFileSync(at('config.yaml'), options.yaml, { mode: 0o600 })
    rmSync(at('run.json'), { force: true })
    let hasLeft = false
    const guard = spawn(process.execPath, [options.guard, options.binary, folder, fingerprint], { detached: true, stdio: 'ignore' })
    guard.once('error', (error) => log.error({ err: error }, 'media guard does not start'))
    guard.once('exit', () => {
      hasLeft = true
    })
    guard.unref()
    // Without waiting for its note, a second one would be started beside it.
    await until(() => hasLeft || readRun(folder) !== null, GUARD_WITHIN_MS)
  }

  async function becomeHealthy(): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS
    while (readRun(folder) !== null && performance.now() < deadline) {
      options.signal.throwIfAborted()
      if (await isHealthy(healthUrl)) {
        health.note(true)
        return
      }
      await delay(50)
    }
    throw new ConfigurationError(`Read ${at('livekit.log')}: the media server does not start${lastWords(at('livekit.log'))}.`)
  }

  /** Asks for health until `stop`; a dead, hung or orphaned server is replaced, a returning one announced (M3, M4). */
  async function watchHealth(): Promise<void> {
    let answeredAt = performance.now()
    while (await pause(HEALTH_EVERY_MS)) {
      const run = readRun(folder)
      const isThere = run !== null && isGuarded(run, folder)
      const isUp = isThere && (await isHealthy(healthUrl))
      if (!isUp && health.isHealthy()) log.warn('media server down')
      if (isUp && !health.isHealthy()) log.info('media server up')
      health.note(isUp)
      if (isUp) answeredAt = performance.now()
      if (isUp || (isThere && performance.now() - answeredAt < HUNG_AFTER_MS)) continue
      if (!(await pause(backOff()))) return
      await endWhatRuns()
      await start()
      answeredAt = performance.now()
    }
  }

  /** No pause at first; the more starts within a minute, the longer. */
  function backOff(): number {
    const now = performance.now()
    starts.push(now)
    while (starts[0] !== undefined && starts[0] < now - STORM_WINDOW_MS) starts.shift()
    return BACK_OFF_MS[Math.min(starts.length, BACK_OFF_MS.length) - 1] ?? 0
  }

  /** False when the wait was cut short by `stop`. */
  async function pause(forMs: number): Promise<boolean> {
    return delay(forMs, true, { signal: stopping.signal }).catch(() => false)
  }

  return {
    isHealthy: health.isHealthy,
    onUp: health.onUp,
    /** Ends the media server; resolves when it is gone, within about three seconds. */
    async stop(): Promise<void> {
      stopping.abort()
      clearInterval(lease)
      await watch
      await endWhatRuns()
    },
    /** Lets go without ending anything, as a killed Podium would: the guard waits for whoever renews the lease next. */
    async abandon(): Promise<void> {
      stopping.abort()
      clearInterval(lease)
      await watch
    },
  }
}

/** The last line of the log in brackets, or nothing. */
function lastWords(file: string): string {
  try {
    const line = readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? ''
    return line === '' ? '' : ` (${line.slice(0, 200)})`
  } catch {
    return ''
  }
}
