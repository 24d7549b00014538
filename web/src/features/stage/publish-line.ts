// The publishing end of the media line: whatever the capture holds is on the air, and is again after every break (livekit.md §14).
import {
  ConnectionQuality,
  ConnectionState,
  type DisconnectReason,
  type LocalTrackPublication,
  type RemoteTrack,
  Room,
  RoomEvent,
  Track,
  type TrackPublishOptions,
  VideoPresets,
} from 'livekit-client'
import { Refusal } from '@podium/shared/failures.ts'
import type { MediaAccess } from '@podium/shared/media.ts'
import { afterDisconnect, rejoinDelayMs } from './disconnects.ts'
import type { Capture, SourceName } from './publish-capture.ts'

export type PublishLine = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'stopped'
export type PublishStop = 'elsewhere' | 'removed' | 'refused' | 'over' | 'left'

export interface PublisherState {
  readonly line: PublishLine
  /** Set while `line` is stopped. */
  readonly stopReason: PublishStop | null
  /** What the audience can receive from this page now. */
  readonly onAir: Readonly<Record<SourceName, boolean>>
  readonly quality: 'good' | 'weak' | 'lost'
  /** What somebody else on stage shows; null where nobody does. */
  readonly otherCamera: MediaStreamTrack | null
  readonly otherScreen: MediaStreamTrack | null
}

export interface PublisherOptions {
  readonly capture: Capture
  readonly takeAccess: () => Promise<MediaAccess>
  /** From 0 up to 1. */
  readonly random: () => number
}

const STOPS: Partial<Record<string, PublishStop>> = {
  signed_out: 'refused',
  not_allowed: 'refused',
  not_found: 'refused',
  seminar_ended: 'over',
  seminar_cancelled: 'over',
}
const NOTHING = { camera: false, microphone: false, screen: false } as const
const SOURCES = ['microphone', 'camera', 'screen'] as const
const PUBLISH_RETRY_MS = 1_500
const PUBLISH_TRIES = 3

const OPTIONS: Readonly<Record<SourceName, TrackPublishOptions>> = {
  microphone: { source: Track.Source.Microphone, dtx: true, red: true },
  camera: {
    source: Track.Source.Camera,
    videoCodec: 'vp8',
    simulcast: true,
    videoEncoding: VideoPresets.h720.encoding,
    videoSimulcastLayers: [VideoPresets.h180, VideoPresets.h360],
    backupCodec: false,
  },
  screen: {
    source: Track.Source.ScreenShare,
    videoCodec: 'vp8',
    simulcast: true,
    screenShareEncoding: { maxBitrate: 1_500_000, maxFramerate: 5 },
    degradationPreference: 'maintain-resolution',
    backupCodec: false,
  },
}

/** Publishes one person's capture into a seminar; `start` joins for ever, `setOnAir` decides whether anything goes out. */
export class Publisher {
  readonly #options: PublisherOptions
  readonly #room: Room
  readonly #listeners = new Set<() => void>()
  readonly #published = new Map<SourceName, MediaStreamTrack>()
  #state: PublisherState = { line: 'idle', stopReason: null, onAir: NOTHING, quality: 'good', otherCamera: null, otherScreen: null }
  #isWanted = false
  #isOnAir = false
  #isConnecting = false
  #isSyncing = false
  #isSyncWanted = false
  #attempt = 0
  #failures = 0
  #rejoinTimer: ReturnType<typeof setTimeout> | undefined
  #syncTimer: ReturnType<typeof setTimeout> | undefined
  #forget: (() => void) | null = null

