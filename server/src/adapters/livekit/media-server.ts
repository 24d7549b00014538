// The media server as Podium sees it: its own child, or one at LIVEKIT_URL; one door for rooms, tokens and events.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { MediaEventReader } from '../../app.ts'
import type { Config } from '../../config.ts'
import type { MediaServer } from '../../domains/media/live.ts'
import type { Keys } from '../keys.ts'
import { findMediaServer, LIVEKIT_RELEASE } from './binary.ts'
import { createHealth, isHealthy } from './health.ts'
import { requireFreePorts } from './ports.ts'
import { createRooms } from './rooms.ts'
import { composeSettings, findAddresses, type MediaAddresses } from './settings.ts'
import { superviseMediaServer } from './supervisor.ts'
import { attendeeToken, type MediaKey, staffToken } from './tokens.ts'
import { createMediaEventReader } from './webhooks.ts'

const EXTERNAL_HEALTH_EVERY_MS = 1_000
const EXTERNAL_READY_WITHIN_MS = 5_000

export interface MediaServerParts {
  readonly config: Config
  readonly keys: Keys
  readonly log: Logger
  /** Called with one line for a person while something takes long. */
  readonly report: (line: string) => void
  /** Ends a start under way; nothing is left running and the promise rejects. Left out: nothing can. */
  readonly signal?: AbortSignal
}

interface Running {
  readonly server: MediaServer
  readonly readEvent: MediaEventReader
  /** Ends our own media server; an external one is only let go of. */
  stop(): Promise<void>
}

/**
 * Brings up the media server this configuration asks for and waits until it is healthy.
 * @throws ConfigurationError when there is no way to one, its ports are taken or it does not start.
 */
export async function createMediaServer(parts: MediaServerParts): Promise<Running> {
  return parts.config.livekit === null ? runOwn(parts) : followExternal(parts.config.livekit, parts.log)
}

/**
 * N13: finds or makes the program a start will need, and runs nothing; an external media server needs none.
 * @throws ConfigurationError when there is no way to one.
 */
export async function prepareMediaServer(config: Config, report: (line: string) => void, signal: AbortSignal): Promise<void> {
  if (config.livekit === null) await findOwn(config, report, signal)
}

function findOwn({ cacheDir }: Config, report: (line: string) => void, signal: AbortSignal): Promise<string> {
  return findMediaServer({ moduleDir: path.resolve('server/livekit'), cacheDir, releaseUrl: LIVEKIT_RELEASE, report, signal })
}

async function runOwn({ config, keys, log, report, signal = new AbortController().signal }: MediaServerParts): Promise<Running> {
  const key = { apiKey: keys.mediaApiKey, apiSecret: keys.mediaApiSecret }
  const addresses = await findAddresses(config.host, config.mediaNodeIp)
  const apiUrl = `http://${inUrl(addresses.api)}:${config.mediaPort}`
  const binary = await findOwn(config, report, signal)
  const supervisor = await superviseMediaServer({
    binary,
    guard: guardProgram(),
    folder: path.join(config.dataDir, 'livekit'),
    yaml: composeSettings({
      profileFile: path.resolve('livekit.yaml'),
      port: config.mediaPort,
      addresses,
      ...key,
      webhookApiKey: keys.webhookApiKey,
      webhookApiSecret: keys.webhookApiSecret,
      webhookUrl: `http://${inUrl(addresses.api)}:${config.port}/internal/livekit/webhook`,
    }),
    healthUrl: apiUrl,
    requirePorts: () => requireFreePorts(config.mediaPort, addresses),
    log,
    signal,
  })
  return {
    server: { clientUrl: clientUrlFor(config, addresses), ...supervisor, ...createRooms(apiUrl, key), ...tokensOf(key) },
    readEvent: createMediaEventReader(keys.webhookApiKey, keys.webhookApiSecret, Date.now),
    stop: supervisor.stop,
  }
}

/** An external media server is not ours to start: only its health is followed. */
async function followExternal(external: MediaKey & { readonly url: string }, log: Logger): Promise<Running> {
  const apiUrl = external.url.replace(/^ws/, 'http')
  const health = createHealth()
  const stopping = new AbortController()
  const deadline = performance.now() + EXTERNAL_READY_WITHIN_MS
  do health.note(await isHealthy(apiUrl))
  while (!health.isHealthy() && performance.now() < deadline && (await delay(100, true)))
  // Not fatal: it may be the one that starts later, and everything but the media works.
  if (!health.isHealthy()) log.warn({ url: external.url }, 'media server at LIVEKIT_URL does not answer')
  void follow()
  return {
    server: {
      clientUrl: external.url,
      isHealthy: health.isHealthy,
      onUp: health.onUp,
      ...createRooms(apiUrl, external),
      ...tokensOf(external),
    },
    // An external media server signs its webhooks with the key it shares with us.
    readEvent: createMediaEventReader(external.apiKey, external.apiSecret, Date.now),
    stop: async () => stopping.abort(),
  }

  async function follow(): Promise<void> {
    while (await delay(EXTERNAL_HEALTH_EVERY_MS, true, { signal: stopping.signal, ref: false }).catch(() => false))
      health.note(await isHealthy(apiUrl))
  }
}

function tokensOf(key: MediaKey): Pick<MediaServer, 'attendeeToken' | 'staffToken'> {
  return {
    attendeeToken: (room, identity) => attendeeToken(key, room, identity),
    staffToken: (room, identity) => staffToken(key, room, identity),
  }
}

/** Where browsers reach signalling. A page over TLS may speak TLS only: then the proxy before Podium passes /rtc on as well. */
function clientUrlFor(config: Config, addresses: MediaAddresses): string {
  const page = new URL(config.publicUrl)
  return page.protocol === 'https:' ? `wss://${page.host}` : `ws://${inUrl(addresses.node)}:${config.mediaPort}`
}

function inUrl(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}

/** The guard lies beside this file in the source and beside the bundle in a build. */
function guardProgram(): string {
  const beside = path.join(import.meta.dirname, 'media-guard.mjs')
  return existsSync(beside) ? beside : path.resolve('server/src/adapters/livekit/media-guard.mjs')
}
