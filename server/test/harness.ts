// A whole Podium for integration tests: real database file, real media server, real sockets; only the clock can be held still.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import type { SeminarId } from '@podium/shared/primitives.ts'
import type { SeatCredentials } from '@podium/shared/seats.ts'
import { type Clock, systemClock } from '../src/adapters/clock.ts'
import { openDatabase, type Database } from '../src/adapters/database/database.ts'
import { readOrMakeKeys } from '../src/adapters/keys.ts'
import { createMediaServer } from '../src/adapters/livekit/media-server.ts'
import { createPasswords } from '../src/adapters/passwords.ts'
import { type App, createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { findRunningDemo } from '../src/domains/seminars/demo.ts'
import { prepareFirstUse } from '../src/first-use.ts'
import { createLog } from '../src/transport/log.ts'
import { freePorts } from './ports.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

export interface Podium {
  readonly url: string
  readonly mediaUrl: string
  readonly app: App
  readonly database: Database
  readonly seminarId: SeminarId
  readonly seats: readonly SeatCredentials[]
  readonly trainer: { readonly email: string; readonly password: string }
  readonly organiser: { readonly email: string; readonly password: string }
  /** Everything that was logged, one JSON object per line. */
  readonly logged: () => string
  /** Ends the server and starts another one on the same data, as a new process would; `environment` is laid over the first one's. */
  restart(environment?: NodeJS.ProcessEnv): Promise<void>
  stop(): Promise<void>
}

/** Starts Podium with its demo seminar on free ports in a folder of its own. */
export async function startPodium(options: { clock?: Clock; environment?: NodeJS.ProcessEnv } = {}): Promise<Podium> {
  const clock = options.clock ?? systemClock
  process.chdir(ROOT)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'podium-test-'))
  const port = await freePorts(5)
  const environment = {
    PORT: String(port),
    MEDIA_PORT: String(port + 1),
    DATA_DIR: dataDir,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'debug',
    ...options.environment,
  }
  const config = readConfig(environment, [])
  const lines: string[] = []
  const log = createLog(config.logLevel, { write: (line: string) => void lines.push(line) })
  const keys = readOrMakeKeys(dataDir)
  const database = await openDatabase({ file: path.join(dataDir, 'podium.db') })
  const media = await createMediaServer({ config, keys, log: pino({ level: 'silent' }), report: () => undefined })
  const passwords = createPasswords()
  const create = (present = config) =>
    createApp({ config: present, keys, database, clock, passwords, media: media.server, readMediaEvent: media.readEvent, log })
  let app = await create()
  await app.start()
  const first = await prepareFirstUse({ isDemoWanted: true, database, clock, passwords, app })
  const seminar = await findRunningDemo(database.handle, clock.now())
  if (seminar === null || first.trainer?.password == null || first.organiser.password === null)
    throw new Error('the demo seminar is missing')
  return {
    url: config.publicUrl,
    mediaUrl: media.server.clientUrl,
    get app() {
      return app
    },
    database,
    seminarId: seminar.id,
    seats: first.attendees,
    trainer: { email: first.trainer.email, password: first.trainer.password },
    organiser: { email: first.organiser.email, password: first.organiser.password },
    logged: () => lines.join(''),
    async restart(more = {}) {
      await app.stop()
      app = await create(readConfig({ ...environment, ...more }, []))
      await app.start()
    },
    async stop() {
      await app.stop()
      await media.stop()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The nth seat of the demo, from 0. */
export function seat(podium: Podium, index: number): SeatCredentials {
  const found = podium.seats[index]
  if (found === undefined) throw new Error(`there is no seat ${index}`)
  return found
}
