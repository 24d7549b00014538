import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FilePreview, Ticket } from '@podium/shared/tickets.ts'
import { readTicketFile } from './csv.ts'

const FIXTURES = path.resolve(import.meta.dirname, '../../../test/fixtures/tickets')
const NOW = Date.UTC(2026, 9, 5)
const SHAPE = FilePreview.omit({ counts: true })

async function read(name: string) {
  const { tickets, isMapped, placed: _placed, ...preview } = await readTicketFile(await readFile(path.join(FIXTURES, name)), null, NOW)
  expect(SHAPE.safeParse(preview).error).toBeUndefined()
  for (const ticket of tickets) expect(Ticket.safeParse(ticket).error).toBeUndefined()
  return { tickets, isMapped, ...preview }
}

const readText = (text: string, mapping: Parameters<typeof readTicketFile>[1] = null) => readTicketFile(Buffer.from(text), mapping, NOW)

describe('the reports of shops', () => {
  it('R42 The American report: attendee numbers, two tickets under one address, somebody not named yet', async () => {
    const { tickets, problems, mapping, columns } = await read('us-report.csv')
    expect(columns[mapping.status ?? -1]).toBe('Attendee Status')
    expect(tickets[0]).toEqual({
      id: '1300000001',
      orderRef: '1000000001',
      buyerName: 'Petra Beispiel',
      buyerEmail: 'p.beispiel@amt.example',
      holderName: 'Petra Beispiel',
      holderEmail: 'p.beispiel@amt.example',
      ticketClassId: '',
      ticketName: 'Online-Seminar',
      status: 'Attending',
      entitlement: 'yes',
      changedAt: NOW,
    })
    expect(tickets.map(({ id, holderName, entitlement }) => [id, holderName, entitlement])).toEqual([
      ['1300000001', 'Petra Beispiel', 'yes'],
      ['1300000002', 'Petra Beispiel', 'yes'],
      ['1300000003', 'Jörg Süß', 'yes'],
      ['1300000004', '1000000003', 'no'],
      ['1300000005', "Zoë O'Neil-Großmann", 'unknown'],
    ])
    expect(problems).toEqual([{ row: 5, kind: 'no_name' }])
  })

  it('R42 R45 The British report has no attendee numbers: the place in the order tells tickets apart', async () => {
    const { tickets } = await read('uk-report.csv')
    expect(tickets.map(({ id, holderName, entitlement }) => [id, holderName, entitlement])).toEqual([
      ['1000000011/2', 'Grace Example', 'yes'],
      ['1000000011/1', 'Ada Example', 'yes'],
      ['1000000012/1', 'Alan Sample', 'no'],
    ])
  })

  it('R42 R47 R48 R50 The orders of 2026: who comes is kept apart from who paid, missing addresses and names are the buyer’s', async () => {
    const { tickets, problems } = await read('orders-2026.csv')
    expect(tickets.map(({ id, holderName, holderEmail, buyerEmail }) => [id, holderName, holderEmail, buyerEmail])).toEqual([
      ['10000000021/1', 'Anna Amt', 'anna@amt.example', 'einkauf@amt.example'],
      ['10000000021/2', 'Bert Amt', 'einkauf@amt.example', 'einkauf@amt.example'],
      ['10000000022/1', 'Carla Kauf', 'carla@stadt.example', 'carla@stadt.example'],
      ['10000000022/1#2', 'Carla Kauf', 'carla@stadt.example', 'carla@stadt.example'],
    ])
    expect(problems).toEqual([{ row: 4, kind: 'no_name' }])
  })

  it('R42 R47 The newer flat report: one name column, several tickets in a row', async () => {
    const { tickets } = await read('newer-flat.csv')
    expect(tickets.map(({ id, holderName, buyerName, entitlement }) => [id, holderName, buyerName, entitlement])).toEqual([
      ['10000000031/1', 'Anna Amt', 'Karl Käufer', 'yes'],
      ['10000000032/1', 'Bert Beispiel', 'Bert Beispiel', 'no'],
      ['10000000032/1#2', 'Bert Beispiel', 'Bert Beispiel', 'no'],
      ['10000000032/1#3', 'Bert Beispiel', 'Bert Beispiel', 'no'],
    ])
  })

  it('R40 R42 R46 R48 The German report in windows-1252, without addresses', async () => {
    const { charset, delimiter, tickets, problems, isMapped } = await read('german-2017.csv')
    expect({ charset, delimiter, problems, isMapped }).toEqual({ charset: 'windows-1252', delimiter: ';', problems: [], isMapped: true })
    expect(tickets.map(({ id, holderName, holderEmail, entitlement }) => [id, holderName, holderEmail, entitlement])).toEqual([
      ['745678901', 'Jürgen Müßig', null, 'yes'],
      ['745678902', 'Käthe Größl', null, 'no'],
      ['745678903', 'Änne Öztürk', null, 'no'],
    ])
    expect(tickets[0]?.ticketName).toBe('Seminar „Vergabe“ – früh')
  })

  it('R40 R42 "Unicode text" of a spreadsheet program: UTF-16 with tabs, letters of the whole world', async () => {
    const { charset, delimiter, tickets } = await read('unicode-text.txt')
    expect({ charset, delimiter }).toEqual({ charset: 'utf-16le', delimiter: '\t' })
    expect(tickets.map(({ id, holderName, buyerName, entitlement }) => [id, holderName, buyerName, entitlement])).toEqual([
      ['B-1/1', 'Łukasz Żółć', 'Karl Käufer', 'yes'],
      ['B-2/1', '李 小龍 😀', 'Karl Käufer', 'no'],
      ['B-2/1#2', '李 小龍 😀', 'Karl Käufer', 'no'],
    ])
  })

  it('R40 R42 A list from a Mac: its own charset and line ends, "Name" beside "Vorname"', async () => {
    const { charset, tickets, problems } = await read('mac-list.csv')
    expect(charset).toBe('macintosh')
    expect(tickets.map(({ holderName }) => holderName)).toEqual(['Jörg Süß', 'Änne Grün'])
    expect(problems).toEqual([{ row: null, kind: 'no_key' }])
  })

  it('R41 R43 R44 R45 R47 A list with titles, a line for the spreadsheet program, rounded numbers, formulas and lines inside cells', async () => {
    const { delimiter, tickets, problems, rows, sample } = await read('titled-list.csv')
    expect({ delimiter, rows }).toEqual({ delimiter: ';', rows: 2 })
    expect(tickets.map(({ holderName, holderEmail }) => [holderName, holderEmail])).toEqual([
      ['Beispiel, Petra', 'petra@amt.example'],
      ['Muster, Max', null],
    ])
    expect(tickets[1]?.id).toBe('4711000815')
    expect(problems).toEqual([
      { row: 5, kind: 'no_key' },
      { row: 7, kind: 'bad_email' },
      { row: 7, kind: 'bad_quantity' },
    ])
    expect(sample.map(({ row }) => row)).toEqual([5, 7])
  })
})

