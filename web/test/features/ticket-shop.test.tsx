import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { listSeminars, moveSeminar } from '@podium/shared/seminars.ts'
import {
  connectShop,
  disconnectShop,
  listHooks,
  listShopEvents,
  readShopConnection,
  reconcileNow,
  releaseRevocations,
  replayHook,
  testShop,
} from '@podium/shared/tickets.ts'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { TicketsPage } from '../../src/pages/organiser/TicketsPage.tsx'
import { idOf, passCounts, seminarSummary, shopConnection, shopEvent, STARTS_AT } from '../lib/builders.ts'
import { announced, FakeServer, inEnglish, saidAt, show, tabTo } from '../lib/stage.tsx'

const TOKEN = 'GEHEIMESTOKEN1K3Y9'
const ACCOUNT = { account: 'E-Akademie', organisations: [{ id: '77', name: 'E-Akademie gGmbH' }] }
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

const open = () => show(<TicketsPage />, { route: '/orga/:slug/tickets', at: '/orga/social-media/tickets' })
const connected = (part: Parameters<typeof shopConnection>[0] = {}) => {
  server.answer(readShopConnection, () => ({ connection: shopConnection(part) }))
  open()
}
const field = (name: string) => screen.findByLabelText<HTMLInputElement>(name)
const choices = (name: string) => within(screen.getByRole('combobox', { name })).getAllByRole('option')

/** Types the token and tests the connection, with the keyboard. */
async function typeAndTest() {
  await userEvent.click(await field('Privates Zugangstoken'))
  await userEvent.keyboard(`${TOKEN}{Enter}`)
}

describe('W140 A shop is connected step by step', () => {
  test('W140 token, organisation, event and tickets follow each other; the first pass is told', async () => {
    server.answer(testShop, () => ({ account: 'E-Akademie', organisations: [...ACCOUNT.organisations, { id: '78', name: 'Zweite' }] }))
    server.answer(listShopEvents, () => ({
      events: [
        shopEvent({
          ticketClasses: [
            { id: '5', name: 'Seminarplatz', sold: 40 },
            { id: '6', name: 'Aufzeichnung', sold: null },
          ],
        }),
      ],
    }))
    server.answer(connectShop, () => ({ connection: shopConnection({ lastCounts: passCounts({ added: 40 }) }) }))
    open()
    await typeAndTest()
    expect(await screen.findByText('Verbunden als E-Akademie.')).toBeTruthy()
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Organisation' }), 'E-Akademie gGmbH')
    await screen.findByRole('combobox', { name: 'Veranstaltung' })
    await userEvent.click(screen.getByRole('checkbox', { name: 'Aufzeichnung' }))
    expect(screen.getByRole('checkbox', { name: 'Seminarplatz (40 verkauft)' }).matches(':checked')).toBe(true)
    await tabTo('button', 'Verbinden und abgleichen')
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByRole('heading', { name: /Social Media im Amt ist auf dem Stand von/ })).toBeTruthy()
    expect(announced()).toContain('Abgeglichen: 40 neu.')
    expect(server.asked(connectShop)).toEqual([
      {
        seminarId: idOf('S'),
        kind: 'eventbrite',
        address: null,
        token: TOKEN,
        organisationId: '77',
        eventId: '1001',
        ticketClassIds: ['5'],
      },
    ])
  })

  test('W140 what is typed wrongly stands at its field and nothing is sent', async () => {
    open()
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Shop' }), 'pretix')
    await userEvent.type(await field('Adresse Ihres pretix'), 'tickets.akademie')
    await userEvent.type(await field('Privates Zugangstoken'), 'kurz')
    await userEvent.click(screen.getByRole('button', { name: 'Verbindung testen' }))
    expect(saidAt(await field('Adresse Ihres pretix'))).toContain('Adresse mit https://')
    expect(saidAt(await field('Privates Zugangstoken'))).toContain('mindestens acht Zeichen')
    expect(server.changes()).toEqual([])
    await userEvent.type(await field('Privates Zugangstoken'), 'undlang')
    expect((await field('Privates Zugangstoken')).getAttribute('aria-invalid')).toBeNull()
  })

  test('W140 an organisation without coming events says so', async () => {
    server.answer(testShop, () => ACCOUNT)
    server.answer(listShopEvents, () => ({ events: [] }))
    open()
    await typeAndTest()
    expect(await screen.findByText('Diese Organisation hat keine kommenden Veranstaltungen.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Verbinden und abgleichen' })).toBeNull()
  })

  test('W140 everything is there in English', async () => {
    await inEnglish(async () => {
      open()
      await userEvent.click(await screen.findByRole('button', { name: 'Test connection' }))
      expect(saidAt(await field('Private access token'))).toContain('at least eight characters')
    })
  })
})

