// Intervals for the staff and tests for the export, beside the result of a debate (debate-polls §5). Pure.
import type { PollOption, PointsInterval } from '@podium/shared/polls.ts'
import type { DebateTests, StoredStatistics } from '../../adapters/database/tables.ts'
import { type Ballot, MIN_VOTERS, movesOf, oneDecimal, scoresOf } from './results.ts'
import {
  bhapkar,
  excludesZero,
  type Interval,
  marginOf,
  mcNemar,
  newcombe,
  signFlip,
  stuartMaxwell,
  type Table,
  T_FROM_VOTERS,
  tInterval,
} from './statistics.ts'
import { cover } from './suppression.ts'

/** Nothing to tell. */
export const NO_STATISTICS: StoredStatistics = { shown: { margin: null, shifts: null }, tests: null }

/** P23: what may be told besides the result; nothing below five matched voters or where it would give single votes away. */
export function statisticsOf(options: readonly PollOption[], ballots: readonly Ballot[]): StoredStatistics {
  const { table, matched } = movesOf(options, ballots)
  const scores = scoresOf(options)
  if (matched < MIN_VOTERS || !cover(table, scores).tellsStatistics) return NO_STATISTICS
  const margin = marginOf(table, scores)
  const interval = matched < T_FROM_VOTERS ? null : tInterval(margin)
  return {
    shown: {
      margin: {
        interval: interval === null ? null : clipped(interval, Math.max(100, Math.abs(margin.points))),
        excludesZero: excludesZero(table, scores),
      },
      shifts: options.flatMap(({ id }, index) => {
        const shift = newcombe(table, index)
        return shift === null ? [] : [{ optionId: id, interval: clipped(shift, 100) }]
      }),
    },
    tests: testsOf(options, table, scores),
  }
}

function testsOf(options: readonly PollOption[], table: Table, scores: readonly number[]): DebateTests {
  const { chiSquare, ...rest } = bhapkar(table)
  return {
    signFlip: signFlip(table, scores),
    stuartMaxwell: stuartMaxwell(table),
    bhapkar: { chiSquare: Number.isFinite(chiSquare) ? chiSquare : null, ...rest },
    mcNemar: options.map(({ id }, index) => ({ optionId: id, ...mcNemar(table, index) })),
  }
}

function clipped({ from, to }: Interval, limit: number): PointsInterval {
  return { from: oneDecimal(Math.max(-limit, from)), to: oneDecimal(Math.min(limit, to)) }
}
