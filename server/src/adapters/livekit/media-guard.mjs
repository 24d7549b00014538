// Runs livekit-server in a session of its own and ends it when nobody renews the lease any more (M9).
// A killed Podium thus leaves the media playing for a few seconds: a new one adopts it, or nobody does and it is gone.
// Plain JavaScript on purpose: it runs as a program of its own from the source and from the bundle alike.
// Usage: node media-guard.mjs BINARY FOLDER FINGERPRINT   (config.yaml, lease, run.json and livekit.log live in FOLDER)
import { spawn } from 'node:child_process'
import { createWriteStream, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'

// Seven seconds and the ending itself stay below ten on a busy machine (M9).
const LEASE_CHECKS = 7
const CHECK_EVERY_MS = 1_000
const KILL_AFTER_MS = 800

const [binary, folder, fingerprint] = process.argv.slice(2)
const at = (name) => path.join(folder, name)
let child = null
let isEnding = false

// Before anything is started: a guard that is told to go must never leave a media server behind.
process.on('SIGTERM', end)
process.on('SIGINT', () => undefined)
process.on('SIGHUP', () => undefined)
process.on('exit', () => child?.kill('SIGKILL'))

try {
  renameSync(at('livekit.log'), at('livekit.log.1'))
} catch {
  // there was none
}
const log = createWriteStream(at('livekit.log'), { mode: 0o600 })
log.on('error', () => undefined) // a full disk must not silence the seminar

// Nothing of our environment: LIVEKIT_CONFIG or LIVEKIT_KEYS would win over the settings file (livekit.md §3).
child = spawn(binary, ['--config', at('config.yaml')], { stdio: ['ignore', 'pipe', 'pipe'], env: {} })
for (const stream of [child.stdout, child.stderr]) {
  // The server logs whole tokens on a failed join (livekit.md §2).
  createInterface({ input: stream }).on('line', (line) => log.write(`${line.replace(/eyJ[\w-]{6,}(\.[\w-]*)*/g, '[token]')}\n`))
}
child.once('error', (error) => {
  log.write(`${error.message}\n`)
  leave()
})
child.once('close', leave)
writeFileSync(at('run.json.new'), JSON.stringify({ guardPid: process.pid, pid: child.pid ?? null, fingerprint }), { mode: 0o600 })
renameSync(at('run.json.new'), at('run.json'))

// Counted checks, not elapsed time: after a laptop slept, the lease is as old as it was.
let renewedAt = leaseTime()
let missed = 0
setInterval(() => {
  const now = leaseTime()
  missed = now === renewedAt ? missed + 1 : 0
  renewedAt = now
  if (missed >= LEASE_CHECKS) end()
}, CHECK_EVERY_MS)

function leaseTime() {
  try {
    return statSync(at('lease')).mtimeMs
  } catch {
    return 0
  }
}

function end() {
  if (isEnding) return
  isEnding = true
  if (child === null) process.exit(0)
  // A second SIGTERM makes livekit-server leave without waiting for its participants.
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGTERM'), 50)
  setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
}

function leave() {
  try {
    // Only our own entry: a successor may have written its own already.
    if (JSON.parse(readFileSync(at('run.json'), 'utf8')).guardPid === process.pid) rmSync(at('run.json'))
  } catch {
    // it is gone already
  }
  log.end(() => process.exit(0))
  setTimeout(() => process.exit(0), 500)
}
