// How loud the microphone is, as a bar and as a judgement people can act on.

export type LevelVerdict = 'off' | 'silent' | 'quiet' | 'good' | 'loud'

const SILENCE_DB = -55
const QUIET_DB = -36
const CLIPPING_DB = -1.5

/** Decibels below full scale of one block of samples from -1 to 1; -100 for digital silence. */
export function decibelsOf(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.max(-100, 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-10))
}

/** The bar for a level: 0 at -60 dB, 1 at full scale. */
export function barOf(decibels: number): number {
  return Math.min(1, Math.max(0, (decibels + 60) / 60))
}

/** What the loudest moment of the last seconds says about the microphone. */
export function judgeLevel(peakDecibels: number): Exclude<LevelVerdict, 'off'> {
  if (peakDecibels < SILENCE_DB) return 'silent'
  if (peakDecibels < QUIET_DB) return 'quiet'
  return peakDecibels > CLIPPING_DB ? 'loud' : 'good'
}

export interface Loudness {
  /** From 0 to 1. */
  readonly bar: number
  readonly verdict: LevelVerdict
}

export const NO_SOUND: Loudness = { bar: 0, verdict: 'off' }

const LOOK_EVERY_MS = 100
const REMEMBERED = 30

/** Listens to a microphone ten times a second until the returned function is called; judges the last three seconds. */
export function watchLevel(track: MediaStreamTrack, heard: (loudness: Loudness) => void): () => void {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 2_048
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let peaks: number[] = []
  // Browsers keep a context asleep until the first press on the page.
  const wake = (): void => void context.resume().catch(() => undefined)
  document.addEventListener('pointerdown', wake)
  document.addEventListener('keydown', wake)
  wake()
  const timer = setInterval(() => {
    if (context.state !== 'running') return
    if (!track.enabled) {
      peaks = []
      heard(NO_SOUND)
      return
    }
    analyser.getFloatTimeDomainData(samples)
    const decibels = decibelsOf(samples)
    peaks = [...peaks.slice(1 - REMEMBERED), decibels]
    heard({ bar: barOf(decibels), verdict: judgeLevel(Math.max(...peaks)) })
  }, LOOK_EVERY_MS)
  return () => {
    clearInterval(timer)
    document.removeEventListener('pointerdown', wake)
    document.removeEventListener('keydown', wake)
    void context.close()
  }
}
