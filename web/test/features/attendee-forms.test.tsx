import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { requestLostLink } from '@podium/shared/letters.ts'
import { declareOwnCoViewers, readOwnCoViewers } from '@podium/shared/seats.ts'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { CoViewersForm } from '../../src/features/co-viewers/CoViewersForm.tsx'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { NumberPage } from '../../src/pages/public/NumberPage.tsx'
import { announced, FakeServer, inEnglish, saidAt, show, tabTo } from '../lib/stage.tsx'

const UNREACHABLE = 'Der Server antwortet gerade nicht. Bitte versuchen Sie es noch einmal.'
let server: FakeServer

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
beforeEach(() => {
  server = new FakeServer()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('W185 A lost link is asked for with the address alone', () => {
  const open = () => show(<NumberPage onGesture={() => undefined} />, { route: '/zugang', at: '/zugang' })
  const part = () => within(screen.getByRole('region', { name: 'Link verloren?' }))
  const address = () => part().getByRole<HTMLInputElement>('textbox', { name: 'E-Mail-Adresse' })

  test('W185 the same answer whether or not a seat belongs to it, read out and with the focus', async () => {
    server.answer(requestLostLink, () => ({}))
    const answers: string[] = []
    for (const typed of ['aylin@amt.example', 'niemand@nirgends.example']) {
      open()
      await tabTo('textbox', 'E-Mail-Adresse')
      await userEvent.keyboard(`${typed}{Enter}`)
      const answer = await part().findByRole('status')
      await waitFor(() => expect(document.activeElement).toBe(answer))
      answers.push(part().getByRole('status').textContent)
      expect(document.body.textContent).not.toContain(typed)
      cleanup()
    }
    expect(answers[0]).toBe('Wenn zu dieser Adresse ein Platz gehört, ist die E-Mail unterwegs. Bitte sehen Sie auch im Spam-Ordner nach.')
    expect(answers[1]).toBe(answers[0])
    expect(server.asked(requestLostLink)).toEqual([{ email: 'aylin@amt.example' }, { email: 'niemand@nirgends.example' }])
  })

  test('W185 an address that is not whole is named at its field and not sent', async () => {
    open()
    await userEvent.type(address(), 'aylin@amt{Enter}')
    expect(saidAt(address())).toContain('Diese E-Mail-Adresse ist nicht vollständig.')
    expect(server.changes()).toEqual([])
  })

  test('W185 a refusal or a broken line keeps the address', async () => {
    open()
    await userEvent.type(address(), 'aylin@amt.example{Enter}')
    expect((await part().findByRole('alert')).textContent).toContain(UNREACHABLE)
    server.refuse(requestLostLink, 'too_many_requests', 30_000)
    await userEvent.click(part().getByRole('button', { name: 'Zugang schicken' }))
    await waitFor(() => expect(part().getByRole('alert').textContent).toContain('Bitte warten Sie einen Moment.'))
    expect(address().value).toBe('aylin@amt.example')
  })

  test('W185 another address can follow', async () => {
    server.answer(requestLostLink, () => ({}))
    open()
    await userEvent.type(address(), 'aylin@amt.example{Enter}')
    await userEvent.click(await part().findByRole('button', { name: 'Andere Adresse eingeben' }))
    expect(address().value).toBe('')
    expect(address().getAttribute('aria-invalid')).toBeNull()
  })

  test('W185 the same in English', async () => {
    server.answer(requestLostLink, () => ({}))
    await inEnglish(async () => {
      open()
      await userEvent.type(screen.getByRole('textbox', { name: 'E-mail address' }), 'aylin@amt.example{Enter}')
      expect(await screen.findByText(/^If a seat belongs to this address, the e-mail is on its way/)).toBeTruthy()
    })
  })
})

describe('W186 Whoever sits together says so in the lobby', () => {
  const begin = async (names: string[] = []) => {
    server.answer(readOwnCoViewers, () => ({ names }))
    show(<CoViewersForm slug="social-media" />)
    await userEvent.click(await screen.findByText(/^Wir sitzen zu mehreren hier/))
    return screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Namen, jeder in einer Zeile' })
  }
  const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Namen, jeder in einer Zeile' })
  const save = () => userEvent.click(screen.getByRole('button', { name: 'Speichern' }))

  test('W186 names are added, counted with oneself, and that they are kept is seen and heard', async () => {
    server.answer(declareOwnCoViewers, () => ({}))
    await begin()
    await userEvent.type(field(), 'Nele Amsel{Enter}{Enter} Timo Falk ')
    await save()
    expect(await screen.findByText('Wir sitzen zu mehreren hier (3)')).toBeTruthy()
    expect(server.asked(declareOwnCoViewers)).toEqual([{ slug: 'social-media', names: ['Nele Amsel', 'Timo Falk'] }])
    expect(field().value).toBe('Nele Amsel\nTimo Falk')
    expect(announced()).toContain('Gespeichert.')
    expect(screen.getAllByText('Gespeichert.').some((said) => said.closest('[role=status]') === null)).toBe(true)
    await userEvent.type(field(), '{Enter}Uta')
    expect(screen.getAllByText('Gespeichert.').every((said) => said.closest('[role=status]') !== null)).toBe(true)
  })

  test('W186 a name is removed with its line, the last one as well', async () => {
    server.answer(declareOwnCoViewers, () => ({}))
    await begin(['Nele Amsel', 'Timo Falk'])
    expect(screen.getByText('Wir sitzen zu mehreren hier (3)')).toBeTruthy()
    expect(field().value).toBe('Nele Amsel\nTimo Falk')
    await userEvent.clear(field())
    await save()
    expect(await screen.findByText('Wir sitzen zu mehreren hier')).toBeTruthy()
    expect(server.asked(declareOwnCoViewers)).toEqual([{ slug: 'social-media', names: [] }])
  })

  test.each([
    ['twenty-one names', Array.from({ length: 21 }, (_, index) => `Person ${index}`).join('\n')],
    ['a name of 81 characters', 'x'.repeat(81)],
  ])('W186 %s are refused at the field and not sent', async (_, typed) => {
    await begin()
    await userEvent.click(field())
    await userEvent.paste(typed)
    expect(saidAt(field())).toContain('höchstens 20 Namen')
    await save()
    expect(server.changes()).toEqual([])
  })

  test('W186 an error keeps what was typed', async () => {
    await begin()
    await userEvent.type(field(), 'Nele Amsel')
    await save()
    expect((await screen.findByText(UNREACHABLE)).closest('[role=alert]')).not.toBeNull()
    expect(field().value).toBe('Nele Amsel')
    server.refuse(declareOwnCoViewers, 'seat_replaced')
    await save()
    expect(await screen.findByText('Das Seminar läuft jetzt auf einem anderen Gerät.')).toBeTruthy()
  })

  test('W186 names that could not be read are not written over', async () => {
    show(<CoViewersForm slug="social-media" />)
    expect(await screen.findByText(UNREACHABLE)).toBeTruthy()
    expect(screen.queryByRole('textbox')).toBeNull()
    server.answer(readOwnCoViewers, () => ({ names: ['Nele Amsel'] }))
    await userEvent.click(screen.getByRole('button', { name: 'Erneut versuchen' }))
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox')).value).toBe('Nele Amsel')
  })

  test('W186 the same in English', async () => {
    server.answer(readOwnCoViewers, () => ({ names: [] }))
    await inEnglish(async () => {
      show(<CoViewersForm slug="social-media" />)
      await userEvent.type(await screen.findByRole('textbox', { name: 'Names, one on each line' }), 'x'.repeat(81))
      expect(saidAt(screen.getByRole('textbox'))).toContain('At most 20 names please')
    })
  })
})
