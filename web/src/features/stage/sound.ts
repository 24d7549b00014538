// Judges from receiver statistics whether the trainer's voice arrives and is played. Pure; times in milliseconds.

/** One look at the receiver. */
export interface SoundSample {
  readonly atMs: number
  /** Inbound packets since the track began; null while there is no audio track. */
  readonly packets: number | null
  /** Whether the trainer's microphone is on: only then are packets expected. */
  readonly isExpected: boolean
  /** Whether the browser lets the page play sound. */
  readonly isAllowed: boolean
  /** Whether the audio element is running. */
  readonly isElementPlaying: boolean
}

export type Sound = 'waiting' | 'blocked' | 'playing'

export interface SoundJudgement {
  readonly sound: Sound
  readonly packets: number | null
  /** When packets last grew, or when they were last not expected. */
  readonly lastGrowthMs: number
  /** The line claims to be open but nothing has come for too long: connect anew. */
  readonly isDead: boolean
}

/** Media can die while "connected": nothing for this long although the microphone is on means restart. */
export const DEAD_AFTER_MS = 12_000
const SILENT_AFTER_MS = 5_000

/** The judgement before anything was seen. */
export function noSound(atMs: number): SoundJudgement {
  return { sound: 'waiting', packets: null, lastGrowthMs: atMs, isDead: false }
}

/** The judgement after one more sample. */
export function judgeSound(previous: SoundJudgement, sample: SoundSample): SoundJudgement {
  // A smaller number than before is a new track: it counts as growth once it moves.
  const hasGrown = sample.packets !== null && sample.packets > 0 && sample.packets !== previous.packets
  const lastGrowthMs = hasGrown || !sample.isExpected ? sample.atMs : previous.lastGrowthMs
  const quietMs = sample.atMs - lastGrowthMs
  const isDead = sample.isExpected && quietMs >= DEAD_AFTER_MS
  return { sound: soundNow(previous.sound, sample, hasGrown, quietMs), packets: sample.packets, lastGrowthMs, isDead }
}

function soundNow(before: Sound, sample: SoundSample, hasGrown: boolean, quietMs: number): Sound {
  if (!sample.isAllowed) return 'blocked'
  if (sample.packets === null || !sample.isElementPlaying) return 'waiting'
  if (hasGrown) return 'playing'
  // A muted microphone is not a fault: who heard before still hears.
  return before === 'playing' && quietMs < SILENT_AFTER_MS ? 'playing' : 'waiting'
}
