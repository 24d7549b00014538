import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bhapkar,
  correlation,
  excludesZero,
  marginOf,
  mcNemar,
  newcombe,
  shiftsOf,
  signFlip,
  stuartMaxwell,
  sumsOf,
  tInterval,
  verdictOf,
  wilson,
} from './statistics.ts'

// Order JA, UNENTSCHIEDEN, NEIN. Reference values recomputed with SciPy and statsmodels (debate-polls §7).
const SCORES = [1, 0, -1]
const MAIN = [
  [18, 1, 3],
  [9, 4, 3],
  [5, 2, 15],
]

describe('statistics of a debate', () => {
  it('P20 Shares, shifts and switchers of the reference table', () => {
    const sums = sumsOf(MAIN)
    expect(sums).toEqual({ voters: 60, rows: [22, 16, 22], columns: [32, 7, 21], stayed: 37 })
    expect(shiftsOf(MAIN).map((points) => points.toFixed(2))).toEqual(['16.67', '-15.00', '-1.67'])
    expect((1 - sums.stayed / sums.voters).toFixed(4)).toBe('0.3833')
  })

  it.each([
    {
      name: 'main',
      table: MAIN,
      voters: 60,
      points: '18.33',
      se: '0.11273',
      from: '-4.22',
      to: '40.89',
      p: '0.14524',
      switchers: 23,
      verdict: 'narrow',
    },
    {
      name: 'clear',
      table: [
        [20, 1, 1],
        [14, 6, 2],
        [9, 1, 16],
      ],
      voters: 70,
      points: '40.00',
      se: '0.09843',
      from: '20.36',
      to: '59.64',
      p: '0.00017',
      switchers: 28,
      verdict: 'clear',
    },
    {
      name: 'tie',
      table: [
        [20, 2, 3],
        [4, 5, 3],
        [4, 1, 18],
      ],
      voters: 60,
      points: '3.33',
      se: '0.10352',
      from: '-17.38',
      to: '24.05',
      p: '0.87332',
      switchers: 17,
      verdict: 'tie',
    },
    {
      name: 'few, clear',
      table: [
        [3, 0, 0],
        [4, 1, 0],
        [3, 0, 1],
      ],
      voters: 12,
      points: '83.33',
      se: '0.24100',
      from: '30.29',
      to: '136.38',
      p: '0.01562',
      switchers: 7,
      verdict: 'clear',
    },
    {
      name: 'few, narrow',
      table: [
        [3, 0, 0],
        [2, 4, 1],
        [1, 0, 4],
      ],
      voters: 15,
      points: '20.00',
      se: '0.17457',
      from: '-17.44',
      to: '57.44',
      p: '0.50000',
      switchers: 4,
      verdict: 'narrow',
    },
    {
      name: 'nobody moved',
      table: [
        [5, 0, 0],
        [0, 3, 0],
        [0, 0, 4],
      ],
      voters: 12,
      points: '0.00',
      se: '0.00000',
      from: '0.00',
      to: '0.00',
      p: '1.00000',
      switchers: 0,
      verdict: 'tie',
    },
  ])(
    'P20 P21 Margin, interval, sign-flip and verdict of the reference table "$name"',
    ({ table, voters, points, se, from, to, p, switchers, verdict }) => {
      const margin = marginOf(table, SCORES)
      expect(margin.voters).toBe(voters)
      expect(margin.points.toFixed(2)).toBe(points)
      expect(margin.standardError.toFixed(5)).toBe(se)
      const interval = tInterval(margin)
      expect(interval?.from.toFixed(2)).toBe(from)
      expect(interval?.to.toFixed(2)).toBe(to)
      // 0.015625 is exactly halfway; the reference writes it cut off.
      expect(Math.abs(signFlip(table, SCORES) - Number(p))).toBeLessThanOrEqual(0.0000051)
      expect(voters - sumsOf(table).stayed).toBe(switchers)
      expect(verdictOf(table, SCORES)).toBe(verdict)
    },
  )

  it('P20 Wilson, Newcombe and McNemar of the reference table', () => {
    expect([wilson(22, 60), wilson(32, 60)].map(({ from, to }) => [from.toFixed(5), to.toFixed(5)])).toEqual([
      ['0.25621', '0.49317'],
      ['0.40893', '0.65372'],
    ])
    expect(correlation(18, 4, 14, 24, 60).toFixed(5)).toBe('0.39978')
    const shift = newcombe(MAIN, 0)
    expect([shift?.from.toFixed(2), shift?.to.toFixed(2)]).toEqual(['2.92', '29.34'])
    const { exact, midP } = mcNemar(MAIN, 0)
    expect([exact.toFixed(5), midP.toFixed(5)]).toEqual(['0.03088', '0.01921'])
  })

  it('P20 Stuart–Maxwell and Bhapkar of the reference table, in any order of the options', () => {
    for (const order of [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const table = order.map((i) => order.map((j) => MAIN[i]?.[j] ?? 0))
      const test = stuartMaxwell(table)
      expect([test.chiSquare.toFixed(4), test.degreesOfFreedom, test.p.toFixed(5)]).toEqual(['6.8118', 2, '0.03318'])
    }
    expect([bhapkar(MAIN).chiSquare.toFixed(4), bhapkar(MAIN).p.toFixed(5)]).toEqual(['7.6841', '0.02145'])
  })

  it('P20 A table with an option nobody came to or left is tested without it, and two options are McNemar', () => {
    const three = stuartMaxwell([
      [10, 0, 6],
      [0, 5, 0],
      [2, 0, 7],
    ])
    const two = stuartMaxwell([
      [10, 6],
      [2, 7],
    ])
    expect(three).toEqual(two)
    expect(two.degreesOfFreedom).toBe(1)
    expect(two.chiSquare).toBeCloseTo((6 - 2) ** 2 / (6 + 2), 10)
    expect(two.p.toFixed(5)).toBe('0.15730')
    expect(
      stuartMaxwell([
        [4, 0, 0],
        [0, 3, 0],
        [0, 0, 9],
      ]),
    ).toEqual({ chiSquare: 0, degreesOfFreedom: 0, p: 1 })
  })

  it('P20 Nothing overflows or goes astray with thousands of voters', () => {
    const table = [
      [900, 400, 400],
      [500, 300, 500],
      [700, 500, 800],
    ]
    expect(signFlip(table, SCORES)).toBeGreaterThan(0)
    expect(signFlip(table, SCORES)).toBeLessThan(1e-6)
    expect(mcNemar(table, 0).exact).toBeLessThan(1)
    expect(excludesZero(table, SCORES)).toBe(true)
  })

  it('P20 Whichever way round the answers stand, size and chance of the margin are the same', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(12), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 }), (table) => {
        const mirrored = table.map((row) => row.toReversed()).toReversed()
        expect(marginOf(mirrored, SCORES).points).toBeCloseTo(-marginOf(table, SCORES).points, 9)
        expect(signFlip(mirrored, SCORES)).toBeCloseTo(signFlip(table, SCORES), 9)
        expect(verdictOf(mirrored, SCORES)).toBe(verdictOf(table, SCORES))
        const shifts = shiftsOf(table)
        if (shifts.length > 0) expect(shifts.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 9)
      }),
      { numRuns: 200 },
    )
  })
})
