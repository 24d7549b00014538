// The goals of performance.md §6 and whether they are met. Ratios are medians of pairs inside one repetition.
import { median, pairedRatio } from './measures.ts'
import type { Run } from './run.ts'

/** One side of a goal that has several, or the same goal at another size. */
export interface Part {
  readonly name: string
  readonly value: number | null
  readonly target: number
  readonly stretch: number
}

export interface Goal {
  readonly id: string
  readonly what: string
  readonly unit: string
  /** Null when this run does not reach what it takes to measure it; the note says why. */
  readonly value: number | null
  readonly target: number
  readonly stretch: number
  /** Whether more is better; otherwise less is. */
  readonly isMoreBetter: boolean
  readonly met: boolean | null
  readonly metStretch: boolean | null
  /** Where there are several parts, `value` is that of the worst and `met` needs all. */
  readonly parts: readonly Part[]
  readonly note: string | null
}

/** What is measured apart from the side-by-side runs; null where it was not. */
export interface Apart {
  /** Seconds from the kill to the last correct snapshot, by audience size. */
  readonly stormS: ReadonlyMap<number, number>
  /** Seconds from the start of the process to the first served join. */
  readonly coldStartS: number | null
  readonly kills: { readonly tries: number; readonly acknowledged: number; readonly lost: number; readonly doubled: number } | null
}

const KILLS = 30
const KB = 1_024

interface Sketch extends Pick<Goal, 'id' | 'what' | 'unit'> {
  readonly isMoreBetter?: boolean
  readonly parts: readonly Part[]
  readonly note?: string | null
}

/** Evaluates every goal; `parts` decide, the worst of them speaks. */
export function evaluate(sketch: Sketch): Goal {
  const { id, what, unit, isMoreBetter = false, parts, note = null } = sketch
  const badness = ({ value, target }: Part) => (value === null ? -1 : isMoreBetter ? target / value : value / Math.max(target, 1e-9))
  const worst = parts.toSorted((a, b) => badness(b) - badness(a))[0]
  if (worst === undefined) throw new Error(`${id} has no parts`)
  const isKnown = parts.every(({ value }) => value !== null)
  const reaches = (limit: 'target' | 'stretch') =>
    isKnown ? parts.every((part) => (isMoreBetter ? (part.value ?? 0) >= part[limit] : (part.value ?? Infinity) <= part[limit])) : null
  return {
    id,
    what,
    unit,
    value: isKnown ? worst.value : null,
    target: worst.target,
    stretch: worst.stretch,
    isMoreBetter,
    met: reaches('target'),
    metStretch: reaches('stretch'),
    parts,
    note: isKnown ? note || null : note || 'not reached by this run, or a check failed',
  }
}

type Get = (run: Run) => number | null

