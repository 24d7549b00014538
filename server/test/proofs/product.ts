// The built product as a process of its own that can be killed at any moment and started again on the same data.
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { createPlace, ROOT } from '../launch/launcher.ts'

// Only the start that made a password tells it.
const Login = z.object({ url: z.string(), email: z.string(), password: z.string().optional() })
const Ready = z.object({
  url: z.string(),
  organiser: Login,
  trainer: Login.nullable(),
  attendees: z.array(z.object({ link: z.string(), code: z.string(), number: z.string() })),
})

export interface Login {
  readonly email: string
  readonly password: string
}

export interface Product {
  readonly url: string
  readonly dataDir: string
  readonly organiser: Login
  readonly trainer: Login
  readonly attendees: z.infer<typeof Ready>['attendees']
  /** The process id; changes with every start. */
  readonly pid: () => number
  /** Everything it ever wrote to standard error. */
  readonly log: () => string
  /** Ends it without warning (SIGKILL). */
  kill(): Promise<void>
  /** Starts it again, `environment` laid over the first one's; resolves when it is ready. */
  start(environment?: Record<string, string>): Promise<void>
  /** Asks it to end (SIGTERM); resolves with the exit code. */
  stop(): Promise<number | null>
  /** Stops what still runs and removes its folder. */
  remove(): Promise<void>
}

/** Starts the product in a folder of its own. */
export async function startProduct(environment: Record<string, string> = {}): Promise<Product> {
  const place = await createPlace()
  let log = ''
  let child = run({})
  const first = await readyOf(child)
  if (first.trainer?.password === undefined || first.organiser.password === undefined) throw new Error('a password is missing')

  function run(more: Record<string, string>): ChildProcess {
    const started = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, 'dist/server/main.mjs'), '--json'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...place.environment, ...environment, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    started.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString()
    })
    return started
  }

  async function readyOf(started: ChildProcess): Promise<z.infer<typeof Ready>> {
    return new Promise((resolve, reject) => {
      if (started.stdout === null) throw new Error('there is no output to read')
      createInterface({ input: started.stdout }).once('line', (line) => resolve(Ready.parse(JSON.parse(line))))
      started.once('exit', (code) => reject(new Error(`the product did not start (${code}): ${log.slice(-2_000)}`)))
    })
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
    child.kill(signal)
    return ended
  }

  return {
    url: first.url,
    dataDir: place.dataDir,
    organiser: { email: first.organiser.email, password: first.organiser.password },
    trainer: { email: first.trainer.email, password: first.trainer.password },
    attendees: first.attendees,
    pid: () => child.pid ?? 0,
    log: () => log,
    kill: async () => {
      await end('SIGKILL')
    },
    start: async (more = {}) => {
      child = run(more)
      await readyOf(child)
    },
    stop: () => end('SIGTERM'),
    remove: async () => {
      await end('SIGTERM')
      place.remove()
    },
  }
}
