import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import type { Choice, PollKind } from '@podium/shared/polls.ts'
import { OptionId } from '@podium/shared/primitives.ts'
import { newId } from '../../adapters/clock.ts'
import { decideBallot, readChoice, type VotableWave } from './choices.ts'

const ids = [0, 1, 2].map(() => OptionId.parse(newId()))
const wave = (kind: PollKind, about: Partial<VotableWave> = {}): VotableWave => ({
  kind,
  state: 'open',
  closesAt: null,
  optionIds: kind === 'words' ? [] : ids,
  isLive: true,
  ...about,
})
const options = (...chosen: number[]): Choice => ({
  kind: 'options',
  optionIds: chosen.map((index) => ids[index] ?? OptionId.parse(newId())),
})
const word: Choice = { kind: 'word', word: 'Mut' }

describe('ballots', () => {
  it('P7 A ballot needs an open wave, a live seminar and time left', () => {
    expect(decideBallot(wave('choice', { closesAt: 1_000 }), options(0), 999)).toBe(ids[0])
    for (const about of [{ state: 'draft' }, { state: 'armed' }, { state: 'closed' }, { isLive: false }, { closesAt: 1_000 }] as const)
      expect(() => decideBallot(wave('choice', about), options(0), 1_000)).toThrow(new Refusal('poll_closed'))
  })

  it('P22 One answer for a choice, a scale and a debate; one to all for a multiple choice; words for words', () => {
    for (const kind of ['choice', 'scale', 'debate'] as const) {
      expect(decideBallot(wave(kind), options(2), 0)).toBe(ids[2])
      for (const choice of [options(0, 1), options(9), word])
        expect(() => decideBallot(wave(kind), choice, 0)).toThrow(new Refusal('option_unknown'))
    }
    expect(decideBallot(wave('multiple'), options(2, 0, 2), 0)).toBe(`${ids[0]} ${ids[2]}`)
    expect(decideBallot(wave('multiple'), options(0, 1, 2), 0)).toBe(ids.join(' '))
    for (const choice of [options(0, 9), word])
      expect(() => decideBallot(wave('multiple'), choice, 0)).toThrow(new Refusal('option_unknown'))
    expect(decideBallot(wave('words'), word, 0)).toBe('Mut')
    expect(() => decideBallot(wave('words'), options(0), 0)).toThrow(new Refusal('option_unknown'))
  })

  it('P22 A stored ballot reads back as the answer that was given', () => {
    expect(readChoice('multiple', decideBallot(wave('multiple'), options(1, 0), 0))).toEqual(options(0, 1))
    expect(readChoice('words', decideBallot(wave('words'), { kind: 'word', word: 'mehr Zeit' }, 0))).toEqual({
      kind: 'word',
      word: 'mehr Zeit',
    })
  })
})
