import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { nameSeats, readOrder } from '@podium/shared/seats.ts'
import { useLocation } from 'react-router'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { NamingPage } from '../../src/pages/public/NamingPage.tsx'
import { idOf, orderSeat, seatOrder } from '../lib/builders.ts'
import { announced, FakeServer, inEnglish, saidAt, show, tabTo } from '../lib/stage.tsx'

let server: FakeServer

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
beforeEach(() => {
  server = new FakeServer()
  server.answer(readOrder, () => seatOrder())
})
afterEach(() => {
  cleanup()
  sessionStorage.clear()
  vi.unstubAllGlobals()
})

function Address() {
  return <p>at {useLocation().pathname}</p>
}
const visit = (at = '/benennen/TOKEN') =>
  show(
    <>
      <NamingPage />
      <Address />
    </>,
    { route: '/benennen/:token?', at },
  )
const open = async () => {
  visit()
  await tabTo('button', 'Plätze anzeigen')
  await userEvent.keyboard('{Enter}')
  return screen.findByRole('group', { name: /^Platz 1/ })
}
const seat = (position: number) => within(screen.getByRole('group', { name: new RegExp(`^Platz ${position}`) }))
const name = (position: number) => seat(position).getByRole<HTMLInputElement>('textbox', { name: 'Name' })
const email = (position: number) => seat(position).getByRole<HTMLInputElement>('textbox', { name: 'E-Mail-Adresse' })
const save = () => userEvent.click(screen.getByRole('button', { name: 'Speichern und Zugänge verschicken' }))
const alerts = () =>
  screen
    .queryAllByRole('alert')
    .map(({ textContent }) => textContent.trim())
    .join(' ')

describe('W180 Opening the link of an order tells and changes nothing', () => {
  test('W180 nothing is asked before a press; only then the order stands there', async () => {
    visit()
    expect(await screen.findByRole('heading', { name: 'Plätze benennen' })).toBeTruthy()
    expect(document.body.textContent).not.toContain('Petra Amt')
    expect(server.changes()).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'Plätze anzeigen' }))
    expect(await screen.findByText('Bestellung 8841, gebucht von Petra Amt')).toBeTruthy()
    expect(screen.getByText(/Freitag, 12\. März 2027, 10:00–11:30 Uhr/)).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Plätze benennen' }))
    expect(server.asked(readOrder)).toEqual([{ token: 'TOKEN' }])
    expect(server.changes()).toHaveLength(1)
  })

  test('W180 the secret leaves the address at once and a reload of this tab still knows it', async () => {
    visit()
    expect(await screen.findByText('at /benennen')).toBeTruthy()
    cleanup()
    visit('/benennen')
    await userEvent.click(await screen.findByRole('button', { name: 'Plätze anzeigen' }))
    await screen.findByText(/Bestellung 8841/)
    expect(server.asked(readOrder)).toEqual([{ token: 'TOKEN' }])
    expect(JSON.stringify(localStorage)).not.toContain('TOKEN')
  })

  test('W180 the same in English', async () => {
    await inEnglish(async () => {
      visit()
      await userEvent.click(await screen.findByRole('button', { name: 'Show seats' }))
      expect(await screen.findByText('Order 8841, booked by Petra Amt')).toBeTruthy()
    })
  })
})

describe('W181 A link that opens nothing says what to do', () => {
  test.each([
    ['link_unknown', 'Bitte öffnen Sie den Link aus der neuesten E-Mail.'],
    ['too_many_requests', 'Bitte warten Sie einen Moment.'],
  ] as const)('W181 %s', async (code, words) => {
    server.refuse(readOrder, code)
    visit()
    await userEvent.click(await screen.findByRole('button', { name: 'Plätze anzeigen' }))
    await waitFor(() => expect(alerts()).toContain(words))
    server.answer(readOrder, () => seatOrder())
    await userEvent.click(screen.getByRole('button', { name: 'Plätze anzeigen' }))
    expect(await screen.findByText(/Bestellung 8841/)).toBeTruthy()
  })

  test('W181 without any link nothing is asked', async () => {
    visit('/benennen')
    await userEvent.click(await screen.findByRole('button', { name: 'Plätze anzeigen' }))
    await waitFor(() => expect(alerts()).toContain('Zu diesem Link gehört keine Bestellung.'))
    expect(server.changes()).toEqual([])
  })

  test('W181 a broken line can be tried again', async () => {
    server.vanish(readOrder)
    visit()
    await userEvent.click(await screen.findByRole('button', { name: 'Plätze anzeigen' }))
    await waitFor(() => expect(alerts()).toContain('Der Server antwortet gerade nicht.'))
  })
})

