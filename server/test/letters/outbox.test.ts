// Letters over a real mail server: once each, the same bytes at every attempt, whatever goes wrong and wherever (EM-01…EM-03, EM-07).
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSmtpMailer, type Mailer } from '../../src/adapters/mailer.ts'
import { openText } from '../../src/adapters/seal.ts'
import { readMessage } from '../../src/domains/letters/rendering/message.ts'
import { forgetMessages, saveRetries, saveRetry } from '../../src/domains/letters/store.ts'
import { insertSeats, insertSeminar, onEveryEngine } from '../stores/engines.ts'
import { type Failing, type MailServer, startFailingServer, startMailServer, type Step } from './mail-server.ts'
import { createOutbox } from './outbox.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const START = Date.UTC(2027, 2, 12, 9)
const EARLY = START - 10 * 24 * HOUR_MS

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

function mailerAt(url: string, patienceMs?: number): Mailer {
  const mailer = createSmtpMailer(url, patienceMs)
  closing.push(() => mailer.close())
  return mailer
}

async function mailServer(...about: Parameters<typeof startMailServer>): Promise<MailServer> {
  const server = await startMailServer(...about)
  closing.push(() => server.close())
  return server
}

/** A calendar file's local time on this day. */
const localTime = (day: string, time: string) => `TZID=Europe/Berlin:${day.replaceAll('-', '')}T${time.replace(':', '')}00`

