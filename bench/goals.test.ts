import { describe, expect, it } from 'vitest'
import { type Apart, evaluate, goalsOf } from './goals.ts'
import { pairedRatio, percentile } from './measures.ts'
import { readOptions } from './options.ts'
import { checkLines, gather, goalTable, runTable } from './report.ts'
import type { Run } from './run.ts'

const APART: Apart = { stormS: new Map(), coldStartS: null, kills: null }

function run(facts: Partial<Run> & Pick<Run, 'kind' | 'n'>): Run {
  return {
    repetition: 0,
    joinUs: null,
    joinsPerS: null,
    snapshotBytes: null,
    memorySlope: null,
    deliveryUs: null,
    fanOutMs: null,
    voteUs: null,
    acksPerS: null,
    ackMs: null,
    burstUs: null,
    overTime: null,
    clientShare: { join: 0, fanOut: 0, votes: 0 },
    checks: [],
    ...facts,
  }
}

describe('goals', () => {
  it('G1 Every goal is reported, P1 to P13, also by a run that measured nothing', () => {
    const goals = goalsOf([run({ kind: 'ours', n: 500 })], APART)
    expect(goals.map(({ id }) => id)).toEqual(Array.from({ length: 13 }, (_unused, index) => `P${index + 1}`))
    for (const goal of goals)
      expect(goal).toMatchObject({ value: null, met: null, target: expect.any(Number), stretch: expect.any(Number) })
    for (const goal of goals) expect(goal.note ?? 'none').not.toBe('')
    expect(goalTable(goals).split('\n')).toHaveLength(14)
  })

  it('G1 A goal is met when all its parts are; the worst part speaks', () => {
    const parts = [
      { name: 'small', value: 1.9, target: 3, stretch: 2 },
      { name: 'great', value: 4.4, target: 4.5, stretch: 2.8 },
    ]
    const base = { id: 'P9', what: '', unit: 's' }
    expect(evaluate({ ...base, parts })).toMatchObject({ value: 4.4, target: 4.5, met: true, metStretch: false })
    expect(evaluate({ ...base, parts: [{ ...parts[0]!, value: 3.1 }, parts[1]!] })).toMatchObject({ value: 3.1, target: 3, met: false })
    expect(evaluate({ ...base, parts: [{ ...parts[0]!, value: null }, parts[1]!] })).toMatchObject({ value: null, met: null })
  })

  it('G1 Where more is better the target is a floor', () => {
    const parts = (value: number) => [{ name: '', value, target: 0.8, stretch: 0.92 }]
    const base = { id: 'P2', what: '', unit: '', isMoreBetter: true }
    expect(evaluate({ ...base, parts: parts(0.9) })).toMatchObject({ met: true, metStretch: false })
    expect(evaluate({ ...base, parts: parts(0.7) })).toMatchObject({ met: false })
  })

  it('G1 Nothing lost is met, one lost record is not', () => {
    const kills = { tries: 30, acknowledged: 900, lost: 0, doubled: 0 }
    const of = (lost: number) => goalsOf([], { ...APART, kills: { ...kills, lost } }).find(({ id }) => id === 'P12')
    expect(of(0)).toMatchObject({ value: 0, met: true })
    expect(of(1)).toMatchObject({ value: 1, met: false })
  })

  it('G4 A ratio is the median of pairs inside one repetition; what was not measured makes no pair', () => {
    const runs = [
      run({ kind: 'ours', n: 500, repetition: 0, voteUs: 30 }),
      run({ kind: 'bare', n: 500, repetition: 0, voteUs: 10 }),
      run({ kind: 'ours', n: 500, repetition: 1, voteUs: 100 }),
      run({ kind: 'bare', n: 500, repetition: 1, voteUs: 100 }),
      run({ kind: 'ours', n: 500, repetition: 2, voteUs: 20 }),
      run({ kind: 'bare', n: 500, repetition: 2, voteUs: null }),
      run({ kind: 'bare', n: 900, repetition: 0, voteUs: 1 }),
    ]
    const get = ({ voteUs }: Run) => voteUs
    expect(pairedRatio(runs, 500, ['ours', get], ['bare', get])).toEqual({ median: 2, least: 1, greatest: 3 })
    expect(pairedRatio(runs, 900, ['ours', get], ['bare', get])).toBeNull()
    expect(percentile([4, 1, 3, 2], 50)).toBe(2.5)
    expect(percentile([], 50)).toBeNull()
  })

  it('G4 A check that failed once has failed, and its run is marked', () => {
    const checks = [
      { name: 'a', ok: true },
      { name: 'b', ok: true },
      { name: 'a', ok: false },
    ]
    expect(gather(checks)).toEqual([
      { name: 'a', ok: false },
      { name: 'b', ok: true },
    ])
    expect(checkLines(gather(checks))).toBe('FAIL: a')
    expect(runTable([run({ kind: 'ours', n: 500, checks })])).toContain('ours FAIL')
  })

  it('G4 A clock that was the client’s is marked', () => {
    const bound = run({ kind: 'bare', n: 500, acksPerS: 30_000, clientShare: { join: 0, fanOut: 0, votes: 0.9 } })
    expect(runTable([bound])).toContain('30000*')
    expect(runTable([{ ...bound, clientShare: { join: 0, fanOut: 0, votes: 0.5 } }])).not.toContain('30000*')
  })

  it('G5 Flags choose sizes, repetitions, seed and file; anything else is refused in one sentence', () => {
    expect(readOptions(['--n', '2000,500', '--reps', '3', '--seed', '9', '--json', 'out.json'])).toEqual({
      sizes: [500, 2_000],
      repetitions: 3,
      seed: 9,
      jsonFile: 'out.json',
      isQuick: false,
      isProfile: false,
    })
    expect(readOptions(['--quick'])).toMatchObject({ sizes: [500, 1_000], repetitions: 2, isQuick: true })
    expect(() => readOptions(['--loud'])).toThrow('Leave out --loud')
    expect(() => readOptions(['--n', 'many'])).toThrow('many is none')
  })
})
