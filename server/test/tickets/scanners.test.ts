// Mail scanners open every link of a letter, several times, from several machines; not one row changes by it (T-SCAN-1).
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listLetters, readLetter } from '@podium/shared/letters.ts'
import { enterByLink, enterByNumber, listSeats, nameSeats, readOrder, type SeatCredentials } from '@podium/shared/seats.ts'
import { signIn } from '@podium/shared/staff.ts'
import { disconnectShop } from '@podium/shared/tickets.ts'
import { createTestClock } from '../clock.ts'
import { type FakeShops, startFakeShops } from '../fakes/shops.ts'
import { type Podium, startPodium } from '../harness.ts'
import { took } from '../media/media-folder.ts'
import { Browser, linkParts } from '../people.ts'
import { connect, person, planSeminar } from './connected.ts'

const SIGN_OF_LIFE_MS = 10_000
/** Who visits, by what they call themselves; the last one says nothing. */
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0; Pro)',
  'Barracuda Sentinel (EE)',
  'Mozilla/5.0 (compatible; Proofpoint URL Defense)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'WhatsApp/2.23 A',
  'python-requests/2.32.3',
  'curl/8.5.0',
  null,
] as const
const MOMENTS_MS = [0, 22_000, 240_000]
const REPEATS = 4

/** Friday, 12 March 2027, 10:00 in Berlin. */
const STARTS_AT = Date.UTC(2027, 2, 12, 9)

// The afternoon before: every letter that is due has left, and none comes due while scanners visit.
const clock = createTestClock(STARTS_AT - 20 * 60 * 60_000)
let shops: FakeShops
let podium: Podium
let seats: SeatCredentials[]
let namingToken: string

beforeAll(async () => {
  shops = await startFakeShops({ now: clock.now, startsAt: STARTS_AT })
  podium = await startPodium({ clock, environment: { EVENTBRITE_API_URL: shops.eventbrite.apiUrl } })
  const office = new Browser(podium.url)
  await office.call(signIn, podium.organiser)
  const { seminarId, eventId } = await planSeminar(office, shops.eventbrite, STARTS_AT)
  await shops.eventbrite.office.book({ eventId, buyer: person('Petra', 'Beispiel') })
  await shops.eventbrite.office.book({ eventId, buyer: person('Gerda', 'Sammelt'), seats: 3 })
  await connect(office, shops, 'eventbrite', { seminarId, eventId })
  const letters = async () => (await office.call(listLetters, { seminarId })).letters
  await took(15_000, async () => (await letters()).filter(({ state }) => state === 'kept').length === 2)
  const naming = (await letters()).find(({ kind }) => kind === 'naming')
  if (naming === undefined) throw new Error('the buyer got no letter')
  namingToken = /\/benennen\/(\S+)$/m.exec((await office.call(readLetter, { letterId: naming.id })).content.text)?.[1] ?? ''
  const entries = (await office.call(listSeats, { seminarId })).seats
  seats = await Promise.all(entries.map(({ seatId }) => podium.app.seats.credentialsOf(podium.database.handle, seatId)))
  // From here on nobody asks a shop: whatever changes would be a visitor's doing.
  await office.call(disconnectShop, { seminarId })
})
afterAll(async () => {
  await podium.stop()
  await shops.close()
})

/** The seat of whoever bought one alone. */
const ownSeat = () => seatWhere(({ holderName }) => holderName === 'Petra Beispiel')

function seatWhere(fits: (seat: SeatCredentials) => boolean): SeatCredentials {
  const seat = seats.find(fits)
  if (seat === undefined) throw new Error('there is no such seat')
  return seat
}

/** Every row of every table, as one hash. */
async function fingerprint(): Promise<{ tables: number; rows: number; hash: string }> {
  const { handle } = podium.database
  const { rows: tables } = await sql<{ name: string }>`select name from sqlite_master where type = 'table' order by name`.execute(handle)
  const hash = createHash('sha256')
  let count = 0
  for (const { name } of tables) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(handle)
    count += rows.length
    hash.update(JSON.stringify([name, rows.map((row) => JSON.stringify(row)).toSorted()]))
  }
  return { tables: tables.length, rows: count, hash: hash.digest('hex') }
}

interface Answer {
  readonly status: number
  readonly body: string
  readonly cookies: readonly string[]
}

/** One visit without a cookie, an origin or any other sign of a browser. */
function visit(method: string, path: string, agent: string | null): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = agent === null ? {} : { 'User-Agent': agent }
    const sent = request(podium.url + path, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
          cookies: response.headers['set-cookie'] ?? [],
        }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** Time passes, and what the server does by itself meanwhile is done. */