onEveryEngine('the outbox', (opened) => {
  // Keys differ from test to test: no worker finds a letter of another one.
  beforeEach(() => opened.database.handle.deleteFrom('letter').execute())

  /** A published seminar with people to write to, and a clock to turn. */
  async function office(people: number, startsAt = START) {
    const clock = { now: startsAt - 10 * 24 * HOUR_MS }
    const outbox = createOutbox(opened.database, () => clock.now)
    const seminar = await insertSeminar(opened.database, {
      storedState: 'published',
      wentLiveAt: null,
      startsAt,
      plannedEndsAt: startsAt + 1.5 * HOUR_MS,
    })
    const seats = await insertSeats(opened.database, seminar, people)
    for (const [index, seatId] of seats.entries()) await outbox.addressed(seatId, `person${index}@amt.example`)
    return { clock, outbox, seminar, seats, letters: () => outbox.letters(seminar.id) }
  }

  it('L1 L2 L4 L11 Every letter leaves once at its time, with two workers on one outbox', async () => {
    const { clock, outbox, letters } = await office(30)
    const server = await mailServer()
    const workers = [outbox.workerWith(mailerAt(server.url)), outbox.workerWith(mailerAt(server.url))]
    const work = () => Promise.all(workers.map((worker) => worker.runDue()))
    await work()
    expect(server.taken).toHaveLength(30)
    // Thirty seconds on either side of ten o'clock the day before, every second, as after restarts.
    for (let second = -30; second <= 30; second += 1) {
      clock.now = Date.UTC(2027, 2, 11, 9) + second * 1_000
      await outbox.workerWith(mailerAt(server.url)).runDue()
      expect(server.taken).toHaveLength(second < 0 ? 30 : 60)
    }
    clock.now = START - 15 * MINUTE_MS
    await work()
    expect(server.taken).toHaveLength(90)
    const ids = server.taken.map(({ raw }) => /^Message-ID: (.+)$/m.exec(raw)?.[1])
    expect(new Set(ids).size).toBe(90)
    expect((await letters()).map(({ state }) => state)).toEqual(Array(90).fill('sent'))
  })

  it.each([
    ['the day the clocks go forward', '2027-03-28T10:00+02:00', '2027-03-27T10:00+01:00', '10:00–11:30 Uhr', 'MESZ'],
    ['the day after', '2027-03-29T10:00+02:00', '2027-03-28T10:00+02:00', '10:00–11:30 Uhr', 'MESZ'],
    ['minutes after the skipped hour', '2027-03-28T03:05+02:00', '2027-03-27T10:00+01:00', '03:05–04:35 Uhr', 'MESZ'],
    ['the day they go back', '2027-10-31T10:00+01:00', '2027-10-30T10:00+02:00', '10:00–11:30 Uhr', 'MEZ'],
    ['the day after that', '2027-11-01T10:00+01:00', '2027-10-31T10:00+01:00', '10:00–11:30 Uhr', 'MEZ'],
    ['half past two for the first time', '2027-10-31T02:30+02:00', '2027-10-30T10:00+02:00', '02:30–03:00 Uhr', 'MESZ'],
    ['half past two for the second time', '2027-10-31T02:30+01:00', '2027-10-30T10:00+02:00', '02:30–04:00 Uhr', 'MEZ'],
  ])('L2 L4 L43 T-DST-1 A seminar on %s: each letter once, at the right wall time, which all its parts tell', async (...row) => {
    const [, starts, accessAt, span, zone] = row
    const startsAt = Date.parse(starts)
    const { clock, outbox, letters } = await office(1, startsAt)
    const server = await mailServer()
    const worker = outbox.workerWith(mailerAt(server.url))
    const [dueAccess, dueReminder] = [Date.parse(accessAt), startsAt - 15 * MINUTE_MS]
    // Every half hour of three days, and every minute around both moments and the hours they could be mistaken for.
    const moments = new Set<number>()
    for (let at = startsAt - 72 * HOUR_MS; at <= startsAt; at += HOUR_MS / 2) moments.add(at)
    for (const due of [dueAccess, dueReminder])
      for (const aside of [-HOUR_MS, 0, HOUR_MS])
        for (let minute = -2; minute <= 2; minute += 1) moments.add(due + aside + minute * MINUTE_MS)
    for (const at of [...moments].filter((moment) => moment <= startsAt).toSorted((a, b) => a - b)) {
      clock.now = at
      await worker.runDue()
    }
    const sent = (await letters()).map(({ kind, state, sent_at: sentAt }) => [kind, state, sentAt])
    expect(sent).toEqual([
      ['confirmation', 'sent', startsAt - 72 * HOUR_MS],
      ['access', 'sent', dueAccess],
      ['reminder', 'sent', dueReminder],
    ])
    const day = starts.slice(0, 10)
    const [from = '', to = ''] = span.match(/\d\d:\d\d/g) ?? []
    const [confirmation, access, reminder, ...others] = await Promise.all(server.taken.map(({ raw }) => readMessage(raw)))
    expect(others).toEqual([])
    for (const letter of [confirmation, access, reminder])
      for (const part of [letter?.text, letter?.html]) {
        expect(part).toContain(span)
        expect(part).toContain(`(${zone})`)
      }
    // A local time that comes twice means the first one in a calendar file: the second is told in UTC.
    const isSecond = starts === '2027-10-31T02:30+01:00'
    for (const [index, letter] of [confirmation, access].entries()) {
      expect(letter?.calendar).toContain(isSecond ? 'DTSTART:20271031T013000Z' : `DTSTART;${localTime(day, from)}`)
      expect(letter?.calendar).toContain(isSecond ? 'DTEND:20271031T030000Z' : `DTEND;${localTime(day, to)}`)
      expect(letter?.calendar).toContain(`SEQUENCE:${index}`)
    }
    expect(reminder?.calendar).toBeNull()
    // The confirmation announces the very moment at which the access letter leaves.
    const announced = `${Number(accessAt.slice(8, 10))}. ${/-03-/.test(accessAt) ? 'März' : 'Oktober'}, um 10:00 Uhr`
    expect(confirmation?.text.replaceAll(/\s+/g, ' ')).toContain(announced)
    expect(access?.subject).toBe(`Ihr Zugang: morgen, ${from} Uhr`)
  })

  it('L9 Planning again changes nothing; a new link, person or address makes a new revision, and what waits follows', async () => {
    const { clock, outbox, seats, letters } = await office(1)
    const [seatId] = seats
    if (seatId === undefined) throw new Error('there is no seat')
    const again = () => opened.database.transaction((tx) => outbox.plan.planSeats(tx, [seatId]))
    await again()
    expect(await letters()).toHaveLength(3)
    const worker = outbox.workerWith(null)
    await worker.runDue()
    clock.now = Date.UTC(2027, 2, 11, 9)
    await worker.runDue()
    await again()
    expect((await letters()).map(({ kind, state, revision }) => [kind, state, revision])).toEqual([
      ['confirmation', 'kept', 1],
      ['access', 'kept', 1],
      ['reminder', 'waiting', 1],
    ])
    await opened.database.handle.updateTable('seat').set({ version: 2 }).where('id', '=', seatId).execute()
    await again()
    await again()
    const now = await letters()
    expect(now.filter(({ kind }) => kind === 'access').map(({ state, revision, made_for: madeFor }) => [state, revision, madeFor])).toEqual(
      [
        ['kept', 1, 1],
        ['waiting', 2, 2],
      ],
    )
    expect(now.find(({ kind }) => kind === 'reminder')).toMatchObject({ state: 'waiting', made_for: 2 })
  })

  it('L18 Who takes a seat over while its letter is on its way gets one of their own, with the new link', async () => {
    const { clock, outbox, seats, letters } = await office(1)
    const [seatId] = seats
    if (seatId === undefined) throw new Error('there is no seat')
    const server = await mailServer()
    const mailer = mailerAt(server.url)
    await outbox.workerWith(mailer).runDue()
    clock.now = Date.UTC(2027, 2, 11, 9)
    const handOver = async () => {
      await opened.database.handle.updateTable('seat').set({ version: 2, holder_name: 'Nora Neu' }).where('id', '=', seatId).execute()
      await outbox.addressed(seatId, 'nora@amt.example')
    }
    const slow: Mailer = {
      ...mailer,
      async send(message) {
        await handOver()
        return mailer.send(message)
      },
    }
    await outbox.workerWith(slow).runDue()
    await outbox.workerWith(mailer).runDue()
    const access = (await letters()).filter(({ kind }) => kind === 'access')
    expect(access.map(({ state, recipient_email: to, made_for: madeFor }) => [state, to, madeFor])).toEqual([
      ['sent', 'person0@amt.example', 1],
      ['sent', 'nora@amt.example', 2],
    ])
    const tokenIn = (to: string) =>
      server.taken
        .filter((letter) => letter.to === to)
        .map(({ raw }) => /\/s\/seminar\/([0-9A-Z]{28})/.exec(raw.replaceAll('=\r\n', ''))?.[1])
    const [, old] = tokenIn('person0@amt.example')
    expect(tokenIn('nora@amt.example')).toHaveLength(1)
    expect(tokenIn('nora@amt.example')).not.toContain(old)
  })

  it('L18 L5 A letter that waits for its mail server is made anew when the seminar moves: nobody hears the old date last', async () => {
    const { clock, outbox, seminar, letters } = await office(1)
    const { url, close } = await startMailServer()
    await close()
    const mailer = mailerAt(url)
    await outbox.workerWith(mailer).runDue()
    expect((await letters())[0]).toMatchObject({ kind: 'confirmation', state: 'waiting', attempts: 1 })
    const moved = START + 7 * 24 * HOUR_MS
    await opened.database.transaction(async (tx) => {
      await tx.updateTable('seminar').set({ starts_at: moved }).where('id', '=', seminar.id).execute()
      await outbox.plan.seminarMoved(tx, seminar.id, START)
    })
    const server = await mailServer(() => null, Number(new URL(url).port))
    clock.now += HOUR_MS
    await outbox.workerWith(mailer).runDue()
    const told = server.taken.map(({ raw }) => raw.replaceAll('=\r\n', ''))
    expect(told.length).toBeGreaterThan(0)
    for (const raw of told) expect(raw).toContain('19. M')
    expect((await letters()).filter(({ state }) => state === 'skipped')).toMatchObject([{ kind: 'confirmation', problem: 'replaced' }])
  })

  it('L18 A letter that failed and is tried again after its seat changed hands is skipped, and the new person has one', async () => {
    const { clock, outbox, seats, letters } = await office(1)
    const [seatId] = seats
    if (seatId === undefined) throw new Error('there is no seat')
    const server = await mailServer((to) => (to.startsWith('person0') ? { code: 550, text: 'unknown user' } : null))
    clock.now = Date.UTC(2027, 2, 11, 9)
    await outbox.workerWith(mailerAt(server.url)).runDue()
    await opened.database.handle.updateTable('seat').set({ version: 2 }).where('id', '=', seatId).execute()
    await outbox.addressed(seatId, 'nora@amt.example')
    const failed = (await letters()).filter(({ state }) => state === 'failed')
    expect(failed.map(({ kind }) => kind).toSorted()).toEqual(['access', 'confirmation'])
    for (const { id } of failed) await saveRetry(opened.database.handle, id, ['failed', 'waiting'], clock.now)
    await outbox.workerWith(mailerAt(server.url)).runDue()
    expect(server.taken.map(({ to }) => to)).toEqual(['nora@amt.example'])
    const old = (await letters()).filter(({ id }) => failed.some((letter) => letter.id === id))
    expect(old.map(({ state, problem }) => [state, problem])).toEqual(Array(2).fill(['skipped', 'replaced']))
  })

  it('L18 L23 What failed, or was kept, before a seminar moved says the new date when it leaves at last', async () => {
    const { clock, outbox, seminar, letters } = await office(2)
    const refusing = await mailServer((to) => (to.startsWith('person0') ? { code: 550, text: 'full' } : null))
    await outbox.workerWith(mailerAt(refusing.url)).runDue()
    const moved = START + 7 * 24 * HOUR_MS
    await opened.database.transaction(async (tx) => {
      await tx
        .updateTable('seminar')
        .set({ starts_at: moved, ends_at: moved + HOUR_MS })
        .where('id', '=', seminar.id)
        .execute()
      await outbox.plan.seminarMoved(tx, seminar.id, START)
    })
    const server = await mailServer()
    expect(await saveRetries(opened.database.handle, seminar.id, 'failed', clock.now)).toBe(1)
    await outbox.workerWith(mailerAt(server.url)).runDue()
    const told = await Promise.all(server.taken.map(async ({ to, raw }) => ({ to, ...(await readMessage(raw)) })))
    expect(told.filter(({ to }) => to.startsWith('person0')).map(({ calendar }) => /DTSTART;TZID.*/.exec(calendar ?? '')?.[0])).toEqual([
      'DTSTART;TZID=Europe/Berlin:20270319T100000',
    ])
    expect((await letters()).filter(({ state }) => state === 'failed')).toEqual([])
  })

  it('L9 L23 A failed letter that is tried again after a later one has arrived is no longer needed', async () => {
    const { clock, outbox, seats, seminar, letters } = await office(1)
    const [seatId] = seats
    if (seatId === undefined) throw new Error('there is no seat')
    clock.now = Date.UTC(2027, 2, 11, 9) + MINUTE_MS
    const refusing = await mailServer(() => ({ code: 550, text: 'full' }))
    await outbox.workerWith(mailerAt(refusing.url)).runDue()
    await opened.database.handle.updateTable('seat').set({ version: 2 }).where('id', '=', seatId).execute()
    await opened.database.transaction((tx) => outbox.plan.planSeats(tx, [seatId]))
    const server = await mailServer()
    await outbox.workerWith(mailerAt(server.url)).runDue()
    await saveRetries(opened.database.handle, seminar.id, 'failed', clock.now)
    await opened.database.transaction((tx) => outbox.plan.planSeats(tx, [seatId]))
    await outbox.workerWith(mailerAt(server.url)).runDue()
    const access = (await letters()).filter(({ kind }) => kind === 'access')
    expect(access.map(({ revision, state }) => [revision, state])).toEqual([
      [1, 'skipped'],
      [2, 'sent'],
    ])
    expect(server.taken).toHaveLength(1)
  })

  it('L6 L23 After the end nothing that failed before leaves any more', async () => {
    const { clock, outbox, seminar, letters } = await office(1)
    clock.now = Date.UTC(2027, 2, 11, 9) + MINUTE_MS
    const refusing = await mailServer(() => ({ code: 550, text: 'full' }))
    await outbox.workerWith(mailerAt(refusing.url)).runDue()
    await opened.database.handle.updateTable('seminar').set({ state: 'ended', ended_at: START }).where('id', '=', seminar.id).execute()
    clock.now = START + HOUR_MS
    await saveRetries(opened.database.handle, seminar.id, 'failed', clock.now)
    const server = await mailServer()
    await outbox.workerWith(mailerAt(server.url)).runDue()
    expect(server.taken).toEqual([])
    expect((await letters()).find(({ kind }) => kind === 'access')).toMatchObject({ state: 'skipped', problem: 'purpose_passed' })
  })

  it('L11 A letter that is tried again while it is being tried leaves once', async () => {
    const { clock, outbox, letters } = await office(1)
    const busy = await mailServer(() => ({ code: 451, text: 'later' }))
    await outbox.workerWith(mailerAt(busy.url)).runDue()
    const server = await mailServer()
    const mailer = mailerAt(server.url)
    const impatient: Mailer = {
      ...mailer,
      async send(message) {
        for (const { id } of await letters()) await saveRetry(opened.database.handle, id, ['failed', 'waiting'], clock.now)
        return mailer.send(message)
      },
    }
    for (const { id } of await letters()) await saveRetry(opened.database.handle, id, ['failed', 'waiting'], clock.now)
    await outbox.workerWith(impatient).runDue()
    await outbox.workerWith(mailer).runDue()
    expect(server.taken).toHaveLength(1)
    expect((await letters()).map(({ kind, state, attempts }) => [kind, state, attempts])).toEqual([
      ['confirmation', 'sent', 2],
      ['access', 'waiting', 0],
      ['reminder', 'waiting', 0],
    ])
  })

  it('L17 What a letter said is forgotten thirty days after it left; what has not left is not', async () => {
    const { clock, outbox, letters } = await office(2)
    await outbox.workerWith(null).runDue()
    const messages = async () => (await letters()).map(({ state, sealed_message: message }) => [state, message !== null])
    const before = await messages()
    expect(before.filter(([, hasMessage]) => hasMessage)).toEqual([
      ['kept', true],
      ['kept', true],
    ])
    expect(await forgetMessages(opened.database.handle, clock.now)).toBe(0)
    expect(await messages()).toEqual(before)
    expect(await forgetMessages(opened.database.handle, clock.now + 1)).toBe(2)
    expect(await messages()).toEqual(before.map(([state]) => [state, false]))
  })

  it('L7 A revoked seat is not written to any more; after a long silence what is of no use is skipped, the rest made up for', async () => {
    const { clock, outbox, seats, letters } = await office(2)
    const [gone] = seats
    if (gone === undefined) throw new Error('there is no seat')
    const server = await mailServer()
    await opened.database.handle.updateTable('seat').set({ revoked_at: EARLY }).where('id', '=', gone).execute()
    await opened.database.transaction((tx) => outbox.plan.planSeats(tx, [gone]))
    clock.now = START + MINUTE_MS
    await outbox.workerWith(mailerAt(server.url)).runDue()
    expect(server.taken.map(({ to }) => to)).toEqual(['person1@amt.example'])
    const states = (await letters()).map(({ seat_id: seatId, kind, state, problem }) => [seatId === gone, kind, state, problem])
    expect(states).toContainEqual([true, 'access', 'skipped', 'seat_revoked'])
    expect(states).toContainEqual([false, 'confirmation', 'skipped', 'purpose_passed'])
    expect(states).toContainEqual([false, 'reminder', 'skipped', 'purpose_passed'])
    expect(states).toContainEqual([false, 'access', 'sent', null])
  })

  it('L43 Two letters of one seat that are made together count on: the calendar takes the later one', async () => {
    const { clock, outbox } = await office(1)
    const server = await mailServer()
    clock.now = Date.UTC(2027, 2, 11, 9)
    await outbox.workerWith(mailerAt(server.url)).runDue()
    const calendars = await Promise.all(server.taken.map(async ({ raw }) => (await readMessage(raw)).calendar))
    expect(calendars.map((calendar) => /SEQUENCE:\d/.exec(calendar ?? '')?.[0])).toEqual(['SEQUENCE:0', 'SEQUENCE:1'])
  })

  it('L8 L11 A mail server that is away for two hours costs nothing but time, and every attempt has the same bytes', async () => {
    const { clock, outbox, letters } = await office(2)
    const { url, close } = await startMailServer()
    await close()
    const mailer = mailerAt(url)
    const sealed: (string | null)[][] = []
    for (const minutes of [0, 1, 6, 21, 81]) {
      clock.now = EARLY + minutes * MINUTE_MS
      expect(await outbox.workerWith(mailer).runDue()).toBe(2)
      sealed.push((await letters()).map(({ sealed_message: message }) => message))
    }
    expect(new Set(sealed.map((messages) => JSON.stringify(messages))).size).toBe(1)
    expect((await letters())[0]).toMatchObject({ state: 'waiting', problem: 'server_unreachable', attempts: 5 })
    const server = await mailServer(() => null, Number(new URL(url).port))
    clock.now = EARLY + 141 * MINUTE_MS
    await outbox.workerWith(mailer).runDue()
    expect(server.taken.map(({ to }) => to).toSorted()).toEqual(['person0@amt.example', 'person1@amt.example'])
  })

  it.each<[Step, Failing, string, string]>([
    ['connect', 'cut', 'waiting', 'server_unreachable'],
    ['greeting', 'half', 'waiting', 'server_unreachable'],
    ['EHLO', 'half', 'waiting', 'server_unreachable'],
    ['RCPT', 'half', 'waiting', 'server_unreachable'],
    ['dot', 'half', 'waiting', 'server_unreachable'],
    ['greeting', { answer: '421 closing' }, 'waiting', 'deferred'],
    ['greeting', { answer: '554 no service' }, 'waiting', 'deferred'],
    ['EHLO', { answer: '421 not now' }, 'waiting', 'deferred'],
    // A server that speaks neither EHLO nor HELO with us may have us later.
    ['EHLO', { answer: '554 not with you' }, 'waiting', 'deferred'],
    ['EHLO', 'cut', 'waiting', 'server_unreachable'],
    ['AUTH', { answer: '535 wrong' }, 'waiting', 'server_refused_login'],
    ['AUTH', { answer: '454 later' }, 'waiting', 'server_refused_login'],
    ['MAIL', { answer: '451 later' }, 'waiting', 'deferred'],
    ['MAIL', { answer: '550 not from you' }, 'waiting', 'deferred'],
    ['MAIL', 'cut', 'waiting', 'server_unreachable'],
    ['RCPT', { answer: '450 mailbox busy' }, 'waiting', 'deferred'],
    ['RCPT', { answer: '550 5.1.1 <person0@amt.example> unknown' }, 'failed', 'refused'],
    ['DATA', { answer: '451 later' }, 'waiting', 'deferred'],
    ['DATA', { answer: '554 no' }, 'failed', 'refused'],
    ['dot', { answer: '452 no room' }, 'waiting', 'deferred'],
    ['dot', { answer: '552 too large' }, 'failed', 'refused'],
    ['dot', 'cut', 'waiting', 'server_unreachable'],
  ])('L10 A mail server that fails at %s with %j: %s, %s', async (step, failing, state, problem) => {
    const { outbox, letters } = await office(1)
    const server = await startFailingServer(step, failing)
    closing.push(() => server.close())
    await outbox.workerWith(mailerAt(server.url, failing === 'half' ? 300 : undefined)).runDue()
    const [letter] = (await letters()).filter(({ kind }) => kind === 'confirmation')
    expect(letter).toMatchObject({ state, problem, attempts: 1 })
    expect(letter?.server_said ?? '').not.toContain('@')
  })

  it('L21 A mail server that refuses the login is asked once in a growing while, not once a letter', async () => {
    const { clock, outbox, letters } = await office(12)
    const refusing = await startFailingServer('AUTH', { answer: '535 wrong' })
    closing.push(() => refusing.close())
    const worker = outbox.workerWith(mailerAt(refusing.url))
    const attempts = async () => (await letters()).reduce((sum, letter) => sum + letter.attempts, 0)
    for (const [minutes, made] of [
      [0, 1],
      [0.9, 1],
      [1.1, 2],
      [5.9, 2],
      [6.2, 3],
      [21.3, 4],
      [81.2, 4],
      [81.4, 5],
    ] as const) {
      clock.now = EARLY + minutes * MINUTE_MS
      await worker.runDue()
      expect([minutes, await attempts()]).toEqual([minutes, made])
    }
    // Somebody who presses a button waits for no pause: one attempt more.
    worker.sendNow()
    await vi.waitFor(async () => expect(await attempts()).toBe(6))
    // With another password it is another process; what waits, waits for nothing else.
    const server = await mailServer()
    clock.now = EARLY + 3 * HOUR_MS
    await outbox.workerWith(mailerAt(server.url)).runDue()
    expect(new Set(server.taken.map(({ to }) => to)).size).toBe(12)
  })

  it('L10 One refused address costs the others nothing', async () => {
    const { outbox, letters } = await office(8)
    const server = await mailServer((to) => (to.startsWith('person3') ? { code: 550, text: 'unknown user' } : null))
    await outbox.workerWith(mailerAt(server.url)).runDue()
    expect(server.taken).toHaveLength(7)
    expect((await letters()).filter(({ state }) => state === 'failed')).toMatchObject([
      { recipient_email: 'person3@amt.example', problem: 'refused' },
    ])
  })

  it('L13 L14 Without a mail server letters are kept, and what is kept opens nothing without the key', async () => {
    const { clock, outbox, seminar, letters } = await office(1)
    clock.now = Date.UTC(2027, 2, 11, 9)
    await outbox.workerWith(null).runDue()
    const access = (await letters()).find(({ kind }) => kind === 'access')
    expect(access).toMatchObject({ state: 'kept' })
    const message = openText(outbox.vaultKey, access?.id ?? '', access?.sealed_message ?? '')
    const link = /https:\/\/podium\.example\/s\/seminar\/[0-9A-Z]{28}/.exec(message.replaceAll('=\r\n', ''))?.[0] ?? ''
    expect(link).not.toBe('')
    const rows = JSON.stringify([await letters(), await opened.database.handle.selectFrom('seat').selectAll().execute(), seminar])
    expect(rows).not.toContain(link.slice(-28))
    expect(() => openText('0'.repeat(64), access?.id ?? '', access?.sealed_message ?? '')).toThrow()
  })

  it('L42 A letter whose link opens another seat, or none, fails visibly instead of leaving', async () => {
    const server = await mailServer()
    for (const opens of ['another', 'none'] as const) {
      const { clock, seminar, seats, outbox, letters } = await office(2)
      const [, other] = seats
      const mixedUp = createOutbox(
        opened.database,
        () => clock.now,
        async () => (opens === 'another' ? (other ?? null) : null),
      )
      clock.now = Date.UTC(2027, 2, 11, 9)
      await mixedUp.workerWith(mailerAt(server.url)).runDue()
      const failed = (await letters()).filter(({ kind }) => kind === 'access').map(({ state, problem }) => [state, problem])
      expect(failed).toContainEqual(['failed', 'link_wrong'])
      expect(failed).toHaveLength(2)
      await opened.database.transaction((tx) => outbox.plan.seminarCancelled(tx, seminar.id))
    }
    expect(server.taken.filter(({ raw }) => raw.includes('/s/seminar/')).length).toBeLessThan(2)
  })
})
