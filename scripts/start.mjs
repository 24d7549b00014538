// `npm start`: makes sure everything is there, starts Podium, and starts it again when it dies.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import path from 'node:path'
import { ensurePackages, requireNode, ROOT } from './prerequisites.mjs'

const EXIT_CONFIGURATION = 78
const STOP_WITHIN_MS = 5_000
const STORM = { crashes: 5, withinMs: 60_000, pauseMs: 5_000 }
const PARENT_CHECK_MS = 500
const REBUILD_AFTER_MS = 150

requireNode()
await ensurePackages()
const { build, buildServer } = await import('./build.mjs')
const report = (line) => process.stderr.write(`${line}\n`)
await build(report)

const flags = process.argv.slice(2)
const isDevelopment = flags.includes('--dev')
const crashes = []
let server = null
let isStopping = false
let wasReady = false

process.on('SIGINT', stop)
process.on('SIGTERM', stop)
process.on('SIGHUP', stop)
// npm may be killed without passing it on; then nobody would ever stop us.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) stop()
}, PARENT_CHECK_MS).unref()

if (isDevelopment) await watchSources()
startServer()

function startServer() {
  // Only the first start prints its table; later ones would confuse a script that reads one line of JSON.
  const stdout = wasReady ? 'ignore' : 'inherit'
  const child = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, 'dist/server/main.mjs'), ...flags], { cwd: ROOT, stdio: ['ignore', stdout, 'inherit', 'ipc'] })
  server = child
  child.on('message', () => {
    wasReady = true
  })
  child.once('exit', (code, signal) => {
    server = null
    if (isStopping) process.exit(0)
    if (child.isReplaced) return startServer()
    if (!wasReady || code === EXIT_CONFIGURATION || code === 0) process.exit(code ?? 1)
    report(`Podium ist ausgefallen (${signal ?? code}) und wird neu gestartet.`)
    setTimeout(() => {
      if (!isStopping) startServer()
    }, pauseAfterCrash())
  })
}

/** No pause at first; five crashes within a minute make it five seconds (RL-04). */
function pauseAfterCrash() {
  const now = performance.now()
  crashes.push(now)
  while (crashes[0] < now - STORM.withinMs) crashes.shift()
  return crashes.length >= STORM.crashes ? STORM.pauseMs : 0
}

function stop() {
  if (isStopping) return
  isStopping = true
  if (server === null) process.exit(0)
  server.kill('SIGTERM')
  setTimeout(() => {
    server?.kill('SIGKILL')
    process.exit(0)
  }, STOP_WITHIN_MS)
}

/** Development: pages are rebuilt as they change, the server is rebuilt and replaced. */
async function watchSources() {
  const vite = await import('vite')
  await vite.build({ configFile: path.join(ROOT, 'web/vite.config.ts'), logLevel: 'warn', build: { watch: {} } })
  let pending = null
  for (const folder of ['server/src', 'shared/src']) {
    watch(path.join(ROOT, folder), { recursive: true }, () => {
      clearTimeout(pending)
      pending = setTimeout(async () => {
        await buildServer()
        if (server === null) return
        server.isReplaced = true
        server.kill('SIGTERM')
      }, REBUILD_AFTER_MS)
    })
  }
}
