import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { listSeats } from '@podium/shared/seats.ts'
import { cancelSeminar, createSeminar, listSeminars, moveSeminar, type SeminarState } from '@podium/shared/seminars.ts'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { SeatsPage } from '../../src/pages/organiser/SeatsPage.tsx'
import { SeminarsPage } from '../../src/pages/organiser/SeminarsPage.tsx'
import { idOf, seminarSummary, STARTS_AT } from '../lib/builders.ts'
import { announced, chooseFromMenu, FakeServer, inEnglish, saidAt, show, tabTo } from '../lib/stage.tsx'

const HOUR = 3_600_000
const UNREACHABLE = 'Der Server antwortet gerade nicht. Bitte versuchen Sie es noch einmal.'
let server: FakeServer

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
beforeEach(() => {
  server = new FakeServer()
  server.answer(listSeminars, () => ({ seminars: [seminarSummary()] }))
  server.answer(listSeats, () => ({ seats: [] }))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const text = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name })
const part = (name: string) => screen.getByLabelText<HTMLInputElement>(name, { selector: 'input' })
/** Date and time inputs are filled as a whole. */
const set = (name: string, value: string) => fireEvent.change(part(name), { target: { value } })
const noteAt = (name: string) => saidAt(part(name))

describe('W176 A new seminar needs what letters and pages need', () => {
  const begin = async () => {
    show(<SeminarsPage />, { route: '/orga', at: '/orga' })
    await tabTo('button', 'Seminar anlegen')
    await userEvent.keyboard('{Enter}')
    return screen.findByRole('dialog', { name: 'Seminar anlegen' })
  }
  const fill = async () => {
    await userEvent.type(text(/^Titel/), 'Pressearbeit in der Kommune')
    await userEvent.type(text(/^Trainerin oder Trainer/), 'Miriam Voss')
    await userEvent.type(text(/^E-Mail für Hilfe/), 'hilfe@akademie.example')
    set('Tag', '2027-03-12')
  }
  const create = () => userEvent.click(screen.getByRole('button', { name: 'Anlegen' }))

  test('W176 what is missing stands at its field, and nothing is sent', async () => {
    await begin()
    await create()
    for (const name of [/^Titel/, /^Trainerin oder Trainer/, /^E-Mail für Hilfe/]) expect(saidAt(text(name))).toContain('Bitte ausfüllen.')
    expect(saidAt(text(/^Untertitel/))).toBe('')
    expect(noteAt('Tag')).toContain('Bitte geben Sie Tag, Beginn und Ende an.')
    expect(server.changes()).toEqual([])
  })

  test('W176 what is wrong is named as what it is', async () => {
    await begin()
    await userEvent.type(text(/^E-Mail für Hilfe/), 'hilfe@')
    await userEvent.click(text(/^Titel/))
    await userEvent.paste('x'.repeat(121))
    await userEvent.click(text(/^Untertitel/))
    await userEvent.paste('y'.repeat(121))
    set('Tag', '2027-03-12')
    set('Ende', '09:00')
    await create()
    expect(saidAt(text(/^E-Mail für Hilfe/))).toContain('Diese E-Mail-Adresse ist nicht vollständig.')
    expect(saidAt(text(/^Titel/))).toContain('höchstens 120 Zeichen')
    expect(saidAt(text(/^Untertitel/))).toContain('höchstens 120 Zeichen')
    for (const name of ['Tag', 'Beginn', 'Ende']) {
      expect(part(name).getAttribute('aria-invalid')).toBe('true')
      expect(noteAt(name)).toContain('Das Ende muss nach dem Beginn liegen.')
    }
    set('Ende', '11:00')
    expect(noteAt('Ende')).toContain('Zeiten in der Zone Europe/Berlin.')
    expect(server.changes()).toEqual([])
  })

  test('W176 once made, its tickets are the next page, and the list knows it by then', async () => {
    let isKnown = false
    server.answer(createSeminar, () => {
      server.answer(listSeminars, async () => {
        await new Promise((resolve) => setTimeout(resolve, 100))
        isKnown = true
        return { seminars: [seminarSummary(), seminarSummary({ id: idOf('N'), slug: 'pressearbeit' })] }
      })
      return seminarSummary({ id: idOf('N'), slug: 'pressearbeit' })
    })
    await begin()
    await fill()
    await userEvent.type(text(/^E-Mail für Hilfe/), '{Enter}')
    await screen.findByText('elsewhere')
    expect(isKnown).toBe(true)
    expect(server.asked(createSeminar)).toMatchObject([
      {
        title: 'Pressearbeit in der Kommune',
        subtitle: '',
        trainerName: 'Miriam Voss',
        startsAt: STARTS_AT,
        endsAt: STARTS_AT + 90 * 60_000,
        timeZone: 'Europe/Berlin',
        supportEmail: 'hilfe@akademie.example',
      },
    ])
  })

  test('W176 a lost answer keeps everything, and trying again makes no second seminar', async () => {
    const dialog = await begin()
    await fill()
    await create()
    expect((await within(dialog).findByText(UNREACHABLE)).closest('[role=alert]')).not.toBeNull()
    expect(text(/^Titel/).value).toBe('Pressearbeit in der Kommune')
    expect(part('Tag').value).toBe('2027-03-12')
    server.answer(createSeminar, () => seminarSummary())
    await create()
    await screen.findByText('elsewhere')
    const [first, second] = server.asked(createSeminar)
    expect(first?.opId).toBe(second?.opId)
  })

  test('W176 the same in English', async () => {
    await inEnglish(async () => {
      show(<SeminarsPage />, { route: '/orga', at: '/orga' })
      await userEvent.click(await screen.findByRole('button', { name: 'Create a seminar' }))
      await userEvent.click(await screen.findByRole('button', { name: 'Create' }))
      expect(saidAt(text(/^Title/))).toContain('Please fill this in.')
      expect(noteAt('Day')).toContain('Please enter the day, the beginning and the end.')
    })
  })

  test('W177 times are those of the zone that is named, in winter as in summer', async () => {
    server.answer(createSeminar, () => seminarSummary())
    await begin()
    await fill()
    expect(noteAt('Beginn')).toContain('Zeiten in der Zone Europe/Berlin.')
    set('Tag', '2027-07-02')
    set('Beginn', '09:15')
    set('Ende', '10:45')
    await create()
    await screen.findByText('elsewhere')
    const summer = Date.UTC(2027, 6, 2, 7, 15)
    expect(server.asked(createSeminar)).toMatchObject([{ startsAt: summer, endsAt: summer + 1.5 * HOUR }])
  })

  test('W177 a time the clocks skip is named', async () => {
    await begin()
    await fill()
    set('Tag', '2027-03-28')
    set('Beginn', '02:30')
    await create()
    expect(noteAt('Beginn')).toContain('Diese Uhrzeit gibt es an diesem Tag nicht: Die Uhren werden umgestellt.')
    expect(server.changes()).toEqual([])
  })
})

