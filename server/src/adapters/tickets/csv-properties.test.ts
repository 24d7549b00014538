import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import type { Ticket } from '@podium/shared/tickets.ts'
import { readTicketFile, type TicketFile } from './csv.ts'

/** How somebody's spreadsheet program saved the table. */
interface Saved {
  readonly delimiter: ',' | ';' | '\t'
  readonly charset: 'utf-8' | 'utf-8 with mark' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  readonly lineEnd: '\n' | '\r\n' | '\r'
  readonly isQuotedThroughout: boolean
  readonly isGerman: boolean
  /** Columns are sorted by these numbers. */
  readonly columnOrder: readonly number[]
}
type Person = Record<(typeof FIELDS)[number], string>

const FIELDS = ['order', 'attendee', 'first', 'last', 'email', 'quantity', 'ticket', 'status', 'remark'] as const
const ENGLISH: Person = {
  order: 'Order #',
  attendee: 'Attendee #',
  first: 'First Name',
  last: 'Last Name',
  email: 'Email',
  quantity: 'Quantity',
  ticket: 'Ticket Type',
  status: 'Attendee Status',
  remark: 'Anything else, "please"?',
}
const GERMAN: Person = {
  order: 'Bestellnr.',
  attendee: 'Teilnehmernummer',
  first: 'Vorname',
  last: 'Nachname',
  email: 'E-Mail',
  quantity: 'Menge',
  ticket: 'Ticketart',
  status: 'Teilnehmerstatus',
  remark: 'Sonst noch; etwas?',
}

