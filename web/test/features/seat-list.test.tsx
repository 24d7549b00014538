import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { resendAccess } from '@podium/shared/letters.ts'
import { addSeat, declareCoViewers, listSeats, reissueSeat, restoreSeat, revokeSeat, substituteSeat } from '@podium/shared/seats.ts'
import { listSeminars } from '@podium/shared/seminars.ts'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { SeatsPage } from '../../src/pages/organiser/SeatsPage.tsx'
import { idOf, letterSummary, seatEntry, seminarSummary, STARTS_AT } from '../lib/builders.ts'
import { announced, chooseFromMenu, FakeServer, inEnglish, saidAt, show, tabTo } from '../lib/stage.tsx'

const UNREACHABLE = 'Der Server antwortet gerade nicht. Bitte versuchen Sie es noch einmal.'
const CREDENTIALS = {
  seatId: idOf('A'),
  holderName: 'Cem Yıldırım',
  link: 'https://podium.example/s/x/T',
  code: '730418',
  number: '7K3M9P2QX4',
}
let server: FakeServer

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
beforeEach(() => {
  server = new FakeServer()
  server.answer(listSeminars, () => ({ seminars: [seminarSummary()] }))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const open = (...seats: Parameters<typeof seatEntry>[0][]) => {
  server.answer(listSeats, () => ({ seats: seats.map((seat) => seatEntry(seat)) }))
  show(<SeatsPage />, { route: '/orga/:slug/plaetze', at: '/orga/social-media/plaetze' })
}
const rowOf = async (name: string) => (await screen.findByText(name, { selector: 'b' })).closest<HTMLElement>('tr')
const people = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[0]?.firstElementChild?.textContent)
const menuFor = (name: string) => `Weitere Aktionen für ${name}`

describe('W155 The seat list says first how many, then where each seat comes from and what was written', () => {
  test('W155 origin, ticket, order and whoever bought it for somebody else', async () => {
    open(
      { holderName: 'Bert Kühn', buyerName: 'Petra Amt', seatId: idOf('B') },
      { seatId: idOf('C'), holderName: 'Carla Öz', origin: 'hand', ticketName: null, orderRef: null, buyerName: null, letters: [] },
      { seatId: idOf('D'), holderName: 'Dora Fuchs', origin: 'csv', ticketName: '', orderRef: '' },
    )
    expect(await screen.findByRole('heading', { name: /^3 Plätze\s?, keine Abweichung\.$/ })).toBeTruthy()
    expect((await rowOf('Bert Kühn'))?.textContent).toContain('Eventbrite · SeminarplatzBestellung 8841bestellt von Petra Amt')
    const byHand = (await rowOf('Carla Öz'))?.textContent
    expect(byHand).toContain('von Hand')
    expect(byHand).toContain('noch keine')
    expect(byHand).not.toContain('Bestellung')
    expect((await rowOf('Dora Fuchs'))?.textContent).toMatch(/Datei(?! ·)/)
  })

  test('W155 every state of a letter is words, with its time in the zone of the seminar', async () => {
    const at = STARTS_AT - 86_400_000
    open({
      letters: (['sent', 'waiting', 'kept', 'failed', 'skipped'] as const).map((state, index) => ({
        kind: (['confirmation', 'access', 'reminder', 'change', 'followup'] as const)[index] ?? 'access',
        state,
        at,
      })),
    })
    const row = await rowOf('Aylin Demir')
    expect(
      within(row ?? document.body)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent.trim()),
    ).toEqual([
      'Bestätigung, Gesendet 11. März, 10:00',
      'Zugang, Wartet 11. März, 10:00',
      'Erinnerung, Aufgehoben 11. März, 10:00',
      'Änderung, Nicht zustellbar 11. März, 10:00',
      'Nach dem Seminar, Übersprungen 11. März, 10:00',
    ])
  })

  test('W155 what the organiser should look at is named, and who took a seat away', async () => {
    open(
      { flags: ['status_unknown', 'missing', 'unnamed', 'no_email', 'revocation_held'], shopStatus: 'Checked Out', holderEmail: null },
      { seatId: idOf('B'), holderName: 'Bert Kühn', revokedBy: 'shop', flags: ['missing'] },
      { seatId: idOf('C'), holderName: 'Carla Öz', revokedBy: 'organiser' },
    )
    expect(await screen.findByRole('heading', { name: /^1 Platz\s?, 1 Abweichung\.$/ })).toBeTruthy()
    const flagged = (await rowOf('Aylin Demir'))?.textContent
    for (const words of [
      'Gültig',
      'Unbekannter Zustand im Shop: „Checked Out“',
      'Fehlt in der Quelle',
      'Noch nicht benannt',
      'Keine E-Mail',
      'Storno wartet auf Sie',
    ])
      expect(flagged).toContain(words)
    expect((await rowOf('Bert Kühn'))?.textContent).toContain('Storniert')
    expect((await rowOf('Bert Kühn'))?.textContent).not.toContain('Fehlt in der Quelle')
    expect((await rowOf('Carla Öz'))?.textContent).toContain('Gesperrt')
  })

  test('W155 the same in English', async () => {
    await inEnglish(async () => {
      open({ letters: [{ kind: 'access', state: 'failed', at: STARTS_AT }] }, { seatId: idOf('B'), holderName: 'Bert', revokedBy: 'shop' })
      expect(await screen.findByRole('heading', { name: /^1 seat\s?, nothing unusual\.$/ })).toBeTruthy()
      expect((await rowOf('Aylin Demir'))?.textContent).toContain('Access, Undeliverable')
      expect((await rowOf('Bert'))?.textContent).toContain('Cancelled')
    })
  })
})

