import { z } from 'zod'
import { expect, test } from './actors.ts'
import { startShop } from './shop.ts'
import { expectMediaFlows, openGreenRoom, signIn, watchMedia } from './steps.ts'

const DAY_MS = 24 * 60 * 60_000
const Order = z.object({ ref: z.string() })

/** The next moment at which it is ten o'clock in Berlin at least three days from now. */
function tenOClock(): number {
  const hourIn = (at: number) =>
    Number(new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hour: 'numeric', hourCycle: 'h23' }).format(at))
  let at = Math.ceil((Date.now() + 3 * DAY_MS) / 3_600_000) * 3_600_000
  while (hourIn(at) !== 10) at += 3_600_000
  return at
}

test('J15 From a booking at the shop to the room: connect, confirmation, link the day before, in with one click, out with the refund', async ({
  hands,
}) => {
  const { podium } = hands
  const shop = await startShop()
  try {
    const startsAt = tenOClock()
    const date = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', dateStyle: 'short' }).format(startsAt)
    const event = z
      .object({ id: z.string() })
      .parse(await shop.play('events', { name: 'Pressearbeit in der Kommune', startsAt, endsAt: startsAt + 5_400_000 }))
    const environment = { EVENTBRITE_API_URL: shop.apiUrl }
    await podium.restart(environment)

    const office = await hands.office()
    await signIn(office, podium.ready.organiser)
    await office.getByRole('button', { name: 'Seminar anlegen' }).click()
    const dialog = office.getByRole('dialog')
    await dialog.getByLabel('Titel', { exact: true }).fill('Pressearbeit in der Kommune')
    await dialog.getByLabel('Trainerin oder Trainer').fill('Miriam Voss')
    await dialog.getByLabel('Tag').fill(date)
    await dialog.getByLabel('E-Mail für Hilfe').fill('hilfe@e-akademie.example')
    await dialog.getByRole('button', { name: 'Anlegen' }).click()

    await office.getByLabel('Privates Zugangstoken').fill(shop.token)
    await office.getByRole('button', { name: 'Verbindung testen' }).click()
    await expect(office.getByText(/^Verbunden als/)).toBeVisible()
    // The event that begins at the same moment is chosen already.
    await expect(office.getByLabel('Veranstaltung')).toHaveValue(event.id)
    await office.getByRole('button', { name: 'Verbinden und abgleichen' }).click()
    await expect(office.getByRole('heading', { name: /ist auf dem Stand von/ })).toBeVisible()
    await expect(office.getByText('Der Shop meldet Änderungen von selbst.')).toBeVisible()

    const buyer = { firstName: 'Petra', lastName: 'Beispiel', email: 'p.beispiel@amt.example' }
    const order = Order.parse(await shop.play('orders', { eventId: event.id, buyer }))
    await office.getByRole('link', { name: 'Plätze' }).click()
    await expect(office.getByText('Petra Beispiel').first()).toBeVisible({ timeout: 20_000 })
    await expect(office.getByText(/Bestätigung, Aufgehoben/)).toBeVisible({ timeout: 20_000 })

    await office.getByRole('link', { name: 'Postausgang' }).click()
    await office.getByRole('button', { name: 'Bestätigung an Petra Beispiel ansehen' }).click()
    const frame = office.frameLocator('iframe.letter-frame')
    await expect(frame.getByRole('heading', { name: 'Ihr Platz ist bestätigt.' })).toBeVisible()

    // The day before, at ten o'clock.
    await podium.restart({ ...environment, CLOCK_AHEAD_MS: String(startsAt - DAY_MS - Date.now() + 1_000) })
    await signIn(office, podium.ready.organiser)
    await office.getByRole('link', { name: 'Öffnen: Pressearbeit in der Kommune' }).click()
    await office.getByRole('link', { name: 'Postausgang' }).click()
    await office.getByRole('button', { name: 'Zugang an Petra Beispiel ansehen' }).click()
    await expect(office.frameLocator('iframe.letter-frame').getByRole('heading', { name: 'Morgen um 10:00 Uhr geht es los.' })).toBeVisible(
      {
        timeout: 20_000,
      },
    )
    await office.getByRole('tab', { name: 'Nur Text' }).click()
    const letter = await office.locator('pre.letter-text').innerText()
    const link = /^http\S+\/s\/\S+$/m.exec(letter)?.[0] ?? ''
    const code = /^Zugangscode: ([\d ]+)$/m.exec(letter)?.[1]?.replace(' ', '') ?? ''

    // Ten minutes before: the link of the letter opens the lobby, which becomes the room.
    await podium.restart({ ...environment, CLOCK_AHEAD_MS: String(startsAt - 600_000 - Date.now()) })
    const attendee = await hands.attendee()
    await watchMedia(attendee)
    await attendee.goto(link)
    await attendee.getByRole('textbox', { name: 'Zugangscode' }).fill(code)
    await attendee.getByRole('button', { name: /^(Jetzt teilnehmen|Zum Warteraum)$/ }).click()
    await expect(attendee.getByText('Sie sind richtig hier.')).toBeVisible()
    const trainer = await hands.publisher()
    await signIn(trainer, podium.ready.trainer)
    await trainer.getByRole('link', { name: 'Öffnen: Pressearbeit in der Kommune' }).click()
    await openGreenRoom(trainer)
    await trainer.getByRole('button', { name: 'Live gehen' }).click()
    await expectMediaFlows(attendee)

    await shop.play('refund', { orderRef: order.ref })
    await expect(attendee.getByText(/storniert/).first()).toBeVisible({ timeout: 20_000 })
  } finally {
    await shop.stop()
  }
})
