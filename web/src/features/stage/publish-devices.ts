// Which cameras, microphones and speakers there are, which were chosen last, and whether the browser already allows them.
import { z } from 'zod'

export type DeviceKind = 'camera' | 'microphone' | 'speaker'

export interface Device {
  readonly id: string
  /** Empty until the browser allows the device. */
  readonly label: string
}

export type Devices = Readonly<Record<DeviceKind, readonly Device[]>>
/** The chosen device ids; null leaves the choice to the browser. */
export type Choice = Readonly<Record<DeviceKind, string | null>>

export const NO_DEVICES: Devices = { camera: [], microphone: [], speaker: [] }
const KIND: Readonly<Record<MediaDeviceKind, DeviceKind>> = { videoinput: 'camera', audioinput: 'microphone', audiooutput: 'speaker' }
const STORED = 'podium.devices'
const StoredChoice = z.object({ camera: z.string().nullable(), microphone: z.string().nullable(), speaker: z.string().nullable() })

/** Sorts what the browser lists; unnamed placeholders are left out. */
export function sortDevices(listed: readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>[]): Devices {
  const of = (kind: DeviceKind): Device[] =>
    listed.filter((device) => KIND[device.kind] === kind && device.deviceId !== '').map(({ deviceId, label }) => ({ id: deviceId, label }))
  return { camera: of('camera'), microphone: of('microphone'), speaker: of('speaker') }
}

/** The devices of this machine; empty lists where the browser tells nothing. */
export async function listDevices(): Promise<Devices> {
  try {
    return sortDevices(await navigator.mediaDevices.enumerateDevices())
  } catch {
    return NO_DEVICES
  }
}

/** What was chosen on this device before. */
export function readChoice(): Choice {
  try {
    return StoredChoice.parse(JSON.parse(localStorage.getItem(STORED) ?? ''))
  } catch {
    return { camera: null, microphone: null, speaker: null }
  }
}

/** Keeps the choice on this device. */
export function saveChoice(choice: Choice): void {
  try {
    localStorage.setItem(STORED, JSON.stringify(choice))
  } catch {
    // Storage may be blocked; the choice then lasts until the page is left.
  }
}

/** Whether camera and microphone may be opened without a question to the person. */
export async function isAllowedAlready(): Promise<boolean> {
  try {
    const states = await Promise.all(
      (['camera', 'microphone'] as const).map(async (name) => (await navigator.permissions.query({ name })).state),
    )
    return states.every((state) => state === 'granted')
  } catch {
    // Browsers that do not tell show names only for devices they allow.
    const { camera, microphone } = await listDevices()
    return [camera, microphone].every((devices) => devices.some(({ label }) => label !== ''))
  }
}