function save(people: readonly Person[], how: Saved): Buffer {
  const fields = FIELDS.toSorted((a, b) => (how.columnOrder[FIELDS.indexOf(a)] ?? 0) - (how.columnOrder[FIELDS.indexOf(b)] ?? 0))
  const quote = (cell: string) => (how.isQuotedThroughout || /[,;\t"\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  const lines = [how.isGerman ? GERMAN : ENGLISH, ...people].map((one) => fields.map((field) => quote(one[field])).join(how.delimiter))
  return encode(lines.join(how.lineEnd) + how.lineEnd, how.charset)
}

function encode(text: string, charset: Saved['charset']): Buffer {
  switch (charset) {
    case 'utf-8':
      return Buffer.from(text)
    case 'utf-8 with mark':
      return Buffer.from(`\ufeff${text}`)
    case 'utf-16le':
      return Buffer.from(`\ufeff${text}`, 'utf16le')
    case 'utf-16be':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
    case 'windows-1252':
      return Buffer.from(text, 'latin1')
  }
}

const word = fc.stringMatching(/^[A-Za-zäöüßéèçñÄÖÜÉ]{1,12}$/)
const text = fc.array(fc.oneof(word, fc.constantFrom(',', ';', '\t', '"', '\n', '\r\n', "'", '=', '-1', '@', '<b>', '&')), { maxLength: 6 })
const person = (isNumbered: boolean): fc.Arbitrary<Person> =>
  fc.record({
    order: fc.integer({ min: 1_000_000_000, max: 1_000_000_009 }).map(String),
    attendee: isNumbered ? fc.integer({ min: 1_300_000_000, max: 1_399_999_999 }).map(String) : fc.constant(''),
    first: word,
    last: fc.tuple(word, fc.constantFrom(' ', '-', ', ', '; ', ' "von" ', "'"), word).map((parts) => parts.join('')),
    email: fc.oneof(fc.constant(''), fc.stringMatching(/^[a-z]{1,9}@[a-z]{1,9}\.example$/)),
    quantity: fc.constantFrom('', '1', '1', '3'),
    ticket: text.map((parts) => `T${parts.join('')}`),
    status: fc.constantFrom('Attending', 'Nimmt teil', 'Storniert', 'Refunded', 'Rätselhaft', ''),
    remark: text.map((parts) => parts.join('')),
  })
const people = (isNumbered: boolean) =>
  fc.uniqueArray(person(isNumbered), { minLength: 1, maxLength: 12, selector: (one) => (isNumbered ? one.attendee : JSON.stringify(one)) })
const saved: fc.Arbitrary<Saved> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  charset: fc.constantFrom('utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be', 'windows-1252'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  isQuotedThroughout: fc.boolean(),
  isGerman: fc.boolean(),
  columnOrder: fc.array(fc.integer(), { minLength: FIELDS.length, maxLength: FIELDS.length }),
})
const PLAIN: Saved = {
  delimiter: ',',
  charset: 'utf-8',
  lineEnd: '\n',
  isQuotedThroughout: true,
  isGerman: false,
  columnOrder: FIELDS.map((_, index) => index),
}

const byId = ({ tickets }: TicketFile) => Object.fromEntries(tickets.map((ticket): [string, Ticket] => [ticket.id, ticket]))
const namesOf = ({ tickets }: TicketFile) => new Set(tickets.map(({ holderName }) => holderName))

describe('whatever a spreadsheet program does to a table', () => {
  it('R51 Separator, charset, line ends, quoting, language and order of columns change no ticket', async () => {
    await fc.assert(
      fc.asyncProperty(people(true), saved, async (list, how) => {
        const file = await readTicketFile(save(list, how), null, 1)
        expect(file.delimiter).toBe(how.delimiter)
        expect(file.tickets).toEqual((await readTicketFile(save(list, PLAIN), null, 1)).tickets)
        expect(file.tickets.filter(({ id }) => !id.includes('#')).map(({ id, holderName }) => [id, holderName])).toEqual(
          list.map(({ attendee, first, last }) => [attendee, `${first} ${last}`]),
        )
        expect(file.problems).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('R45 R51 Rows in any order are the same tickets, with and without numbers of their own', async () => {
    const shuffled = fc
      .boolean()
      .chain((isNumbered) =>
        people(isNumbered).chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      )
    await fc.assert(
      fc.asyncProperty(shuffled, saved, async ([list, otherOrder], how) => {
        const first = await readTicketFile(save(list, how), null, 1)
        const second = await readTicketFile(save(otherOrder, how), null, 1)
        expect(byId(second)).toEqual(byId(first))
        expect(second.tickets).toHaveLength(list.reduce((sum, { quantity }) => sum + (quantity === '3' ? 3 : 1), 0))
      }),
      { numRuns: 300 },
    )
  })

  it('R51 Reading again gives the same tickets but for the moment', async () => {
    await fc.assert(
      fc.asyncProperty(people(false), saved, async (list, how) => {
        const bytes = save(list, how)
        const first = await readTicketFile(bytes, null, 1)
        const second = await readTicketFile(bytes, first.mapping, 2)
        expect(second.tickets).toEqual(first.tickets.map((ticket) => ({ ...ticket, changedAt: 2 })))
        for (const group of buyersOf(first).values()) expect(new Set(group).size).toBe(1)
      }),
      { numRuns: 100 },
    )
  })
})

function buyersOf({ tickets }: TicketFile): Map<string, string[]> {
  const buyers = new Map<string, string[]>()
  for (const { orderRef, buyerName, buyerEmail } of tickets) {
    buyers.set(orderRef, [...(buyers.get(orderRef) ?? []), `${buyerName} ${buyerEmail ?? ''}`])
  }
  return buyers
}

/** Stands for a megabyte, so that a failure stays readable. */
const BIG = '1 MB'
const big = (isRaw: boolean) => (isRaw ? 'x;y "z" '.repeat(130_000) : 'x,;"\n'.repeat(200_000))
const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', "=cmd|' /C calc'!A0", '＝1', '\t=1', '=HYPERLINK("http://x.example")']
const MARKUP = ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '{{constructor}}', '${7*7}', '%00', '../../etc/passwd']
const hostile = fc.oneof(
  {
    arbitrary: fc.constantFrom(
      ...FORMULAS,
      ...MARKUP,
      '\0',
      '\0'.repeat(500),
      '\ud800',
      '\udfff\ud800',
      '\u202egnp.exe',
      '\ufeff',
      '\u0085',
      '\u2028',
    ),
    weight: 9,
  },
  {
    arbitrary: fc.constantFrom(
      '"',
      '""',
      '"""',
      '"a',
      'a"',
      '"a"b',
      "'",
      '\\"',
      '\r',
      '\n',
      '\r\n',
      ',',
      ';',
      '\t',
      ';;;;;;;;;;;;;;;;',
      '"\n"',
      '";"',
    ),
    weight: 9,
  },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 40 }), weight: 3 },
  { arbitrary: fc.constant(BIG), weight: 1 },
)
const GOOD = Array.from({ length: 6 }, (_, index) => ({
  ...Object.fromEntries(FIELDS.map((field) => [field, ''])),
  order: `200000000${index}`,
  attendee: `240000000${index}`,
  first: 'Käthe',
  last: `Größl ${index}`,
  email: `k${index}@amt.example`,
})) as Person[]

describe('hostile files', () => {
  it('R49 R43 A hostile cell, written properly or thrown in raw, costs no other row', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostile,
        fc.constantFrom(...FIELDS),
        fc.nat({ max: GOOD.length }),
        fc.constantFrom<Saved['charset']>('utf-8', 'utf-16le'),
        fc.constantFrom<Saved['delimiter']>(',', ';', '\t'),
        fc.boolean(),
        async (shape, field, at, charset, delimiter, isRaw) => {
          const cell = shape === BIG ? big(isRaw) : shape
          const marker = 'HIER'
          const row: Person = { ...GOOD[0], order: '3', attendee: '3000000001', [field]: isRaw ? marker : cell } as Person
          const list = [...GOOD.slice(0, at), row, ...GOOD.slice(at)]
          const bytes = save(list, { ...PLAIN, delimiter, charset, isQuotedThroughout: false })
          const thrown = isRaw ? replaceText(bytes, charset, marker, cell) : bytes
          const file = await readTicketFile(thrown, null, 1)
          const ids = new Set(file.tickets.map(({ id }) => id))
          for (const { attendee } of GOOD) expect(ids).toContain(attendee)
          for (const name of GOOD.map(({ first, last }) => `${first} ${last}`)) expect(namesOf(file)).toContain(name)
          for (const { id, holderName, status, ticketName } of file.tickets) {
            expect(id.length).toBeLessThanOrEqual(120)
            for (const shown of [holderName, status, ticketName]) {
              expect(shown.length).toBeLessThanOrEqual(200)
              expect(shown.isWellFormed()).toBe(true)
              expect(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(shown)).toBe(false)
            }
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  it('R49 R52 Bytes of any kind end in tickets or in a refusal', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 600 }),
      fc.string({ unit: 'binary', maxLength: 300 }).map((some) => Buffer.from(some)),
    )
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.boolean(),
        fc.dictionary(fc.constantFrom('name', 'email', 'orderRef'), fc.nat({ max: 499 })),
        async (some, hasHead, told) => {
          const file = hasHead ? Buffer.concat([Buffer.from('Order #,Name,Email\n'), some]) : some
          try {
            const { tickets, rows } = await readTicketFile(file, hasHead ? null : told, 1)
            expect(tickets.length).toBeLessThanOrEqual(500 * rows)
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('R49 A table read in the wrong charset keeps its rows and numbers', async () => {
    const bytes = Buffer.from('Order #;Attendee #;Name\n1;2000000001;J\u00f6rg\n2;2000000002;\u00c4nne\n', 'latin1')
    const wrong = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])
    const { tickets } = await readTicketFile(wrong, null, 1)
    expect(tickets.map(({ id, holderName }) => [id, holderName])).toEqual([
      ['2000000001', 'J\ufffdrg'],
      ['2000000002', '\ufffdnne'],
    ])
  })
})

function replaceText(bytes: Buffer, charset: Saved['charset'], marker: string, by: string): Buffer {
  const find = charset === 'utf-16le' ? Buffer.from(marker, 'utf16le') : Buffer.from(marker)
  const put = charset === 'utf-16le' ? Buffer.from(by, 'utf16le') : Buffer.from(by)
  const at = bytes.indexOf(find)
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + find.length)])
}