describe('W156 Seats are found and filtered', () => {
  const four = [
    { holderName: 'Cem Yıldırım-Großmann', coViewers: ['Nele Amsel'] },
    { seatId: idOf('B'), holderName: 'Bert Kühn', number: 'AAAAABBBBB', orderRef: '99', flags: ['missing'] as const },
    { seatId: idOf('C'), holderName: 'Carla Öz', number: 'CCCCCCCCCC', orderRef: '98', holderEmail: null, flags: ['no_email'] as const },
    { seatId: idOf('D'), holderName: 'Dora Fuchs', number: 'DDDDDDDDDD', orderRef: '97', revokedBy: 'shop' as const },
  ].map(({ flags, ...seat }: { flags?: readonly ('missing' | 'no_email')[] }) => ({ ...seat, flags: [...(flags ?? [])] }))

  test.each(['yildirim', 'GROSSMANN cem', '7K3M9P2QX4', '7k3m9 p2q', '8841', 'amsel'])('W156 "%s" finds one of four', async (typed) => {
    open(...four)
    await userEvent.type(await screen.findByRole('searchbox', { name: 'Name, E-Mail, Nummer oder Bestellung suchen' }), typed)
    expect(people()).toEqual(['Cem Yıldırım-Großmann'])
    expect(screen.getByText('1 von 4 angezeigt')).toBeTruthy()
  })

  test('W156 the filters say how many they hold and which one is on', async () => {
    open(...four)
    await tabTo('button', 'Alle 4')
    const expected = [
      ['Abweichungen 1', ['Bert Kühn']],
      ['Ohne E-Mail 1', ['Carla Öz']],
      ['Storniert 1', ['Dora Fuchs']],
    ] as const
    for (const [name, found] of expected) {
      await tabTo('button', name)
      await userEvent.keyboard('{Enter}')
      expect(screen.getByRole('button', { name }).getAttribute('aria-pressed')).toBe('true')
      expect(people()).toEqual(found)
    }
  })

  test('W156 where nobody fits it says what to change', async () => {
    open(...four)
    await userEvent.type(await screen.findByRole('searchbox'), 'niemand')
    expect(screen.getByText('Kein Platz passt zu dieser Suche.')).toBeTruthy()
    expect(screen.queryByRole('table')).toBeNull()
    await userEvent.clear(screen.getByRole('searchbox'))
    expect(people()).toHaveLength(4)
  })

  test('W156 a long list shows a hundred seats, and all on a press', async () => {
    open(...Array.from({ length: 103 }, (_, index) => ({ seatId: idOf(String(index)), holderName: `Person ${index}` })))
    expect(await screen.findByText('100 von 103 angezeigt')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Alle 103 anzeigen' }))
    expect(people()).toHaveLength(103)
  })
})

describe('W157 The seat list says when there is nothing, nothing yet, or no answer', () => {
  test('W157 without seats it says how the first one comes', async () => {
    open()
    expect(await screen.findByRole('heading', { name: 'Noch gibt es keine Plätze.' })).toBeTruthy()
    expect(screen.getByText(/Verbinden Sie einen Ticketshop/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Platz anlegen' })).toBeTruthy()
  })

  test('W157 while it loads it says so, and shows no empty list', async () => {
    server.answer(listSeats, () => new Promise(() => undefined))
    show(<SeatsPage />, { route: '/orga/:slug/plaetze', at: '/orga/social-media/plaetze' })
    await screen.findByRole('heading', { name: 'Social Media im öffentlichen Dienst' })
    expect(screen.getByText('Wird geladen …')).toBeTruthy()
    expect(screen.queryByText('Noch gibt es keine Plätze.')).toBeNull()
  })

  test('W157 an error has a reason and another try', async () => {
    server.refuse(listSeats, 'signed_out')
    show(<SeatsPage />, { route: '/orga/:slug/plaetze', at: '/orga/social-media/plaetze' })
    expect((await screen.findByText(/Sie sind nicht mehr angemeldet/)).getAttribute('role')).toBe('alert')
    server.answer(listSeats, () => ({ seats: [seatEntry()] }))
    await userEvent.click(screen.getByRole('button', { name: 'Erneut versuchen' }))
    expect(await rowOf('Aylin Demir')).toBeTruthy()
  })

  test('W157 a seminar that does not exist is said, one that cannot be read is asked for again', async () => {
    show(<SeatsPage />, { route: '/orga/:slug/plaetze', at: '/orga/anders/plaetze' })
    expect(await screen.findByRole('heading', { name: 'Dieses Seminar gibt es nicht.' })).toBeTruthy()
    cleanup()
    server.vanish(listSeminars)
    open({})
    expect(await screen.findByText(UNREACHABLE)).toBeTruthy()
    server.answer(listSeminars, () => ({ seminars: [seminarSummary()] }))
    await userEvent.click(screen.getByRole('button', { name: 'Erneut versuchen' }))
    expect(await rowOf('Aylin Demir')).toBeTruthy()
  })
})

describe('W158 The access of a seat is sent again from its menu', () => {
  test('W158 it is told, and the list is read again', async () => {
    open({})
    server.answer(resendAccess, () => {
      server.answer(listSeats, () => ({ seats: [seatEntry({ letters: [{ kind: 'access', state: 'waiting', at: STARTS_AT }] })] }))
      return letterSummary()
    })
    await chooseFromMenu(menuFor('Aylin Demir'), 'Zugang erneut senden')
    await waitFor(() => expect(announced()).toContain('Der Zugang ist auf dem Weg an Aylin Demir.'))
    await waitFor(async () => expect((await rowOf('Aylin Demir'))?.textContent).toContain('Zugang, Wartet'))
    expect(server.asked(resendAccess)).toEqual([{ seatId: idOf('A') }])
  })

  test.each([
    ['too_many_requests', 'Das hat nicht geklappt: Das war zu schnell hintereinander.'],
    ['seminar_ended', 'Das hat nicht geklappt: Das Seminar ist beendet.'],
  ] as const)('W158 %s is told as an alert that can be closed', async (code, words) => {
    open({})
    server.refuse(resendAccess, code)
    await chooseFromMenu(menuFor('Aylin Demir'), 'Zugang erneut senden')
    expect((await screen.findByText(new RegExp(words))).closest('[role=alert]')).not.toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Schließen' }))
    expect(screen.queryByText(new RegExp(words))).toBeNull()
  })

  test('W158 a seat without address does not offer it', async () => {
    open({ holderEmail: null })
    await userEvent.click(await screen.findByRole('button', { name: menuFor('Aylin Demir') }))
    expect((await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent.trim())).toEqual([
      'Vertretung eintragen',
      'Mitschauende eintragen',
      'Neuer Zugang',
      'Stornieren',
    ])
  })
})

describe('W159 A seat is taken away and given back from its menu', () => {
  test('W159 taking it away asks first; the list then says so', async () => {
    open({})
    server.answer(revokeSeat, () => {
      server.answer(listSeats, () => ({ seats: [seatEntry({ revokedBy: 'organiser' })] }))
      return {}
    })
    await chooseFromMenu(menuFor('Aylin Demir'), 'Stornieren')
    const dialog = await screen.findByRole('alertdialog', { name: 'Platz von Aylin Demir stornieren?' })
    await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Platz behalten' })))
    expect(server.changes()).toEqual([])
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await waitFor(async () => expect((await rowOf('Aylin Demir'))?.textContent).toContain('Gesperrt'))
    expect(announced()).toContain('Platz storniert.')
  })

  test('W159 a seat that was taken away offers one thing only, and the list waits for its answer', async () => {
    open({ revokedBy: 'organiser' })
    server.answer(restoreSeat, async () => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      server.answer(listSeats, () => ({ seats: [seatEntry()] }))
      return {}
    })
    await chooseFromMenu(menuFor('Aylin Demir'), 'Wiederherstellen')
    await waitFor(async () => expect((await rowOf('Aylin Demir'))?.textContent).toContain('Gültig'))
    expect(announced()).toContain('Platz wiederhergestellt.')
  })

  test('W159 a refusal is told', async () => {
    open({ revokedBy: 'organiser' })
    server.refuse(restoreSeat, 'not_found')
    await chooseFromMenu(menuFor('Aylin Demir'), 'Wiederherstellen')
    expect(await screen.findByText('Das hat nicht geklappt: Das gibt es nicht oder nicht mehr.')).toBeTruthy()
  })

  test('W159 a new link asks first and is then shown once', async () => {
    open({})
    server.answer(reissueSeat, () => CREDENTIALS)
    await chooseFromMenu(menuFor('Aylin Demir'), 'Neuer Zugang')
    const dialog = await screen.findByRole('alertdialog', { name: 'Neuen Zugang für Aylin Demir ausstellen?' })
    expect(dialog.textContent).toContain('Der bisherige Link und Code gelten dann nicht mehr.')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Ausstellen' }))
    expect(within(await screen.findByRole('alertdialog', { name: 'Zugang für Cem Yıldırım' })).getByText('730 418')).toBeTruthy()
  })
})

describe('W160 Somebody else takes a seat', () => {
  const dialog = () => screen.findByRole('dialog', { name: 'Wer nimmt statt Aylin Demir teil?' })
  const begin = async () => {
    open({})
    await chooseFromMenu(menuFor('Aylin Demir'), 'Vertretung eintragen')
    return dialog()
  }
  const name = () => screen.getByRole<HTMLInputElement>('textbox', { name: /^Name/ })
  const email = () => screen.getByRole<HTMLInputElement>('textbox', { name: /^E-Mail/ })

  test('W160 it says what happens, and what is missing before anything is sent', async () => {
    expect((await begin()).textContent).toContain('Der bisherige Link gilt dann nicht mehr.')
    await userEvent.type(email(), 'cem@stadt')
    await userEvent.keyboard('{Enter}')
    expect(saidAt(name())).toContain('Bitte geben Sie einen Namen ein.')
    expect(saidAt(email())).toContain('Diese E-Mail-Adresse ist nicht vollständig.')
    expect(server.changes()).toEqual([])
  })

  test('W160 with an address the person gets a letter and nothing has to be read out', async () => {
    server.answer(substituteSeat, () => CREDENTIALS)
    await begin()
    await userEvent.type(name(), 'Cem Yıldırım')
    await userEvent.type(email(), 'cem@stadt.example{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(announced()).toContain('Vertretung eingetragen.')
    expect(server.asked(substituteSeat)).toMatchObject([
      { seatId: idOf('A'), holderName: 'Cem Yıldırım', holderEmail: 'cem@stadt.example' },
    ])
  })

  test('W160 without an address link and code are shown once', async () => {
    server.answer(substituteSeat, () => CREDENTIALS)
    await begin()
    await userEvent.type(name(), 'Cem Yıldırım{Enter}')
    expect(await screen.findByRole('alertdialog', { name: 'Zugang für Cem Yıldırım' })).toBeTruthy()
  })

  test('W160 an error keeps what was typed; trying again is the same change', async () => {
    await begin()
    await userEvent.type(name(), 'Cem Yıldırım{Enter}')
    expect((await within(await dialog()).findByRole('alert')).textContent).toContain(UNREACHABLE)
    expect(name().value).toBe('Cem Yıldırım')
    server.answer(substituteSeat, () => CREDENTIALS)
    await userEvent.click(screen.getByRole('button', { name: 'Eintragen' }))
    await screen.findByRole('alertdialog')
    const [first, second] = server.asked(substituteSeat)
    expect(first?.opId).toBe(second?.opId)
  })
})

describe('W161 Who watches along on a seat is entered by name', () => {
  const names = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Namen der Mitschauenden' })

  test('W161 the names that are there can be added to and removed, one on each line', async () => {
    open({ coViewers: ['Nele Amsel', 'Timo Falk'] })
    server.answer(declareCoViewers, () => ({}))
    expect((await rowOf('Aylin Demir'))?.textContent).toContain('dazu Nele Amsel, Timo Falk')
    await chooseFromMenu(menuFor('Aylin Demir'), 'Mitschauende eintragen')
    await screen.findByRole('dialog', { name: 'Wer schaut auf dem Platz von Aylin Demir mit?' })
    expect(names().value).toBe('Nele Amsel\nTimo Falk')
    await userEvent.clear(names())
    await userEvent.type(names(), '  Nele Amsel{Enter}{Enter}Uta Specht ')
    await userEvent.click(screen.getByRole('button', { name: 'Speichern' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(server.asked(declareCoViewers)).toEqual([{ seatId: idOf('A'), names: ['Nele Amsel', 'Uta Specht'] }])
    expect(announced()).toContain('Mitschauende gespeichert.')
  })

  test('W161 more than twenty are refused at the field; an error keeps them', async () => {
    open({})
    await chooseFromMenu(menuFor('Aylin Demir'), 'Mitschauende eintragen')
    await screen.findByRole('dialog')
    await userEvent.click(names())
    await userEvent.paste(Array.from({ length: 21 }, (_, index) => `Person ${index}`).join('\n'))
    await userEvent.click(screen.getByRole('button', { name: 'Speichern' }))
    expect(saidAt(names())).toContain('höchstens 20 Namen')
    expect(server.changes()).toEqual([])
    await userEvent.clear(names())
    await userEvent.type(names(), 'Nele Amsel')
    await userEvent.click(screen.getByRole('button', { name: 'Speichern' }))
    expect((await screen.findByText(UNREACHABLE)).closest('[role=alert]')).not.toBeNull()
    expect(names().value).toBe('Nele Amsel')
  })
})

describe('W162 A seat by hand needs a name, and keeps it until it is there', () => {
  const begin = async () => {
    open()
    await tabTo('button', 'Platz anlegen')
    await userEvent.keyboard('{Enter}')
    return screen.findByRole('dialog', { name: 'Platz anlegen' })
  }

  test('W162 what is missing stands at its field; link and code follow once', async () => {
    server.answer(addSeat, () => CREDENTIALS)
    await begin()
    await userEvent.click(screen.getByRole('button', { name: 'Anlegen' }))
    const name = screen.getByRole<HTMLInputElement>('textbox', { name: /^Name/ })
    expect(saidAt(name)).toContain('Bitte geben Sie einen Namen ein.')
    await userEvent.type(name, 'Cem Yıldırım{Enter}')
    expect(await screen.findByRole('alertdialog', { name: 'Zugang für Cem Yıldırım' })).toBeTruthy()
    expect(server.asked(addSeat)).toEqual([{ seminarId: idOf('S'), holderName: 'Cem Yıldırım', holderEmail: null }])
    server.answer(listSeats, () => ({ seats: [seatEntry({ holderName: 'Cem Yıldırım', origin: 'hand' })] }))
    await userEvent.click(screen.getByRole('button', { name: 'Notiert, schließen' }))
    expect(await rowOf('Cem Yıldırım')).toBeTruthy()
  })

  test('W162 a refusal keeps what was typed', async () => {
    server.refuse(addSeat, 'seminar_cancelled')
    const dialog = await begin()
    await userEvent.type(screen.getByRole('textbox', { name: /^Name/ }), 'Cem Yıldırım{Enter}')
    expect((await within(dialog).findByRole('alert')).textContent).toContain('Das Seminar wurde abgesagt.')
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Name/ }).value).toBe('Cem Yıldırım')
  })
})
