import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DebateResult, PollOption } from '@podium/shared/polls.ts'
import { OptionId } from '@podium/shared/primitives.ts'
import { newId } from '../../adapters/clock.ts'
import { type Asked, type Ballot, resultOf } from './results.ts'

const options = [OptionId.parse(newId()), OptionId.parse(newId()), OptionId.parse(newId())] as const
const [JA, UNENTSCHIEDEN, NEIN] = options
const asked = (about: Partial<Asked>): Asked => ({
  kind: 'debate',
  options: options.map((id, index): PollOption => ({
    id,
    label: String(index),
    stance: (['for', 'undecided', 'against'] as const)[index] ?? null,
  })),
  isConfidential: true,
  isInfluenced: false,
  moderation: new Map(),
  ...about,
})
const MAIN = [
  [18, 1, 3],
  [9, 4, 3],
  [5, 2, 15],
]

/** Both ballots of everybody in a before/after table. */
function ballotsOf(table: readonly (readonly number[])[]): Ballot[] {
  return table.flatMap((row, i) =>
    row.flatMap((count, j) =>
      Array.from({ length: count }, (_, person) => both(`${i}-${j}-${person}`, options[i] ?? JA, options[j] ?? JA)).flat(),
    ),
  )
}

function both(voteKey: string, before: OptionId, after: OptionId): Ballot[] {
  return [
    { wave: 'before', voteKey, choice: before },
    { wave: 'after', voteKey, choice: after },
  ]
}

function debate(ballots: readonly Ballot[]): DebateResult {
  const result = resultOf(asked({}), ballots)
  if (result.kind !== 'debate') throw new Error('a debate has a debate result')
  return result
}

const counts = (tallies: DebateResult['before']) => tallies?.map((tally) => tally.count) ?? null
const wave = (name: 'before' | 'after', prefix: string, chosen: readonly OptionId[]): Ballot[] =>
  chosen.map((choice, index) => ({ wave: name, voteKey: `${prefix}-${index}`, choice }))

describe('ordinary polls', () => {
  it('P16 A poll held openly shows its tallies from the first ballot on, a debate never does', () => {
    const one: Ballot = { wave: 'only', voteKey: '0', choice: NEIN }
    const [ja, , nein] = asked({}).options
    const open = asked({ kind: 'choice', isConfidential: false, options: [ja!, nein!] })
    expect(resultOf(open, [one])).toEqual({
      kind: 'choice',
      ballots: 1,
      tallies: [
        { optionId: JA, count: 0 },
        { optionId: NEIN, count: 1 },
      ],
    })
    expect(resultOf(asked({ isConfidential: false }), both('0', JA, NEIN))).toMatchObject({
      matched: 1,
      before: null,
      after: null,
      moves: null,
    })
  })

  it('P11 Tallies are shown from five ballots on, in the order of the options', () => {
    const four = [JA, JA, NEIN, JA].map((choice, i): Ballot => ({ wave: 'only', voteKey: String(i), choice }))
    expect(resultOf(asked({ kind: 'choice' }), four)).toEqual({ kind: 'choice', ballots: 4, tallies: null })
    expect(resultOf(asked({ kind: 'choice' }), [...four, { wave: 'only', voteKey: '4', choice: NEIN }])).toEqual({
      kind: 'choice',
      ballots: 5,
      tallies: [
        { optionId: JA, count: 3 },
        { optionId: UNENTSCHIEDEN, count: 0 },
        { optionId: NEIN, count: 2 },
      ],
    })
  })
})

describe('other kinds', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map(() => OptionId.parse(newId()))
  const steps = (...chosen: number[]) =>
    chosen.map((step, i): Ballot => ({ wave: 'only', voteKey: String(i), choice: five[step - 1] ?? '' }))
  const scale = asked({ kind: 'scale', options: five.map((id): PollOption => ({ id, label: '', stance: null })) })

  it('P22 A scale shows its distribution, mean and median from five ballots on', () => {
    expect(resultOf(scale, steps(1, 2, 2, 5, 5, 5))).toMatchObject({ kind: 'scale', ballots: 6, mean: 3.33, median: 3.5 })
    expect(resultOf(scale, steps(1, 2, 2, 5, 5))).toMatchObject({ mean: 3, median: 2 })
    expect(resultOf(scale, steps(1, 2, 2, 5))).toEqual({ kind: 'scale', ballots: 4, tallies: null, mean: null, median: null })
    expect(resultOf({ ...scale, isConfidential: false }, [])).toMatchObject({ ballots: 0, mean: null, median: null })
  })

  it('P22 A multiple choice counts how many ballots hold each option', () => {
    const ballots = Array.from({ length: 5 }, (_, i): Ballot => ({
      wave: 'only',
      voteKey: String(i),
      choice: i < 2 ? `${JA} ${NEIN}` : NEIN,
    }))
    const result = resultOf(asked({ kind: 'multiple' }), ballots)
    expect(result).toMatchObject({ kind: 'multiple', ballots: 5, tallies: [{ count: 2 }, { count: 0 }, { count: 5 }] })
  })

  it('P24 Words are shown from five confidential ballots on, hidden ones left out', () => {
    const words = (list: string[]) => list.map((choice, i): Ballot => ({ wave: 'only', voteKey: String(i), choice }))
    const poll = asked({ kind: 'words', moderation: new Map([['unfug', null]]) })
    expect(resultOf(poll, words(['Mut', 'Mut', 'Zeit', 'Unfug']))).toEqual({ kind: 'words', ballots: 4, groups: null })
    expect(resultOf(poll, words(['Mut', 'mut', 'Mut', 'Zeit', 'Unfug']))).toEqual({
      kind: 'words',
      ballots: 5,
      groups: [
        { word: 'Mut', count: 3 },
        { word: 'Zeit', count: 1 },
      ],
    })
  })
})

