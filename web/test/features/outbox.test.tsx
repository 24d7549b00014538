import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Refusal } from '@podium/shared/failures.ts'
import { type Delivery, listLetters, readLetter, retryLetter, retryLetters } from '@podium/shared/letters.ts'
import { listSeminars } from '@podium/shared/seminars.ts'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { PostPage } from '../../src/pages/organiser/PostPage.tsx'
import { idOf, letterContent, letterSummary, seminarSummary, STARTS_AT } from '../lib/builders.ts'
import { announced, FakeServer, inEnglish, show, tabTo } from '../lib/stage.tsx'

const SMTP: Delivery = { mode: 'smtp', host: 'mail.akademie.example', from: 'seminare@akademie.example' }
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

type Part = Parameters<typeof letterSummary>[0]
const holds = (letters: readonly Part[], delivery: Delivery = SMTP) =>
  server.answer(listLetters, () => ({ letters: letters.map((letter) => letterSummary(letter)), delivery, serverNow: STARTS_AT }))
const showPost = () => show(<PostPage />, { route: '/orga/:slug/post', at: '/orga/social-media/post' })
const open = (...letters: Part[]) => {
  holds(letters)
  showPost()
}
const rows = () => screen.getAllByRole('row').slice(1)
const rowOf = async (name: string) => (await screen.findByText(name, { selector: 'b' })).closest<HTMLElement>('tr')
const DEAD: Part = {
  id: idOf('D'),
  recipientName: 'Bert Kühn',
  recipientEmail: 'bert@amt.example',
  state: 'failed',
  sentAt: null,
  problem: 'gave_up',
  attempts: 8,
  serverSaid: '550 unknown user',
}

describe('W165 The outbox says first what is there, then of every letter what became of it', () => {
  test('W165 every state is words, with what went wrong and when the next attempt is', async () => {
    open(
      {},
      {
        id: idOf('2'),
        recipientName: 'Carla Öz',
        state: 'waiting',
        attempts: 2,
        sentAt: null,
        problem: 'deferred',
        serverSaid: 'later',
        nextTryAt: STARTS_AT,
      },
      { id: idOf('3'), recipientName: 'Dora Fuchs', state: 'kept', kind: 'reminder', revision: 2 },
      DEAD,
      { id: idOf('5'), recipientName: 'Emil Rau', state: 'skipped', problem: 'seat_revoked', sentAt: null, canBeRead: false },
    )
    const heading = await screen.findByRole('heading', { level: 2 })
    expect(heading.textContent).toBe('5 E-Mails: 1 gesendet, 1 hier aufgehoben, 1 wartet, 1 nicht zustellbar, 1 übersprungen.')
    expect((await rowOf('Aylin Demir'))?.textContent).toContain('Zugang Gesendet')
    expect((await rowOf('Aylin Demir'))?.textContent).toContain('11. März, 10:00')
    expect((await rowOf('Carla Öz'))?.textContent).toContain(
      'Wartetvom Mailserver vertagtDer Mailserver sagt: later2 Versuche, nächster um 10:00',
    )
    expect((await rowOf('Dora Fuchs'))?.textContent).toContain('Erinnerung, 2. Mal')
    expect((await rowOf('Bert Kühn'))?.textContent).toContain(
      'Nicht zustellbaralle Versuche vergeblichDer Mailserver sagt: 550 unknown user',
    )
    expect((await rowOf('Emil Rau'))?.textContent).toContain('ÜbersprungenPlatz storniert')
  })

  test('W165 it says through which server letters leave, or that they stay here', async () => {
    open({})
    expect(await screen.findByText('Über mail.akademie.example, Absender seminare@akademie.example')).toBeTruthy()
    cleanup()
    holds([{ state: 'kept' }], { mode: 'kept', host: null, from: 'x@y.example' })
    showPost()
    expect(await screen.findByRole('heading', { name: 'Es ist kein Mailserver eingerichtet' })).toBeTruthy()
  })

  test('W165 the same in English', async () => {
    await inEnglish(async () => {
      open({}, DEAD)
      expect((await screen.findByRole('heading', { level: 2 })).textContent).toBe('2 e-mails: 1 sent, 1 undeliverable.')
      expect((await rowOf('Bert Kühn'))?.textContent).toContain('every attempt failed')
      expect(screen.getByRole('button', { name: 'Send Access to Bert Kühn now' })).toBeTruthy()
    })
  })
})

