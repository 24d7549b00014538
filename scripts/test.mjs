// `npm test`: installs what is missing, then checks, unit and integration tests, journeys in real browsers. `npm test -- unit|proofs|e2e|check` runs a part.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { findOrInstall } from './browsers.mjs'
import { startPostgres } from './postgres.mjs'
import { ensurePackages, requireNode, ROOT, run } from './prerequisites.mjs'

const RESULTS = path.join(ROOT, 'e2e', '.results')
const parts = process.argv.slice(2)
const isWanted = (part) => parts.length === 0 || parts.includes(part)
const totals = { passed: 0, failed: 0, skipped: 0 }
const problems = []

requireNode()
await ensurePackages()
const { build } = await import('./build.mjs')
await build((line) => console.error(line))
mkdirSync(RESULTS, { recursive: true })

if (isWanted('check')) {
  const { check } = await import('./check.mjs')
  const failed = await check()
  if (failed.length > 0) problems.push(`checks: ${failed.join(', ')}`)
}
// Before the clock of any test runs: the media server may have to be built first.
if (['unit', 'proofs', 'e2e'].some(isWanted)) await prepareMediaServer()
if (isWanted('unit')) await vitest('unit and integration tests', 'unit', ['!proofs'])
// Afterwards, with the machine to themselves: they put load on the built product.
if (isWanted('proofs')) await vitest('proofs', 'proofs', ['proofs'])
if (isWanted('e2e')) await journeys()

for (const problem of problems) console.error(`✗ ${problem}`)
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
// A run in which no test passed is a run that found none.
const hasRun = totals.passed > 0 || (parts.length > 0 && parts.every((part) => part === 'check'))
process.exit(problems.length === 0 && totals.failed === 0 && hasRun ? 0 : 1)

async function prepareMediaServer() {
  const code = await run(process.execPath, ['dist/server/main.mjs', '--prepare'])
  if (code === 0) return
  console.error('✗ there is no media server to test with')
  process.exit(code)
}

async function vitest(what, name, projects) {
  const postgres = startPostgres()
  const report = path.join(RESULTS, `vitest-${name}.json`)
  rmSync(report, { force: true })
  try {
    const code = await run(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        ...projects.map((project) => `--project=${project}`),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      {
        env: { ...process.env, ...(postgres && { TEST_DATABASE_URL: postgres.url }) },
      },
    )
    const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null
    count(result?.numPassedTests, result?.numFailedTests, (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0))
    if (code !== 0) problems.push([what, ...failuresOf(result)].join('\n  '))
  } finally {
    postgres?.stop()
  }
}

/** The failed tests of a report, each with the first line of why: the end of a long log must say what failed. */
function failuresOf(result) {
  return (result?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    const file = path.relative(ROOT, name)
    if (failed.length === 0) return status === 'failed' ? [`${file}: ${firstLine(message)}`] : []
    return failed.map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0])}`)
  })
}

function firstLine(text) {
  return (text ?? '').split('\n', 1)[0]
}

async function journeys() {
  const chromium = findOrInstall('CHROMIUM', ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'], 'chromium')
  if (chromium === null) {
    problems.push('Install Chromium (Debian: apt-get install chromium) or set CHROMIUM to its path')
    return
  }
  const firefox = findOrInstall('FIREFOX', ['/usr/bin/firefox-esr', '/usr/bin/firefox'], 'firefox-esr')
  if (firefox === null) console.error('Firefox ESR is missing (Debian: apt-get install firefox-esr): its journey is skipped.')
  const report = path.join(RESULTS, 'playwright.json')
  rmSync(report, { force: true })
  const code = await run(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts'], {
    env: { ...process.env, CHROMIUM: chromium, ...(firefox && { FIREFOX: firefox }), PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  const stats = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).stats : null
  count((stats?.expected ?? 0) + (stats?.flaky ?? 0), stats?.unexpected, stats?.skipped)
  if (code !== 0) problems.push('journeys')
}

function count(passed = 0, failed = 0, skipped = 0) {
  totals.passed += passed
  totals.failed += failed
  totals.skipped += skipped
}