describe('debates', () => {
  it('P12 The reference table gives its sums and switchers', () => {
    const result = debate(ballotsOf(MAIN))
    expect(result).toMatchObject({ matched: 60, beforeOnly: 0, afterOnly: 0, switchers: 23 })
    expect(counts(result.before)).toEqual([22, 16, 22])
    expect(counts(result.after)).toEqual([32, 7, 21])
  })

  it('P12 Whoever voted in one wave only is counted and moves nothing', () => {
    const oneWave = [
      ...wave(
        'before',
        'late',
        Array.from({ length: 10 }, () => JA),
      ),
      ...wave('after', 'new', [...Array.from({ length: 16 }, () => NEIN), JA, JA, JA, JA]),
    ]
    expect(debate([...ballotsOf(MAIN), ...oneWave])).toEqual({ ...debate(ballotsOf(MAIN)), beforeOnly: 10, afterOnly: 20 })
  })

  it('P12 P21 No number of one-wave voters ever moves the verdict or anything shown of the matched', () => {
    const cell = fc.nat(12)
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 })
    const chosen = fc.array(fc.constantFrom(...options), { maxLength: 30 })
    fc.assert(
      fc.property(table, chosen, chosen, (moves, early, late) => {
        const shown = debate([...wave('before', 'e', early), ...ballotsOf(moves), ...wave('after', 'l', late)])
        expect(shown).toEqual({ ...debate(ballotsOf(moves)), beforeOnly: early.length, afterOnly: late.length })
      }),
      { numRuns: 40 },
    )
  })

  it('P12 Sums need five matched voters, the table of moves ten', () => {
    const four = debate(
      ballotsOf([
        [4, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ]),
    )
    expect(four).toMatchObject({ matched: 4, before: null, after: null, switchers: null, moves: null })
    const nine = debate(
      ballotsOf([
        [5, 0, 0],
        [0, 4, 0],
        [0, 0, 0],
      ]),
    )
    expect(counts(nine.before)).toEqual([5, 4, 0])
    expect(nine.moves).toBeNull()
    expect(
      debate(
        ballotsOf([
          [5, 0, 0],
          [0, 3, 0],
          [0, 0, 4],
        ]),
      ).moves,
    ).toEqual([
      [5, 0, 0],
      [0, 3, 0],
      [0, 0, 4],
    ])
  })

  it('P13 The reference table hides all six moving cells', () => {
    expect(debate(ballotsOf(MAIN)).moves).toEqual([
      [18, null, null],
      [null, 4, null],
      [null, null, 15],
    ])
  })

  it('P12 P20 P21 The reference table tells shifts, margin and verdict to one decimal', () => {
    const result = debate(ballotsOf(MAIN))
    expect(result.shifts?.map(({ points }) => points)).toEqual([16.7, -15, -1.7])
    expect(result).toMatchObject({ margin: 18.3, verdict: 'narrow', isInfluenced: false })
  })

  it('P12 The middle vote counts the matched who took part in it', () => {
    const middle = (from: number): Ballot[] =>
      ballotsOf(MAIN).flatMap((ballot, index) =>
        ballot.wave === 'before' && index < from * 2 ? [{ ...ballot, wave: 'middle' as const }] : [],
      )
    expect(debate([...ballotsOf(MAIN), ...middle(4)]).middle).toBeNull()
    expect(counts(debate([...ballotsOf(MAIN), ...middle(20), { wave: 'middle', voteKey: 'stranger', choice: NEIN }]).middle)).toEqual([
      20, 0, 0,
    ])
  })
})
