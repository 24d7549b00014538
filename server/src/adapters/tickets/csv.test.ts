import { describe, expect, it } from 'vitest'
import { readTicketFile } from './csv.ts'

describe('ticket files', () => {
  it('R40 A German file from a Windows spreadsheet program becomes tickets', async () => {
    const text = 'Bestellnr.;Vorname;Nachname;E-Mail;Barcode-Nr.\r\n100000001;Jörg;Süß;j.suess@amt.example;100000001700000001001\r\n'
    const file = await readTicketFile(Buffer.from(text, 'latin1'), null, 1)
    expect(file).toMatchObject({ charset: 'windows-1252', delimiter: ';', isMapped: true, problems: [] })
    expect(file.tickets).toMatchObject([{ id: '700000001', orderRef: '100000001', holderName: 'Jörg Süß', entitlement: 'yes' }])
  })
})