describe('W141 The event that begins with the seminar is chosen by itself', () => {
  beforeEach(() => server.answer(testShop, () => ACCOUNT))

  test('W141 one organisation and one event at that moment need no choice', async () => {
    server.answer(listShopEvents, () => ({
      events: [shopEvent({ id: '999', name: 'Ein anderes', startsAt: STARTS_AT - 7_200_000 }), shopEvent()],
    }))
    open()
    await typeAndTest()
    const events = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Veranstaltung' })
    await waitFor(() => expect(events.value).toBe('1001'))
    expect(choices('Veranstaltung').map(({ textContent }) => textContent)).toEqual([
      'Bitte wählen',
      'Ein anderes, Freitag, 12. März 2027, 08:00 Uhr',
      'Social Media im Amt, Freitag, 12. März 2027, 10:00 Uhr',
    ])
  })

  test('W141 a series cannot be connected and says what to choose instead', async () => {
    server.answer(listShopEvents, () => ({ events: [shopEvent({ isSeries: true })] }))
    open()
    await typeAndTest()
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Veranstaltung' }), '1001')
    expect(screen.getByText('Das ist eine Serie. Bitte wählen Sie den einzelnen Termin.').closest('[role=alert]')).not.toBeNull()
    expect(screen.queryByRole('button', { name: 'Verbinden und abgleichen' })).toBeNull()
  })

  test('W141 another time on the same day is named with both times before connecting', async () => {
    server.answer(listShopEvents, () => ({ events: [shopEvent({ startsAt: STARTS_AT + 3_600_000 })] }))
    open()
    await typeAndTest()
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Veranstaltung' }), '1001')
    expect(screen.getByText(/am Freitag, 12\. März 2027, 11:00 Uhr, hier am Freitag, 12\. März 2027, 10:00 Uhr/)).toBeTruthy()
  })
})

describe('W188 Two events are two seats', () => {
  test.each([
    ['1001', false],
    ['999', true],
  ])('W188 connecting %s anew says that the seats of the other event stay: %s', async (chosen, isSaid) => {
    const gone = { failingSince: STARTS_AT - 7_200_000, problem: 'not_found' } as const
    server.answer(readShopConnection, () => ({ connection: shopConnection(gone) }))
    server.answer(testShop, () => ACCOUNT)
    server.answer(listShopEvents, () => ({ events: [shopEvent(), shopEvent({ id: '999', name: 'Neu aufgelegt' })] }))
    show(<TicketsPage />, { route: '/orga/:slug/tickets', at: '/orga/social-media/tickets' })
    await userEvent.click(await screen.findByRole('button', { name: 'Neu verbinden' }))
    await typeAndTest()
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Veranstaltung' }), chosen)
    expect(screen.queryByText(/Die Plätze aus „Social Media im Amt“ bleiben gültig/) !== null).toBe(isSaid)
  })
})

