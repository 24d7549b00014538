// A ticket file through the organiser's own endpoints: looked at first, then imported, then the next one of the same shop (SPEC R18, R59).
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { SeminarId } from '@podium/shared/primitives.ts'
import { listSeats } from '@podium/shared/seats.ts'
import { signIn } from '@podium/shared/staff.ts'
import { importFile, previewFile } from '@podium/shared/tickets.ts'
import { createTestClock } from '../clock.ts'
import { type Podium, startPodium } from '../harness.ts'
import { Browser, expectRefusal } from '../people.ts'
import { makeSeminar } from './connected.ts'

/** Friday, 12 March 2027, 10:00 in Berlin. */
const STARTS_AT = Date.UTC(2027, 2, 12, 9)
const DAY_MS = 24 * 60 * 60_000
const HEAD = 'Bestellung Nr.;Vorname;Nachname;E-Mail;Status'

let podium: Podium
let office: Browser
let seminarId: SeminarId

beforeAll(async () => {
  podium = await startPodium({ clock: createTestClock(STARTS_AT - 9 * DAY_MS) })
  office = new Browser(podium.url)
  await office.call(signIn, podium.organiser)
})
beforeEach(async () => {
  seminarId = await makeSeminar(office, STARTS_AT)
})
afterAll(() => podium.stop())

const content = (...rows: string[]) => Buffer.from([HEAD, ...rows].join('\r\n'), 'latin1').toString('base64')
const preview = (...rows: string[]) => office.call(previewFile, { seminarId, content: content(...rows), mapping: null })

/** Imports what a dry run has shown; answers what became different. */
async function load(rows: readonly string[], revokesMany = false) {
  const { mapping } = await preview(...rows)
  return (await office.call(importFile, { seminarId, content: content(...rows), mapping, revokesMany })).counts
}

/** Who has a seat and may come, by name, with the seat. */
async function people(): Promise<Record<string, string>> {
  const { seats } = await office.call(listSeats, { seminarId })
  return Object.fromEntries(seats.filter(({ revokedBy }) => revokedBy === null).map(({ holderName, seatId }) => [holderName, seatId]))
}

it('R18 A file is looked at without a trace, imported once, and the same one again changes nothing', async () => {
  const rows = ['1;Greta;Grün;greta@amt.example;bezahlt', '2;Karl;Kohl;;bezahlt', '3;Ida;Iris;ida@amt.example;bezahlt']
  expect((await preview(...rows)).counts).toMatchObject({ added: 3, withoutEmail: 1 })
  expect(await people()).toEqual({})
  expect(await load(rows)).toMatchObject({ added: 3, withoutEmail: 1 })
  const before = await people()
  expect(Object.keys(before).toSorted()).toEqual(['Greta Grün', 'Ida Iris', 'Karl Kohl'])
  const letters = () => podium.database.handle.selectFrom('letter').select('id').where('seminar_id', '=', seminarId).execute()
  const planned = await letters()
  expect(await load(rows)).toMatchObject({ added: 0, changed: 0, revoked: 0, missing: 0, unchanged: 3 })
  expect(await people()).toEqual(before)
  expect(await letters()).toEqual(planned)
})

it('R59 When a row of an order without attendee numbers is gone, everybody else keeps seat and link', async () => {
  const rows = ['7;Anna;Arndt;anna@amt.example;bezahlt', '7;Bert;Behn;bert@amt.example;bezahlt', '7;Carl;Cohn;carl@amt.example;bezahlt']
  await load(rows)
  const before = await people()
  const { counts } = await preview(...rows.filter((row) => !row.includes('Bert')))
  expect(counts).toMatchObject({ added: 0, changed: 0, missing: 1, unchanged: 2 })
  expect(await load([...rows.filter((row) => !row.includes('Bert')), '7;Bea;Beier;bea@amt.example;bezahlt', rows[1] ?? ''])).toMatchObject({
    added: 1,
    changed: 0,
    unchanged: 3,
  })
  const { 'Bea Beier': added, ...others } = await people()
  expect(added).toBeDefined()
  expect(others).toEqual(before)
})

it('R7 R18 A file that cancels many says so first and is imported when the organiser means it', async () => {
  const names = ['Anna', 'Bert', 'Carl', 'Dora', 'Emil']
  const file = (cancelled: readonly string[]) =>
    names.map((name, index) => `${index};${name};Test;${name}@amt.example;${cancelled.includes(name) ? 'storniert' : 'bezahlt'}`)
  await load(file([]))
  const gone = ['Anna', 'Bert']
  expect((await preview(...file(gone))).counts).toMatchObject({ revoked: 2 })
  await expectRefusal(load(file(gone)), 'mass_cancellation')
  expect(Object.keys(await people())).toHaveLength(5)
  expect(await load(file(gone), true)).toMatchObject({ revoked: 2 })
  expect(Object.keys(await people()).toSorted()).toEqual(['Carl Test', 'Dora Test', 'Emil Test'])
})
