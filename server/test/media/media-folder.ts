// A supervised media server of its own for a test: real program, free ports, a folder that goes away.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pino } from 'pino'
import { findMediaServer, LIVEKIT_RELEASE } from '../../src/adapters/livekit/binary.ts'
import { isHealthy } from '../../src/adapters/livekit/health.ts'
import { requireFreePorts } from '../../src/adapters/livekit/ports.ts'
import { createRooms } from '../../src/adapters/livekit/rooms.ts'
import { readRun } from '../../src/adapters/livekit/run.ts'
import { composeSettings, findAddresses } from '../../src/adapters/livekit/settings.ts'
import { type Supervisor, superviseMediaServer } from '../../src/adapters/livekit/supervisor.ts'
import { freePorts } from '../ports.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')

export const KEY = { apiKey: 'media-test', apiSecret: 'a-secret-of-this-test-with-32-characters' }
export const WEBHOOK_KEY = { apiKey: 'hook-test', apiSecret: 'another-secret-of-this-test-with-32-characters' }

export type MediaFolder = Awaited<ReturnType<typeof createMediaFolder>>

/** Free ports and an empty folder; `supervise` starts or adopts the media server in it, as often as wanted. */
export async function createMediaFolder() {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'podium-media-')), 'livekit')
  const port = await freePorts(4)
  const addresses = await findAddresses('127.0.0.1', null)
  const url = `http://127.0.0.1:${port}`
  const binary = await findMediaServer({
    moduleDir: path.join(ROOT, 'server/livekit'),
    cacheDir: path.join(homedir(), '.cache/podium'),
    releaseUrl: LIVEKIT_RELEASE,
    report: () => undefined,
    signal: new AbortController().signal,
  })
  const supervisors: Supervisor[] = []

  const yaml = (webhookUrl: string) =>
    composeSettings({
      profileFile: path.join(ROOT, 'livekit.yaml'),
      port,
      addresses,
      ...KEY,
      webhookApiKey: WEBHOOK_KEY.apiKey,
      webhookApiSecret: WEBHOOK_KEY.apiSecret,
      webhookUrl,
    })

  return {
    folder,
    port,
    url,
    rooms: createRooms(url, KEY),
    run: () => readRun(folder),
    log: () => readFileSync(path.join(folder, 'livekit.log'), 'utf8'),
    isHealthy: () => isHealthy(url),
    async supervise(options: { signal?: AbortSignal; webhookUrl?: string } = {}): Promise<Supervisor> {
      const supervisor = await superviseMediaServer({
        binary,
        guard: path.join(ROOT, 'server/src/adapters/livekit/media-guard.mjs'),
        folder,
        yaml: yaml(options.webhookUrl ?? 'http://127.0.0.1:9/'),
        healthUrl: url,
        requirePorts: () => requireFreePorts(port, addresses),
        log: pino({ level: 'silent' }),
        signal: options.signal ?? new AbortController().signal,
      })
      supervisors.push(supervisor)
      return supervisor
    },
    async remove(): Promise<void> {
      for (const supervisor of supervisors) await supervisor.stop()
      rmSync(path.dirname(folder), { recursive: true, force: true })
    },
  }
}

/** Resolves with the milliseconds it took until the condition held; rejects after `withinMs`. */
export async function took(withinMs: number, condition: () => boolean | Promise<boolean>): Promise<number> {
  const startedAt = performance.now()
  while (!(await condition())) {
    if (performance.now() - startedAt > withinMs) throw new Error(`it did not become so within ${withinMs} ms`)
    await delay(20)
  }
  return performance.now() - startedAt
}

/** Whether a process is there and has not ended. */
export function isRunning(pid: number | null | undefined): boolean {
  if (pid == null) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
  } catch {
    return false
  }
}

/** Ends a process the hard way. */
export function killHard(pid: number | null | undefined): void {
  if (pid == null) throw new Error('there is no process to kill')
  process.kill(pid, 'SIGKILL')
}
