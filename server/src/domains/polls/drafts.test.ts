import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { decideOptions } from './drafts.ts'

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
})
