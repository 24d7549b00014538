// `npm start`: makes sure everything is there, starts Podium, and starts it again when it dies (SPEC N).
import { spawn } from 'node:child_process'
import { readFileSync, watch } from 'node:fs'
import path from 'node:path'
import { ensurePackages, EXIT_CONFIGURATION, requireNode, ROOT } from './prerequisites.mjs'

const STOP_WITHIN_MS = 13_000
const STORM = { crashes: 5, withinMs: 60_000, pauseMs: 5_000 }
const PARENT_CHECK_MS = 500
const REBUILD_AFTER_MS = 150

requireNode()

const flags = process.argv.slice(2)
const isDevelopment = flags.includes('--dev')
const report = (line) => process.stderr.write(`${line}\n`)
const crashes = []
let server = null
let isStopping = false
let wasReady = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
stopWithParents()

await ensurePackages()
const { build, buildServer, buildWeb } = await import('./build.mjs')
try {
  await build(report)
} catch (error) {
  console.error(error)
  console.error('Podium: Put the sources right: they do not build.')
  process.exit(1)
}
if (isDevelopment) await watchSources()
startServer()

function startServer() {
  // Only the first start prints its table; a script that reads one line of JSON gets one.
  const stdout = wasReady ? 'ignore' : 'inherit'
  const child = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, 'dist/server/main.mjs'), ...flags], {
    cwd: ROOT,
    stdio: ['ignore', stdout, 'inherit', 'ipc'],
  })
  server = child
  child.on('message', (message) => {
    if (message.ready === true) wasReady = child.wasReady = true
  })
  child.once('exit', (code, signal) => {
    server = null
    if (isStopping) process.exit(0)
    if (child.isReplaced) return startServer()
    if (isDevelopment && wasReady && !child.wasReady) return report('Podium wartet auf die nächste Änderung.')
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

/** Whoever started us may be killed without passing it on: npm, or the shell it runs us in. Then nobody could ever stop us. */
function stopWithParents() {
  const parents = parentsOf()
  setInterval(() => {
    if (parentsOf() !== parents) stop()
  }, PARENT_CHECK_MS).unref()
}

/** Our parent; under npm, where it can be read, its parent as well. */
function parentsOf() {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event === undefined || process.platform !== 'linux') return String(parent)
  try {
    const [, name, grandparent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${parent}/stat`, 'utf8'))
    return /^(sh|bash|dash|ash|busybox)$/.test(name) ? `${parent} ${grandparent}` : String(parent)
  } catch {
    return String(parent)
  }
}

/** Development: pages are rebuilt as they change, the server is rebuilt and replaced. */
async function watchSources() {
  await buildWeb({ watch: {} })
  let pending = null
  for (const folder of ['server/src', 'shared/src']) {
    watch(path.join(ROOT, folder), { recursive: true }, (_event, name) => {
      if (name?.endsWith('.test.ts')) return
      clearTimeout(pending)
      pending = setTimeout(replaceServer, REBUILD_AFTER_MS)
    })
  }
}

async function replaceServer() {
  try {
    await buildServer()
  } catch (error) {
    return console.error(error)
  }
  if (isStopping) return
  if (server === null) return startServer()
  // Killed, not stopped: the next one takes over the media server, and who edits keeps sound and picture.
  server.isReplaced = true
  server.kill('SIGKILL')
}
