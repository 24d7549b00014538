import { z } from 'zod'
import { expect, test } from './actors.ts'
import { lookAtLetter } from './look.ts'
import { startShop } from './shop.ts'
import { connectEvent, createSeminar, openLetter, signIn } from './steps.ts'

const DAY_MS = 24 * 60 * 60_000
/** What the organiser's page calls each letter whose words can be changed. */
const KINDS = {
  confirmation: 'Bestätigung',
  access: 'Zugang',
  reminder: 'Erinnerung',
  change: 'Änderung',
  cancellation: 'Absage',
  followup: 'Nach dem Seminar',
} as const
const LANGUAGES = { de: 'Deutsch', en: 'Englisch' } as const
/** Words that fit on no line of a phone. */
const LONG_TITLE = 'Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung: Rückblick und Ausblick'

test('J14 Every letter a person gets looks right in a mail program, German and English, and asks nobody for anything', async ({
  hands,
}) => {
  const { organiser } = hands.podium.ready
  const office = await hands.office()
  const reader = await hands.attendee()
  await signIn(office, organiser)
  await office.getByRole('link', { name: /^Öffnen/ }).click()
  await office.getByRole('link', { name: 'E-Mail-Texte' }).click()
  for (const [locale, language] of Object.entries(LANGUAGES)) {
    await office.getByLabel('Sprache der E-Mails').selectOption(language)
    await expect(office.getByText(locale === 'de' ? 'Abgesagt: {seminar}, {date}' : 'Cancelled: {seminar}, {date}')).toBeVisible()
    for (const [kind, name] of Object.entries(KINDS)) {
      await office.getByRole('button', { name: `Vorschau: ${name}` }).click()
      await lookAtLetter(reader, `${kind}-${locale}`, await openLetter(office))
      await office.keyboard.press('Escape')
      await expect(office.getByRole('dialog')).toBeHidden()
    }
  }
})

test('J14 The letter to the buyer of several seats looks right as well, whatever is long in it', async ({ hands }) => {
  const shop = await startShop()
  try {
    const startsAt = Math.ceil((Date.now() + 9 * DAY_MS) / 3_600_000) * 3_600_000
    const event = z
      .object({ id: z.string() })
      .parse(await shop.play('events', { name: LONG_TITLE, startsAt, endsAt: startsAt + 5_400_000 }))
    await hands.podium.restart({ EVENTBRITE_API_URL: shop.apiUrl })
    const office = await hands.office()
    const reader = await hands.attendee()
    await signIn(office, hands.podium.ready.organiser)
    await createSeminar(office, LONG_TITLE, startsAt)
    await connectEvent(office, shop, event.id)
    for (const [locale, language] of Object.entries(LANGUAGES)) {
      await office.getByRole('link', { name: 'E-Mail-Texte' }).click()
      await office.getByLabel('Sprache der E-Mails').selectOption(language)
      await expect(office.getByText(locale === 'de' ? 'Abgesagt: {seminar}, {date}' : 'Cancelled: {seminar}, {date}')).toBeVisible()
      const lastName = `Freifrau von Oberkirchenwald-Untertal-${language}`
      const buyer = { firstName: 'Hannelore', lastName, email: `poststelle-${locale}@landratsamt-oberkirchenwald.example` }
      await shop.play('orders', { eventId: event.id, seats: 4, buyer })
      await office.getByRole('link', { name: 'Postausgang' }).click()
      // The same letter follows once more the day before; that one still waits.
      const made = office.getByRole('row').filter({ hasText: lastName }).filter({ hasText: 'Aufgehoben' })
      await made.getByRole('button', { name: /^Plätze benennen an .+ ansehen$/ }).click()
      await lookAtLetter(reader, `naming-${locale}`, await openLetter(office))
      await office.keyboard.press('Escape')
      await expect(office.getByRole('dialog')).toBeHidden()
    }
  } finally {
    await shop.stop()
  }
})
