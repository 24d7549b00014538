// A Podium as a newcomer starts it, in a folder of its own, with the means to kill its parts.
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { z } from 'zod'

const ROOT = path.resolve(import.meta.dirname, '..')

const Login = z.strictObject({ url: z.url(), email: z.email(), password: z.string() })
const Ready = z.strictObject({
  url: z.url(),
  livekitUrl: z.string(),
  organiser: Login,
  trainer: Login,
  attendees: z.array(z.strictObject({ link: z.url(), code: z.string(), number: z.string() })),
})
export type Ready = z.infer<typeof Ready>

export interface Podium {
  readonly ready: Ready
  /** Everything printed on standard error so far. */
  readonly log: () => string
  killServer(): Promise<void>
  killMedia(): Promise<void>
  /** Stops Podium and starts it again with the same data; `environment` is laid over the first one's. */
  restart(environment: Record<string, string>): Promise<void>
  stop(): Promise<void>
}

/** Runs the start command and waits for its line of JSON. */
export async function startPodium(): Promise<Podium> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'podium-e2e-'))
  const port = await freePorts(5)
  let log = ''
  let child = launch({})
  const ready = Ready.parse(await firstLine())

  function launch(environment: Record<string, string>): ChildProcess & { stdout: Readable; stderr: Readable } {
    const launched = spawn(process.execPath, ['scripts/start.mjs', '--json'], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'test', PORT: String(port), MEDIA_PORT: String(port + 1), DATA_DIR: dataDir, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    launched.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString()
    })
    return launched
  }
  async function firstLine(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)))
      child.once('exit', (code) => reject(new Error(`Podium did not start (${code}): ${log}`)))
    })
  }
  const readRun = async () => z.object({ pid: z.int() }).parse(JSON.parse(await readFile(path.join(dataDir, 'livekit/run.json'), 'utf8')))
  return {
    ready,
    log: () => log,
    async killServer() {
      process.kill(await childOf(child), 'SIGKILL')
    },
    async killMedia() {
      process.kill((await readRun()).pid, 'SIGKILL')
    },
    async restart(environment) {
      await ended(child)
      child = launch(environment)
      await firstLine()
    },
    async stop() {
      await ended(child)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The process id of the server under the launcher. */
async function childOf(launcher: ChildProcess): Promise<number> {
  const children = await readFile(`/proc/${launcher.pid}/task/${launcher.pid}/children`, 'utf8')
  for (const pid of children.trim().split(' ').map(Number)) {
    if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('main.mjs')) return pid
  }
  throw new Error('the server is not running')
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await exit
}

/** The first of this many free ports in a row. */
export async function freePorts(count: number): Promise<number> {
  for (let first = 21_000 + (process.pid % 20_000); ; first += 10) {
    const areFree = await Promise.all(Array.from({ length: count }, (_unused, index) => isFree(first + index)))
    if (areFree.every(Boolean)) return first
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
