// Starts the servers under test and the client, each with what measures it.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ClientCommands, ServerKind } from './client.ts'
import type { probe } from './probe.ts'
import { Remote } from './rpc.ts'

/** The built benchmark and the checkout it stands in. */
const BUILT = import.meta.dirname
export const ROOT = path.resolve(BUILT, '../..')
const PROBE = pathToFileURL(path.join(BUILT, 'probe.mjs')).href
const PROGRAM: Record<Exclude<ServerKind, 'ours'>, readonly string[]> = {
  floor: ['floor.mjs'],
  ws: ['ws.mjs'],
  bare: ['socket-io.mjs', 'bare'],
  polling: ['socket-io.mjs', 'polling'],
  naive: ['socket-io.mjs', 'naive'],
}

export interface Server {
  readonly kind: ServerKind
  readonly port: number
  readonly probe: Remote<typeof probe>
  /** Tells everybody connected a tally; Podium's own tallies follow from upvotes. */
  readonly tell: (revision: number) => Promise<unknown>
  /** As a power cut does; resolves when it is gone. */
  kill(): Promise<void>
  /** Asks it to stop; resolves when it is gone. */
  stop(): Promise<void>
}

/** Every process started here; none may outlive the benchmark. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts a Node program with the probe in it. */
export function startProbed(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): ChildProcess {
  const child = spawn(process.execPath, ['--expose-gc', '--import', PROBE, ...args], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  return keep(child)
}

/** Starts one of the servers we compare with; resolves when it listens. */
export async function startBaseline(kind: Exclude<ServerKind, 'ours'>): Promise<Server> {
  const [program = '', ...args] = PROGRAM[kind]
  const child = startProbed([path.join(BUILT, program), ...args])
  const port = await ready(child, (message) => ('port' in message && typeof message.port === 'number' ? message.port : null))
  const tell = new Remote<{ tell: (input: { revision: number }) => Promise<null> }>(child)
  return asServer(kind, port, child, (revision) => tell.call('tell', { revision }))
}

/** A running process as a server under test. */
export function asServer(kind: ServerKind, port: number, child: ChildProcess, tell: Server['tell']): Server {
  const end = (signal: NodeJS.Signals) => async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }
  return { kind, port, probe: new Remote(child), tell, kill: end('SIGKILL'), stop: end('SIGTERM') }
}

/** Resolves with what `read` makes of the process's ready message; rejects with its last words when it ends before. */
export function ready<Value>(child: ChildProcess, read: (message: { ready: true }) => Value | null): Promise<Value> {
  return new Promise((resolve, reject) => {
    let words = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-4_000)
    })
    child.on('message', (message: unknown) => {
      if (typeof message !== 'object' || message === null || !('ready' in message) || message.ready !== true) return
      const value = read({ ...message, ready: true })
      if (value !== null) resolve(value)
    })
    child.once('exit', (code) => reject(new Error(`a server did not start (${code}): ${words}`)))
  })
}

/** Starts the process that plays the audience. */
export function startClient(): Remote<ClientCommands> & { end(): Promise<void> } {
  const child = keep(
    spawn(process.execPath, ['--max-semi-space-size=64', path.join(BUILT, 'client.mjs')], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  )
  return Object.assign(new Remote<ClientCommands>(child), {
    async end() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
    },
  })
}

function keep(child: ChildProcess): ChildProcess {
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Files one process may hold open; null where that cannot be read. */
export function fileLimit(): number | null {
  try {
    return Number(/^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? Number.NaN) || null
  } catch {
    return null
  }
}

let nextPort = 21_000 + (process.pid % 20_000)

/** A port nobody listens on, with this many free ones behind it. */
export async function freePorts(count: number): Promise<number> {
  for (let first = nextPort; ; first += count) {
    nextPort = first + count
    const areFree = await Promise.all(Array.from({ length: count }, (_unused, index) => isFree(first + index)))
    if (areFree.every(Boolean)) return first
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const attempt = createServer()
    attempt.once('error', () => resolve(false))
    attempt.listen(port, '127.0.0.1', () => attempt.close(() => resolve(true)))
  })
}