describe('what the organiser says of a file', () => {
  it('R42 A mapping of their own goes before the guess; columns that do not exist are ignored', async () => {
    const text = 'Wer;Kontakt;Laufzettel\nAnna Amt;anna@amt.example;L1\n'
    const guessed = await readText(text)
    expect(guessed).toMatchObject({ columns: ['Wer', 'Kontakt', 'Laufzettel'], mapping: {}, isMapped: false, tickets: [], rows: 1 })
    const told = await readText(text, { name: 0, email: 1, orderRef: 2, status: 7 })
    expect(told).toMatchObject({ mapping: { name: 0, email: 1, orderRef: 2 }, isMapped: true })
    expect(told.tickets).toMatchObject([{ id: 'L1/1', holderName: 'Anna Amt', holderEmail: 'anna@amt.example', entitlement: 'yes' }])
  })

  it('R41 A list without headings loses nobody; its columns are called as a spreadsheet calls them', async () => {
    const text = 'Anna Amt;anna@amt.example\nBert Amt;bert@amt.example\n'
    expect(await readText(text)).toMatchObject({ columns: ['A', 'B'], isMapped: false, rows: 2 })
    const { tickets, sample } = await readText(text, { name: 0, email: 1 })
    expect(tickets.map(({ holderName }) => holderName)).toEqual(['Anna Amt', 'Bert Amt'])
    expect(sample[0]?.row).toBe(1)
  })

  it('R42 A file that only knows buyers makes them the people who come, without calling that a problem', async () => {
    const { tickets, problems } = await readText('Bestellnummer,Name des Käufers,E-Mail des Käufers\n7,Karl Käufer,k@amt.example\n')
    expect(problems).toEqual([])
    expect(tickets).toMatchObject([{ holderName: 'Karl Käufer', holderEmail: 'k@amt.example', buyerName: 'Karl Käufer' }])
  })
})

