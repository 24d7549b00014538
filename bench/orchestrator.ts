// Runs every server under test side by side, checks that each did what it should, and says which goals are met.
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import path from 'node:path'
import type { ServerKind } from './client.ts'
import { type Apart, goalsOf } from './goals.ts'
import { readOptions } from './options.ts'
import { Ours } from './ours.ts'
import { fileLimit } from './processes.ts'
import { checkLines, type Environment, gather, goalTable, runTable } from './report.ts'
import { carryOut, type Check, type Run } from './run.ts'
import { seeded, shuffled } from './shapes.ts'

const SPARE_FILES = 600
const KINDS: readonly ServerKind[] = ['floor', 'ws', 'bare', 'polling', 'naive', 'ours']
const QUICK_KINDS: readonly ServerKind[] = ['ws', 'bare', 'polling', 'naive', 'ours']

const options = readOptions(process.argv.slice(2))
const report = (line: string) => process.stderr.write(`${line}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

const limit = fileLimit()
const sizes = options.sizes.filter((n) => limit === null || n + SPARE_FILES <= limit)
for (const n of options.sizes) if (!sizes.includes(n)) report(`N = ${n} is skipped: one process may open ${limit} files only.`)

const random = seeded(options.seed)
const ours = await Ours.prepare(sizes, report)
const runs: Run[] = []
const checks: Check[] = []
const stormS = new Map<number, number>()
const apart: Apart = { stormS, coldStartS: null, kills: null }
try {
  for (let repetition = 0; repetition < options.repetitions; repetition += 1) {
    for (const n of sizes) {
      for (const kind of shuffled(options.isQuick ? QUICK_KINDS : KINDS, random)) {
        if (kind === 'naive' && n > 2_000) continue
        const beganAt = performance.now()
        const hasOverTime = kind === 'ours' && repetition === 0 && (!options.isQuick || n === sizes.at(-1))
        const run = await carryOut(
          { kind, n, repetition, seed: options.seed * 1_000 + repetition, isQuick: options.isQuick, hasOverTime },
          ours,
        )
        runs.push(run)
        checks.push(...run.checks)
        report(`${repetition + 1}/${options.repetitions}  N = ${n}  ${kind}  ${((performance.now() - beganAt) / 1_000).toFixed(1)} s`)
      }
    }
  }
} finally {
  await ours.remove()
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
