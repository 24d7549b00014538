import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Refusal } from '@podium/shared/failures.ts'
import { listSeminars } from '@podium/shared/seminars.ts'
import { FILE_BYTES, importFile, listHooks, previewFile, readShopConnection } from '@podium/shared/tickets.ts'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { TicketsPage } from '../../src/pages/organiser/TicketsPage.tsx'
import { filePreview, idOf, passCounts, seminarSummary, shopConnection } from '../lib/builders.ts'
import { announced, FakeServer, inEnglish, show, tabTo } from '../lib/stage.tsx'

const CONTENT = 'Bestellung;Name;E-Mail;Abteilung\n1;Aylin Demir;aylin@amt.example;Presse\n'
let server: FakeServer

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
beforeEach(() => {
  server = new FakeServer()
  server.answer(listSeminars, () => ({ seminars: [seminarSummary()] }))
  server.answer(readShopConnection, () => ({ connection: null }))
  server.answer(listHooks, () => ({ hooks: [] }))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** Opens the page and hands over a file. */
async function read(file = new File([CONTENT], 'plaetze.csv', { type: 'text/csv' })) {
  show(<TicketsPage />, { route: '/orga/:slug/tickets', at: '/orga/social-media/tickets' })
  await userEvent.upload(await screen.findByLabelText<HTMLInputElement>('CSV-Datei wählen', { selector: 'input' }), file)
}
const column = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name })
const alerts = () => screen.queryAllByRole('alert').map(({ textContent }) => textContent.trim())

describe('W188 Two sources are two seats', () => {
  test('W188 a file with new people beside a connected shop says so before it is imported; one without does not', async () => {
    server.answer(readShopConnection, () => ({ connection: shopConnection() }))
    server.answer(previewFile, () => filePreview())
    await read()
    expect(await screen.findByText('Hier ist auch ein Shop verbunden. Wer in beiden steht, bekommt zwei Plätze.')).toBeTruthy()
    cleanup()
    server.answer(previewFile, () => filePreview({ counts: passCounts({ unchanged: 18 }) }))
    await read()
    await screen.findByText(/Das würde geschehen/)
    expect(screen.queryByText(/Hier ist auch ein Shop verbunden/)).toBeNull()
  })

  test('W188 without a shop nothing of it is said', async () => {
    server.answer(previewFile, () => filePreview())
    await read()
    await screen.findByText(/Das würde geschehen/)
    expect(screen.queryByText(/Hier ist auch ein Shop verbunden/)).toBeNull()
  })
})

describe('W150 A file first shows what would happen', () => {
  test('W150 the summary, how the file was understood and its first rows; nothing is imported yet', async () => {
    server.answer(previewFile, () => filePreview())
    await read()
    expect(await screen.findByText('Das würde geschehen: 12 neu · 3 geändert · 1 storniert · 2 ohne E-Mail.')).toBeTruthy()
    expect(screen.getByText('Zeichensatz UTF-8, getrennt durch Semikolon, 18 Zeilen')).toBeTruthy()
    const sample = screen.getByRole('table', { name: 'So liest Podium die ersten Zeilen' })
    expect(within(sample).getAllByRole('row')[1]?.textContent).toContain('Aylin Demiraylin@amt.example')
    expect(server.asked(previewFile)).toEqual([{ seminarId: idOf('S'), content: btoa(CONTENT), mapping: null }])
    expect(server.asked(importFile)).toEqual([])
  })

  test('W150 importing is a press, its result is shown and told, and another file can follow', async () => {
    server.answer(previewFile, () => filePreview())
    server.answer(importFile, () => ({ counts: passCounts({ added: 12, changed: 3, revoked: 1, withoutEmail: 2 }) }))
    await read()
    await tabTo('button', 'Einlesen')
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(announced()).toContain('Eingelesen: 12 neu · 3 geändert · 1 storniert · 2 ohne E-Mail.'))
    expect(screen.queryByRole('button', { name: 'Einlesen' })).toBeNull()
    expect(screen.getByRole('button', { name: 'CSV-Datei wählen' })).toBeTruthy()
    expect(server.asked(importFile)).toEqual([
      { seminarId: idOf('S'), content: btoa(CONTENT), mapping: { orderRef: 0, name: 1, email: 2 }, revokesMany: false },
    ])
  })

  test('W150 an import that fails says why and keeps the file', async () => {
    server.answer(previewFile, () => filePreview())
    await read()
    await userEvent.click(await screen.findByRole('button', { name: 'Einlesen' }))
    await waitFor(() => expect(alerts()).toContain('Der Server antwortet gerade nicht. Bitte versuchen Sie es noch einmal.'))
    server.answer(importFile, () => ({ counts: passCounts() }))
    await userEvent.click(screen.getByRole('button', { name: 'Einlesen' }))
    expect(await screen.findAllByText('Eingelesen: nichts geändert.')).not.toHaveLength(0)
    expect(alerts().join('')).toBe('')
  })

  test('W150 rows with a problem are counted and named as a spreadsheet counts them', async () => {
    server.answer(previewFile, () =>
      filePreview({
        problems: [
          { row: 4, kind: 'no_name' },
          { row: 9, kind: 'bad_email' },
        ],
      }),
    )
    await read()
    await userEvent.click(await screen.findByText('2 Zeilen haben ein Problem'))
    expect(screen.getByText('Zeile 4: ohne Namen')).toBeTruthy()
    expect(screen.getByText('Zeile 9: E-Mail-Adresse unbrauchbar')).toBeTruthy()
  })

  test('W150 the same in English', async () => {
    server.answer(previewFile, () => filePreview())
    await read()
    await screen.findByText(/Das würde geschehen/)
    await inEnglish(async () => {
      expect(await screen.findByText('This would happen: 12 new · 3 changed · 1 cancelled · 2 without e-mail.')).toBeTruthy()
      expect(screen.getByRole('button', { name: 'Import' })).toBeTruthy()
    })
  })
})