describe('W182 People are named seat by seat', () => {
  test('W182 only whole and new people are sent, and the page says how many get a letter', async () => {
    server.answer(readOrder, () =>
      seatOrder({
        seats: [
          orderSeat({ holderName: 'Aylin Demir', holderEmail: 'aylin@amt.example' }),
          orderSeat({ seatId: idOf('B') }),
          orderSeat({ seatId: idOf('C') }),
        ],
      }),
    )
    server.answer(nameSeats, ({ seats }) => seatOrder({ seats: seats.map((one) => orderSeat(one)) }))
    await open()
    expect(seat(1).getByText('benannt')).toBeTruthy()
    expect(name(1).value).toBe('Aylin Demir')
    await userEvent.type(name(2), 'Bert Kühn')
    await userEvent.type(email(2), 'bert@amt.example{Enter}')
    await waitFor(() => expect(announced()).toContain('Gespeichert. Eine Person bekommt eine E-Mail.'))
    expect(server.asked(nameSeats)).toEqual([
      { token: 'TOKEN', seats: [{ seatId: idOf('B'), holderName: 'Bert Kühn', holderEmail: 'bert@amt.example' }] },
    ])
    expect(seat(1).getByText('benannt')).toBeTruthy()
  })

  test('W182 half a person is named at the field that is not whole, and nothing is sent', async () => {
    await open()
    await userEvent.type(name(1), 'Aylin Demir')
    await userEvent.type(email(2), 'bert@amt')
    await save()
    expect([saidAt(name(1)), saidAt(email(1))]).toEqual(['', expect.stringContaining('vollständig')])
    expect([saidAt(name(2)), saidAt(email(2))]).toEqual([expect.stringContaining('vollständig'), expect.stringContaining('vollständig')])
    expect(alerts()).toContain('Bitte geben Sie Namen und E-Mail-Adresse vollständig an.')
    expect(server.asked(nameSeats)).toEqual([])
    await userEvent.type(email(1), 'aylin@amt.example')
    expect(email(1).getAttribute('aria-invalid')).toBeNull()
  })

  test('W182 nobody is not saved', async () => {
    await open()
    await save()
    expect(alerts()).toContain('Bitte tragen Sie mindestens eine Person ein.')
    expect(server.asked(nameSeats)).toEqual([])
  })

  test.each([
    ['seat_revoked', 'Dieser Platz wurde storniert.'],
    ['seminar_ended', 'Das Seminar ist beendet.'],
    ['seminar_cancelled', 'Das Seminar wurde abgesagt.'],
    ['link_unknown', 'Bitte öffnen Sie den Link aus der neuesten E-Mail.'],
    [null, 'Der Server antwortet gerade nicht. Ihre Eingaben sind noch da.'],
  ] as const)('W182 %s keeps what was typed', async (code, words) => {
    await open()
    if (code !== null) server.refuse(nameSeats, code)
    await userEvent.type(name(1), 'Aylin Demir')
    await userEvent.type(email(1), 'aylin@amt.example')
    await save()
    await waitFor(() => expect(alerts()).toContain(words))
    expect([name(1).value, email(1).value]).toEqual(['Aylin Demir', 'aylin@amt.example'])
  })
})

describe('W184 A single seat asks who comes instead', () => {
  test('W184 it shows who has it now and says what naming somebody else does; several seats do not', async () => {
    server.answer(readOrder, () => seatOrder({ seats: [orderSeat({ holderName: 'Otto Amt', holderEmail: 'otto@amt.example' })] }))
    await open()
    expect(screen.getByText(/wer stattdessen kommt\. Der bisherige Zugang gilt dann nicht mehr/)).toBeTruthy()
    expect([name(1).value, email(1).value]).toEqual(['Otto Amt', 'otto@amt.example'])
    cleanup()
    server.answer(readOrder, () => seatOrder())
    await open()
    expect(screen.queryByText(/wer stattdessen kommt/)).toBeNull()
  })
})

describe('W183 What cannot be named any more says so', () => {
  test('W183 a seat that was taken away has no fields', async () => {
    server.answer(readOrder, () => seatOrder({ seats: [orderSeat({ isRevoked: true }), orderSeat({ seatId: idOf('B') })] }))
    await open()
    expect(seat(1).getByText('storniert')).toBeTruthy()
    expect(seat(1).queryByRole('textbox')).toBeNull()
    expect(name(2)).toBeTruthy()
  })

  test('W183 after the seminar everything is read only', async () => {
    server.answer(readOrder, () => seatOrder({ isOpen: false }))
    await open()
    expect(screen.getByText('Das Seminar ist vorbei oder abgesagt. Die Plätze lassen sich nicht mehr ändern.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Speichern und Zugänge verschicken' })).toBeNull()
    expect(screen.getByRole<HTMLFieldSetElement>('group', { name: /^Platz 1/ }).disabled).toBe(true)
  })
})