describe('W142 The token of a shop is never shown again', () => {
  test('W142 it is typed as dots, no browser keeps it, and the page forgets it once connected', async () => {
    server.answer(testShop, () => ACCOUNT)
    server.answer(listShopEvents, () => ({ events: [shopEvent()] }))
    server.answer(connectShop, () => ({ connection: shopConnection() }))
    open()
    await typeAndTest()
    const typed = await field('Privates Zugangstoken')
    expect([typed.type, typed.autocomplete]).toEqual(['password', 'off'])
    expect(saidAt(typed)).toContain('nur seine letzten vier Zeichen')
    await userEvent.click(await screen.findByRole('button', { name: 'Verbinden und abgleichen' }))
    expect(await screen.findByText(/Token endet auf K3Y9/)).toBeTruthy()
    expect(screen.queryByLabelText('Privates Zugangstoken')).toBeNull()
    expect(document.documentElement.outerHTML).not.toContain(TOKEN)
    expect(`${JSON.stringify(localStorage)} ${JSON.stringify(sessionStorage)}`).not.toContain(TOKEN)
  })
})

describe('W143 A shop that refuses says why and what to do, and keeps what was typed', () => {
  test.each([
    ['shop_unauthorised', 'Bitte prüfen Sie es.'],
    ['shop_not_found', 'das Token darf sie nicht sehen'],
    ['shop_busy', 'Bitte versuchen Sie es in einigen Minuten noch einmal.'],
    ['shop_unreachable', 'Bitte versuchen Sie es später noch einmal.'],
    ['shop_unreadable', 'das Podium nicht versteht'],
  ] as const)('W143 %s', async (code, words) => {
    server.refuse(testShop, code)
    open()
    await typeAndTest()
    expect((await screen.findByText(new RegExp(words))).closest('[role=alert]')).not.toBeNull()
    expect((await field('Privates Zugangstoken')).value).toBe(TOKEN)
  })

  test('W143 a refusal while connecting goes away as soon as something else is typed', async () => {
    server.answer(testShop, () => ACCOUNT)
    server.answer(listShopEvents, () => ({ events: [shopEvent()] }))
    server.refuse(connectShop, 'shop_not_found')
    open()
    await typeAndTest()
    await userEvent.click(await screen.findByRole('button', { name: 'Verbinden und abgleichen' }))
    expect(await screen.findByText(/Der Shop kennt diese Organisation oder Veranstaltung nicht/)).toBeTruthy()
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Veranstaltung' }).value).toBe('1001')
    await userEvent.type(await field('Privates Zugangstoken'), 'X')
    expect(screen.queryByText(/Der Shop kennt diese Organisation oder Veranstaltung nicht/)).toBeNull()
  })

  test('W143 an answer to a token typed before counts for nothing', async () => {
    let say: (account: typeof ACCOUNT) => void = () => undefined
    server.answer(testShop, () => new Promise<typeof ACCOUNT>((resolve) => (say = resolve)))
    open()
    await typeAndTest()
    await waitFor(() => expect(server.asked(testShop)).toHaveLength(1))
    await userEvent.type(await field('Privates Zugangstoken'), 'X')
    say(ACCOUNT)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(screen.queryByText('Verbunden als E-Akademie.')).toBeNull()
    expect(server.asked(listShopEvents)).toEqual([])
  })

  test('W143 a page whose connection cannot be read says why and offers another try', async () => {
    server.refuse(readShopConnection, 'signed_out')
    open()
    expect((await screen.findByText(/Sie sind nicht mehr angemeldet/)).getAttribute('role')).toBe('alert')
    server.answer(readShopConnection, () => ({ connection: shopConnection() }))
    await userEvent.click(screen.getByRole('button', { name: 'Erneut versuchen' }))
    expect(await screen.findByText(/Token endet auf K3Y9/)).toBeTruthy()
  })
})

