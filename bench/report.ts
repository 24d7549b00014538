// What the benchmark prints, and the JSON it writes.
import type { Goal } from './goals.ts'
import { median } from './measures.ts'
import type { Check, Run } from './run.ts'

/** Where it was measured: nothing that names a machine. */
export interface Environment {
  readonly node: string
  readonly cores: number
  readonly memoryGb: number
  readonly platform: string
  readonly sizes: readonly number[]
  readonly repetitions: number
  readonly seed: number
  readonly isQuick: boolean
}

const CLIENT_BOUND = 0.85

/** One check per name: whether it held in every run. */
export function gather(checks: readonly Check[]): Check[] {
  const names = [...new Set(checks.map(({ name }) => name))]
  return names.map((name) => ({ name, ok: checks.every((check) => check.name !== name || check.ok) }))
}

/** A table of texts, columns aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** What every server cost at every size: medians over the repetitions. */
export function runTable(runs: readonly Run[]): string {
  const header = [
    'N',
    'server',
    'µs/join',
    'joins/s',
    'KB/att.',
    'µs/deliv.',
    'fan p50',
    'fan p99',
    'µs/vote',
    'acks/s',
    'ack p50',
    'ack p99',
    'burst µs',
    'client',
  ]
  const groups = new Map<string, Run[]>()
  for (const run of runs.toSorted((a, b) => a.n - b.n || a.kind.localeCompare(b.kind))) {
    const key = `${run.n} ${run.kind}`
    groups.set(key, [...(groups.get(key) ?? []), run])
  }
  const rows = [...groups.values()].map((group) => {
    const [first] = group
    const middle = (get: (run: Run) => number | null, digits = 0) => {
      const value = median(group.flatMap((run) => get(run) ?? []))
      return value === null ? '–' : value.toFixed(digits)
    }
    const share = (part: 'join' | 'fanOut' | 'votes') => median(group.map((run) => run.clientShare[part])) ?? 0
    const mark = (text: string, part: 'fanOut' | 'votes') => (text !== '–' && share(part) > CLIENT_BOUND ? `${text}*` : text)
    const hasFailed = group.some(({ checks }) => checks.some(({ ok }) => !ok))
    return [
      String(first?.n ?? ''),
      (first?.kind ?? '') + (hasFailed ? ' FAIL' : ''),
      middle((run) => run.joinUs),
      middle((run) => run.joinsPerS),
      middle((run) => (run.memorySlope === null ? null : run.memorySlope / 1_024), 1),
      middle((run) => run.deliveryUs, 1),
      mark(
        middle((run) => run.fanOutMs?.p50 ?? null, 1),
        'fanOut',
      ),
      mark(
        middle((run) => run.fanOutMs?.p99 ?? null, 1),
        'fanOut',
      ),
      middle((run) => run.voteUs, 1),
      mark(
        middle((run) => run.acksPerS),
        'votes',
      ),
      mark(
        middle((run) => run.ackMs?.p50 ?? null, 1),
        'votes',
      ),
      mark(
        middle((run) => run.ackMs?.p99 ?? null, 1),
        'votes',
      ),
      middle((run) => run.burstUs, 1),
      `${Math.round(Math.max(share('join'), share('fanOut'), share('votes')) * 100)} %`,
    ]
  })
  return `${table([header, ...rows])}\n* client-bound: the client used more than 85 % of a core, so this clock is the client's. Times in ms, CPU in µs.`
}

/** The goals, one line each, with what was aimed at and whether it was met. */
export function goalTable(goals: readonly Goal[]): string {
  const show = (value: number | null, goal: Goal) =>
    value === null ? '–' : `${Math.abs(value) < 0.1 && value !== 0 ? value.toFixed(4) : value.toFixed(2)}${goal.unit}`
  const rows = goals.map((goal) => [
    goal.id,
    goal.what,
    show(goal.value, goal),
    `${goal.isMoreBetter ? '≥' : '≤'} ${show(goal.target, goal)}`,
    show(goal.stretch, goal),
    goal.met === null ? 'not measured' : goal.met ? (goal.metStretch === true ? 'met, stretch too' : 'met') : 'MISSED',
    `  ${[...(goal.parts.length > 1 ? goal.parts.map((part) => `${part.name}: ${show(part.value, goal)}`) : []), ...(goal.note === null ? [] : [goal.note])].join('; ')}`,
  ])
  return table([['', 'goal', 'value', 'target', 'stretch', 'result', '  notes'], ...rows])
}

/** The checks that failed, or that all held. */
export function checkLines(checks: readonly Check[]): string {
  const failed = checks.filter(({ ok }) => !ok)
  if (failed.length === 0) return `All ${checks.length} truth checks hold.`
  return failed.map(({ name }) => `FAIL: ${name}`).join('\n')
}
