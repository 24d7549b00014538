// Runs every server under test side by side, checks that each did what it should, and says which goals are met.
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import path from 'node:path'
import { attendance, coldStart, kills, storm } from './apart.ts'
import type { ServerKind } from './client.ts'
import { type Apart, goalsOf } from './goals.ts'
import { readOptions } from './options.ts'
import { Ours } from './ours.ts'
import { printProfile } from './profile.ts'
import { fileLimit } from './processes.ts'
import { checkLines, type Environment, gather, goalTable, runTable } from './report.ts'
import { carryOut, type Check, type Run, type RunPlan } from './run.ts'
import { seeded, shuffled } from './shapes.ts'

const SPARE_FILES = 600
const KILLS = 30
const QUICK_KILLS = 3
const KINDS: readonly ServerKind[] = ['floor', 'ws', 'bare', 'polling', 'naive', 'ours']
const NAIVE_MOST = 2_000

const options = readOptions(process.argv.slice(2))
const report = (line: string) => process.stderr.write(`${line}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

const limit = fileLimit()
const sizes = options.sizes.filter((n) => limit === null || n + SPARE_FILES <= limit)
for (const n of options.sizes) if (!sizes.includes(n)) report(`N = ${n} is skipped: one process may open ${limit} files only.`)

const random = seeded(options.seed)
const runs: Run[] = []
const checks: Check[] = []
const stormS = new Map<number, number>()
let apart: Apart = { stormS, coldStartS: null, kills: null }
const largest = sizes.at(-1) ?? 0
const least = sizes[0] ?? 0
const storms = options.isQuick ? [] : [...new Set([3_000, 5_000, largest])].filter((n) => n <= largest)
const ours = await Ours.prepare(options.isQuick ? [largest] : sizes, report)
try {
  if (options.isProfile) {
    await printProfile(ours, largest)
    await ours.remove()
    process.exit(0)
  }
  for (let repetition = 0; repetition < options.repetitions; repetition += 1) {
    for (const n of sizes) {
      const kinds = shuffled(KINDS, random).filter(
        (kind) => (kind !== 'naive' || n <= NAIVE_MOST) && (kind !== 'floor' || !options.isQuick),
      )
      const hasOverTime = repetition === 0 && !options.isQuick
      const inTurn = async (some: readonly ServerKind[]) => {
        for (const kind of some) await measure(ours, { kind, n, repetition, hasOverTime: hasOverTime && kind === 'ours' })
      }
      // A quick run reports processor time only: Podium and the others then run beside each other, on cores of their own.
      if (options.isQuick) await Promise.all([inTurn(['ours']), inTurn(kinds.filter((kind) => kind !== 'ours'))])
      else await inTurn(kinds)
    }
  }
  for (const n of storms) {
    const { seconds, checks: held } = await storm(ours, n)
    if (seconds !== null) stormS.set(n, seconds)
    checks.push(...held)
    report(`storm of ${n}: ${seconds === null ? 'FAIL' : `${seconds.toFixed(2)} s`}`)
  }
  // What a quick run counts here hardly depends on how busy the machine is.
  const [kept] = await Promise.all([
    measureAlone(options.isQuick ? await Ours.prepare([least], () => undefined) : ours),
    options.isQuick ? measure(ours, { kind: 'ours', n: least, repetition: options.repetitions, hasOverTime: true }) : null,
  ])
  apart = { stormS, ...kept }
} finally {
  await ours.remove()
}

async function measure(podium: Ours, plan: Pick<RunPlan, 'kind' | 'n' | 'repetition' | 'hasOverTime'>): Promise<void> {
  const beganAt = performance.now()
  const { isQuick, seed } = options
  // The goals of a quick run look at the fan-out of its largest audience alone.
  const hasFanOut = !isQuick || plan.hasOverTime || (plan.n === largest && plan.kind !== 'bare')
  const run = await carryOut({ ...plan, seed: seed * 1_000 + plan.repetition, isQuick, hasFanOut }, podium)
  runs.push(run)
  checks.push(...run.checks)
  report(
    `${plan.repetition + 1}/${options.repetitions}  N = ${plan.n}  ${plan.kind}  ${((performance.now() - beganAt) / 1_000).toFixed(1)} s`,
  )
}

/** Cold starts, attendance by the seed and records over kills. */
async function measureAlone(podium: Ours): Promise<Pick<Apart, 'coldStartS' | 'kills'>> {
  try {
    const coldStartS = await coldStart(podium, least, options.isQuick ? 2 : 7)
    report(`cold start: ${coldStartS?.toFixed(2)} s`)
    checks.push(...(await attendance(podium, least, options.seed, options.isQuick ? 3_000 : 20_000)))
    const killed = await kills(podium, least, options.isQuick ? QUICK_KILLS : KILLS, options.seed)
    checks.push(...killed.checks)
    const { tries, acknowledged, lost, doubled } = killed.kills
    report(`${tries} kills: ${acknowledged} acknowledged, ${lost} lost, ${doubled} doubled`)
    return { coldStartS, kills: killed.kills }
  } finally {
    if (podium !== ours) await podium.remove()
  }
}

const environment: Environment = {
  node: process.versions.node,
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  platform: `${process.platform} ${process.arch}`,
  sizes,
  repetitions: options.repetitions,
  seed: options.seed,
  isQuick: options.isQuick,
}
const goals = goalsOf(runs, apart)
const gathered = gather(checks)
process.stdout.write(`\n${runTable(runs)}\n\n${goalTable(goals)}\n\n${checkLines(gathered)}\n`)
if (options.jsonFile !== null) {
  mkdirSync(path.dirname(path.resolve(options.jsonFile)), { recursive: true })
  writeFileSync(options.jsonFile, `${JSON.stringify({ environment, goals, checks: gathered, runs }, null, 2)}\n`)
}
process.exitCode = gathered.every(({ ok }) => ok) ? 0 : 1
