import { afterEach, describe, expect, test, vi } from 'vitest'
import { Capture } from '../../src/features/stage/publish-capture.ts'
import { sortDevices } from '../../src/features/stage/publish-devices.ts'
import { barOf, decibelsOf, judgeLevel } from '../../src/features/stage/publish-level.ts'
import { problemOf } from '../../src/features/stage/publish-problems.ts'
import { readOnAir, saveOnAir } from '../../src/features/studio/onair-memory.ts'
import { studio } from '../../src/lib/i18n/de/studio.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
  sessionStorage.clear()
})

interface FakeTrack extends EventTarget {
  readonly kind: string
  readonly id: string
  enabled: boolean
  isStopped: boolean
}

function fakeTrack(kind: 'audio' | 'video', id: string): FakeTrack {
  const track = Object.assign(new EventTarget(), { kind, id, enabled: true, isStopped: false, contentHint: '' })
  return Object.assign(track, { stop: () => (track.isStopped = true), getSettings: () => ({ deviceId: id }) })
}

type Wanted = Record<string, { deviceId?: { exact: string } } | undefined>

/** A browser whose devices answer as told. */
function machine(answer: (wanted: Wanted) => Promise<FakeTrack[]> | FakeTrack[]) {
  const asked: Wanted[] = []
  const mediaDevices = {
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    enumerateDevices: async () => [],
    getUserMedia: async (wanted: Wanted) => {
      asked.push(wanted)
      const tracks = await answer(wanted)
      return { getTracks: () => tracks, getVideoTracks: () => tracks.filter(({ kind }) => kind === 'video') }
    },
  }
  vi.stubGlobal('navigator', { mediaDevices })
  vi.stubGlobal('isSecureContext', true)
  return asked
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name })
}

describe('W72 Every way a device can fail has its own help', () => {
  test('W72 what the browser throws becomes one of a few kinds', () => {
    expect(problemOf(named('NotAllowedError'), true)).toBe('denied')
    expect(problemOf(named('NotFoundError'), true)).toBe('missing')
    expect(problemOf(named('NotReadableError'), true)).toBe('busy')
    expect(problemOf(named('SomethingNew'), true)).toBe('unknown')
    expect(problemOf(new TypeError('undefined is not a function'), false)).toBe('insecure')
  })

  test('W72 each kind has words for camera, microphone and help', () => {
    for (const kind of ['denied', 'missing', 'busy', 'insecure', 'unknown'] as const) {
      for (const key of [`problem_${kind}_camera`, `problem_${kind}_microphone`, `help_${kind}`] as const)
        expect(studio[key].length).toBeGreaterThan(10)
    }
  })
})

describe('W73 Camera and microphone open for themselves', () => {
  test('W73 a missing camera does not keep the microphone away', async () => {
    machine((wanted) => {
      if (wanted['video']) throw named('NotFoundError')
      return [fakeTrack('audio', 'mic')]
    })
    const capture = new Capture()
    await capture.openBoth()
    expect(capture.getState().microphone.phase).toBe('on')
    expect(capture.getState().camera).toMatchObject({ phase: 'off', problem: 'missing' })
  })

  test('W73 a chosen device that is gone gives way to the browser’s choice', async () => {
    localStorage.setItem('podium.devices', JSON.stringify({ camera: 'unplugged', microphone: null, speaker: null }))
    const asked = machine((wanted) => {
      if (wanted['video']?.deviceId) throw named('OverconstrainedError')
      return [fakeTrack('video', 'built-in')]
    })
    const capture = new Capture()
    await capture.open('camera')
    expect(asked).toHaveLength(2)
    expect(capture.getState().camera.phase).toBe('on')
  })

  test('W73 a camera that opens after it was turned off again goes out at once', async () => {
    let answer: (tracks: FakeTrack[]) => void = () => undefined
    machine(() => new Promise((resolve) => (answer = resolve)))
    const capture = new Capture()
    const opening = capture.open('camera')
    capture.close('camera')
    const track = fakeTrack('video', 'late')
    answer([track])
    await opening
    expect(track.isStopped).toBe(true)
    expect(capture.getState().camera.phase).toBe('off')
  })

  test('W73 a new device stays muted when the old one was', async () => {
    const track = fakeTrack('audio', 'headset')
    machine(() => [track])
    const capture = new Capture()
    capture.setMuted(true)
    await capture.open('microphone')
    expect(track.enabled).toBe(false)
  })

  test('W73 devices without a name yet are not offered', () => {
    const devices = sortDevices([
      { kind: 'videoinput', deviceId: '', label: '' },
      { kind: 'audioinput', deviceId: 'm', label: 'Røde' },
      { kind: 'audiooutput', deviceId: 's', label: 'Kopfhörer' },
    ])
    expect(devices).toEqual({ camera: [], microphone: [{ id: 'm', label: 'Røde' }], speaker: [{ id: 's', label: 'Kopfhörer' }] })
  })
})

describe('W74 The microphone is judged in words', () => {
  test('W74 silence, a whisper, a voice and clipping are four things', () => {
    expect([-80, -45, -20, -0.5].map(judgeLevel)).toEqual(['silent', 'quiet', 'good', 'loud'])
  })

  test('W74 the bar is empty at −60 dB and full at full scale', () => {
    expect([barOf(-80), barOf(-30), barOf(0)]).toEqual([0, 0.5, 1])
    expect(decibelsOf(new Float32Array(64))).toBe(-100)
    expect(decibelsOf(new Float32Array(64).fill(1))).toBeCloseTo(0, 3)
  })
})

test('W88 A tab remembers over a reload that it was on the air, with camera and mute, until it forgets', () => {
  expect(readOnAir('S')).toBeNull()
  saveOnAir('S', { hasCamera: false, isMuted: true })
  expect(readOnAir('S')).toEqual({ hasCamera: false, isMuted: true })
  expect(readOnAir('T')).toBeNull()
  saveOnAir('S', null)
  expect(readOnAir('S')).toBeNull()
})
