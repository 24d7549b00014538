import { describe, expect, it } from 'vitest'
import { seeded, shuffled, staysOf, tallyOf, upvotesOverTime, votesAtOnce, votesOverTime } from './shapes.ts'

describe('shapes', () => {
  it('G2 The same seed is the same audience, another seed another', () => {
    const draw = (seed: number) => votesOverTime(seeded(seed), 200, 4, 20_000)
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
    expect(shuffled([1, 2, 3, 4, 5], seeded(1))).toEqual(shuffled([1, 2, 3, 4, 5], seeded(1)))
    expect(shuffled([1, 2, 3, 4, 5], seeded(3)).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5])
  })

  it('G2 Votes over time: 85 % vote, half within a fifth of the time, all in order and before the end', () => {
    const votes = votesOverTime(seeded(7), 4_000, 4, 20_000)
    const first = votes.filter(({ sequence }) => sequence === 1)
    const voters = new Set(votes.map(({ seat }) => seat))
    expect(voters.size / 4_000).toBeCloseTo(0.85, 1)
    expect(first.filter(({ atMs }) => atMs < 4_000).length / first.length).toBeCloseTo(0.5, 1)
    expect(votes.map(({ atMs }) => atMs)).toEqual(votes.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
    expect(votes.at(-1)?.atMs).toBeLessThanOrEqual(20_000)
    expect(first.length - voters.size).toBeGreaterThan(0) // messages sent twice
    expect(votes.filter(({ sequence }) => sequence === 2).length / voters.size).toBeCloseTo(0.05, 1)
  })

  it('G2 The expected tally counts the last word of every seat once', () => {
    expect(
      tallyOf(
        [
          { atMs: 0, seat: 1, option: 0, sequence: 1 },
          { atMs: 1, seat: 1, option: 0, sequence: 1 },
          { atMs: 2, seat: 2, option: 1, sequence: 1 },
          { atMs: 3, seat: 2, option: 2, sequence: 2 },
        ],
        3,
      ),
    ).toEqual([1, 0, 1])
    const votes = votesAtOnce(seeded(1), 300, 4)
    expect(tallyOf(votes, 4).reduce((sum, count) => sum + count, 0)).toBe(300)
  })

  it('G2 Upvotes: three in ten, the first question the most', () => {
    const upvotes = upvotesOverTime(seeded(5), 5_000, 40, 15_000)
    const perQuestion = Array.from({ length: 40 }, (_unused, question) => upvotes.filter((upvote) => upvote.question === question).length)
    expect(upvotes.length / 5_000).toBeCloseTo(0.3, 1)
    expect(Math.max(...perQuestion)).toBe(perQuestion[0])
    expect(perQuestion[0]).toBeGreaterThan(10 * (perQuestion[39] ?? 0))
  })

  it('G2 Stays follow one another; a second tab lies inside the first', () => {
    const random = seeded(9)
    const people = Array.from({ length: 500 }, () => staysOf(random, 10_000))
    for (const { stays, secondTab } of people) {
      const marks = stays.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs])
      expect(marks).toEqual(marks.toSorted((a, b) => a - b))
      expect(secondTab === null || (secondTab.fromMs >= (stays[0]?.fromMs ?? 0) && secondTab.untilMs === stays[0]?.untilMs)).toBe(true)
    }
    expect(people.filter(({ secondTab }) => secondTab !== null).length / 500).toBeCloseTo(0.1, 1)
  })
})
