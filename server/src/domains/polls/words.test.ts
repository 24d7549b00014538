import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readGroups, shownGroups, wordKey } from './words.ts'

const none = new Map<string, string | null>()

describe('words', () => {
  it('P24 Case, punctuation, spaces and forms of the same letter make no difference', () => {
    for (const [a, b] of [
      ['Zeit', ' zeit! '],
      ['Social Media', 'social-media'],
      ['Ma\u0308rz', 'm\u00e4rz'],
      ['„Mut“', 'MUT.'],
    ] as const)
      expect(wordKey(a)).toBe(wordKey(b))
    for (const [a, b] of [
      ['Mut', 'Mute'],
      ['C++', 'C'],
      ['👍', '👎'],
      ['!!', '??'],
    ] as const)
      expect(wordKey(a)).not.toBe(wordKey(b))
  })

  it('P24 What is written alike counts together under the most frequent spelling', () => {
    expect(readGroups(['zeit', 'Zeit', 'Zeit!', 'Zeit', 'Mut'], none)).toEqual([
      { written: 'Zeit', count: 4, shownAs: 'Zeit' },
      { written: 'Mut', count: 1, shownAs: 'Mut' },
    ])
  })

  it('P24 Words merged by the stage count together, words kept back leave the result', () => {
    const words = ['Zeit', 'Zeit', 'Stunden', 'Geld', 'Unfug', 'geld']
    const groups = readGroups(
      words,
      new Map([
        ['stunden', 'zeit'],
        ['unfug', null],
      ]),
    )
    expect(groups.find(({ written }) => written === 'Unfug')).toEqual({ written: 'Unfug', count: 1, shownAs: null })
    expect(shownGroups(groups)).toEqual([
      { word: 'Zeit', count: 3 },
      { word: 'Geld', count: 2 },
    ])
  })

  it('P24 Nothing is lost and the order of arrival never shows', () => {
    const word = fc.constantFrom('Zeit', 'zeit', 'Mut', 'MUT!', 'Geld', 'geld.')
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const shown = shownGroups(readGroups(words, none))
        expect(shown.reduce((total, { count }) => total + count, 0)).toBe(words.length)
        expect(shownGroups(readGroups(words.toReversed(), none))).toEqual(shown)
      }),
    )
  })
})
