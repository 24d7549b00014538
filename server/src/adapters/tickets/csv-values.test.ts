import { describe, expect, it } from 'vitest'
import { columnLetters, guessMapping, headKey } from './csv-columns.ts'
import { cleanCell, readEmail, readKey, readName, readQuantity, readStatus } from './csv-values.ts'

describe('cells of a ticket file', () => {
  it('R44 A cell becomes one line of plain text', () => {
    expect(cleanCell('  Anna \r\n\t Amt ')).toBe('Anna Amt')
    expect(cleanCell('Anna\u0000\u0007\u202e\u2066\u200b\ufeff\u{e0041}')).toBe('Anna')
    expect(cleanCell('Jo\u0308rg')).toBe('J\u00f6rg')
    expect(cleanCell('a\ud800b')).toBe('a\ufffdb')
    expect(cleanCell('=SUMME(A1:A9)')).toBe('=SUMME(A1:A9)')
    expect(cleanCell('<b>Anna</b>')).toBe('<b>Anna</b>')
    expect(cleanCell('\u3164\u2800')).toBe('')
  })

  it('R44 A cell is cut to 200 without cutting a letter in two', () => {
    expect(cleanCell('x'.repeat(1_000_000))).toBe('x'.repeat(200))
    expect(cleanCell(`${'x'.repeat(199)}😀`)).toBe('x'.repeat(199))
  })

  it('R46 Words for the state of a ticket, German and English', () => {
    for (const word of ['Attending', 'Nimmt teil', 'Checked In', 'Eingecheckt', 'Completed', 'Free Order', 'attending', 'NIMMT TEIL', '']) {
      expect([word, readStatus(word)]).toEqual([word, 'yes'])
    }
    const out = [
      'Refunded',
      'Erstattet',
      'Storniert',
      'Cancelled',
      'Canceled',
      'Deleted',
      'Gelöscht',
      'Geloescht',
      'Transferred',
      'Übertragen',
    ]
    for (const word of [...out, 'Not Attending', 'Nimmt nicht teil', 'Unpaid', 'Refunded/Canceled', 'Zurückerstattet', 'Unbezahlt']) {
      expect([word, readStatus(word)]).toEqual([word, 'no'])
    }
    for (const word of ['Pending', 'Partially Refunded', 'Ausstehend', 'constructor', '?'])
      expect([word, readStatus(word)]).toEqual([word, 'unknown'])
  })

  it('R47 How many tickets a row stands for', () => {
    expect(['', '1', ' 3 ', '2.0', '2,00', '500'].map(readQuantity)).toEqual([1, 1, 3, 2, 2, 500])
    expect(['0', '-1', '501', '1e3', 'zwei', '1.5', '=2', '99999999'].map(readQuantity)).toEqual(Array.from({ length: 8 }, () => null))
  })

  it('R48 Addresses and names', () => {
    expect(readEmail(' P.Beispiel@Amt.Example ')).toBe('p.beispiel@amt.example')
    expect(readEmail('Info Requested')).toBe('')
    expect(['nope', 'a@b', 'a@x.example; b@x.example', '@', `${'a'.repeat(250)}@x.example`].map(readEmail)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
    expect(readName('Info Requested', 'Info Requested')).toBe('')
    expect(readName('', 'Amt')).toBe('Amt')
  })

  it('R45 A number a spreadsheet program has rounded identifies nothing; a very long one is shortened to one of its own', () => {
    expect(['1,00000E+22', '1.3E+10', '1E+22', '1e22'].map(readKey)).toEqual(['', '', '', ''])
    expect(['1300000001', 'ABC12', 'E+1', '12E'].map(readKey)).toEqual(['1300000001', 'ABC12', 'E+1', '12E'])
    expect(readKey('y'.repeat(150))).not.toBe(readKey(`${'y'.repeat(149)}z`))
  })
})

describe('columns of a ticket file', () => {
  it('R42 Headings mean the same in every spelling', () => {
    expect(new Set(['Order #', 'Order no.', 'Order No.', 'ORDER NUMBER', 'order_no'].map(headKey)).size).toBe(1)
    expect(new Set(['Bestellnr.', 'Bestellnummer', 'Bestell-Nr.', 'BESTELLNUMMER'].map(headKey)).size).toBe(1)
    expect(new Set(['Name des Käufers', 'Name des Kaeufers', 'Name des Ka\u0308ufers'].map(headKey)).size).toBe(1)
  })

  it('R42 German headings are known', () => {
    const heads = ['Bestellnummer', 'Bestelldatum', 'Vorname', 'Nachname', 'E-Mail-Adresse', 'Menge', 'Ticketkategorie', 'Teilnehmernummer']
    expect(guessMapping([...heads, 'Barcode-Nr.', 'Teilnehmerstatus', 'Name des Käufers', 'E-Mail des Käufers'])).toEqual({
      orderRef: 0,
      firstName: 2,
      lastName: 3,
      email: 4,
      quantity: 5,
      ticketName: 6,
      ticketId: 7,
      barcode: 8,
      status: 9,
      buyerName: 10,
      buyerEmail: 11,
    })
    expect(guessMapping(['Tickettyp', 'Anzahl', 'E-Mail', 'Bestellnr.', 'Ticketart'])).toEqual({
      ticketName: 4,
      quantity: 1,
      email: 2,
      orderRef: 3,
    })
  })

  it('R42 Whoever comes goes before whoever paid, wherever the columns stand', () => {
    expect(guessMapping(['Buyer Email', 'Buyer Name', 'Email', 'Name'])).toEqual({ buyerEmail: 0, buyerName: 1, email: 2, name: 3 })
    expect(guessMapping(['Email', 'Name', 'Attendee email', 'Attendee name'])).toEqual({ buyerEmail: 0, buyerName: 1, email: 2, name: 3 })
  })

  it('R42 No column means two things, and strange headings mean nothing', () => {
    expect(guessMapping(['Email', 'Email', '', '#', 'constructor', '__proto__'])).toEqual({ email: 0 })
  })

  it('R41 Columns without heading are called as a spreadsheet calls them', () => {
    expect([0, 25, 26, 499].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'SF'])
  })
})
