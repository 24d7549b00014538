// A seminar of five hundred over two bad days: a day without a word of the shop, then two hours in which it does not answer.
// Everybody keeps what is theirs, and each letter comes once, over a real mail server (reliability.md §5, ticketing.md §4).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SeminarId } from '@podium/shared/primitives.ts'
import { signIn } from '@podium/shared/staff.ts'
import { listHooks, readShopConnection, reconcileNow, type ShopConnection } from '@podium/shared/tickets.ts'
import type { FakeOrder, FakeTicket } from '../fakes/shop.ts'
import { type FakeShops, startFakeShops } from '../fakes/shops.ts'
import { type Podium, startPodium } from '../harness.ts'
import { type MailServer, startMailServer } from '../letters/mail-server.ts'
import { took } from '../media/media-folder.ts'
import { createMovingClock } from '../moving-clock.ts'
import { Browser } from '../people.ts'
import { connect, person, planSeminar } from '../tickets/connected.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const TICKETS = 500
/** Friday, 12 March 2027, 10:00 in Berlin; access letters leave 24 hours before. */
const STARTS_AT = Date.UTC(2027, 2, 12, 9)
const DEAD_FROM = STARTS_AT - 48 * HOUR_MS - 2 * MINUTE_MS
const FAILING_FROM = DEAD_FROM + 24 * HOUR_MS

const clock = createMovingClock(STARTS_AT - 75 * HOUR_MS)
let shops: FakeShops
let mail: MailServer
let podium: Podium
let office: Browser
let seminarId: SeminarId
let eventId: string
let people = 0

beforeAll(async () => {
  shops = await startFakeShops({ now: clock.now, startsAt: STARTS_AT })
  mail = await startMailServer()
  const environment = { EVENTBRITE_API_URL: shops.eventbrite.apiUrl, SMTP_URL: mail.url, MAIL_FROM: 'podium@e-akademie.example' }
  podium = await startPodium({ clock, environment })
  office = new Browser(podium.url)
  await office.call(signIn, podium.organiser)
  ;({ seminarId, eventId } = await planSeminar(office, shops.eventbrite, STARTS_AT))
  for (let index = 0; index < TICKETS; index += 1) await book()
})
afterAll(async () => {
  await podium.stop()
  await mail.close()
  await shops.close()
})

function somebody() {
  people += 1
  return person('Person', `Nr${people}`)
}

const book = () => shops.eventbrite.office.book({ eventId, buyer: somebody() })

/** The nth order of those at the beginning. */
function order(index: number): FakeOrder & { readonly first: FakeTicket } {
  const found = shops.eventbrite.office.orders.filter((one) => one.eventId === eventId)[index]
  const first = found?.tickets[0]
  if (found === undefined || first === undefined) throw new Error(`there is no order ${index}`)
  return { ...found, first }
}

/** Who has a ticket, a line each. */
function truth(): string[] {
  const tickets = shops.eventbrite.office.orders.filter((one) => one.eventId === eventId).flatMap((one) => one.tickets)
  return tickets
    .filter(({ state }) => state === 'valid')
    .map(({ id, holder }) => `${id} ${holder.firstName} ${holder.lastName} ${holder.email}`)
    .toSorted()
}

/** Who has a seat, a line each. */
async function seats(): Promise<string[]> {
  const rows = await podium.database.handle
    .selectFrom('seat')
    .innerJoin('ticket', 'ticket.seat_id', 'seat.id')
    .select(['ticket.ticket_id', 'seat.holder_name', 'seat.holder_email'])
    .where('seat.seminar_id', '=', seminarId)
    .where('seat.revoked_at', 'is', null)
    .execute()
  return rows.map((row) => `${row.ticket_id} ${row.holder_name} ${row.holder_email}`).toSorted()
}

/** Waits until the seats are what the shop has sold, and says what differs when they do not become so. */
async function seatsAreRight(withinMs = 60_000): Promise<void> {
  await took(withinMs, async () => (await seats()).join('\n') === truth().join('\n')).catch(() => undefined)
  expect(await seats()).toEqual(truth())
}

const connectionRow = () =>
  podium.database.handle.selectFrom('shop_connection').selectAll().where('seminar_id', '=', seminarId).executeTakeFirstOrThrow()

/** What the organiser sees of the shop; whoever works there signs in again. */
async function connection(): Promise<ShopConnection | null> {
  await office.call(signIn, podium.organiser)
  return (await office.call(readShopConnection, { seminarId })).connection
}