describe('large files', () => {
  const rows = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `${1_000_000_000 + Math.floor(index / 3)},"Süß, Jörg ${index}",j${index}@amt.example,Attending`,
    )
  const table = (count: number) => Buffer.from(`Order #,Name,Email,Attendee Status\n${rows(count).join('\n')}\n`)

  it('R49 50,000 rows are read within seconds, and others are served in between', async () => {
    const bytes = table(50_000)
    let turns = 0
    let longestMs = 0
    let last = performance.now()
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last)
      last = performance.now()
      turns += 1
    }, 1)
    const started = performance.now()
    const file = await readTicketFile(bytes, null, 1)
    const tookMs = performance.now() - started
    clearInterval(timer)
    expect(file.tickets).toHaveLength(50_000)
    expect(file.problems).toEqual([])
    expect(tookMs).toBeLessThan(10_000)
    expect(turns).toBeGreaterThan(100)
    expect(longestMs).toBeLessThan(1_000)
  })

  it('R49 One row more, or rows for more tickets, and nothing is imported', async () => {
    const refused = { tickets: [], sample: [], isMapped: false, problems: [{ row: null, kind: 'too_many_rows' }] }
    expect(await readTicketFile(table(50_001), null, 1)).toMatchObject(refused)
    const many = Buffer.from(`Order #,Name,Quantity\n${Array.from({ length: 101 }, (_, index) => `${index},Amt,500`).join('\n')}`)
    expect(await readTicketFile(many, null, 1)).toMatchObject(refused)
  })

  it('R49 Empty rows and columns without end are no rows and columns', async () => {
    const trailing = Buffer.concat([table(3), Buffer.from(`${',,,\n'.repeat(60_000)}${'\n'.repeat(60_000)}`)])
    expect(await readTicketFile(trailing, null, 1)).toMatchObject({ rows: 3, isMapped: true })
    const wide = Buffer.from(`Name,Email${','.repeat(2_000)}\nAnna,a@x.example${',x'.repeat(2_000)}\n`)
    const file = await readTicketFile(wide, null, 1)
    expect(file.columns).toHaveLength(500)
    expect(file.tickets).toMatchObject([{ holderName: 'Anna' }])
  })
})