describe('W144 A connection that fails says since when, why, and what to do', () => {
  const failing = { failingSince: STARTS_AT - 7_200_000, lastOkAt: STARTS_AT - 86_400_000 }

  test.each([
    ['busy', 'Podium versucht es von selbst wieder.'],
    ['unreachable', 'Podium versucht es von selbst wieder.'],
    ['unreadable', 'Podium versucht es von selbst wieder.'],
  ] as const)('W144 %s passes by itself', async (problem, words) => {
    connected({ ...failing, problem })
    const alert = (await screen.findByText(new RegExp(words))).closest<HTMLElement>('[role=alert]')
    expect(alert?.textContent).toContain('Seit 12. März, 08:00 antwortet der Shop nicht wie erwartet. Alle Plätze bleiben, wie sie sind.')
    expect(screen.queryByRole('button', { name: 'Neu verbinden' })).toBeNull()
  })

  test.each([
    ['unauthorised', 'Bitte verbinden Sie den Shop mit einem neuen Token neu.'],
    ['not_found', 'Bitte prüfen Sie beides im Shop.'],
  ] as const)('W144 %s offers connecting again, over the connection that is there', async (problem, words) => {
    server.answer(testShop, () => ACCOUNT)
    server.answer(listShopEvents, () => ({ events: [shopEvent()] }))
    server.answer(connectShop, () => ({ connection: shopConnection({ tokenHint: 'N3UE' }) }))
    connected({ ...failing, problem })
    expect(await screen.findByText(new RegExp(words))).toBeTruthy()
    await tabTo('button', 'Neu verbinden')
    await userEvent.keyboard('{Enter}')
    await typeAndTest()
    await userEvent.click(await screen.findByRole('button', { name: 'Verbinden und abgleichen' }))
    expect(await screen.findByText(/Token endet auf N3UE/)).toBeTruthy()
    expect(screen.queryByRole('heading', { name: 'Ticketshop verbinden' })).toBeNull()
    expect(server.asked(disconnectShop)).toEqual([])
  })

  test('W144 a pass by hand tells its numbers, or why there was none', async () => {
    connected()
    server.refuse(reconcileNow, 'shop_unreachable')
    await userEvent.click(await screen.findByRole('button', { name: 'Jetzt abgleichen' }))
    expect(await screen.findByText(/Alle Plätze bleiben, wie sie sind/)).toBeTruthy()
    server.answer(reconcileNow, () => ({ connection: shopConnection({ lastCounts: passCounts({ added: 1, withoutEmail: 1 }) }) }))
    await userEvent.click(screen.getByRole('button', { name: 'Jetzt abgleichen' }))
    expect(await screen.findByText('1 neu · 1 ohne E-Mail')).toBeTruthy()
    expect(announced()).toContain('Abgeglichen: 1 neu · 1 ohne E-Mail.')
    expect(screen.queryByText(/Alle Plätze bleiben, wie sie sind/)).toBeNull()
  })
})

describe('W145 A held mass cancellation waits for a word of the organiser', () => {
  const held = {
    heldRevocations: [
      { holderName: 'Aylin Demir', status: 'Refunded' },
      { holderName: 'Bert Kühn', status: 'Refunded' },
    ],
  }

  test('W145 it is counted, named, and says that everybody keeps access meanwhile', async () => {
    connected(held)
    const alert = (await screen.findByRole('heading', { name: '2 Stornierungen warten auf Sie' })).closest<HTMLElement>('[role=alert]')
    expect(alert?.textContent).toContain('Bis Sie entscheiden, behalten alle ihren Zugang.')
    await userEvent.click(screen.getByText('Namen zeigen'))
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining(['Aylin Demir (Refunded)', 'Bert Kühn (Refunded)']),
    )
  })

  test('W145 releasing asks first, says what happens, and keeping comes first', async () => {
    server.answer(releaseRevocations, () => ({ connection: shopConnection({ lastCounts: passCounts({ revoked: 2 }) }) }))
    connected(held)
    await tabTo('button', 'Stornieren')
    await userEvent.keyboard('{Enter}')
    const dialog = await screen.findByRole('alertdialog', { name: 'Diese 2 Plätze wirklich stornieren?' })
    expect(dialog.textContent).toContain('nimmt dann allen den Zugang, deren Ticket weiterhin storniert ist')
    await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Nicht stornieren' })))
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(server.changes()).toEqual([])

    await userEvent.click(screen.getByRole('button', { name: 'Stornieren' }))
    await userEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Stornieren' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(screen.queryByRole('heading', { name: /warten auf Sie/ })).toBeNull()
    expect(announced()).toContain('Abgeglichen: 2 storniert.')
  })

  test('W145 a refusal stays in the dialog', async () => {
    server.refuse(releaseRevocations, 'wrong_state')
    connected(held)
    await userEvent.click(await screen.findByRole('button', { name: 'Stornieren' }))
    const dialog = await screen.findByRole('alertdialog')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Stornieren' }))
    expect((await within(dialog).findByRole('alert')).textContent).toContain('Das ist inzwischen nicht mehr möglich.')
  })
})