describe('W166 Letters are found and filtered', () => {
  test('W166 by state, by name without accents, and by address', async () => {
    open({}, { id: idOf('2'), recipientName: 'Carla Öz', recipientEmail: 'carla@stadt.example', state: 'waiting', sentAt: null }, DEAD)
    await tabTo('button', 'Nicht zustellbar 1')
    await userEvent.keyboard('{Enter}')
    expect(rows()).toHaveLength(1)
    expect(screen.getByRole('button', { name: 'Nicht zustellbar 1' }).getAttribute('aria-pressed')).toBe('true')
    expect(screen.queryByRole('button', { name: /^Übersprungen/ })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Alle 3' }))
    const search = screen.getByRole('searchbox', { name: 'Name oder E-Mail-Adresse suchen' })
    for (const [typed, found] of [
      ['kuhn', 1],
      ['stadt', 1],
      ['example', 3],
    ] as const) {
      await userEvent.clear(search)
      await userEvent.type(search, typed)
      expect([typed, rows().length]).toEqual([typed, found])
    }
    await userEvent.type(search, 'niemand')
    expect(screen.getByText('Keine E-Mail passt zu dieser Auswahl.')).toBeTruthy()
    expect(screen.getByText('0 von 3 angezeigt')).toBeTruthy()
  })
})

describe('W167 A dead letter is sent again on a press', () => {
  test('W167 only what failed offers it; the filter somebody chose stays when its last letter leaves', async () => {
    open({}, DEAD)
    server.answer(retryLetter, () => {
      holds([{}, { ...DEAD, state: 'waiting', problem: null }])
      return letterSummary({ ...DEAD, state: 'waiting' })
    })
    await rowOf('Aylin Demir')
    expect(screen.queryByRole('button', { name: 'Zugang an Aylin Demir jetzt senden' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Nicht zustellbar 1' }))
    await tabTo('button', 'Zugang an Bert Kühn jetzt senden')
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(announced()).toContain('Die E-Mail wird gesendet.'))
    const chip = await screen.findByRole('button', { name: 'Nicht zustellbar 0' })
    expect(chip.getAttribute('aria-pressed')).toBe('true')
    expect(server.asked(retryLetter)).toEqual([{ letterId: idOf('D') }])
  })

  test('W167 a refusal is an alert that can be closed', async () => {
    open(DEAD)
    server.refuse(retryLetter, 'wrong_state')
    await userEvent.click(await screen.findByRole('button', { name: 'Zugang an Bert Kühn jetzt senden' }))
    expect((await screen.findByText('Das ist inzwischen nicht mehr möglich.')).closest('[role=alert]')).not.toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Schließen' }))
    expect(screen.queryByText('Das ist inzwischen nicht mehr möglich.')).toBeNull()
  })
})

describe('W187 Several letters leave on one press', () => {
  test('W187 what failed and what was kept is offered apart; how many leave is told, a refusal says why', async () => {
    const kept: Part = { state: 'kept', canBeSent: true }
    // What somebody sent to themselves to look at stays where it is.
    const preview: Part = { id: idOf('F'), state: 'kept', canBeSent: false }
    open(kept, { ...kept, id: idOf('G') }, preview, DEAD, { ...DEAD, id: idOf('H') })
    server.answer(retryLetters, ({ state }) => {
      if (state === 'failed') throw new Refusal('wrong_state')
      holds([{ state: 'waiting', sentAt: null }, DEAD, { ...DEAD, id: idOf('H') }])
      return { count: 2 }
    })
    expect(await screen.findByRole('heading', { name: '2 E-Mails waren nicht zustellbar' })).toBeTruthy()
    expect(screen.getByRole('heading', { name: '2 E-Mails sind noch nicht hinausgegangen' })).toBeTruthy()
    await tabTo('button', 'Jetzt alle senden')
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(announced()).toContain('2 E-Mails sind an der Reihe.'))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Jetzt alle senden' })).toBeNull())
    await waitFor(() => expect(document.activeElement?.id).toBe('letters-heading'))
    await userEvent.click(screen.getByRole('button', { name: 'Alle noch einmal senden' }))
    expect((await screen.findByText('Das ist inzwischen nicht mehr möglich.')).closest('[role=alert]')).not.toBeNull()
    expect(server.asked(retryLetters).map(({ state }) => state)).toEqual(['kept', 'failed'])
  })

  test('W187 nothing is offered for one failed letter, nor for kept ones without a mail server', async () => {
    holds([DEAD, { state: 'kept' }], { mode: 'kept', host: null, from: 'x@y.example' })
    showPost()
    await rowOf('Bert Kühn')
    expect(screen.queryByRole('button', { name: /alle .*senden/i })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Zugang an Aylin Demir jetzt senden' })).toBeNull()
  })
})

describe('W168 A letter opens as it left: rendered, as text, with its headers and its calendar file', () => {
  const begin = async (isDraft = false) => {
    open({})
    server.answer(readLetter, () => ({ letter: letterSummary(), content: letterContent(), isDraft }))
    await tabTo('button', 'Zugang an Aylin Demir ansehen')
    await userEvent.keyboard('{Enter}')
    return screen.findByRole('dialog', { name: 'Zugang: Aylin Demir' })
  }

  test('W168 its four sides are tabs for the keyboard', async () => {
    const dialog = within(await begin())
    expect(await dialog.findByText('Ihr Zugang für morgen')).toBeTruthy()
    expect(dialog.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual(['Ansicht', 'Nur Text', 'Kopfzeilen', 'Kalenderdatei'])
    await tabTo('tab', 'Ansicht')
    await userEvent.keyboard('{ArrowRight}{Enter}')
    expect(within(dialog.getByRole('tabpanel', { name: 'Nur Text' })).getByText(/Guten Tag Aylin Demir/)).toBeTruthy()
    await userEvent.keyboard('{ArrowRight}{Enter}')
    const headers = within(dialog.getByRole('tabpanel', { name: 'Kopfzeilen' }))
    expect([headers.getByRole('term').textContent, headers.getByRole('definition').textContent]).toEqual([
      'Auto-Submitted',
      'auto-generated',
    ])
    await userEvent.keyboard('{ArrowRight}{Enter}')
    const calendar = within(dialog.getByRole('tabpanel', { name: 'Kalenderdatei' }))
    expect(calendar.getByText(/BEGIN:VCALENDAR/)).toBeTruthy()
    expect(calendar.getByRole('button', { name: 'Kalenderdatei speichern' })).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  test('W168 a letter without calendar has no such tab', async () => {
    open({})
    server.answer(readLetter, () => ({ letter: letterSummary(), content: letterContent({ calendar: null, headers: [] }), isDraft: true }))
    await userEvent.click(await screen.findByRole('button', { name: 'Zugang an Aylin Demir ansehen' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(await dialog.findByText('So würde sie jetzt hinausgehen.')).toBeTruthy()
    expect(dialog.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual(['Ansicht', 'Nur Text'])
  })

  test('W168 one that cannot be read says why', async () => {
    open({})
    server.refuse(readLetter, 'wrong_state')
    await userEvent.click(await screen.findByRole('button', { name: 'Zugang an Aylin Demir ansehen' }))
    expect((await within(await screen.findByRole('dialog')).findByRole('alert')).textContent).toContain(
      'Das ist inzwischen nicht mehr möglich.',
    )
  })

  test('W168 what never was written, or is forgotten, cannot be opened', async () => {
    open({ state: 'skipped', sentAt: null, canBeRead: false }, { ...DEAD, attempts: 0, problem: 'text_wrong', canBeRead: false })
    await rowOf('Bert Kühn')
    expect(screen.queryByRole('button', { name: /ansehen$/ })).toBeNull()
  })

  test('W169 the rendered letter stands in a named frame that may do nothing, and its markup never enters the page', async () => {
    const dialog = within(await begin())
    const frame = await dialog.findByTitle<HTMLIFrameElement>('E-Mail: Ihr Zugang für morgen')
    expect(frame.getAttribute('sandbox')).toBe('')
    expect(frame.getAttribute('src')).toBe('/letters/frame/abc')
    expect(frame.hasAttribute('srcdoc')).toBe(false)
    expect(frame.hasAttribute('allow')).toBe(false)
    expect(frame.tabIndex).toBe(0)
  })
})

describe('W170 The outbox says when there is nothing, nothing yet, or no answer', () => {
  test('W170 without letters it says when the first one comes', async () => {
    open()
    expect(await screen.findByRole('heading', { name: 'Noch gibt es keine E-Mails.' })).toBeTruthy()
    expect(screen.getByText(/Sobald jemand einen Platz mit E-Mail-Adresse hat/)).toBeTruthy()
    expect(screen.queryByRole('searchbox')).toBeNull()
  })

  test('W170 while it loads it says so', async () => {
    server.answer(listLetters, () => new Promise(() => undefined))
    showPost()
    await screen.findByRole('heading', { level: 1 })
    expect(screen.getByText('Wird geladen …')).toBeTruthy()
    expect(screen.queryByText('Noch gibt es keine E-Mails.')).toBeNull()
  })

  test('W170 an error has a reason and another try', async () => {
    server.refuse(listLetters, 'signed_out')
    showPost()
    expect((await screen.findByText(/Sie sind nicht mehr angemeldet/)).getAttribute('role')).toBe('alert')
    holds([{}])
    await userEvent.click(screen.getByRole('button', { name: 'Erneut versuchen' }))
    expect(await rowOf('Aylin Demir')).toBeTruthy()
  })
})
