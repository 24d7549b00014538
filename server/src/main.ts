// Starts and stops Podium: configuration, keys, store, media server, doors, and the table of links.
import path from 'node:path'
import { pino } from 'pino'
import { createMediaServer, prepareMediaServer } from './adapters/livekit/media-server.ts'
import { clockAhead, systemClock } from './adapters/clock.ts'
import { openDatabase } from './adapters/database/database.ts'
import { readOrMakeKeys } from './adapters/keys.ts'
import { createPasswords } from './adapters/passwords.ts'
import { createApp } from './app.ts'
import { ConfigurationError, readConfig } from './config.ts'
import { prepareFirstUse } from './first-use.ts'
import { type Ready, readyAsJson, readyAsTable } from './print.ts'
import { createLog } from './transport/log.ts'

/** Tells a supervisor that starting again will not help (sysexits.h EX_CONFIG). */
const EXIT_CONFIGURATION = 78
/** Eight seconds to let people go, then the doors and the media server. */
const STOP_WITHIN_MS = 12_500

// Crash-only: a bug ends the process, the supervisor starts a new one, the database has the truth (RL-04).
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    console.error(error)
    process.exit(1)
  })
}

// From the first moment: a build of the media server takes minutes, and whoever asks us to stop meanwhile must not wait.
const stopping = new AbortController()
// A disconnect means that the launcher is gone: nobody is left to stop us.
for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(event, () => stopping.abort())
if (process.connected === false) stopping.abort()

main(stopping.signal).catch((error: unknown) => {
  if (error === stopping.signal.reason) process.exit(0)
  // Stopping closes what a start under way still needs; `stop` ends the process.
  if (stopping.signal.aborted && !(error instanceof ConfigurationError)) return
  if (error instanceof ConfigurationError) {
    console.error(`Podium: ${error.message}`)
    process.exit(EXIT_CONFIGURATION)
  }
  console.error(error)
  process.exit(1)
})

async function main(signal: AbortSignal): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2))
  const report = (line: string) => void process.stderr.write(`${line}\n`)
  if (config.isPreparation) {
    await prepareMediaServer(config, report, signal)
    process.exit(0)
  }
  const clock = clockAhead(systemClock, config.clockAheadMs)
  const log = createLog(config.logLevel, pino.destination(2))
  const keys = readOrMakeKeys(config.dataDir)
  const database = await openDatabase(
    config.databaseUrl === null ? { file: path.join(config.dataDir, 'podium.db') } : { url: config.databaseUrl },
  )
  const media = await createMediaServer({ config, keys, log, report, signal })
  const passwords = createPasswords()
  const app = await createApp({
    config,
    keys,
    database,
    clock,
    passwords,
    media: media.server,
    readMediaEvent: media.readEvent,
    log,
  })

  const stop = () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    app
      .stop()
      .then(() => media.stop())
      .then(() => database.close())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        log.error({ err: error }, 'stopping failed')
        process.exit(1)
      })
  }
  if (signal.aborted) return stop()
  signal.addEventListener('abort', stop, { once: true })

  await app.start().catch(async (error: unknown) => {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    await media.stop()
    throw isTaken ? new ConfigurationError(`Set PORT to a free port: ${config.port} on ${config.host} is already taken.`) : error
  })
  const first = await prepareFirstUse({ isDemoWanted: config.isDemoWanted, database, clock, passwords, app })
  const ready: Ready = { url: config.publicUrl, livekitUrl: media.server.clientUrl, ...first }
  process.stdout.write(`${config.isJsonWanted ? readyAsJson(ready) : readyAsTable(ready)}\n`)
  process.send?.({ ready: true })
}
