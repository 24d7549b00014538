import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import {
  EDITABLE_LETTERS,
  PLACEHOLDERS,
  previewLetter,
  readLetterTexts,
  saveLetterSettings,
  saveLetterText,
  sendLetterToMyself,
} from '@podium/shared/letters.ts'
import { listSeminars } from '@podium/shared/seminars.ts'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { TextsPage } from '../../src/pages/organiser/TextsPage.tsx'
import { idOf, letterContent, letterSummary, letterTexts, seminarSummary } from '../lib/builders.ts'
import { announced, FakeServer, inEnglish, saidAt, show, tabTo } from '../lib/stage.tsx'

const UNREACHABLE = 'Der Server antwortet gerade nicht. Bitte versuchen Sie es noch einmal.'
let server: FakeServer

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
beforeEach(() => {
  server = new FakeServer()
  server.answer(listSeminars, () => ({ seminars: [seminarSummary()] }))
  server.answer(previewLetter, () => letterContent())
  server.answer(readLetterTexts, () => letterTexts())
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const open = () => show(<TextsPage />, { route: '/orga/:slug/texte', at: '/orga/social-media/texte' })
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })

/** Opens the words of the access letter with the keyboard. */
async function edit() {
  open()
  await tabTo('button', 'Text ändern: Zugang')
  await userEvent.keyboard('{Enter}')
  return within(await screen.findByRole('dialog', { name: 'Text ändern: Zugang' }))
}

