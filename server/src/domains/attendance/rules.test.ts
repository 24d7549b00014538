import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SeatId } from '@podium/shared/primitives.ts'
import { newId } from '../../adapters/clock.ts'
import {
  bitmapOf,
  curveOfBitmaps,
  type Interval,
  joinCurve,
  presenceOf,
  presentMinutes,
  type Sighting,
  unite,
  withOutages,
} from './rules.ts'

const MINUTE = 60_000
const between = (from: number, until: number): Interval => ({ from: from * MINUTE, until: until * MINUTE })
const window = between(10, 100)
const someIntervals = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 120 })).map(([a, b]) => between(Math.min(a, b), Math.max(a, b))),
  { maxLength: 20 },
)

describe('minutes', () => {
  it('A1 Two tabs at once count once', () => {
    expect(presentMinutes([between(10, 40), between(20, 50)], window)).toBe(40)
  })

  it('A1 Order and repetition of intervals change nothing', () => {
    fc.assert(
      fc.property(someIntervals, fc.infiniteStream(fc.nat()), (intervals, shuffle) => {
        const shuffled = [...intervals, ...intervals]
          .map((interval) => ({ interval, key: shuffle.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
        expect(
          presentMinutes(
            shuffled.map(({ interval }) => interval),
            window,
          ),
        ).toBe(presentMinutes(intervals, window))
      }),
    )
  })

  it('A2 A gap of two minutes is bridged, a longer one is a gap', () => {
    expect(presentMinutes([between(10, 20), between(22, 30)], window)).toBe(20)
    expect(presentMinutes([between(10, 20), between(23, 30)], window)).toBe(17)
  })

  it('A3 Only the live window counts, and never more than it is long', () => {
    expect(presentMinutes([between(0, 120)], window)).toBe(90)
    expect(presentMinutes([between(0, 9)], window)).toBe(0)
    expect(presentMinutes([between(0, 120)], null)).toBe(0)
    fc.assert(
      fc.property(someIntervals, (intervals) => {
        expect(presentMinutes(intervals, window)).toBeLessThanOrEqual(90)
      }),
    )
  })

  it('A1 United intervals never overlap', () => {
    fc.assert(
      fc.property(someIntervals, (intervals) => {
        const united = unite(intervals, 0)
        for (const [index, { from }] of united.entries()) expect(from).toBeGreaterThan(united[index - 1]?.until ?? -1)
      }),
    )
  })
})

describe('the monitor', () => {
  const gone: Sighting = { isRevoked: false, isConnected: false, isHearing: false, hasLeft: false, wasSeen: false, isLive: true }

  it('A4 A seat is shown by one word', () => {
    expect(presenceOf(gone)).toBe('expected')
    expect(presenceOf({ ...gone, isConnected: true, isLive: false })).toBe('lobby')
    expect(presenceOf({ ...gone, isConnected: true, isHearing: true })).toBe('live')
    expect(presenceOf({ ...gone, isConnected: true })).toBe('silent')
    expect(presenceOf({ ...gone, wasSeen: true })).toBe('dropped')
    expect(presenceOf({ ...gone, wasSeen: true, hasLeft: true })).toBe('left')
    expect(presenceOf({ ...gone, isConnected: true, isRevoked: true })).toBe('revoked')
  })

  it('A5 The join curve counts seats, not devices', () => {
    const [first, second] = [SeatId.parse(newId()), SeatId.parse(newId())]
    const seats = new Map([
      [first, [between(1, 10), between(2, 12)]],
      [second, [between(5, 60)]],
    ])
    expect(joinCurve(seats, 60 * MINUTE)).toEqual([
      { at: 1 * MINUTE, present: 1 },
      { at: 5 * MINUTE, present: 2 },
      { at: 12 * MINUTE, present: 1 },
    ])
  })
})

describe('when Podium was away', () => {
  const outage = between(30, 38)
  it('A8 Whoever was there before and is back within five minutes was there all along', () => {
    const stayed = [between(10, 30), between(42, 60)]
    expect(presentMinutes(stayed, window)).toBe(38)
    // The four minutes until coming back are a real gap.
    expect(presentMinutes(withOutages(stayed, [outage]), window)).toBe(46)
  })

  it.each([
    ['left before', [between(10, 20), between(40, 60)]],
    ['came back too late', [between(10, 30), between(44, 60)]],
    ['came only afterwards', [between(39, 60)]],
    ['never came back', [between(10, 30)]],
  ])('A8 Nothing is credited to who %s', (_who, intervals) => {
    expect(withOutages(intervals, [outage])).toEqual(intervals)
  })
})

describe('bitmaps', () => {
  it('A9 A minute counts when at least half of it was seen', () => {
    const live = between(0, 6)
    expect(bitmapOf([between(0, 6)], live)).toBe('fc')
    expect(bitmapOf([{ from: 31_000, until: 90_000 }], live)).toBe('40')
    expect(bitmapOf([], live)).toBe('00')
    expect(bitmapOf([between(0, 6)], null)).toBe('')
  })

  it('A9 Order and repetition change no bit, a tab more takes none away, and no bit lies outside the window', () => {
    fc.assert(
      fc.property(someIntervals, someIntervals, (intervals, more) => {
        const bits = (list: readonly Interval[]) => BigInt(`0x0${bitmapOf(list, window)}`)
        expect(bits([...intervals.toReversed(), ...intervals])).toBe(bits(intervals))
        expect(bits([...intervals, ...more]) & bits(intervals)).toBe(bits(intervals))
        expect(bits(intervals).toString(2).length).toBeLessThanOrEqual(bitmapOf(intervals, window).length * 4)
      }),
    )
  })

  it('A9 A5 The curve of many bitmaps counts seats per minute', () => {
    const live = between(0, 4)
    const maps = [bitmapOf([between(0, 4)], live), bitmapOf([between(1, 3)], live)]
    expect(curveOfBitmaps(maps, 0)).toEqual([
      { at: 0, present: 1 },
      { at: MINUTE, present: 2 },
      { at: 3 * MINUTE, present: 1 },
    ])
  })
})