const letters = () =>
  podium.database.handle
    .selectFrom('letter')
    .select(['kind', 'state', 'attempts', 'made_for', 'recipient_email'])
    .where('seminar_id', '=', seminarId)
    .execute()

/** Resolves with the milliseconds until nothing that is due is left to send. */
async function allHaveLeft(): Promise<number> {
  const due = () =>
    podium.database.handle.selectFrom('letter').select('id').where('state', '=', 'waiting').where('due_at', '<=', clock.now())
  return took(200_000, async () => (await due().limit(1).execute()).length === 0)
}

/** What becomes of the shop's tickets in one hour: never so much at once that it would have to wait for the organiser. */
async function happen(hour: number): Promise<void> {
  const { office: shop } = shops.eventbrite
  await book()
  if (hour % 3 === 0) await shop.refund(order(hour).ref)
  if (hour % 3 === 1) await shop.rename(order(hour).first.id, { ...order(hour).first.holder, firstName: 'Petra-Maria' })
  if (hour % 3 === 2) await shop.rename(order(hour).first.id, somebody())
  if (hour % 6 === 5) await shop.rebook(order(hour - 2).ref)
  if (hour % 8 === 3) await shop.transfer(order(100 + hour).first.id, somebody())
  if (hour % 8 === 7) await shop.book({ eventId, buyer: somebody(), holders: [somebody(), somebody(), somebody()] })
}