describe('which ticket a row is', () => {
  const ids = async (text: string) => (await readText(text)).tickets.map(({ id, orderRef }) => `${id} of ${orderRef}`)

  it('R45 Order number, attendee number and barcode: two of them tell the third', async () => {
    expect(await ids('Order #,Barcode #,Name\n10000001,1000000120000002001,A\n')).toEqual(['20000002 of 10000001'])
    expect(await ids('Attendee #,Barcode #,Name\n20000002,1000000120000002001,A\n')).toEqual(['20000002 of 10000001'])
    expect(await ids('Barcode #,Name\n1000000120000002001,A\n')).toEqual(['1000000120000002001 of 1000000120000002001'])
    expect(await ids('Order #,Barcode #,Name\nABC,XYZ-9,A\n')).toEqual(['XYZ-9 of ABC'])
  })

  it('R45 A short ticket number counts only within its order', async () => {
    expect(await ids('Bestellnummer;Positions-ID;Name\nABC12;1;A\nABC12;2;B\nXYZ34;1;C\n')).toEqual([
      'ABC12-1 of ABC12',
      'ABC12-2 of ABC12',
      'XYZ34-1 of XYZ34',
    ])
  })

  it('R45 The same ticket twice is named as a problem, and the first one counts', async () => {
    const { tickets, problems } = await readText('Ticket-Nr.,Name\n5550001,Anna\n5550001,Bert\n')
    expect(tickets.map(({ holderName }) => holderName)).toEqual(['Anna'])
    expect(problems).toEqual([{ row: 3, kind: 'duplicate' }])
  })

  it('R45 Without any number a person is recognised by name and address; the same person twice is one, namesakes without address are two', async () => {
    const list = 'Name,E-Mail\nAnna,anna@amt.example\nAnna,anna@amt.example\nUwe,\nUwe,\n'
    const { tickets, problems } = await readText(list)
    expect(tickets.map(({ holderName }) => holderName)).toEqual(['Anna', 'Uwe', 'Uwe'])
    expect(new Set(tickets.map(({ id }) => id)).size).toBe(3)
    expect(problems).toEqual([
      { row: null, kind: 'no_key' },
      { row: 3, kind: 'duplicate' },
    ])
    const again = await readText('E-Mail,Name\nanna@amt.example,Anna\n,Uwe\n,Uwe\nneu@amt.example,Neu\n')
    expect(again.tickets.slice(0, 3).map(({ id }) => id)).toEqual(tickets.map(({ id }) => id))
  })

  it('R45 Addresses filled in later, or a ticket given back, leave every ticket of an order what it was', async () => {
    const before = await readText('Order #,Name,Attendee Status\n7,Cilly,Attending\n7,Anna,Attending\n7,Bert,Attending\n')
    const after = await readText(
      'Order #,Name,Email,Attendee Status\n7,Anna,z@x.example,Refunded\n7,Bert,y@x.example,\n7,Cilly,a@x.example,\n',
    )
    const people = ({ tickets }: typeof before) => Object.fromEntries(tickets.map(({ id, holderName }) => [id, holderName]))
    expect(people(after)).toEqual(people(before))
  })

  it('R50 Where the file names no buyer it is whoever’s address stands most often in the order', async () => {
    const { tickets } = await readText('Order #,Name,Email\n7,Anna,a@x.example\n7,Zoe,z@x.example\n7,Yve,z@x.example\n8,Uwe,\n')
    expect(tickets.map(({ buyerName, buyerEmail }) => [buyerName, buyerEmail])).toEqual([
      ['Yve', 'z@x.example'],
      ['Yve', 'z@x.example'],
      ['Yve', 'z@x.example'],
      ['Uwe', null],
    ])
  })
})