async function waitFor(ms: number): Promise<void> {
  clock.advance(ms)
  const alive = () => podium.database.handle.selectFrom('process_watermark').select('seen_at').executeTakeFirst()
  await took(10_000, async () => ((await alive())?.seen_at ?? 0) > clock.now() - SIGN_OF_LIFE_MS)
}

/** A file as pages, styles and scripts name it. */
const NAMED_FILE = /[("'`]([\w./-]+\.(?:js|css|woff2|svg|png|ico|webmanifest))[)"'`]/g

/** What a page loads from its own server, and what that loads in turn. */
async function subresources(page: string): Promise<string[]> {
  const found = new Set<string>()
  const waiting = [page]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const { body } = await visit('GET', path, AGENTS[0])
    for (const [, address = ''] of body.matchAll(NAMED_FILE)) {
      const { origin, pathname } = new URL(address, podium.url + path)
      if (origin !== podium.url || found.has(pathname)) continue
      found.add(pathname)
      if (/\.(?:js|css)$/.test(pathname)) waiting.push(pathname)
    }
  }
  return [...found]
}

describe('mail scanners', () => {
  const pages = () => {
    const { slug, token } = linkParts(ownSeat().link)
    return {
      'the link of a seat': `/s/${slug}/${token}`,
      'the link of an order': `/benennen/${namingToken}`,
      'the second way in': '/zugang',
    }
  }

  it.each(['the link of a seat', 'the link of an order', 'the second way in'] as const)(
    'E1 More than two hundred visits to %s, at three moments, change no row and leave nothing behind',
    async (which) => {
      const path = pages()[which]
      let visits = 0
      for (const moment of MOMENTS_MS) {
        if (moment > 0) await waitFor(moment)
        const before = await fingerprint()
        expect(before.tables).toBeGreaterThan(20)
        const round = Array.from({ length: REPEATS }, () =>
          AGENTS.flatMap((agent) => ['GET', 'HEAD'].map((method) => ({ method, agent }))),
        ).flat()
        const answers = await Promise.all(round.map(({ method, agent }) => visit(method, path, agent)))
        const asked = await Promise.all(AGENTS.map((agent) => visit('OPTIONS', path, agent)))
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
        expect(new Set(answers.map(({ body }) => body)).size).toBe(2)
        expect([...answers, ...asked].flatMap(({ cookies }) => cookies)).toEqual([])
        expect(asked.every(({ status }) => status < 500)).toBe(true)
        expect(await fingerprint()).toEqual(before)
        visits += answers.length
      }
      expect(visits).toBeGreaterThanOrEqual(200)
    },
  )

  it('E1 Everything a page loads from here changes no row either', async () => {
    const before = await fingerprint()
    for (const page of Object.values(pages())) {
      const parts = await subresources(page)
      expect(parts.filter((part) => part.endsWith('.js')).length).toBeGreaterThan(3)
      expect(parts.some((part) => part.endsWith('.css'))).toBe(true)
      const answers = await Promise.all(parts.flatMap((part) => ['GET', 'HEAD'].map((method) => visit(method, part, AGENTS[1]))))
      expect(answers.flatMap(({ cookies }) => cookies)).toEqual([])
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    }
    expect(await fingerprint()).toEqual(before)
  })

  it('E3 E4 R13 Afterwards link, number and naming page work for the people they are for, and now rows change', async () => {
    const before = await fingerprint()
    const { link, code, seatId } = ownSeat()
    expect((await new Browser(podium.url).call(enterByLink, { ...linkParts(link), code, takeOver: false })).seatId).toBe(seatId)
    const visitor = new Browser(podium.url)
    const [first, second, ...others] = (await visitor.call(readOrder, { token: namingToken })).seats
    expect(others).toHaveLength(1)
    const byNumber = seatWhere((seat) => seat.seatId === first?.seatId)
    const entered = await visitor.call(enterByNumber, { number: byNumber.number, code: byNumber.code, takeOver: false })
    expect(entered.seatId).toBe(byNumber.seatId)
    const named = seatWhere((seat) => seat.seatId === second?.seatId)
    const wanted = { token: namingToken, seats: [{ seatId: named.seatId, holderName: 'Nora Neu', holderEmail: 'nora@amt.example' }] }
    const { seats: after } = await visitor.call(nameSeats, wanted)
    expect(after.map(({ holderName }) => holderName)).toContain('Nora Neu')
    expect((await fingerprint()).hash).not.toBe(before.hash)
  })
})
