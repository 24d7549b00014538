// Finds a livekit-server program, or makes one: PATH, cache, build with Go, official download (ARCHITECTURE §6).
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { constants, createWriteStream } from 'node:fs'
import { access, chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ConfigurationError } from '../../config.ts'

/** The one version Podium is tested with (reference: livekit.md §2). */
export const LIVEKIT_VERSION = '1.13.5'

const PACKAGE = 'github.com/livekit/livekit-server/cmd/server'
const DOWNLOADS = `https://github.com/livekit/livekit/releases/download/v${LIVEKIT_VERSION}`
const HEARTBEAT_MS = 5_000

export interface BinarySearch {
  /** Folder with the pinned go.mod. */
  readonly moduleDir: string
  /** Where built programs are kept between clones; null: the user's cache folder. */
  readonly cacheDir: string | null
  /** Called with one line for a person whenever there is something to tell. */
  readonly report: (line: string) => void
}

/**
 * The path of a livekit-server of the pinned version.
 * @throws ConfigurationError naming the ways to get one, when none works here.
 */
export async function findMediaServer(search: BinarySearch): Promise<string> {
  const onPath = versionOf('livekit-server')
  if (onPath === LIVEKIT_VERSION) return 'livekit-server'
  const cached = path.join(search.cacheDir ?? userCache(), `livekit-server-${LIVEKIT_VERSION}-${process.platform}-${process.arch}`)
  if (await isExecutable(cached)) return cached
  await mkdir(path.dirname(cached), { recursive: true })
  const failures: string[] = []
  if (spawnSync('go', ['version']).status === 0) {
    try {
      await build(search, cached)
      return cached
    } catch (error) {
      failures.push(`Go konnte ihn nicht bauen (${reason(error)})`)
    }
  } else failures.push('Go ist nicht installiert')
  try {
    await download(search, cached)
    return cached
  } catch (error) {
    failures.push(`das Herunterladen gelang nicht (${reason(error)})`)
  }
  throw new ConfigurationError(
    `Install Go 1.26, or put livekit-server ${LIVEKIT_VERSION} on the PATH, or set LIVEKIT_URL with its key and secret: there is no media server here, ${failures.join(', and ')}.`,
  )
}

function userCache(): string {
  // The one path that is the user's, not Podium's: shared between clones so that the build happens once per machine.
  return path.join(homedir(), '.cache', 'podium')
}

/** The version a program on the PATH reports; null when there is none. */
function versionOf(program: string): string | null {
  const run = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return /(\d+\.\d+\.\d+)/.exec(run.stdout ?? '')?.[1] ?? null
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** Builds beside the target and renames, so that two starts at once cannot spoil each other. */
async function build(search: BinarySearch, target: string): Promise<void> {
  const temporary = `${target}.${process.pid}`
  const startedAt = performance.now()
  search.report(`Der Medienserver ${LIVEKIT_VERSION} wird einmalig gebaut, das dauert etwa zwei Minuten …`)
  const heartbeat = setInterval(() => search.report(`… wird gebaut, seit ${Math.round((performance.now() - startedAt) / 1000)} s`), HEARTBEAT_MS)
  try {
    await run('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', temporary, PACKAGE], search.moduleDir)
    await rename(temporary, target)
    search.report(`Der Medienserver ist fertig (${Math.round((performance.now() - startedAt) / 1000)} s).`)
  } finally {
    clearInterval(heartbeat)
    await rm(temporary, { force: true })
  }
}

async function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    let tail = ''
    child.stderr.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-400)
    })
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(tail.trim() || `exit code ${code}`))))
  })
}

/** Downloads the official archive and compares it with the checksum file of the same release before unpacking. */
async function download(search: BinarySearch, target: string): Promise<void> {
  const arch = { x64: 'amd64', arm64: 'arm64', arm: 'armv7' }[process.arch as string]
  if (arch === undefined || process.platform !== 'linux') throw new Error('kein fertiges Programm für dieses System')
  const name = `livekit_${LIVEKIT_VERSION}_linux_${arch}.tar.gz`
  search.report(`Der Medienserver ${LIVEKIT_VERSION} wird heruntergeladen …`)
  const folder = await mkdtemp(path.join(tmpdir(), 'podium-media-'))
  try {
    const archive = path.join(folder, name)
    const response = await fetch(`${DOWNLOADS}/${name}`, { signal: AbortSignal.timeout(120_000) })
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`)
    await pipeline(Readable.fromWeb(response.body), createWriteStream(archive))
    const checksums = await (await fetch(`${DOWNLOADS}/checksums.txt`, { signal: AbortSignal.timeout(30_000) })).text()
    const actual = createHash('sha256').update(await readFile(archive)).digest('hex')
    if (!checksums.split('\n').some((line) => line.startsWith(actual) && line.trim().endsWith(name))) throw new Error('die Prüfsumme stimmt nicht')
    await run('tar', ['-xzf', archive, '-C', folder, 'livekit-server'], folder)
    await chmod(path.join(folder, 'livekit-server'), 0o755)
    await rename(path.join(folder, 'livekit-server'), target)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.split('\n').at(-1) ?? error.message : String(error)
}