describe('five hundred tickets', () => {
  it(`R1 L1 L11 ${TICKETS} tickets become ${TICKETS} seats, and their letters leave at the first attempt`, async () => {
    await connect(office, shops, 'eventbrite', { seminarId, eventId })
    await seatsAreRight()
    const ms = await allHaveLeft()
    console.info(`${TICKETS} letters left within ${Math.round(ms)} ms`)
    expect(mail.taken).toHaveLength(TICKETS)
    const sent = (await letters()).filter(({ kind }) => kind === 'confirmation')
    expect(sent.map(({ state, attempts }) => [state, attempts])).toEqual(Array(TICKETS).fill(['sent', 1]))
  })

  it('R3 R10 A day of dead webhooks: by the clock alone the seats are the shop’s within ten minutes, every hour anew', async () => {
    shops.eventbrite.post.hold(true)
    // The last pass of those an hour apart: from here the next one would come long after it is time to ask more often.
    clock.moveTo(DEAD_FROM)
    await took(60_000, async () => ((await connectionRow()).last_full_at ?? 0) >= DEAD_FROM)
    for (let hour = 0; hour < 24; hour += 1) {
      const happenedAt = DEAD_FROM + hour * HOUR_MS + 3 * MINUTE_MS
      clock.moveTo(happenedAt)
      await happen(hour)
      clock.moveTo(happenedAt + 5 * MINUTE_MS + 5_000)
      await seatsAreRight()
      expect(clock.now() - happenedAt).toBeLessThan(10 * MINUTE_MS)
    }
    expect(await connection()).toMatchObject({ failingSince: null, problem: null, lastHookAt: null, heldRevocations: [] })
    expect((await office.call(listHooks, { seminarId })).hooks).toEqual([])
  })

  it('R8 R11 Two hours of a failing shop take nobody’s seat; the organiser sees since when and why, and afterwards all is right', async () => {
    const { faults, office: shop, post } = shops.eventbrite
    const before = await seats()
    const failing = [
      [{ kind: 'status', status: 500 }, 'unreachable'],
      [{ kind: 'status', status: 429 }, 'busy'],
      [{ kind: 'status', status: 429, retryAfter: '900' }, 'busy'],
      [{ kind: 'truncate' }, 'unreadable'],
      [{ kind: 'cut' }, 'unreachable'],
      [{ kind: 'html' }, 'unreadable'],
    ] as const
    let failingSince: number | null = null
    let accessMs = 0
    for (const [index, [fault, problem]] of failing.entries()) {
      faults.clear()
      faults.plan({ fault, times: 1_000 })
      const at = FAILING_FROM + index * 20 * MINUTE_MS
      clock.moveTo(at)
      await took(60_000, async () => {
        const row = await connectionRow()
        return row.problem === problem && row.lease_owner === null && row.next_pass_at > at
      })
      const seen = await connection()
      failingSince ??= seen?.failingSince ?? null
      expect(seen).toMatchObject({ problem, failingSince })
      // Nobody knows of this yet: what the shop did before it fell silent stands.
      if (index === 0) await shop.refund(order(50).ref)
      expect(await seats()).toEqual(before)
      // Meanwhile it has become ten o'clock on the day before.
      if (index === 1) accessMs = await allHaveLeft()
      if (problem !== 'busy') continue
      // A shop that wants to be left alone is, also when it knocks itself.
      const { next_pass_at: nextPassAt } = await connectionRow()
      post.hold(false)
      await book()
      post.hold(true)
      expect((await connectionRow()).next_pass_at).toBe(nextPassAt)
    }
    console.info(`as many access letters left within ${Math.round(accessMs)} ms`)
    expect(failingSince).toBeGreaterThanOrEqual(FAILING_FROM)
    expect(failingSince).toBeLessThan(FAILING_FROM + MINUTE_MS)

    // It answers again, with nothing; somebody presses the button in that very moment.
    faults.clear()
    faults.plan({ fault: { kind: 'empty' }, path: '/attendees/', times: 1_000 })
    clock.moveTo(FAILING_FROM + 2 * HOUR_MS)
    const { connection: pressed } = await office.call(reconcileNow, { seminarId })
    expect(pressed?.lastCounts).toMatchObject({ revoked: 0, unchanged: 0 })
    expect(pressed?.lastCounts?.missing).toBeGreaterThanOrEqual(before.length)
    expect(await seats()).toEqual(before)

    faults.clear()
    clock.moveTo(FAILING_FROM + 2 * HOUR_MS + 6 * MINUTE_MS)
    await seatsAreRight()
    const isMissing = podium.database.handle.selectFrom('ticket').select('ticket_id').where('is_missing', '=', true)
    await took(60_000, async () => (await isMissing.execute()).length === 0)
    expect(await connection()).toMatchObject({ failingSince: null, problem: null, heldRevocations: [] })
  })

  it('R2 R14 What the shop had to say all day, said at last, changes nothing any more', async () => {
    await allHaveLeft()
    const [seen, left] = [await seats(), mail.taken.length]
    shops.eventbrite.post.hold(false)
    expect(await shops.eventbrite.post.replay('late')).toBeGreaterThan(100)
    const toldAt = clock.now()
    clock.moveTo(toldAt + 10_000)
    await took(60_000, async () => ((await connectionRow()).last_ok_at ?? 0) > toldAt)
    await office.call(signIn, podium.organiser)
    await took(60_000, async () => (await office.call(listHooks, { seminarId })).hooks.every(({ outcome }) => outcome === 'handled'))
    await allHaveLeft()
    expect(await seats()).toEqual(seen)
    expect(mail.taken).toHaveLength(left)
  })

  it('L2 L3 L9 L11 Over the whole story everybody had each letter once, and whoever lost the ticket before had no link', async () => {
    const all = await letters()
    expect(all.filter(({ state }) => state === 'failed')).toEqual([])
    const sent = all.filter(({ state }) => state === 'sent')
    expect(sent.every(({ attempts }) => attempts === 1)).toBe(true)
    const keys = sent.map((letter) => `${letter.recipient_email} ${letter.kind} ${letter.made_for}`)
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])

    // What arrived, read from the messages themselves.
    const arrived = mail.taken.map(({ to, raw }) => ({
      to,
      id: /^Message-ID: (.+)$/m.exec(raw)?.[1],
      hasLink: /\/s\/[a-z0-9-]+\/[0-9A-Z]{28}/.test(raw.replaceAll('=\r\n', '')),
    }))
    expect(arrived).toHaveLength(sent.length)
    expect(new Set(arrived.map(({ id }) => id)).size).toBe(arrived.length)
    const withLink = arrived.filter(({ hasLink }) => hasLink).map(({ to }) => to)
    const plain = arrived.filter(({ hasLink }) => !hasLink).map(({ to }) => to)
    expect(new Set(withLink).size).toBe(withLink.length)
    expect(new Set(plain).size).toBe(plain.length)

    // Everybody with a seat has the link, and so has whoever gave theirs back only when it had left already.
    const gaveBackLate = order(50).first.holder.email ?? ''
    const holders = truth().map((line) => line.split(' ').at(-1) ?? '')
    expect(withLink.toSorted()).toEqual([...holders, gaveBackLate].toSorted())
  })
})
