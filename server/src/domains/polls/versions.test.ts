import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ballot } from './results.ts'
import { type Sources, sourcesOf, tellable, told, withholding } from './versions.ts'

const choice = (answers: Record<string, string>): Ballot[] =>
  Object.entries(answers).map(([voteKey, answer]) => ({ wave: 'only', voteKey, choice: answer }))
const people = (count: number, answer: string, from = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${from + index}`, answer]))

describe('versions', () => {
  it('P26 Numbers that differ from numbers told before in one to four people are kept back', () => {
    const before = [sourcesOf('choice', choice(people(8, 'a')))]
    const next = (changed: number) => sourcesOf('choice', choice({ ...people(8, 'a'), ...people(changed, 'b') }))
    expect([0, 1, 4, 5, 8].map((changed) => tellable(next(changed), before, true).has('only'))).toEqual([true, false, false, true, true])
    expect(tellable(next(1), before, false).has('only')).toBe(true)
    const joined = (more: number) => sourcesOf('choice', choice({ ...people(8, 'a'), ...people(more, 'b', 8) }))
    expect([1, 4, 5].map((more) => tellable(joined(more), before, true).has('only'))).toEqual([false, false, true])
  })

  it('P26 Numbers of fewer than five people were never told and stand in nobody’s way', () => {
    const four = sourcesOf('choice', choice(people(4, 'a')))
    expect(told(four, new Set(['only'])).size).toBe(0)
    expect(tellable(sourcesOf('choice', choice(people(5, 'a'))), [told(four, new Set(['only']))], true).has('only')).toBe(true)
  })

  it('P26 A debate keeps back what one person more or less would change, and tells the rest', () => {
    const pair = (count: number, from = 0): Ballot[] =>
      Object.keys(people(count, '', from)).flatMap((voteKey): Ballot[] => [
        { wave: 'before', voteKey, choice: 'ja' },
        { wave: 'after', voteKey, choice: 'nein' },
      ])
    const shown = sourcesOf('debate', pair(10))
    const onlyAfterChanged = pair(10).map((ballot): Ballot =>
      ballot.voteKey === 'p0' && ballot.wave === 'after' ? { ...ballot, choice: 'ja' } : ballot,
    )
    expect([...tellable(sourcesOf('debate', onlyAfterChanged), [shown], true)].toSorted()).toEqual(['before', 'middle'])
    const numbers = { before: [], after: [], moves: [], shifts: [], margin: 1, verdict: 'tie', switchers: 3 } as const
    const result = {
      kind: 'debate',
      matched: 10,
      beforeOnly: 0,
      afterOnly: 0,
      middle: null,
      isInfluenced: false,
      ...numbers,
      moves: null,
      before: [],
      after: [],
      shifts: [],
    } as const
    const kept = withholding({ ...result, before: [], after: [], shifts: [] }, new Set(['before', 'middle']))
    expect(kept).toMatchObject({
      matched: 10,
      before: [],
      after: null,
      moves: null,
      shifts: null,
      margin: null,
      verdict: null,
      switchers: null,
    })
  })

  it('P26 Kept back are the sums of every kind, never the number of ballots', () => {
    const nothing = new Set<string>()
    expect(withholding({ kind: 'multiple', ballots: 9, tallies: [] }, nothing)).toEqual({ kind: 'multiple', ballots: 9, tallies: null })
    expect(withholding({ kind: 'scale', ballots: 9, tallies: [], mean: 3, median: 3 }, nothing)).toEqual({
      kind: 'scale',
      ballots: 9,
      tallies: null,
      mean: null,
      median: null,
    })
    expect(withholding({ kind: 'words', ballots: 9, groups: [] }, nothing)).toEqual({ kind: 'words', ballots: 9, groups: null })
  })

  it('P26 Attack: of any sequence of versions, no two that were told differ in one to four voters', () => {
    const version = fc.array(fc.constantFrom('', 'a', 'b'), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(fc.array(version, { minLength: 2, maxLength: 6 }), (sequence) => {
        const shown: Sources[] = []
        for (const answers of sequence) {
          const ballots = answers.flatMap((answer, index): Ballot[] =>
            answer === '' ? [] : [{ wave: 'only', voteKey: `p${index}`, choice: answer }],
          )
          const sources = sourcesOf('choice', ballots)
          shown.push(told(sources, tellable(sources, shown, true)))
        }
        const emitted = shown.flatMap((sources) => sources.get('only') ?? [])
        for (const a of emitted) {
          for (const b of emitted) {
            const different = new Set([...a.keys(), ...b.keys()])
            const count = [...different].filter((key) => a.get(key) !== b.get(key)).length
            expect(count === 0 || count >= 5).toBe(true)
          }
        }
      }),
    )
  })
})
