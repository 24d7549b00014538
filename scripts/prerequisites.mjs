// What has to be there before anything else runs: a fitting Node and the packages of the lock file. Plain Node, no packages.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '..')
const STAMP = path.join(ROOT, 'node_modules', '.podium-lock')

/** Ends the process with one sentence when this Node is too old for Podium. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Podium: Install Node 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(78)
}

/** Installs the packages of package-lock.json unless exactly these are already there. */
export async function ensurePackages() {
  const lock = createHash('sha256').update(readFileSync(path.join(ROOT, 'package-lock.json'))).digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return
  process.stderr.write('Pakete werden installiert …\n')
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) {
    console.error('Podium: Check the network and run npm ci: the packages could not be installed.')
    process.exit(78)
  }
  writeFileSync(STAMP, lock)
}

/** Runs a program with its output on standard error; resolves with its exit code. */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', process.stderr, 'inherit'], shell: process.platform === 'win32', ...options })
    child.once('error', () => resolve(127))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