describe('W171 Every letter says when it leaves, and whether its words are one’s own', () => {
  test('W171 in the order in which they leave, with the day of the access letter', async () => {
    server.answer(readLetterTexts, () => letterTexts({ own: 'reminder' }))
    open()
    await screen.findByRole('heading', { name: 'Bestätigung' })
    const said = screen
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent)
      .filter((text) => text.includes('Vorschau'))
    expect(said).toHaveLength(EDITABLE_LETTERS.length)
    expect(said[1]).toContain('am Donnerstag, 11. März 2027, 10:00 Uhr')
    expect(said.map((text) => text.includes('eigener Text'))).toEqual([false, false, true, false, false, false])
  })

  test('W171 a preview opens with the words that are saved', async () => {
    open()
    await userEvent.click(await screen.findByRole('button', { name: 'Vorschau: Bestätigung' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Vorschau: Bestätigung' }))
    expect((await dialog.findByTitle('E-Mail: Ihr Zugang für morgen')).getAttribute('sandbox')).toBe('')
    expect(server.asked(previewLetter)).toEqual([{ seminarId: idOf('S'), kind: 'confirmation', words: null }])
  })

  test('W171 language and reminder are kept at once, each building on the other', async () => {
    const answers: (() => void)[] = []
    server.answer(
      saveLetterSettings,
      ({ locale, isReminderWanted }) => new Promise((resolve) => answers.push(() => resolve(letterTexts({ locale, isReminderWanted })))),
    )
    open()
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Sprache der E-Mails' }), 'Englisch')
    await tabTo('switch', 'Erinnerung 15 Minuten vor Beginn senden')
    await userEvent.keyboard(' ')
    await waitFor(() => expect(answers).toHaveLength(2))
    for (const answer of answers) answer()
    await waitFor(() => expect(announced()).toContain('Gespeichert.'))
    expect(server.asked(saveLetterSettings)).toEqual([
      { seminarId: idOf('S'), locale: 'en', isReminderWanted: true },
      { seminarId: idOf('S'), locale: 'en', isReminderWanted: false },
    ])
  })

  test('W171 a choice that was not kept goes back and says why', async () => {
    open()
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Sprache der E-Mails' }), 'Englisch')
    expect((await screen.findByText(UNREACHABLE)).closest('[role=alert]')).not.toBeNull()
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Sprache der E-Mails' }).value).toBe('de')
  })

  test('W171 texts that cannot be read say why and offer another try', async () => {
    server.refuse(readLetterTexts, 'not_found')
    open()
    expect((await screen.findByText('Das gibt es nicht oder nicht mehr.')).getAttribute('role')).toBe('alert')
    server.answer(readLetterTexts, () => letterTexts())
    await userEvent.click(screen.getByRole('button', { name: 'Erneut versuchen' }))
    expect(await screen.findByRole('heading', { name: 'Bestätigung' })).toBeTruthy()
  })
})

describe('W172 The words of a letter are checked while they are typed', () => {
  test.each([
    ['{nmae}', '„{nmae}“ ist kein Platzhalter.'],
    ['{', '„{“ ist kein Platzhalter.'],
  ])('W172 %s is refused at its field, and saving leads there instead', async (typed, words) => {
    const dialog = await edit()
    await userEvent.click(field('Text am Anfang'))
    await userEvent.paste(`Guten Tag ${typed}`)
    expect(saidAt(field('Text am Anfang'))).toContain(words)
    await userEvent.click(dialog.getByRole('button', { name: 'Speichern' }))
    expect(document.activeElement).toBe(field('Text am Anfang'))
    expect(server.asked(saveLetterText)).toEqual([])
    await userEvent.clear(field('Text am Anfang'))
    expect(field('Text am Anfang').getAttribute('aria-invalid')).toBeNull()
  })

  test('W172 a subject cannot be empty, paragraphs can', async () => {
    const dialog = await edit()
    await userEvent.clear(field('Betreff'))
    expect(saidAt(field('Betreff'))).toContain('Das darf nicht leer sein.')
    await userEvent.click(dialog.getByRole('button', { name: 'An mich senden' }))
    expect(document.activeElement).toBe(field('Betreff'))
    expect(server.asked(sendLetterToMyself)).toEqual([])
    expect(saidAt(field('Text am Ende'))).toContain('freiwillig')
  })

  test('W172 every placeholder is a button that writes into the field somebody was in last', async () => {
    const dialog = await edit()
    const group = within(dialog.getByRole('group', { name: 'Platzhalter einsetzen' }))
    expect(group.getAllByRole('button')).toHaveLength(PLACEHOLDERS.length)
    await userEvent.click(field('Text am Ende'))
    await userEvent.click(group.getByRole('button', { name: 'Name der Person' }))
    await userEvent.click(group.getByRole('button', { name: 'Telefon für Hilfe' }))
    expect(field('Text am Ende').value).toBe('{name} {phone}')
    expect(field('Große Zeile').value).toBe('Morgen geht es los.')
  })

  test('W172 saving keeps the words and says for whom they count', async () => {
    server.answer(saveLetterText, () => letterTexts({ own: 'access' }))
    const dialog = await edit()
    await userEvent.clear(field('Betreff'))
    await userEvent.click(field('Betreff'))
    await userEvent.paste('Bis morgen, {name}')
    await userEvent.click(dialog.getByRole('button', { name: 'Speichern' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(server.asked(saveLetterText)).toEqual([
      {
        seminarId: idOf('S'),
        kind: 'access',
        words: { subject: 'Bis morgen, {name}', headline: 'Morgen geht es los.', opening: null, closing: null },
      },
    ])
    expect(announced()).toContain('Noch nicht gesendete E-Mails bekommen den neuen Text.')
    expect(screen.getByText('eigener Text')).toBeTruthy()
  })

  test('W172 an error keeps what was typed', async () => {
    const dialog = await edit()
    await userEvent.type(field('Betreff'), ' und bald')
    await userEvent.click(dialog.getByRole('button', { name: 'Speichern' }))
    expect((await dialog.findByText(UNREACHABLE)).closest('[role=alert]')).not.toBeNull()
    expect(field('Betreff').value).toBe('Ihr Zugang und bald')
  })

  test('W172 the same in English', async () => {
    await inEnglish(async () => {
      open()
      await userEvent.click(await screen.findByRole('button', { name: 'Change text: Access' }))
      await userEvent.click(await screen.findByRole('textbox', { name: 'Large line' }))
      await userEvent.paste(' {nobody}')
      expect(saidAt(field('Large line'))).toContain('“{nobody}” is no placeholder.')
    })
  })
})

describe('W173 One’s own words give way to the standard text only after a question', () => {
  test('W173 the question says what is lost, and keeping comes first', async () => {
    server.answer(readLetterTexts, () => letterTexts({ own: 'access' }))
    server.answer(saveLetterText, () => letterTexts())
    await edit()
    await tabTo('button', 'Zurück zum Standardtext')
    await userEvent.keyboard('{Enter}')
    const question = within(await screen.findByRole('alertdialog', { name: 'Eigenen Text verwerfen?' }))
    expect(question.getByText(/lässt sich nicht zurückholen/)).toBeTruthy()
    await waitFor(() => expect(document.activeElement).toBe(question.getByRole('button', { name: 'Eigenen Text behalten' })))
    expect(server.asked(saveLetterText)).toEqual([])
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(announced()).toContain('Der Standardtext gilt wieder.'))
    expect(server.asked(saveLetterText)).toEqual([{ seminarId: idOf('S'), kind: 'access', words: null }])
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(screen.queryByText('eigener Text')).toBeNull()
  })

  test('W173 without words of one’s own there is nothing to go back from', async () => {
    const dialog = await edit()
    expect(dialog.queryByRole('button', { name: 'Zurück zum Standardtext' })).toBeNull()
  })

  test('W173 leaving with unsaved words asks first, leaving without goes at once', async () => {
    const dialog = await edit()
    await userEvent.type(field('Betreff'), ' und bald')
    await userEvent.keyboard('{Escape}')
    const question = within(await screen.findByRole('alertdialog', { name: 'Änderungen verwerfen?' }))
    await userEvent.click(question.getByRole('button', { name: 'Weiter schreiben' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(field('Betreff').value).toBe('Ihr Zugang und bald')
    await userEvent.clear(field('Betreff'))
    await userEvent.type(field('Betreff'), 'Ihr Zugang')
    await userEvent.click(dialog.getByRole('button', { name: 'Abbrechen' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

describe('W174 The letter stands beside its words', () => {
  test('W174 it follows what is typed', async () => {
    server.answer(previewLetter, ({ words }) => letterContent({ subject: words?.subject ?? '' }))
    const dialog = await edit()
    expect(await dialog.findByTitle('E-Mail: Ihr Zugang')).toBeTruthy()
    await userEvent.type(field('Betreff'), ' morgen')
    expect(await dialog.findByTitle('E-Mail: Ihr Zugang morgen', {}, { timeout: 3_000 })).toBeTruthy()
  })

  test('W174 one that cannot be shown says why instead of loading for ever', async () => {
    server.vanish(previewLetter)
    const dialog = await edit()
    expect(await dialog.findByText(UNREACHABLE, {}, { timeout: 3_000 })).toBeTruthy()
  })

  test('W174 it is sent to oneself with the words as they are', async () => {
    server.answer(sendLetterToMyself, () => letterSummary())
    const dialog = await edit()
    await userEvent.type(field('Betreff'), ' morgen')
    await userEvent.click(dialog.getByRole('button', { name: 'An mich senden' }))
    await waitFor(() => expect(server.asked(sendLetterToMyself)[0]?.words?.subject).toBe('Ihr Zugang morgen'))
    expect(await screen.findByRole('dialog')).toBeTruthy()
  })
})