describe('W146 Another date at the shop moves nothing until the organiser takes it over', () => {
  test('W146 the date is named once with its time, a press moves the seminar, and that is told', async () => {
    server.answer(moveSeminar, () => seminarSummary())
    connected({ movedTo: { startsAt: STARTS_AT + 86_400_000, endsAt: null } })
    expect(await screen.findByText(/jetzt am Samstag, 13\. März 2027, 10:00 Uhr\. Hier ändert sich nichts/)).toBeTruthy()
    expect(server.changes()).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'Termin übernehmen' }))
    await waitFor(() =>
      expect(server.asked(moveSeminar)).toEqual([
        // As long as before where the shop knows no end.
        { seminarId: idOf('S'), startsAt: STARTS_AT + 86_400_000, endsAt: STARTS_AT + 86_400_000 + 90 * 60_000 },
      ]),
    )
    expect(announced()).toContain('Alle bekommen eine E-Mail.')
  })

  test('W146 a refusal says why', async () => {
    server.refuse(moveSeminar, 'wrong_state')
    connected({ movedTo: { startsAt: STARTS_AT + 86_400_000, endsAt: null } })
    await userEvent.click(await screen.findByRole('button', { name: 'Termin übernehmen' }))
    expect(await screen.findByText('Das ist inzwischen nicht mehr möglich.')).toBeTruthy()
  })
})

describe('W147 Ending a connection asks first', () => {
  test('W147 it says that all seats stay, and staying connected comes first', async () => {
    server.answer(disconnectShop, () => ({}))
    connected()
    await tabTo('button', 'Verbindung trennen')
    await userEvent.keyboard('{Enter}')
    const dialog = await screen.findByRole('alertdialog', { name: 'Verbindung zu Eventbrite trennen?' })
    expect(dialog.textContent).toContain('Alle Plätze bleiben')
    await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Verbunden bleiben' })))
    server.answer(readShopConnection, () => ({ connection: null }))
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByRole('heading', { name: 'Ticketshop verbinden' })).toBeTruthy()
  })
})

describe('W148 The messages of a shop say what became of each', () => {
  const hook = { id: idOf('H'), receivedAt: STARTS_AT - 3_600_000, action: 'order.placed', outcome: 'handled', handledAt: null } as const

  test('W148 one that is looked at again is named, and a refusal is not told as success', async () => {
    server.answer(listHooks, () => ({ hooks: [hook] }))
    server.refuse(replayHook, 'not_found')
    connected()
    const row = (await screen.findByText('order.placed')).closest('tr')
    expect(row?.textContent).toContain('abgeglichen')
    await tabTo('button', 'order.placed vom 12. März, 09:00 erneut prüfen')
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByText('Das gibt es nicht oder nicht mehr.')).toBeTruthy()
    expect(announced()).not.toContain('Podium sieht noch einmal nach.')
    server.answer(replayHook, () => ({}))
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(announced()).toContain('Podium sieht noch einmal nach.'))
  })

  test('W148 where the shop must be told by hand the address stands ready to copy', async () => {
    connected({ isHookRegistered: false })
    expect(await screen.findByText('https://podium.example/hooks/eventbrite/secret')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Kopieren Webhook-Adresse' })).toBeTruthy()
    expect(screen.getByText('Noch ist keine Nachricht angekommen.')).toBeTruthy()
  })
})
