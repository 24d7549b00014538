// The listening end of the media line: one Room, one audio element, back for ever. Never a camera or a microphone here (Promise 2).
import {
  ConnectionQuality,
  ConnectionState,
  type DisconnectReason,
  type RemoteTrack,
  RemoteAudioTrack,
  type RemoteTrackPublication,
  RemoteVideoTrack,
  Room,
  RoomEvent,
  setLogLevel,
  Track,
} from 'livekit-client'
import { Refusal } from '@podium/shared/failures.ts'
import type { MediaAccess } from '@podium/shared/media.ts'
import { chance, onWake } from '../../lib/browser.ts'
import { afterDisconnect, rejoinDelayMs } from './disconnects.ts'
import { judgeSound, noSound, type Sound } from './sound.ts'

/** A picture on stage; features hold it without knowing the media library. */
export interface Picture {
  readonly id: string
  attach(element: HTMLVideoElement): () => void
}

export type MediaLine = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'stopped'
export type StopReason = 'elsewhere' | 'removed' | 'refused' | 'left' | 'over'

export interface ListenerState {
  readonly line: MediaLine
  /** Set while `line` is stopped. */
  readonly stopReason: StopReason | null
  readonly camera: Picture | null
  readonly screen: Picture | null
  /** Whether the trainer publishes a screen or a camera, even if data saver keeps it away. */
  readonly hasPublishedVideo: boolean
  readonly sound: Sound
  readonly isMuted: boolean
  /** From 0 to 1. */
  readonly volume: number
  readonly isSoundOnly: boolean
  readonly quality: 'good' | 'weak' | 'lost'
}

export interface ListenerOptions {
  readonly takeAccess: () => Promise<MediaAccess>
  /** False switches to two peer connections, for networks and browsers where one fails (livekit.md §13). */
  readonly isSinglePeer: boolean
}

setLogLevel('error')

const WATCH_EVERY_MS = 2_000
const STOPS: Partial<Record<string, StopReason>> = {
  seat_replaced: 'elsewhere',
  seat_revoked: 'removed',
  signed_out: 'refused',
  seminar_ended: 'over',
  seminar_cancelled: 'over',
}

