// What has to be there before anything else runs: a fitting Node and the packages of the lock file. Plain Node, no packages.
// Must load on an old Node too, or nobody would read the sentence about it.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const MODULES = path.join(ROOT, 'node_modules')
const STAMP = path.join(MODULES, '.podium-lock')
const LOCK = path.join(ROOT, 'dist', '.preparing')
/** What a process ends with when a person has to change something (N9, sysexits EX_CONFIG). */
export const EXIT_CONFIGURATION = 78
const LOOK_AGAIN_MS = 200

/** Ends the process with one sentence when this Node is too old for Podium (N2). */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const isFit = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)
  if (isFit) return
  console.error(`Podium: Install Node 20.19, 22.12 or newer; this is ${process.versions.node}.`)
  process.exit(EXIT_CONFIGURATION)
}

/** Installs the packages of package-lock.json unless exactly these are already there. */
export async function ensurePackages() {
  if (arePackagesCurrent()) return
  await alone(async () => {
    if (arePackagesCurrent()) return
    process.stderr.write('Pakete werden installiert …\n')
    // Building needs the development packages, whatever NODE_ENV says.
    const code = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
    if (code !== 0) {
      console.error('Podium: Check the network and run npm ci: the packages could not be installed.')
      process.exit(EXIT_CONFIGURATION)
    }
    writeFileSync(STAMP, lockHash())
  })
}

function arePackagesCurrent() {
  if (!existsSync(MODULES)) return false
  const hash = lockHash()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return true
  if (!isInstalled()) return false
  writeFileSync(STAMP, hash)
  return true
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex')
}

/** Whether npm's own list of what it installed has every package of the lock file, as after an `npm install` by hand. */
function isInstalled() {
  try {
    const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages
    const installed = read(path.join(MODULES, '.package-lock.json'))
    return Object.entries(read(path.join(ROOT, 'package-lock.json'))).every(([name, wanted]) => {
      if (!name.startsWith('node_modules/') && !name.includes('/node_modules/')) return true
      const there = installed[name]
      return there === undefined ? wanted.optional === true : there.version === wanted.version
    })
  } catch {
    return false
  }
}

/** Does `work` while no other start of this checkout prepares anything: two copies may share the folder. */
export async function alone(work) {
  mkdirSync(path.dirname(LOCK), { recursive: true })
  for (let hasTold = false; !take();) {
    if (!hasTold) process.stderr.write('Ein anderer Start bereitet Podium gerade vor …\n')
    hasTold = true
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
  const release = () => rmSync(LOCK, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function take() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    try {
      process.kill(Number(readFileSync(LOCK, 'utf8')), 0)
    } catch {
      // Whoever held it is gone.
      rmSync(LOCK, { force: true })
    }
    return false
  }
}

/** Runs a program with its output on standard error; resolves with its exit code. Ends with this process. */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', process.stderr, 'inherit'],
      shell: process.platform === 'win32',
      ...options,
    })
    const end = () => child.kill('SIGTERM')
    process.once('exit', end)
    child.once('error', () => resolve(127))
    child.once('exit', (code) => {
      process.off('exit', end)
      resolve(code === null ? 1 : code)
    })
  })
}
