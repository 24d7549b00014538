// The media server as Podium sees it: its own child, or one at LIVEKIT_URL; one door for rooms, tokens and events.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { RoomServiceClient } from 'livekit-server-sdk'
import type { Logger } from 'pino'
import type { MediaEventReader } from '../../app.ts'
import type { Config } from '../../config.ts'
import type { MediaServer } from '../../domains/media/live.ts'
import type { Keys } from '../keys.ts'
import { findMediaServer } from './binary.ts'
import { composeSettings } from './settings.ts'
import { isHealthy, superviseMediaServer } from './supervisor.ts'
import { attendeeToken, type MediaKey, staffToken } from './tokens.ts'
import { createMediaEventReader } from './webhooks.ts'

const EXTERNAL_HEALTH_EVERY_MS = 2_000
const CALL_TIMEOUT_SECONDS = 5

interface Running {
  readonly server: MediaServer
  readonly readEvent: MediaEventReader
  stop(): Promise<void>
}

/** Brings up the media server this configuration asks for and waits until it is healthy. */
export async function createMediaServer(parts: { config: Config; keys: Keys; log: Logger; report: (line: string) => void }): Promise<Running> {
  const { config, keys, log } = parts
  const { livekit } = config
  if (livekit !== null) {
    const health = watchExternal(httpOf(livekit.url))
    return {
      server: speakTo(livekit.url, livekit, health),
      // An external media server signs its webhooks with the key it shares with us.
      readEvent: createMediaEventReader(livekit.apiKey, livekit.apiSecret, Date.now),
      stop: async () => health.stop(),
    }
  }
  const key = { apiKey: keys.mediaApiKey, apiSecret: keys.mediaApiSecret }
  const settings = composeSettings({
    profileFile: path.resolve('livekit.yaml'),
    host: config.host,
    port: config.mediaPort,
    nodeIp: config.mediaNodeIp,
    ...key,
    webhookApiKey: keys.webhookApiKey,
    webhookApiSecret: keys.webhookApiSecret,
    webhookUrl: `http://${config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host}:${config.port}/internal/livekit/webhook`,
  })
  const url = `ws://${settings.nodeIp}:${config.mediaPort}`
  const supervisor = await superviseMediaServer({
    binary: await findMediaServer({ moduleDir: path.resolve('server/livekit'), cacheDir: null, report: parts.report }),
    guard: guardProgram(),
    folder: path.join(config.dataDir, 'livekit'),
    yaml: settings.yaml,
    fingerprint: settings.fingerprint,
    healthUrl: httpOf(url),
    ports: [0, 1].map((offset) => ({ port: config.mediaPort + offset, host: settings.nodeIp })),
    log,
  })
  return { server: speakTo(url, key, supervisor), readEvent: createMediaEventReader(keys.webhookApiKey, keys.webhookApiSecret, Date.now), stop: supervisor.stop }
}

/** The guard lies beside this file in the source and beside the bundle in a build. */
function guardProgram(): string {
  const beside = path.join(import.meta.dirname, 'media-guard.mjs')
  return existsSync(beside) ? beside : path.resolve('server/src/adapters/livekit/media-guard.mjs')
}

function speakTo(url: string, key: MediaKey, health: Pick<MediaServer, 'isHealthy' | 'onUp'>): MediaServer {
  const rooms = new RoomServiceClient(httpOf(url), key.apiKey, key.apiSecret, { requestTimeout: CALL_TIMEOUT_SECONDS })
  return {
    clientUrl: url,
    isHealthy: health.isHealthy,
    onUp: health.onUp,
    createRoom: async (room, maxParticipants) => {
      await rooms.createRoom({ name: room, maxParticipants })
    },
    deleteRoom: (room) => ignoreMissing(rooms.deleteRoom(room)),
    removeParticipant: (room, identity) => ignoreMissing(rooms.removeParticipant(room, identity)),
    listIdentities: async (room) => {
      const listed = await rooms.listParticipants(room).catch((error: unknown) => {
        if (isMissing(error)) return []
        throw error
      })
      return listed.map((participant) => participant.identity)
    },
    attendeeToken: (room, identity) => attendeeToken(key, room, identity),
    staffToken: (room, identity) => staffToken(key, room, identity),
  }
}

async function ignoreMissing(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!isMissing(error)) throw error
  })
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'not_found'
}

function httpOf(url: string): string {
  return url.replace(/^ws/, 'http')
}

/** An external media server is not ours to start: only its health is followed. */
function watchExternal(url: string): Pick<MediaServer, 'isHealthy' | 'onUp'> & { stop(): void } {
  const listeners: (() => void)[] = []
  let isUp = false
  let isStopping = false
  void follow()
  return {
    isHealthy: () => isUp,
    onUp: (listener) => {
      listeners.push(listener)
    },
    stop: () => {
      isStopping = true
    },
  }

  async function follow(): Promise<void> {
    while (!isStopping) {
      const wasUp = isUp
      isUp = await isHealthy(url)
      if (isUp && !wasUp) for (const listener of listeners) listener()
      await delay(EXTERNAL_HEALTH_EVERY_MS, undefined, { ref: false })
    }
  }
}
