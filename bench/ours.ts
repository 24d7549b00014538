// Podium as `npm start` runs it: the built server, its own folder and ports, a real media server, every check on.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Login, SeatKey } from './client/podium.ts'
import { asServer, freePorts, ready, ROOT, type Server, startClient, startProbed } from './processes.ts'

/** Seats beyond the audience, to warm the server up. */
export const WARM_UP_SEATS = 200
/** Published questions: with them a snapshot is about four kilobytes. */
const QUESTIONS = 6
const LEASE_MS = 1_000

/** A prepared Podium: seats, a live seminar and questions are stored, one copy of the store per audience size. */
export class Ours {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'podium-bench-'))
  readonly #port: number
  readonly #lease: NodeJS.Timeout
  #latest: Server | null = null
  #logins: { organiser: Login; trainer: Login } | null = null
  readonly seats: SeatKey[] = []
  readonly #sizes: number[] = []

  private constructor(port: number) {
    this.#port = port
    process.once('exit', () => rmSync(this.#folder, { recursive: true, force: true }))
    // Between two runs nobody else would renew it, and the media server would be started anew each time.
    this.#lease = setInterval(() => this.#renewLease(), LEASE_MS).unref()
  }

  get logins(): { organiser: Login; trainer: Login } {
    if (this.#logins === null) throw new Error('Podium was not prepared')
    return this.#logins
  }

  /** Prepares a store for each of these audience sizes; the seats are added by the organiser's own means. */
  static async prepare(sizes: readonly number[], report: (line: string) => void): Promise<Ours> {
    const ours = new Ours(await freePorts(5))
    const client = startClient()
    for (const size of sizes.toSorted((a, b) => a - b)) {
      report(`Podium gets ${size} seats …`)
      const server = await ours.start()
      await client.call('aim', { port: server.port, kind: 'ours' })
      await client.call('signIn', ours.logins)
      const isFirst = ours.seats.length === 0
      ours.seats.push(...(await client.call('addSeats', { count: size + WARM_UP_SEATS - ours.seats.length })))
      if (isFirst) await client.call('prepareRoom', { seats: ours.seats, questions: QUESTIONS })
      await client.call('leave', null)
      await server.stop()
      copyFileSync(ours.#file(), ours.#file(size))
      ours.#sizes.push(size)
    }
    await client.end()
    return ours
  }

  /** Starts with the smallest store prepared for at least this size; without a size, with the store as the last run left it. */
  async start(size: number | null = null): Promise<Server> {
    if (size !== null) {
      for (const rest of ['', '-wal', '-shm']) rmSync(this.#file() + rest, { force: true })
      copyFileSync(this.#file(this.#preparedFor(size)), this.#file())
    }
    return this.spawn().ready
  }

  /** Starts a server on the store as it is, without waiting for it. */
  spawn(): { ready: Promise<Server> } {
    const child = startProbed(['--enable-source-maps', path.join(ROOT, 'dist/server/main.mjs'), '--json'], {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: String(this.#port),
      MEDIA_PORT: String(this.#port + 1),
      DATA_DIR: this.#folder,
      LOG_LEVEL: 'info',
    })
    let printed = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
    const server = asServer('ours', this.#port, child, () => Promise.reject(new Error('Podium tells tallies by itself')))
    this.#latest = server
    const isUp = ready(child, () => true).then(() => {
      this.#logins ??= readLogins(printed)
      return server
    })
    isUp.catch(() => undefined)
    return { ready: isUp }
  }

  /** Ends the server that was started last. */
  async end(): Promise<void> {
    await this.#latest?.kill()
  }

  /** The seats that the store for this size has. */
  seatsFor(size: number): SeatKey[] {
    return this.seats.slice(0, this.#preparedFor(size) + WARM_UP_SEATS)
  }

  get port(): number {
    return this.#port
  }

  /** Ends the media server and removes everything. */
  async remove(): Promise<void> {
    clearInterval(this.#lease)
    const note = path.join(this.#folder, 'livekit/run.json')
    if (existsSync(note)) {
      // Written by Podium's own guard in our own folder.
      const { guardPid } = JSON.parse(readFileSync(note, 'utf8')) as { guardPid: number }
      try {
        process.kill(guardPid, 'SIGTERM')
      } catch {
        // It has left already.
      }
      for (let tries = 0; existsSync(note) && tries < 40; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100))
    }
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #preparedFor(size: number): number {
    const fitting = this.#sizes.find((prepared) => prepared >= size)
    if (fitting === undefined) throw new Error(`no store was prepared for ${size} people`)
    return fitting
  }

  #file(size: number | null = null): string {
    if (size === null) return path.join(this.#folder, 'podium.db')
    mkdirSync(path.join(this.#folder, 'prepared'), { recursive: true })
    return path.join(this.#folder, 'prepared', `${size}.db`)
  }

  #renewLease(): void {
    const lease = path.join(this.#folder, 'livekit/lease')
    const now = new Date()
    if (existsSync(lease)) utimesSync(lease, now, now)
  }
}

/** From the one line of JSON of `npm start -- --json`, in the start that made the passwords. */
function readLogins(printed: string): { organiser: Login; trainer: Login } {
  const { organiser, trainer } = JSON.parse(printed) as { organiser: Login; trainer: Login }
  const login = ({ email, password }: Login) => ({ email, password })
  return { organiser: login(organiser), trainer: login(trainer) }
}