describe('W178 A seminar that has not begun is moved or cancelled from its menu', () => {
  const MENU = 'Weitere Aktionen für das Seminar'
  const open = (state: SeminarState = 'published') => {
    server.answer(listSeminars, () => ({ seminars: [seminarSummary({ state })] }))
    show(<SeatsPage />, { route: '/orga/:slug/plaetze', at: '/orga/social-media/plaetze' })
  }

  test('W178 moving begins with the date as it is, says what follows, and keeps what was typed when it is refused', async () => {
    server.refuse(moveSeminar, 'wrong_state')
    open()
    await chooseFromMenu(MENU, 'Termin verschieben')
    const dialog = await screen.findByRole('dialog', { name: 'Neuer Termin' })
    expect(dialog.textContent).toContain('Wer schon eine E-Mail hat, bekommt eine Änderung mit neuem Kalendereintrag.')
    expect([part('Tag').value, part('Beginn').value, part('Ende').value]).toEqual(['2027-03-12', '10:00', '11:30'])
    set('Beginn', '12:00')
    await userEvent.click(screen.getByRole('button', { name: 'Verschieben' }))
    expect(noteAt('Beginn')).toContain('Das Ende muss nach dem Beginn liegen.')
    expect(server.changes()).toEqual([])
    set('Ende', '13:30')
    await userEvent.click(screen.getByRole('button', { name: 'Verschieben' }))
    expect(await within(dialog).findByText('Das ist inzwischen nicht mehr möglich.')).toBeTruthy()
    server.answer(moveSeminar, () => seminarSummary({ startsAt: STARTS_AT + 2 * HOUR }))
    await userEvent.click(part('Ende'))
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(announced()).toContain('Verschoben.')
    expect(server.asked(moveSeminar).at(-1)).toEqual({
      seminarId: idOf('S'),
      startsAt: STARTS_AT + 2 * HOUR,
      endsAt: STARTS_AT + 3.5 * HOUR,
    })
  })

  test('W178 cancelling asks first, says what happens, and not doing so comes first', async () => {
    server.answer(cancelSeminar, () => {
      server.answer(listSeminars, () => ({ seminars: [seminarSummary({ state: 'cancelled' })] }))
      return seminarSummary({ state: 'cancelled' })
    })
    open()
    await chooseFromMenu(MENU, 'Absagen')
    const question = within(await screen.findByRole('alertdialog', { name: 'Dieses Seminar absagen?' }))
    expect(question.getByText(/Alle mit einem Platz bekommen sofort eine Absage\. Das lässt sich nicht zurücknehmen\./)).toBeTruthy()
    await waitFor(() => expect(document.activeElement).toBe(question.getByRole('button', { name: 'Nicht absagen' })))
    expect(server.changes()).toEqual([])
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(announced()).toContain('Abgesagt. Alle bekommen eine E-Mail.')
    await waitFor(() => expect(screen.queryByRole('button', { name: MENU })).toBeNull())
  })

  test.each(['live', 'ended', 'archived', 'cancelled'] as const)('W178 one that is %s offers neither', async (state) => {
    open(state)
    await screen.findByRole('heading', { level: 1 })
    expect(screen.queryByRole('button', { name: MENU })).toBeNull()
  })
})

test('W179 Every area of a seminar is one link away, and the one somebody is in is marked', async () => {
  show(<SeatsPage />, { route: '/orga/:slug/plaetze', at: '/orga/social-media/plaetze' })
  const areas = within(await screen.findByRole('navigation', { name: 'Bereiche des Seminars' }))
  expect(areas.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('aria-current')])).toEqual([
    ['Anwesenheit', null],
    ['Plätze', 'page'],
    ['Tickets', null],
    ['Postausgang', null],
    ['E-Mail-Texte', null],
  ])
  expect(document.title).toBe('Plätze · Social Media im öffentlichen Dienst')
})
