// `npm run dev:fake-tickets`: a fake Eventbrite and a fake pretix on this machine, to play bookings and refunds without accounts (SPEC R35).
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { alone, ensurePackages, EXIT_CONFIGURATION, requireNode, ROOT } from './prerequisites.mjs'

const BUNDLE = path.join(ROOT, 'dist/dev/fake-tickets.mjs')

requireNode()
const port = portIn(process.argv.slice(2))
await ensurePackages()
await alone(bundle)
const { startFakeShops } = await import(pathToFileURL(BUNDLE).href)
const shops = await start()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void shops.close().then(() => process.exit(0)))
process.stdout.write(explain(shops))

/** Node below 22 cannot read TypeScript by itself. */
async function bundle() {
  const { build } = await import('rolldown')
  mkdirSync(path.dirname(BUNDLE), { recursive: true })
  await build({
    cwd: ROOT,
    input: 'server/test/fakes/shops.ts',
    platform: 'node',
    output: { file: BUNDLE, format: 'esm', sourcemap: true },
  })
}

/** The port to use; ends the process with one sentence when there is none to be read. @returns {number} */
function portIn(args) {
  try {
    const { values } = parseArgs({ args, options: { port: { type: 'string', default: '4200' } } })
    if (/^\d{1,5}$/.test(values.port) && Number(values.port) <= 65_535) return Number(values.port)
  } catch {
    // The sentence below says how it is done.
  }
  return refuse('Use npm run dev:fake-tickets -- --port 4200, with any free port.')
}

async function start() {
  try {
    // Ids of an earlier run stay theirs: Podium would take another person's ticket for a change.
    return await startFakeShops({ port, idsBefore: Math.floor(Date.now() / 1_000) % 100_000_000 })
  } catch (error) {
    if (error?.code !== 'EADDRINUSE') throw error
    return refuse(`Choose another port with npm run dev:fake-tickets -- --port …: another program has ${port}.`)
  }
}

/** @returns {never} */
function refuse(sentence) {
  process.stderr.write(`Podium: ${sentence}\n`)
  process.exit(EXIT_CONFIGURATION)
}

function explain({ url, eventbrite, pretix }) {
  return `
Probe-Ticketshops laufen. Hier spielen Sie Buchung, Erstattung, Umbenennung:   ${url}/

  Eventbrite   Podium so starten:   EVENTBRITE_API_URL=${eventbrite.apiUrl} npm start
               Im Seminar unter „Tickets“ Eventbrite wählen.
               Zugangstoken         ${eventbrite.token}
               Organisation         ${eventbrite.organisationId}   E-Akademie (Probe)
               Veranstaltung        ${eventbrite.eventId}    Vergaberecht kompakt

  pretix       Podium wie immer starten, im Seminar unter „Tickets“ pretix wählen.
               Adresse              ${pretix.address}
               Zugangstoken         ${pretix.token}
               Organisation         ${pretix.organisationId}
               Veranstaltung        ${pretix.eventId}

Ticket shops for trying things out. Play a booking, a refund, a rename at   ${url}/?lang=en
  Eventbrite: start Podium with EVENTBRITE_API_URL=${eventbrite.apiUrl} npm start, choose Eventbrite in a seminar's "Tickets"
  and use the token, organisation and event above. pretix: start Podium as always and use address, token, organisation and event above.

Beenden mit Strg+C. Nothing is kept; stop with Ctrl-C.
`
}