/** Every goal, P1 to P13, from the runs and what was measured apart. */
export function goalsOf(runs: readonly Run[], apart: Apart): Goal[] {
  const sizes = [...new Set(runs.map(({ n }) => n))].toSorted((a, b) => a - b)
  const pairs = (n: number, of: string, by: string, get: Get) => pairedRatio(runs, n, [of, get], [by, get])
  const usual = sizes.findLast((n) => n <= 2_000) ?? sizes[0] ?? 0
  const atUsual = `N = ${usual}`
  const one = (value: number | null, target: number, stretch: number, name = atUsual): Part[] => [{ name, value, target, stretch }]
  /** How far the repetitions lie apart, and the same ratio at the other sizes. */
  const note = (get: (n: number) => ReturnType<typeof pairs>, at: number) => {
    const here = get(at)
    const also = sizes.flatMap((n) => {
      const there = n === at ? null : get(n)
      return there === null ? [] : [`${there.median.toFixed(2)} at ${n}`]
    })
    return [here === null ? '' : `${here.least.toFixed(2)}–${here.greatest.toFixed(2)}`, also.length === 0 ? '' : `also ${also.join(', ')}`]
      .filter((text) => text !== '')
      .join('; ')
  }
  const vote = (n: number) => pairs(n, 'ours', 'bare', (run) => run.voteUs)
  const acks = (n: number) => pairs(n, 'ours', 'bare', (run) => run.acksPerS)
  const delivery = (n: number) => pairs(n, 'ours', 'ws', (run) => run.deliveryUs)
  const fanOut = (n: number) => pairs(n, 'ours', 'ws', (run) => run.fanOutMs?.p99 ?? null)
  const join = (n: number) => pairs(n, 'ours', 'bare', (run) => run.joinUs)
  const polling = (n: number) => pairs(n, 'ours', 'polling', (run) => run.joinUs)
  const burst = (n: number) => pairs(n, 'ours', 'naive', (run) => run.burstUs)
  const slope = (kind: string, n: number) =>
    median(runs.flatMap((run) => (run.kind === kind && run.n === n ? (run.memorySlope ?? []) : [])))
  const overTime = runs.filter((run) => run.overTime !== null)
  const stall = overTime.find(({ n }) => n === 2_000)?.overTime?.loopMs
  const nearest = overTime.at(-1)
  const broadcast = overTime.length === 0 ? null : Math.max(...overTime.map((run) => run.overTime?.broadcastShare ?? 0))
  const ownSlope = slope('ours', 5_000)
  const bareSlope = slope('bare', 5_000)
  const kills = apart.kills

  return [
    evaluate({
      id: 'P1',
      what: 'CPU per durable vote with its acknowledgement, against bare',
      unit: '×',
      parts: one(vote(usual)?.median ?? null, 1.6, 1.3),
      note: note(vote, usual),
    }),
    evaluate({
      id: 'P2',
      what: 'durable acknowledgements per second, against bare',
      unit: '×',
      isMoreBetter: true,
      parts: one(acks(2_000)?.median ?? null, 0.8, 0.92, 'N = 2000'),
      note: note(acks, 2_000),
    }),
    evaluate({
      id: 'P3',
      what: 'CPU of a burst, against telling everybody of every vote',
      unit: '×',
      parts: [
        { name: 'N = 1000', value: burst(1_000)?.median ?? null, target: 1 / 100, stretch: 1 / 150 },
        ...(sizes.some((n) => n >= 2_000)
          ? [{ name: 'N = 2000', value: burst(2_000)?.median ?? null, target: 1 / 200, stretch: 1 / 340 }]
          : []),
      ],
      note: sizes.some((n) => n >= 2_000) ? null : 'N = 2000 is not part of this run',
    }),
    evaluate({
      id: 'P4',
      what: 'CPU per delivered tally, against ws',
      unit: '×',
      parts: one(delivery(usual)?.median ?? null, 1.5, 1.15),
      note: note(delivery, usual),
    }),
    evaluate({
      id: 'P5',
      what: 'fan-out p99, against ws',
      unit: '×',
      parts: one(fanOut(2_000)?.median ?? null, 1.4, 1.2, 'N = 2000'),
      note: note(fanOut, 2_000),
    }),
    evaluate({
      id: 'P6',
      what: 'CPU of a full join, against a bare connect',
      unit: '×',
      parts: one(join(usual)?.median ?? null, 1.9, 1.3),
      note: note(join, usual),
    }),
    evaluate({
      id: 'P7',
      what: 'CPU of a full join, against the default polling connect alone',
      unit: '×',
      parts: one(polling(usual)?.median ?? null, 0.6, 0.4),
      note: note(polling, usual),
    }),
    evaluate({
      id: 'P8',
      what: 'memory per attendee from 1000 to 5000',
      unit: '',
      parts: [
        { name: 'against bare', value: ownSlope === null || bareSlope === null ? null : ownSlope / bareSlope, target: 1.5, stretch: 1.15 },
        { name: 'KB', value: ownSlope === null ? null : ownSlope / KB, target: 30, stretch: 30 },
      ],
    }),
    evaluate({
      id: 'P9',
      what: 'from kill -9 to the last correct snapshot',
      unit: 's',
      parts: [
        { name: 'N = 3000', value: apart.stormS.get(3_000) ?? null, target: 3, stretch: 2 },
        { name: 'N = 5000', value: apart.stormS.get(5_000) ?? null, target: 4.5, stretch: 2.8 },
      ],
      note:
        [...apart.stormS]
          .filter(([n]) => n !== 3_000 && n !== 5_000)
          .map(([n, s]) => `${s.toFixed(2)} s at ${n}`)
          .join(', ') || null,
    }),
    evaluate({
      id: 'P10',
      what: 'from the start of the process to the first served join',
      unit: 's',
      parts: one(apart.coldStartS, 1, 0.35, 'media server running'),
    }),
    evaluate({
      id: 'P11',
      what: 'event loop, looked at every 10 ms, while 2000 vote over time',
      unit: 'ms',
      parts: [
        { name: 'greatest', value: stall?.max ?? null, target: 60, stretch: 40 },
        { name: 'p99', value: stall?.p99 ?? null, target: 25, stretch: 20 },
      ],
      note:
        stall === undefined && nearest?.overTime
          ? `${nearest.overTime.loopMs.max.toFixed(1)} greatest, ${nearest.overTime.loopMs.p99.toFixed(1)} p99 at N = ${nearest.n}`
          : null,
    }),
    evaluate({
      id: 'P12',
      what: 'acknowledged records lost or doubled by kill -9',
      unit: '',
      parts: one(kills === null ? null : kills.lost + kills.doubled, 0, 0, 'lost and doubled'),
      note:
        kills === null
          ? 'not part of this run'
          : `${kills.acknowledged} acknowledged over ${kills.tries} kills${kills.tries < KILLS ? ` (of ${KILLS})` : ''}; sync calls not traced`,
    }),
    evaluate({ id: 'P13', what: 'tallies and states, of one core', unit: '', parts: one(broadcast, 0.2, 0.12, 'worst size'), note: null }),
  ]
}