describe('W151 What a column means can be changed', () => {
  const choose = async (field: string, name: string) => userEvent.selectOptions(column(field), name)

  test('W151 each choice is tried dry at once, and the import uses what was shown', async () => {
    server.answer(previewFile, ({ mapping }) => filePreview(mapping === null ? {} : { mapping, counts: passCounts({ added: 15 }) }))
    server.answer(importFile, () => ({ counts: passCounts({ added: 15 }) }))
    await read()
    await userEvent.click(await screen.findByText('Welche Spalte enthält was?'))
    await choose('Ticketart', 'Abteilung')
    expect(await screen.findByText('Das würde geschehen: 15 neu.')).toBeTruthy()
    await choose('E-Mail', 'nicht enthalten')
    await waitFor(() => expect(column('E-Mail').value).toBe(''))
    expect(server.asked(previewFile).at(-1)?.mapping).toEqual({ orderRef: 0, name: 1, ticketName: 3 })
    await userEvent.click(screen.getByRole('button', { name: 'Einlesen' }))
    await waitFor(() => expect(server.asked(importFile)[0]?.mapping).toEqual({ orderRef: 0, name: 1, ticketName: 3 }))
  })

  test('W151 two choices in a row both count, whatever is answered first, and nothing is imported in between', async () => {
    const waiting: (() => void)[] = []
    server.answer(previewFile, ({ mapping }) =>
      mapping === null
        ? filePreview()
        : new Promise((resolve) => waiting.push(() => resolve(filePreview({ mapping, counts: passCounts({ added: waiting.length }) })))),
    )
    await read()
    await screen.findByText(/Das würde geschehen/)
    await choose('Ticketart', 'Abteilung')
    expect(column('Ticketart').value).toBe('3')
    await choose('Zustand', 'Abteilung')
    await userEvent.click(screen.getByRole('button', { name: 'Einlesen' }))
    expect(server.asked(importFile)).toEqual([])
    await waitFor(() => expect(waiting).toHaveLength(2))
    waiting[1]?.()
    expect(await screen.findByText('Das würde geschehen: 2 neu.')).toBeTruthy()
    waiting[0]?.()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([column('Ticketart').value, column('Zustand').value]).toEqual(['3', '3'])
    expect(screen.getByText('Das würde geschehen: 2 neu.')).toBeTruthy()
  })

  test('W151 a choice that could not be tried goes back and says why', async () => {
    server.answer(previewFile, () => filePreview())
    await read()
    await screen.findByText(/Das würde geschehen/)
    server.vanish(previewFile)
    await choose('Name', 'Abteilung')
    await waitFor(() => expect(alerts()).toContain('Der Server antwortet gerade nicht. Bitte versuchen Sie es noch einmal.'))
    expect(column('Name').value).toBe('1')
    expect(screen.getByText(/Das würde geschehen: 12 neu/)).toBeTruthy()
  })

  test('W151 the columns stay open while somebody assigns them', async () => {
    server.answer(previewFile, ({ mapping }) => filePreview(mapping === null ? { mapping: {}, counts: null, sample: [] } : { mapping }))
    await read()
    expect(await screen.findByText(/Noch ist nicht zu erkennen, wie die Personen heißen/)).toBeTruthy()
    await choose('Name', 'Name')
    expect(await screen.findByText(/Das würde geschehen/)).toBeTruthy()
    expect(column('Name').closest('details')?.open).toBe(true)
  })
})