  constructor(options: PublisherOptions) {
    this.#options = options
    this.#room = new Room({
      adaptiveStream: true,
      dynacast: true,
      disconnectOnPageLeave: true,
      // The capture owns its devices: a broken line must not switch the camera off.
      stopLocalTrackOnUnpublish: false,
      // Resume quickly or not at all: our own rejoin with a fresh token is the better way back (livekit.md §8).
      reconnectPolicy: { nextRetryDelayInMs: ({ retryCount }) => [0, 300, 1_200, 2_700][retryCount] ?? null },
    })
    this.#hear()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getState = (): PublisherState => this.#state

  /** Joins and keeps joining until `stop` or a reason that ends it; nothing is sent before `setOnAir(true)`. */
  start(): void {
    if (this.#isWanted) return
    this.#isWanted = true
    this.#attempt = 0
    this.#forget = this.#options.capture.subscribe(() => this.#sync())
    for (const [target, name] of wakers()) target.addEventListener(name, this.#wake)
    this.#set({ line: 'connecting', stopReason: null })
    void this.#join()
  }

  /** Sends what the capture holds, or stops sending; the devices stay open. */
  setOnAir(isOnAir: boolean): void {
    this.#isOnAir = isOnAir
    this.#sync()
  }

  /** Leaves; `start` joins again. One that was stopped already keeps its reason. */
  async stop(): Promise<void> {
    if (this.#isWanted) this.#end('left')
    await this.#room.disconnect(false)
  }

  #hear(): void {
    this.#room
      .on(RoomEvent.Reconnecting, () => this.#set({ line: 'reconnecting' }))
      .on(RoomEvent.SignalReconnecting, () => this.#set({ line: 'reconnecting' }))
      .on(RoomEvent.Reconnected, () => this.#joined())
      .on(RoomEvent.ConnectionQualityChanged, (quality, participant) => {
        if (participant.isLocal) this.#set({ quality: qualityOf(quality) })
      })
      .on(RoomEvent.TrackSubscribed, (track) => this.#meet(track))
      .on(RoomEvent.TrackUnsubscribed, (track) => {
        for (const element of track.detach()) element.remove()
        this.#lookAround()
      })
      .on(RoomEvent.TrackMuted, () => this.#lookAround())
      .on(RoomEvent.TrackUnmuted, () => this.#lookAround())
      .on(RoomEvent.Disconnected, (reason) => this.#lost(reason))
  }

  async #join(): Promise<void> {
    if (this.#isConnecting || !this.#isWanted || this.#room.state !== ConnectionState.Disconnected) return
    this.#isConnecting = true
    clearTimeout(this.#rejoinTimer)
    this.#attempt += 1
    try {
      const { url, token } = await this.#options.takeAccess()
      if (this.#wasStopped()) return
      await this.#room.connect(url, token, { autoSubscribe: true, maxRetries: 1, peerConnectionTimeout: 30_000, websocketTimeout: 10_000 })
      this.#joined()
    } catch (error) {
      const stop = error instanceof Refusal ? STOPS[error.code] : undefined
      if (stop) this.#end(stop)
      else this.#rejoinLater(error instanceof Refusal ? error.retryAfterMs : null)
    } finally {
      this.#isConnecting = false
      if (this.#wasStopped()) void this.#room.disconnect(false)
    }
  }

  /** Asked after every wait: somebody may have stopped meanwhile. */
  #wasStopped(): boolean {
    return !this.#isWanted
  }

  #joined(): void {
    if (!this.#isWanted) return
    this.#attempt = 0
    this.#failures = 0
    this.#set({ line: 'connected', stopReason: null, quality: 'good' })
    this.#lookAround()
    this.#sync()
  }

  #lost(reason: DisconnectReason | undefined): void {
    this.#published.clear()
    this.#set({ onAir: NOTHING, otherCamera: null, otherScreen: null })
    // A failed first connect also ends here; #join itself plans the next attempt then.
    if (!this.#isWanted || this.#isConnecting) return
    switch (afterDisconnect(reason, false)) {
      case 'stop_elsewhere':
        return this.#end('elsewhere')
      case 'stop_removed':
        return this.#end('removed')
      case 'stop_refused':
        return this.#end('refused')
      case 'stop_left':
        return this.#end('left')
      case 'rejoin_when_visible':
        this.#set({ line: 'reconnecting' })
        if (document.visibilityState === 'visible') this.#rejoinLater(null)
        return
      // The next token is the question: Podium refuses it when the seminar is over.
      case 'ask_then_rejoin':
      case 'rejoin':
        return this.#rejoinLater(null)
    }
  }

  #rejoinLater(retryAfterMs: number | null): void {
    if (!this.#isWanted) return
    this.#set({ line: 'reconnecting' })
    clearTimeout(this.#rejoinTimer)
    const delayMs = Math.max(Math.min(retryAfterMs ?? 0, 10_000), rejoinDelayMs(Math.max(1, this.#attempt), this.#options.random()) / 2)
    this.#rejoinTimer = setTimeout(() => void this.#join(), delayMs)
  }

  readonly #wake = (): void => {
    if (document.visibilityState === 'visible' && this.#isWanted && this.#room.state === ConnectionState.Disconnected) void this.#join()
  }

  #end(stopReason: PublishStop): void {
    this.#isWanted = false
    clearTimeout(this.#rejoinTimer)
    clearTimeout(this.#syncTimer)
    this.#forget?.()
    this.#forget = null
    for (const [target, name] of wakers()) target.removeEventListener(name, this.#wake)
    this.#published.clear()
    this.#set({ line: 'stopped', stopReason, onAir: NOTHING, otherCamera: null, otherScreen: null })
  }

  /** Brings the room in line with the capture, one change after the other. */
  #sync(): void {
    this.#isSyncWanted = true
    if (!this.#isSyncing) void this.#syncAll()
  }

  async #syncAll(): Promise<void> {
    this.#isSyncing = true
    clearTimeout(this.#syncTimer)
    try {
      while (this.#isSyncWanted && this.#room.state === ConnectionState.Connected) {
        this.#isSyncWanted = false
        for (const name of SOURCES) await this.#syncSource(name)
        this.#failures = 0
      }
    } catch {
      this.#tryAgain()
    } finally {
      this.#isSyncing = false
    }
  }

  async #syncSource(name: SourceName): Promise<void> {
    const { capture } = this.#options
    const { track: raw } = capture.getState()[name]
    const wanted = this.#isOnAir ? raw : null
    const current = this.#published.get(name)
    if (current && current !== wanted) {
      this.#published.delete(name)
      this.#tellOnAir()
      await this.#room.localParticipant.unpublishTrack(current, false)
    }
    // Asked of the room and not of memory: a reconnect of the library publishes everything anew, and may fail at it.
    if (wanted && !this.#publicationOf(wanted)) await this.#room.localParticipant.publishTrack(wanted, OPTIONS[name])
    if (wanted) this.#published.set(name, wanted)
    const publication = wanted && this.#publicationOf(wanted)
    if (name === 'microphone' && publication) await setMuted(publication, capture.getState().isMuted)
    this.#tellOnAir()
  }

  #publicationOf(raw: MediaStreamTrack): LocalTrackPublication | undefined {
    return [...this.#room.localParticipant.trackPublications.values()].find(({ track }) => track?.mediaStreamTrack === raw)
  }

  /** Publishing failed although the line seems to stand: again in a moment, then over a new line. */
  #tryAgain(): void {
    this.#failures += 1
    if (!this.#isWanted || this.#room.state !== ConnectionState.Connected) return
    if (this.#failures < PUBLISH_TRIES) {
      this.#syncTimer = setTimeout(() => this.#sync(), PUBLISH_RETRY_MS)
      return
    }
    this.#failures = 0
    void this.#room.disconnect(false).then(() => this.#rejoinLater(null))
  }

  #tellOnAir(): void {
    const { isMuted } = this.#options.capture.getState()
    const onAir = {
      camera: this.#published.has('camera'),
      microphone: this.#published.has('microphone') && !isMuted,
      screen: this.#published.has('screen'),
    }
    this.#set({ onAir })
  }

  #meet(track: RemoteTrack): void {
    // A second voice on stage is heard here too; sound may need the first press on the page.
    if (track.kind === Track.Kind.Audio) document.body.append(track.attach())
    if (!this.#room.canPlaybackAudio)
      document.addEventListener('pointerdown', () => void this.#room.startAudio().catch(() => undefined), { once: true })
    this.#lookAround()
  }

  #lookAround(): void {
    const publications = [...this.#room.remoteParticipants.values()].flatMap((participant) => [...participant.trackPublications.values()])
    const find = (source: Track.Source): MediaStreamTrack | null =>
      publications.find((publication) => publication.source === source && !publication.isMuted)?.track?.mediaStreamTrack ?? null
    this.#set({ otherCamera: find(Track.Source.Camera), otherScreen: find(Track.Source.ScreenShare) })
  }

  #set(part: Partial<PublisherState>): void {
    this.#state = { ...this.#state, ...part }
    for (const listener of this.#listeners) listener()
  }
}

/** What may mean that somebody looks at the page again or that the network is back. */
function wakers(): readonly (readonly [EventTarget, string])[] {
  return [
    [document, 'visibilitychange'],
    [document, 'resume'],
    [window, 'pageshow'],
    [window, 'online'],
  ]
}

async function setMuted(publication: LocalTrackPublication, isMuted: boolean): Promise<void> {
  if (publication.isMuted === isMuted) return
  await (isMuted ? publication.mute() : publication.unmute())
}

function qualityOf(quality: ConnectionQuality): PublisherState['quality'] {
  if (quality === ConnectionQuality.Poor) return 'weak'
  return quality === ConnectionQuality.Lost ? 'lost' : 'good'
}
