import { z } from 'zod'
import { expect, test } from './actors.ts'
import { look } from './look.ts'
import { startShop } from './shop.ts'
import { signIn } from './steps.ts'

const DAY_MS = 24 * 60 * 60_000
const SEATS = 12

test('J14 The pages of tickets, seats and letters are accessible and look right', async ({ hands }) => {
  const { podium } = hands
  const shop = await startShop()
  try {
    const startsAt = Math.ceil((Date.now() + 9 * DAY_MS) / 3_600_000) * 3_600_000
    const date = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', dateStyle: 'short' }).format(startsAt)
    const event = z.object({ id: z.string() }).parse(
      await shop.play('events', {
        name: 'Social Media für Behörden: rechtssicher und nah am Menschen',
        startsAt,
        endsAt: startsAt + 5_400_000,
        ticketClasses: ['Einzelplatz', 'Behördenpaket', 'Aufzeichnung'],
      }),
    )
    await podium.restart({ EVENTBRITE_API_URL: shop.apiUrl })

    const office = await hands.office()
    await signIn(office, podium.ready.organiser)
    await look(office, 'seminars')
    await office.getByRole('button', { name: 'Seminar anlegen' }).click()
    const dialog = office.getByRole('dialog')
    await expect(dialog).toBeVisible()
    await look(office, 'seminar-new')
    await dialog.getByLabel('Titel', { exact: true }).fill('Social Media für Behörden: rechtssicher und nah am Menschen')
    await dialog.getByLabel('Trainerin oder Trainer').fill('Miriam Voss')
    await dialog.getByLabel('Tag').fill(date)
    await dialog.getByLabel('E-Mail für Hilfe').fill('hilfe@e-akademie.example')
    await dialog.getByRole('button', { name: 'Anlegen' }).click()
    await expect(office.getByLabel('Privates Zugangstoken')).toBeVisible()
    await look(office, 'tickets-unconnected')

    await office.getByLabel('Privates Zugangstoken').fill('WRONGTOKEN123')
    await office.getByRole('button', { name: 'Verbindung testen' }).click()
    await expect(office.getByRole('alert').filter({ hasText: /Zugangstoken/ })).toBeVisible()
    await look(office, 'tickets-wrong-token')
    await office.getByLabel('Privates Zugangstoken').fill(shop.token)
    await office.getByRole('button', { name: 'Verbindung testen' }).click()
    await expect(office.getByText(/^Verbunden als/)).toBeVisible()
    await office.getByLabel('Veranstaltung').selectOption(event.id)
    await look(office, 'tickets-tested')
    await office.getByRole('button', { name: 'Verbinden und abgleichen' }).click()
    await expect(office.getByText('Der Shop meldet Änderungen von selbst.')).toBeVisible()

    await office.getByRole('link', { name: 'Plätze' }).click()
    await expect(office.getByText('Noch gibt es keine Plätze.')).toBeVisible()
    await look(office, 'seats-empty')
    await office.getByRole('link', { name: 'Postausgang' }).click()
    await expect(office.getByText('Noch gibt es keine E-Mails.')).toBeVisible()
    await look(office, 'post-empty')

    const Order = z.object({ ref: z.string() })
    const orders: string[] = []
    for (let made = 0; made < SEATS; made += 1) orders.push(Order.parse(await shop.play('orders', { eventId: event.id })).ref)
    const bulk = Order.parse(
      await shop.play('orders', {
        eventId: event.id,
        seats: 4,
        buyer: {
          firstName: 'Hannelore',
          lastName: 'Freifrau von und zu Oberkirchenwald-Untertal',
          email: 'poststelle@landratsamt-oberkirchenwald.example',
        },
      }),
    )
    await office.getByRole('link', { name: 'Plätze' }).click()
    await expect(office.getByText(bulk.ref).first()).toBeVisible({ timeout: 20_000 })
    await shop.play('refund', { orderRef: orders[0] })
    await expect(office.getByRole('button', { name: 'Storniert 1' })).toBeVisible({ timeout: 20_000 })
    await expect(office.getByText(/Bestätigung, Aufgehoben/).first()).toBeVisible({ timeout: 20_000 })
    await look(office, 'seats')
    for (const [name, picture] of [
      ['Vertretung eintragen', 'seats-substitute'],
      ['Mitschauende eintragen', 'seats-co-viewers'],
    ] as const) {
      await office.getByRole('button', { name: /Thomas Muster/ }).click()
      await office.getByRole('menuitem', { name }).click()
      await expect(office.getByRole('dialog')).toBeVisible()
      await look(office, picture)
      await office.keyboard.press('Escape')
      await expect(office.getByRole('dialog')).toBeHidden()
    }

    await office.getByRole('link', { name: 'Postausgang' }).click()
    await expect(office.getByRole('button', { name: /Bestätigung an Thomas Muster/ })).toBeVisible({ timeout: 20_000 })
    await look(office, 'post')
    await office.getByRole('button', { name: 'Bestätigung an Thomas Muster ansehen' }).click()
    const frame = office.frameLocator('iframe.letter-frame')
    await expect(frame.getByRole('heading', { level: 1 })).toBeVisible()
    await look(office, 'letter')
    const source = await office.locator('iframe.letter-frame').getAttribute('src')
    const written = await office.context().request.get(new URL(source ?? '', office.url()).href)
    const reader = await hands.attendee()
    await reader.setContent(await written.text())
    await look(reader, 'letter-alone')
    for (const [tab, picture] of [
      ['Nur Text', 'letter-text'],
      ['Kopfzeilen', 'letter-headers'],
      ['Kalenderdatei', 'letter-calendar'],
    ] as const) {
      await office.getByRole('tab', { name: tab }).click()
      await look(office, picture)
    }
    await office.keyboard.press('Escape')
    await office
      .getByRole('button', { name: /^Plätze benennen an Hannelore/ })
      .first()
      .click()
    await office.getByRole('tab', { name: 'Nur Text' }).click()
    const naming = /^http\S+\/benennen\/\S+$/m.exec(await office.locator('pre.letter-text').innerText())?.[0] ?? ''
    await office.keyboard.press('Escape')

    await office.getByRole('link', { name: 'E-Mail-Texte' }).click()
    await expect(office.getByRole('button', { name: 'Text ändern: Zugang' })).toBeVisible()
    await look(office, 'texts')
    await office.getByRole('button', { name: 'Text ändern: Zugang' }).click()
    await expect(office.frameLocator('iframe.letter-frame').getByRole('heading', { level: 1 })).toBeVisible()
    await look(office, 'text-editor')
    await office.keyboard.press('Escape')
    await office.getByRole('button', { name: 'Vorschau: Zugang' }).click()
    await expect(office.frameLocator('iframe.letter-frame').getByRole('heading', { level: 1 })).toBeVisible()
    await look(office, 'text-preview')
    await office.keyboard.press('Escape')

    await office.getByRole('link', { name: 'Tickets', exact: true }).click()
    await expect(office.getByRole('heading', { name: /ist auf dem Stand von/ })).toBeVisible()
    await look(office, 'tickets-connected')
    await office.getByLabel('CSV-Datei wählen').setInputFiles({
      name: 'teilnehmer.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'Bestellung Nr.;Vorname;Nachname;E-Mail\n1;Greta;Grün;greta@amt.example\n2;Karl;Kohl;\n3;;;ohne@amt.example\n4;Ida;Iris;ida(at)amt\n',
        'latin1',
      ),
    })
    const outcome = office.getByText(/Das würde geschehen/)
    await expect(outcome).toBeVisible()
    await look(office, 'tickets-file', outcome)
    for (const orderRef of orders.slice(1, 8)) await shop.play('refund', { orderRef })
    await office.getByRole('button', { name: 'Jetzt abgleichen' }).click()
    await expect(office.getByText(/Stornierungen warten auf Sie/)).toBeVisible({ timeout: 20_000 })
    await look(office, 'tickets-held')
    await shop.play('faults', { fault: { kind: 'status', status: 503 }, times: 50 })
    await office.getByRole('button', { name: 'Jetzt abgleichen' }).click()
    await expect(office.getByText(/Alle Plätze bleiben, wie sie sind/)).toBeVisible({ timeout: 30_000 })
    await look(office, 'tickets-failing')

    const attendee = await hands.attendee()
    await attendee.goto(naming)
    await attendee.getByRole('button', { name: 'Plätze anzeigen' }).waitFor()
    await look(attendee, 'naming')
    await attendee.getByRole('button', { name: 'Plätze anzeigen' }).click()
    await expect(attendee.getByText('Platz 1')).toBeVisible()
    await look(attendee, 'naming-form')
    await attendee.goto(new URL('/zugang', naming).href)
    await attendee.getByLabel('E-Mail-Adresse').fill('person-2@amt.example')
    await attendee.getByRole('button', { name: 'Zugang schicken' }).click()
    await expect(attendee.getByText(/ist die E-Mail unterwegs/)).toBeVisible()
    await look(attendee, 'lost-link')
  } finally {
    await shop.stop()
  }
})
