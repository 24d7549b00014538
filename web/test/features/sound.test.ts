import { describe, expect, test } from 'vitest'
import { DEAD_AFTER_MS, judgeSound, noSound, type SoundSample } from '../../src/features/stage/sound.ts'

const heard: SoundSample = { atMs: 0, packets: 100, isExpected: true, isAllowed: true, isElementPlaying: true }

describe('W42 Sound counts as arriving only when packets come and the browser plays them', () => {
  test('W42 growing packets in a running element are sound', () => {
    const first = judgeSound(noSound(0), heard)
    expect(judgeSound(first, { ...heard, atMs: 2_000, packets: 200 }).sound).toBe('playing')
  })

  test('W42 a browser that forbids sound blocks it, whatever arrives', () => {
    expect(judgeSound(noSound(0), { ...heard, isAllowed: false }).sound).toBe('blocked')
  })

  test('W42 without a track there is nothing to hear yet', () => {
    expect(judgeSound(noSound(0), { ...heard, packets: null, isExpected: false }).sound).toBe('waiting')
  })

  test('W42 one missed look does not end the sound, five silent seconds do', () => {
    const playing = judgeSound(noSound(0), heard)
    const quiet = judgeSound(playing, { ...heard, atMs: 2_000 })
    expect(quiet.sound).toBe('playing')
    expect(judgeSound(quiet, { ...heard, atMs: 6_000 }).sound).toBe('waiting')
  })

  test('W42 a muted microphone is not a fault', () => {
    const playing = judgeSound(noSound(0), heard)
    const muted = judgeSound(playing, { ...heard, atMs: 60_000, isExpected: false })
    expect(muted).toMatchObject({ sound: 'playing', isDead: false })
  })
})

describe('W43 A line that says it is open but carries nothing is opened anew', () => {
  test('W43 expected packets missing for 12 s mean the line is dead', () => {
    const playing = judgeSound(noSound(0), heard)
    expect(judgeSound(playing, { ...heard, atMs: DEAD_AFTER_MS - 1 }).isDead).toBe(false)
    expect(judgeSound(playing, { ...heard, atMs: DEAD_AFTER_MS }).isDead).toBe(true)
  })

  test('W43 a microphone that was never expected cannot be missed', () => {
    expect(judgeSound(noSound(0), { ...heard, packets: null, isExpected: false, atMs: 90_000 }).isDead).toBe(false)
  })
})
