// Runs livekit-server in a session of its own and ends it when nobody renews the lease any more.
// A killed Podium thus leaves the media playing for a few seconds: a new one adopts it, or nobody does and it is gone.
// Plain JavaScript on purpose: it runs as a program of its own from the source and from the bundle alike.
// Usage: node media-guard.mjs BINARY FOLDER   (config.yaml, lease, run.json and livekit.log live in FOLDER)
import { spawn } from 'node:child_process'
import { createWriteStream, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'

const LEASE_CHECKS = 8
const CHECK_EVERY_MS = 1_000
const KILL_AFTER_MS = 1_500

const [binary, folder, fingerprint] = process.argv.slice(2)
const at = (name) => path.join(folder, name)

try {
  renameSync(at('livekit.log'), at('livekit.log.1'))
} catch {
  // there was none
}
const log = createWriteStream(at('livekit.log'), { mode: 0o600 })
const child = spawn(binary, ['--config', at('config.yaml')], { stdio: ['ignore', 'pipe', 'pipe'] })
for (const stream of [child.stdout, child.stderr]) {
  // The server logs whole tokens on a failed join (livekit.md §2).
  createInterface({ input: stream }).on('line', (line) => log.write(`${line.replace(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]')}\n`))
}
writeFileSync(at('run.json.new'), JSON.stringify({ guardPid: process.pid, pid: child.pid ?? null, fingerprint }), { mode: 0o600 })
renameSync(at('run.json.new'), at('run.json'))

child.once('error', (error) => {
  log.write(`${error.message}\n`)
  leave()
})
child.once('exit', leave)
process.once('SIGTERM', end)
process.on('SIGINT', () => undefined)
process.on('SIGHUP', () => undefined)

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
  // A second SIGTERM makes livekit-server leave without waiting for its participants.
  child.kill('SIGTERM')
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
}

function leave() {
  rmSync(at('run.json'), { force: true })
  log.end(() => process.exit(0))
}