describe('W152 A file that cannot be imported, or not as it should be, says so', () => {
  test('W152 without names it waits for the columns and offers no import', async () => {
    server.answer(previewFile, () => filePreview({ mapping: { email: 2 }, counts: null, sample: [] }))
    await read()
    expect(await screen.findByText(/Bitte ordnen Sie die Spalten zu/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Einlesen' })).toBeNull()
  })

  test('W152 without a column of addresses it warns that nobody will get an e-mail', async () => {
    server.answer(previewFile, () =>
      filePreview({ mapping: { orderRef: 0, name: 1 }, counts: passCounts({ added: 12, withoutEmail: 12 }) }),
    )
    await read()
    expect(await screen.findByText(/Die Plätze entstehen, aber niemand bekommt eine E-Mail\./)).toBeTruthy()
    expect(screen.getByText('Das würde geschehen: 12 neu · 12 ohne E-Mail.')).toBeTruthy()
  })

  test('W152 the address of the buyer is one, too', async () => {
    server.answer(previewFile, () => filePreview({ mapping: { orderRef: 0, name: 1, buyerEmail: 2 } }))
    await read()
    await screen.findByText(/Das würde geschehen/)
    expect(screen.queryByText(/niemand bekommt eine E-Mail/)).toBeNull()
  })

  test.each([
    ['empty_file', 'Die Datei ist leer.'],
    ['too_many_rows', 'Die Datei hat mehr als 50.000 Zeilen. Nichts wurde eingelesen.'],
  ] as const)('W152 %s is said as it is, without asking for columns', async (kind, words) => {
    server.answer(previewFile, () => filePreview({ problems: [{ row: null, kind }], counts: null, sample: [], rows: 0 }))
    await read()
    await waitFor(() => expect(alerts()).toContain(words))
    expect(screen.queryByText(/Bitte ordnen Sie die Spalten zu/)).toBeNull()
    expect(screen.queryByRole('button', { name: 'Einlesen' })).toBeNull()
  })

  test('W152 what is no table is refused, and another file can be chosen', async () => {
    server.refuse(previewFile, 'file_unreadable')
    await read()
    await waitFor(() => expect(alerts()).toContain('In dieser Datei ist keine Tabelle zu erkennen. Bitte wählen Sie eine CSV-Datei.'))
    expect(screen.getByRole('button', { name: 'CSV-Datei wählen' }).getAttribute('aria-disabled')).toBeNull()
  })

  test('W152 a file that is too large is not sent at all', async () => {
    const large = new File([CONTENT], 'plaetze.csv')
    Object.defineProperty(large, 'size', { value: FILE_BYTES + 1 })
    await read(large)
    await waitFor(() => expect(alerts()).toContain('Die Datei ist größer als 12 MB.'))
    expect(server.changes()).toEqual([])
  })
})

describe('W153 A file that takes away many seats asks first', () => {
  beforeEach(() => {
    server.answer(previewFile, () => filePreview({ counts: passCounts({ revoked: 9 }) }))
    server.answer(importFile, ({ revokesMany }) => {
      if (!revokesMany) throw new Refusal('mass_cancellation')
      return { counts: passCounts({ revoked: 9 }) }
    })
  })

  test('W153 it says how many lose their access, and leaving it comes first', async () => {
    await read()
    await tabTo('button', 'Einlesen')
    await userEvent.keyboard('{Enter}')
    const dialog = await screen.findByRole('alertdialog', { name: 'Mehr als jeden zehnten Platz stornieren?' })
    expect(dialog.textContent).toContain('9 Plätze als storniert. Diese Personen verlieren sofort ihren Zugang.')
    await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Abbrechen' })))
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(screen.getByText('Das würde geschehen: 9 storniert.')).toBeTruthy()
  })

  test('W153 only the second word imports it', async () => {
    await read()
    await userEvent.click(await screen.findByRole('button', { name: 'Einlesen' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Stornieren und einlesen' }))
    await waitFor(() => expect(announced()).toContain('Eingelesen: 9 storniert.'))
    expect(server.asked(importFile).map(({ revokesMany }) => revokesMany)).toEqual([false, true])
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})

test('W154 A shop gets a sentence to send its buyers, with the address where a lost link is sent again', async () => {
  show(<TicketsPage />, { route: '/orga/:slug/tickets', at: '/orga/social-media/tickets' })
  expect(await screen.findByText(/einen Tag vor dem Seminar von E-Akademie\. .* → .*\/zugang$/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Kopieren Text für den Shop' })).toBeTruthy()
})