describe('damaged files', () => {
  it('R43 A quote left open, a quote inside a cell and a separator inside a cell cost no other row', async () => {
    const { tickets, problems, rows } = await readText(
      'Order #;Name;E-Mail\n1;Anna;a@x.example\n2;"Bert;b@x.example\n3;Cilly;c@x.example\n\n4;12" Dora;d@x.example\n5;Amt; Emil;e@x.example\n6;"Fritz";f@x.example\n',
    )
    expect(rows).toBe(6)
    expect(tickets.map(({ holderName }) => holderName)).toEqual(['Anna', 'Cilly', '12" Dora', 'Fritz'])
    expect(problems).toEqual([
      { row: 3, kind: 'unreadable_row' },
      { row: 7, kind: 'unreadable_row' },
    ])
  })

  it('R43 Programs that never quote are read to the end', async () => {
    const lines = Array.from({ length: 2_000 }, (_, index) => `${index + 1};Seminar "Vergabe" Nr. ${index};Person ${index}`)
    const { tickets, problems } = await readText(`Order #;Ticket Type;Name\n${lines.join('\n')}`)
    expect(tickets).toHaveLength(2_000)
    expect(tickets.at(-1)).toMatchObject({ ticketName: 'Seminar "Vergabe" Nr. 1999', holderName: 'Person 1999' })
    expect(problems).toEqual([])
  })

  it('R43 Quotes left open in every row make every row unreadable and nobody up', async () => {
    const lines = Array.from({ length: 2_000 }, (_, index) => `${index};"Person ${index}`)
    const { tickets, problems } = await readText(`Order #;Name\n${lines.join('\n')}`)
    expect(tickets).toEqual([])
    expect(problems.every(({ kind }) => kind === 'unreadable_row')).toBe(true)
  })

  it('R52 What is no table is refused: nothing, blanks, programs’ own formats, prose, noise', async () => {
    const noise = Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * index * 7 + (index >> 3)) % 256))
    const workbook = Buffer.concat([Buffer.from('PK\u0003\u0004\u0014\0\u0006\0\b\0\0\0!\0', 'latin1'), noise])
    const files = [
      '',
      ' \n\r\n ',
      '\ufeff',
      '\ufeff\n',
      '\0\0\0',
      'Sehr geehrte Damen und Herren\nanbei die Liste',
      '<html>\n<p>Anmelden</p>',
    ]
    for (const bytes of [...files.map((text) => Buffer.from(text)), noise, workbook]) {
      await expect(readTicketFile(bytes, null, NOW)).rejects.toMatchObject({ name: 'Refusal', code: 'file_unreadable' })
    }
  })

  it('R52 Headings without rows are an empty file and import nothing', async () => {
    expect(await readText('Order #,Name,Email\n')).toMatchObject({
      isMapped: false,
      tickets: [],
      rows: 0,
      problems: [{ row: null, kind: 'empty_file' }],
    })
  })
})
