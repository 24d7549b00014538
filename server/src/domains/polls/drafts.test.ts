import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import type { StoredPoll } from './rules.ts'
import { PollId } from '@podium/shared/primitives.ts'
import { newId } from '../../adapters/clock.ts'
import { decideEdit, decideOptions, wavesOf } from './drafts.ts'

describe('options', () => {
  it('P2 A debate always asks JA, UNENTSCHIEDEN, NEIN', () => {
    expect(decideOptions('debate', ['egal'])).toEqual([
      { label: 'JA', stance: 'for' },
      { label: 'UNENTSCHIEDEN', stance: 'undecided' },
      { label: 'NEIN', stance: 'against' },
    ])
  })

  it('P2 An ordinary poll has two to twelve different options', () => {
    expect(decideOptions('choice', [' Ja ', 'Nein'])).toEqual([
      { label: 'Ja', stance: null },
      { label: 'Nein', stance: null },
    ])
    const thirteen = Array.from({ length: 13 }, (_, i) => String(i))
    expect(decideOptions('choice', thirteen.slice(1))).toHaveLength(12)
    for (const labels of [[], ['Ja'], ['Ja', 'Ja '], ['Ja', ''], ['a\u0308', '\u00e4'], thirteen]) {
      expect(() => decideOptions('choice', labels)).toThrow(new Refusal('invalid'))
    }
  })

  it('P2 A scale has five steps with named ends, words have no options', () => {
    expect(decideOptions('scale', ['nie', '', '', '', 'oft']).map(({ label }) => label)).toEqual(['nie', '', '', '', 'oft'])
    for (const labels of [
      ['nie', 'oft'],
      ['', '', '', '', 'oft'],
      ['nie', '', '', '', ''],
      ['a', 'b', 'b', '', 'c'],
    ]) {
      expect(() => decideOptions('scale', labels)).toThrow(new Refusal('invalid'))
    }
    expect(decideOptions('words', ['egal'])).toEqual([])
  })
})

describe('editing', () => {
  const stored = (about: Partial<StoredPoll>, state: 'draft' | 'armed' | 'open' | 'closed' = 'draft'): StoredPoll => ({
    id: PollId.parse(newId()),
    kind: 'choice',
    text: 'Frage?',
    options: [],
    itemId: null,
    isConfidential: true,
    isFrozen: false,
    isRevealed: false,
    isArchived: false,
    early: null,
    result: null,
    isFinal: false,
    waves: [{ name: 'only', state, version: 1, openedAt: null, closedAt: null, closesAt: null, present: null, ballots: null }],
    ...about,
  })

  it('P27 A poll changes until its first ballot, its kind and waves until the first opening', () => {
    const same = { kind: 'choice', hasMiddle: false } as const
    const other = { kind: 'debate', hasMiddle: true } as const
    expect(decideEdit(stored({}), same)).toEqual({ hasNewWaves: false })
    expect(decideEdit(stored({}), other)).toEqual({ hasNewWaves: true })
    expect(decideEdit(stored({}, 'open'), same)).toEqual({ hasNewWaves: false })
    for (const wish of [other, { kind: 'scale', hasMiddle: false } as const])
      expect(() => decideEdit(stored({}, 'open'), wish)).toThrow(new Refusal('wrong_state'))
    for (const about of [{ isFrozen: true }, { isFinal: true }, { isRevealed: true }, { isArchived: true }])
      expect(() => decideEdit(stored(about), same)).toThrow(new Refusal('wrong_state'))
  })

  it('P27 A debate has a vote in the middle only where it was asked for', () => {
    expect(wavesOf('debate')).toEqual(['before', 'after'])
    expect(wavesOf('debate', true)).toEqual(['before', 'middle', 'after'])
    expect(wavesOf('scale', true)).toEqual(['only'])
  })
})