/** Listens to one seminar's stage; call `unlock` inside the click that enters, then `start`. */
export class Listener {
  readonly #options: ListenerOptions
  readonly #room: Room
  readonly #audio: HTMLAudioElement
  readonly #listeners = new Set<() => void>()
  #state: ListenerState = {
    line: 'idle',
    stopReason: null,
    camera: null,
    screen: null,
    hasPublishedVideo: false,
    sound: 'waiting',
    isMuted: false,
    volume: 1,
    isSoundOnly: false,
    quality: 'good',
  }
  #judgement = noSound(0)
  #attempt = 0
  #isWanted = false
  #isConnecting = false
  #unwatch: () => void = () => undefined
  #rejoinTimer: ReturnType<typeof setTimeout> | undefined
  #watchTimer: ReturnType<typeof setInterval> | undefined

  constructor(options: ListenerOptions) {
    this.#options = options
    this.#audio = document.createElement('audio')
    this.#audio.autoplay = true
    this.#room = new Room({
      adaptiveStream: true,
      disconnectOnPageLeave: true,
      singlePeerConnection: options.isSinglePeer,
      // Resume quickly or not at all: after about 5 s our own rejoin with a fresh token is the better way back.
      reconnectPolicy: { nextRetryDelayInMs: ({ retryCount }) => [0, 300, 1_200, 2_700][retryCount] ?? null },
    })
    this.#hear()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getState = (): ListenerState => this.#state

  /** Makes sound possible; must run inside a click or key press. Resolves false where the browser still refuses. */
  async unlock(): Promise<boolean> {
    document.body.append(this.#audio)
    if (!this.#audio.srcObject) this.#audio.srcObject = silence()
    const played = this.#audio.play()
    try {
      await Promise.all([played, this.#room.startAudio()])
    } catch {
      // The state says "blocked"; the person gets a button.
    }
    this.#applyVolume()
    void this.#look()
    return this.#room.canPlaybackAudio && !this.#audio.paused
  }

  /** Joins and keeps joining until `stop` or a reason that ends it. */
  start(): void {
    if (this.#isWanted) return
    this.#isWanted = true
    document.body.append(this.#audio)
    this.#judgement = noSound(performance.now())
    this.#set({ line: 'connecting', stopReason: null })
    this.#unwatch = onWake(() => void this.#join())
    this.#watchTimer ??= setInterval(() => void this.#watch(), WATCH_EVERY_MS)
    void this.#join()
  }

  /** Leaves on purpose; `start` joins again. */
  async stop(reason: StopReason = 'left'): Promise<void> {
    this.#end(reason)
    await this.#room.disconnect()
  }

  setMuted(isMuted: boolean): void {
    this.#set({ isMuted })
    this.#applyVolume()
  }

  /** Volume from 0 to 1. */
  setVolume(volume: number): void {
    this.#set({ volume })
    this.#applyVolume()
  }

  /** Data saver: keeps every picture away and leaves the voice. */
  setSoundOnly(isSoundOnly: boolean): void {
    this.#set({ isSoundOnly })
    for (const publication of this.#publications()) this.#want(publication)
    this.#refreshPictures()
  }

  #hear(): void {
    const room = this.#room
    room
      .on(RoomEvent.TrackSubscribed, (track) => this.#gain(track))
      .on(RoomEvent.TrackUnsubscribed, (track) => this.#lose(track))
      .on(RoomEvent.TrackPublished, (publication) => {
        this.#want(publication)
        this.#refreshPictures()
      })
      .on(RoomEvent.TrackUnpublished, () => this.#refreshPictures())
      .on(RoomEvent.TrackMuted, () => this.#refreshPictures())
      .on(RoomEvent.TrackUnmuted, () => this.#refreshPictures())
      .on(RoomEvent.AudioPlaybackStatusChanged, () => void this.#look())
      .on(RoomEvent.VideoPlaybackStatusChanged, () => {
        if (!room.canPlaybackVideo) void room.startVideo().catch(() => undefined)
      })
      .on(RoomEvent.Reconnecting, () => this.#set({ line: 'reconnecting' }))
      .on(RoomEvent.SignalReconnecting, () => this.#set({ line: 'reconnecting' }))
      .on(RoomEvent.Reconnected, () => this.#joined())
      .on(RoomEvent.ConnectionQualityChanged, (quality, participant) => {
        if (participant.isLocal) this.#set({ quality: qualityOf(quality) })
      })
      .on(RoomEvent.Disconnected, (reason) => this.#lost(reason))
    for (const event of ['playing', 'pause', 'canplay'] as const) {
      this.#audio.addEventListener(event, () => {
        if (event === 'canplay' && this.#audio.paused) void this.#audio.play().catch(() => undefined)
        void this.#look()
      })
    }
  }

  async #join(): Promise<void> {
    if (this.#isConnecting || !this.#isWanted || this.#room.state !== ConnectionState.Disconnected) return
    this.#isConnecting = true
    clearTimeout(this.#rejoinTimer)
    this.#attempt += 1
    try {
      const { url, token } = await this.#options.takeAccess()
      if (this.#isOver()) return
      await this.#room.connect(url, token, { autoSubscribe: true, maxRetries: 1, peerConnectionTimeout: 30_000, websocketTimeout: 10_000 })
      this.#joined()
    } catch (error) {
      const stop = error instanceof Refusal ? STOPS[error.code] : undefined
      if (stop) this.#end(stop)
      else this.#rejoinLater(error instanceof Refusal ? error.retryAfterMs : null)
    } finally {
      this.#isConnecting = false
      if (this.#isOver()) void this.#room.disconnect()
    }
  }

  /** Asked after each wait: the person may have left meanwhile. */
  #isOver(): boolean {
    return !this.#isWanted
  }

  #joined(): void {
    if (!this.#isWanted) return
    this.#attempt = 0
    this.#judgement = { ...noSound(performance.now()), sound: this.#judgement.sound }
    for (const publication of this.#publications()) this.#want(publication)
    this.#set({ line: 'connected', stopReason: null, quality: 'good' })
    this.#refreshPictures()
    void this.#look()
  }

  #lost(reason: DisconnectReason | undefined): void {
    this.#set({ camera: null, screen: null, hasPublishedVideo: false })
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
    const delayMs = Math.max(Math.min(retryAfterMs ?? 0, 30_000), rejoinDelayMs(Math.max(1, this.#attempt), chance()))
    this.#rejoinTimer = setTimeout(() => void this.#join(), delayMs)
  }

  #end(stopReason: StopReason): void {
    this.#isWanted = false
    clearTimeout(this.#rejoinTimer)
    clearInterval(this.#watchTimer)
    this.#watchTimer = undefined
    this.#unwatch()
    this.#set({ line: 'stopped', stopReason, camera: null, screen: null, sound: 'waiting' })
  }

  #gain(track: RemoteTrack): void {
    if (track instanceof RemoteAudioTrack) {
      // The first voice uses the element the click unlocked; a second voice beside it gets its own.
      const isTaken = this.#audioTracks().some((other) => other !== track && other.attachedElements.includes(this.#audio))
      if (isTaken) document.body.append(track.attach())
      else track.attach(this.#audio)
      this.#applyVolume()
      void this.#look()
    }
    this.#refreshPictures()
  }

  #lose(track: RemoteTrack): void {
    for (const element of track.detach()) if (element !== this.#audio) element.remove()
    this.#refreshPictures()
  }

  #publications(): RemoteTrackPublication[] {
    return [...this.#room.remoteParticipants.values()].flatMap((participant) => [...participant.trackPublications.values()])
  }

  #audioTracks(): RemoteAudioTrack[] {
    return this.#publications().flatMap(({ track }) => (track instanceof RemoteAudioTrack ? [track] : []))
  }

  #want(publication: RemoteTrackPublication): void {
    if (publication.kind !== Track.Kind.Video) return
    const isWanted = !this.#state.isSoundOnly
    if (publication.isDesired !== isWanted) publication.setSubscribed(isWanted)
  }

  #refreshPictures(): void {
    const videos = this.#publications().filter(({ kind, isMuted }) => kind === Track.Kind.Video && !isMuted)
    const find = (source: Track.Source): Picture | null => {
      const track = videos.find((publication) => publication.source === source && publication.isSubscribed)?.track
      if (!(track instanceof RemoteVideoTrack) || this.#state.isSoundOnly) return null
      const before = source === Track.Source.Camera ? this.#state.camera : this.#state.screen
      return before?.id === track.sid ? before : pictureOf(track)
    }
    this.#set({ camera: find(Track.Source.Camera), screen: find(Track.Source.ScreenShare), hasPublishedVideo: videos.length > 0 })
  }

  async #watch(): Promise<void> {
    await this.#look()
    if (!this.#judgement.isDead || this.#room.state !== ConnectionState.Connected) return
    this.#judgement = noSound(performance.now())
    // Our own hang-up arrives as CLIENT_INITIATED; the rejoin below does not wait for it.
    await this.#room.disconnect()
    this.#rejoinLater(null)
  }

  async #look(): Promise<void> {
    const voice = this.#audioTracks()[0]
    const isExpected = this.#publications().some(({ kind, isMuted }) => kind === Track.Kind.Audio && !isMuted)
    this.#judgement = judgeSound(this.#judgement, {
      atMs: performance.now(),
      packets: voice ? await packetsOf(voice) : null,
      isExpected: isExpected && this.#room.state === ConnectionState.Connected,
      isAllowed: this.#room.canPlaybackAudio && (!this.#audio.paused || !voice),
      isElementPlaying: !this.#audio.paused,
    })
    if (this.#judgement.sound !== this.#state.sound && this.#isWanted) this.#set({ sound: this.#judgement.sound })
  }

  #applyVolume(): void {
    const { isMuted, volume } = this.#state
    for (const element of new Set([this.#audio, ...this.#audioTracks().flatMap((track) => track.attachedElements)])) {
      element.muted = isMuted
      element.volume = volume
    }
  }

  #set(part: Partial<ListenerState>): void {
    this.#state = { ...this.#state, ...part }
    for (const listener of this.#listeners) listener()
  }
}

function pictureOf(track: RemoteVideoTrack): Picture {
  return {
    id: track.sid ?? track.mediaStreamID,
    attach(element) {
      track.attach(element)
      return () => void track.detach(element)
    },
  }
}

async function packetsOf(track: RemoteAudioTrack): Promise<number | null> {
  const report = await track.getRTCStatsReport().catch(() => undefined)
  let packets: number | null = null
  report?.forEach((entry: { type?: unknown; packetsReceived?: unknown }) => {
    if (entry.type === 'inbound-rtp' && typeof entry.packetsReceived === 'number') packets = (packets ?? 0) + entry.packetsReceived
  })
  return packets
}

function qualityOf(quality: ConnectionQuality): ListenerState['quality'] {
  if (quality === ConnectionQuality.Poor) return 'weak'
  return quality === ConnectionQuality.Lost ? 'lost' : 'good'
}

/** A stream without sound: playing it inside the click unlocks the element before the voice arrives. */
function silence(): MediaStream {
  return new AudioContext().createMediaStreamDestination().stream
}
