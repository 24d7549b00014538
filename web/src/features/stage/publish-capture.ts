// The only place that opens a camera, a microphone or a screen, and only after a press or where the browser allowed it before.
import { type Choice, type DeviceKind, type Devices, listDevices, NO_DEVICES, readChoice, saveChoice } from './publish-devices.ts'
import { type CaptureProblem, isStaleDevice, problemOf } from './publish-problems.ts'

export type SourceName = 'camera' | 'microphone' | 'screen'

export interface Source {
  readonly phase: 'off' | 'starting' | 'on'
  /** Set while on. */
  readonly track: MediaStreamTrack | null
  /** Why it is off although it was wanted. */
  readonly problem: CaptureProblem | null
}

export interface CaptureState {
  readonly camera: Source
  readonly microphone: Source
  readonly screen: Source
  /** The microphone stays open while muted, so that it is back at once. */
  readonly isMuted: boolean
  readonly devices: Devices
  readonly choice: Choice
}

const OFF: Source = { phase: 'off', track: null, problem: null }
const STARTING: Source = { phase: 'starting', track: null, problem: null }

/** What this person shows: camera, microphone, screen. */
export class Capture {
  readonly #listeners = new Set<() => void>()
  #state: CaptureState = { camera: OFF, microphone: OFF, screen: OFF, isMuted: false, devices: NO_DEVICES, choice: readChoice() }
  /** Raised whenever a source is opened or closed: an answer of the browser that comes too late is thrown away. */
  #turn: Record<SourceName, number> = { camera: 0, microphone: 0, screen: 0 }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getState = (): CaptureState => this.#state

  /** Begins to follow the machine's devices; returns what ends it and closes everything. */
  start(): () => void {
    const look = (): void => void this.#look()
    machine()?.addEventListener('devicechange', look)
    look()
    return () => {
      machine()?.removeEventListener('devicechange', look)
      for (const name of ['camera', 'microphone', 'screen'] as const) this.close(name)
    }
  }

  /** Opens camera and microphone with one question to the person; one missing does not keep the other away. */
  async openBoth(): Promise<void> {
    const turns = { camera: this.#begin('camera'), microphone: this.#begin('microphone') }
    try {
      const stream = await ask({ video: this.#constraints('camera', true), audio: this.#constraints('microphone', true) })
      for (const track of stream.getTracks()) {
        const name = track.kind === 'video' ? 'camera' : 'microphone'
        this.#gain(name, turns[name], track)
      }
      await this.#look()
    } catch {
      await this.open('microphone')
      await this.open('camera')
    }
  }

  /** Opens one device; a chosen device that is gone gives way to the browser's choice. */
  async open(name: 'camera' | 'microphone'): Promise<void> {
    const turn = this.#begin(name)
    try {
      this.#gain(name, turn, await this.#openTrack(name))
    } catch (error) {
      this.#fail(name, turn, error)
    }
    await this.#look()
  }

  /** Asks the person for a screen or window; saying no is not a problem. */
  async openScreen(): Promise<void> {
    const turn = this.#begin('screen')
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({
        video: { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 5, max: 15 } },
        audio: false,
      })
      const [track] = stream.getVideoTracks()
      if (!track) throw new Error('a screen without a picture')
      track.contentHint = 'detail'
      this.#gain('screen', turn, track)
    } catch (error) {
      if (problemOf(error, true) === 'denied') this.close('screen')
      else this.#fail('screen', turn, error)
    }
  }

  /** Lets go of a device; its light goes out. */
  close(name: SourceName): void {
    this.#turn[name] += 1
    this.#state[name].track?.stop()
    this.#set({ [name]: OFF })
  }

  /** Silences the microphone without closing it. */
  setMuted(isMuted: boolean): void {
    const { track } = this.#state.microphone
    if (track) track.enabled = !isMuted
    this.#set({ isMuted })
  }

  /** Chooses a device for now and for the next time; an open one is exchanged. */
  async choose(kind: DeviceKind, id: string): Promise<void> {
    const choice = { ...this.#state.choice, [kind]: id }
    saveChoice(choice)
    this.#set({ choice })
    if (kind !== 'speaker' && this.#state[kind].phase !== 'off') await this.open(kind)
  }

  async #openTrack(name: 'camera' | 'microphone'): Promise<MediaStreamTrack> {
    const stream = await this.#openStream(name, true).catch((error: unknown) => {
      if (this.#state.choice[name] === null || !isStaleDevice(error)) throw error
      return this.#openStream(name, false)
    })
    const [track] = stream.getTracks()
    if (!track) throw new Error('a stream without a track')
    return track
  }

  #openStream(name: 'camera' | 'microphone', isChosen: boolean): Promise<MediaStream> {
    const constraints = this.#constraints(name, isChosen)
    return ask(name === 'camera' ? { video: constraints } : { audio: constraints })
  }

  #constraints(name: 'camera' | 'microphone', isChosen: boolean): MediaTrackConstraints {
    const id = this.#state.choice[name]
    const device = isChosen && id !== null ? { deviceId: { exact: id } } : {}
    if (name === 'camera') return { ...device, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } }
    // Automatic gain would lift the room's noise in every pause of a single voice.
    return { ...device, echoCancellation: true, noiseSuppression: true, autoGainControl: false, channelCount: { ideal: 1 } }
  }

  #begin(name: SourceName): number {
    this.#turn[name] += 1
    // An open device stays on the air until its successor is there.
    if (this.#state[name].phase !== 'on') this.#set({ [name]: STARTING })
    return this.#turn[name]
  }

  #gain(name: SourceName, turn: number, track: MediaStreamTrack): void {
    if (turn !== this.#turn[name]) {
      track.stop()
      return
    }
    const before = this.#state[name].track
    track.addEventListener('ended', () => this.#lose(name, track))
    if (name === 'microphone') track.enabled = !this.#state.isMuted
    this.#set({ [name]: { phase: 'on', track, problem: null } })
    before?.stop()
  }

  #fail(name: SourceName, turn: number, error: unknown): void {
    if (turn !== this.#turn[name]) return
    this.#state[name].track?.stop()
    this.#set({ [name]: { phase: 'off', track: null, problem: problemOf(error, window.isSecureContext) } })
  }

  /** The device was unplugged or the sharing was ended in the browser's own bar. */
  #lose(name: SourceName, track: MediaStreamTrack): void {
    if (this.#state[name].track !== track) return
    if (name === 'screen') this.close('screen')
    else void this.open(name)
  }

  async #look(): Promise<void> {
    this.#set({ devices: await listDevices() })
  }

  #set(part: Partial<CaptureState>): void {
    this.#state = { ...this.#state, ...part }
    for (const listener of this.#listeners) listener()
  }
}

/** Browsers hide the devices from pages without a secure connection, against what the type says. */
function machine(): MediaDevices | undefined {
  return navigator.mediaDevices
}

async function ask(constraints: MediaStreamConstraints): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia(constraints)
}
