// Finds a livekit-server program, or makes one: PATH, cache, build with Go, official download (ARCHITECTURE §6).
import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { constants, createWriteStream } from 'node:fs'
import { access, chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ConfigurationError } from '../../config.ts'

/** The one version Podium is tested with (reference: livekit.md §2). */
export const LIVEKIT_VERSION = '1.13.5'
/** Where the project publishes its archives and their checksums. */
export const LIVEKIT_RELEASE = `https://github.com/livekit/livekit/releases/download/v${LIVEKIT_VERSION}`

const PACKAGE = 'github.com/livekit/livekit-server/cmd/server'
const HEARTBEAT_MS = 5_000
const DOWNLOAD_WITHIN_MS = 180_000

export interface BinarySearch {
  /** Folder with the pinned go.mod. */
  readonly moduleDir: string
  /** Where programs are kept between clones. */
  readonly cacheDir: string
  /** Where the official archive and checksums.txt lie. */
  readonly releaseUrl: string
  /** Called with one line for a person whenever there is something to tell. */
  readonly report: (line: string) => void
  /** Ends a build or download under way. */
  readonly signal: AbortSignal
}

/**
 * The absolute path of a livekit-server that fits Podium (M10).
 * @throws ConfigurationError naming the ways to get one, when none works here.
 */
export async function findMediaServer(search: BinarySearch): Promise<string> {
  const onPath = findOnPath()
  if (onPath !== null) return onPath
  const cached = path.join(search.cacheDir, `livekit-server-${LIVEKIT_VERSION}-${process.platform}-${process.arch}`)
  if (await isExecutable(cached)) return cached
  const failures: string[] = []
  for (const [way, make] of [
    ['building it with Go', build],
    ['downloading it', download],
  ] as const) {
    try {
      await mkdir(search.cacheDir, { recursive: true })
      await make(search, cached)
      return cached
    } catch (error) {
      search.signal.throwIfAborted()
      failures.push(`${way} failed (${reason(error)})`)
    }
  }
  throw new ConfigurationError(
    `Install Go 1.26, or put livekit-server ${LIVEKIT_VERSION} on the PATH, or set LIVEKIT_URL with its key and secret: there is no media server here, ${failures.join(', ')}.`,
  )
}

/** A fitting program on the PATH, or null; before 1.13.2 Firefox hears nothing (livekit.md §2). */
function findOnPath(): string | null {
  const { error, stdout } = spawnSync('sh', ['-c', 'command -v livekit-server'], { encoding: 'utf8' })
  const program = error === undefined ? stdout.trim() : ''
  if (!path.isAbsolute(program)) return null
  const version = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 5_000 })
  const patch = version.error === undefined ? /\b1\.13\.(\d+)/.exec(version.stdout)?.[1] : undefined
  return patch !== undefined && Number(patch) >= 2 ? program : null
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** Builds beside the target and renames, so that two starts at once cannot spoil each other. */
async function build(search: BinarySearch, target: string): Promise<void> {
  if (spawnSync('go', ['version']).status !== 0) throw new Error('Go is not installed')
  const temporary = `${target}.${randomBytes(4).toString('hex')}`
  const startedAt = performance.now()
  const seconds = () => Math.round((performance.now() - startedAt) / 1000)
  search.report(`Medienserver ${LIVEKIT_VERSION} wird einmalig gebaut, das dauert etwa zwei Minuten …`)
  const heartbeat = setInterval(() => search.report(`Medienserver wird gebaut … ${seconds()} s`), HEARTBEAT_MS)
  try {
    await run('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', temporary, PACKAGE], search.moduleDir, search.signal)
    await rename(temporary, target)
    search.report(`Medienserver ist gebaut (${seconds()} s).`)
  } finally {
    clearInterval(heartbeat)
    await rm(temporary, { force: true })
  }
}

/**
 * Downloads the official archive and unpacks it only if its SHA-256 is the one in the release's own checksums.txt.
 * That guards against a broken or swapped archive, not against a release page that was swapped as a whole.
 */
async function download(search: BinarySearch, target: string): Promise<void> {
  const arch = { x64: 'amd64', arm64: 'arm64', arm: 'armv7' }[process.arch as string] // Record lookup by a wider string
  if (arch === undefined || process.platform !== 'linux') throw new Error('there is no official program for this system')
  const name = `livekit_${LIVEKIT_VERSION}_linux_${arch}.tar.gz`
  search.report(`Medienserver ${LIVEKIT_VERSION} wird heruntergeladen …`)
  // Beside the target: a rename works within one file system only.
  const folder = await mkdtemp(path.join(path.dirname(target), '.download-'))
  try {
    const expected = await checksumOf(name, search)
    const archive = path.join(folder, name)
    const response = await fetchFrom(search, name)
    await pipeline(Readable.fromWeb(response), createWriteStream(archive))
    const actual = createHash('sha256')
      .update(await readFile(archive))
      .digest('hex')
    if (actual !== expected) throw new Error('the checksum does not match')
    await run('tar', ['-xzf', archive, '-C', folder, 'livekit-server'], folder, search.signal)
    await chmod(path.join(folder, 'livekit-server'), 0o755)
    await rename(path.join(folder, 'livekit-server'), target)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function checksumOf(name: string, search: BinarySearch): Promise<string> {
  const text = await new Response(await fetchFrom(search, 'checksums.txt')).text()
  const entry = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([, file]) => file === name)
  if (entry?.[0] === undefined) throw new Error('the release names no checksum')
  return entry[0]
}

async function fetchFrom(search: BinarySearch, name: string): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(`${search.releaseUrl}/${name}`, {
    signal: AbortSignal.any([search.signal, AbortSignal.timeout(DOWNLOAD_WITHIN_MS)]),
  })
  if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`)
  return response.body
}

async function run(program: string, args: readonly string[], cwd: string, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // Go ends its compilers on SIGINT.
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], signal, killSignal: 'SIGINT' })
    let tail = ''
    child.stderr.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-400)
    })
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(tail.trim() || `exit code ${code}`))))
  })
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message.split('\n').at(-1) ?? ''}${cause}`
}
