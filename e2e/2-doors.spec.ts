import { expect, test } from './actors.ts'
import { enter, enterByNumber, goLive, openLink, openMonitor } from './steps.ts'

test('J4 A second device is asked, takes over, and the first one is told and stays out until it is asked back', async ({ hands }) => {
  const [seat] = hands.podium.ready.attendees
  const first = await hands.attendee()
  await enter(first, seat!)
  await expect(first.getByText('Sie sind richtig hier.')).toBeVisible()
  const second = await hands.attendee()
  await enter(second, seat!)
  await expect(second.getByText('Dieser Platz ist auf einem anderen Gerät aktiv – hier fortsetzen?')).toBeVisible()
  await second.getByRole('button', { name: 'Hier teilnehmen' }).click()
  await expect(second.getByText('Sie sind richtig hier.')).toBeVisible()
  await expect(first.getByText('Das Seminar läuft jetzt auf einem anderen Gerät')).toBeVisible()
  await expect(first.getByRole('button', { name: 'Hier weitermachen' })).toBeVisible()
})

test('J5 A wrong code is refused in words, the right one then lets in; number and code are a second way', async ({ hands }) => {
  const [seat, other] = hands.podium.ready.attendees
  const attendee = await hands.attendee()
  await openLink(attendee, { ...seat!, code: seat!.code === '000000' ? '000001' : '000000' })
  await attendee.getByRole('button', { name: /Jetzt teilnehmen|Zum Warteraum/ }).click()
  await expect(attendee.getByText('Dieser Zugangscode passt nicht')).toBeVisible()
  await attendee.getByRole('textbox', { name: 'Zugangscode' }).fill(seat!.code)
  await attendee.getByRole('button', { name: /Jetzt teilnehmen|Zum Warteraum/ }).click()
  await expect(attendee.getByText('Sie sind richtig hier.')).toBeVisible()

  const byNumber = await hands.attendee()
  await enterByNumber(byNumber, other!)
  await expect(byNumber.getByText('Sie sind richtig hier.')).toBeVisible()
})

test('J6 A revoked seat is out within two seconds and its link says so', async ({ hands }) => {
  const { ready } = hands.podium
  const trainer = await hands.publisher()
  await goLive(trainer, ready.trainer)
  const attendee = await hands.attendee()
  await enter(attendee, ready.attendees[0]!)
  await expect(attendee.getByText('LIVE').filter({ visible: true }).first()).toBeVisible()

  const office = await hands.office()
  await openMonitor(office, ready.organiser)
  const row = office.getByRole('row').filter({ hasText: 'Aylin Demir' })
  await row.getByRole('button', { name: /Weitere Aktionen/ }).click()
  await office.getByRole('menuitem', { name: 'Stornieren' }).click()
  await office.getByRole('alertdialog').getByRole('button', { name: 'Stornieren' }).click()
  // From the moment it is done and the organiser sees it.
  await expect(office.getByRole('alertdialog')).toBeHidden()
  await expect(attendee.getByText('Dieser Platz wurde storniert')).toBeVisible({ timeout: 2_000 })

  const again = await hands.attendee()
  await enter(again, ready.attendees[0]!)
  await expect(again.getByText('Dieser Platz wurde storniert')).toBeVisible()
})

test('J7 When the trainer ends the seminar everybody sees the end, and the link leads there as well', async ({ hands }) => {
  const { ready } = hands.podium
  const trainer = await hands.publisher()
  await goLive(trainer, ready.trainer)
  const attendee = await hands.attendee()
  await enter(attendee, ready.attendees[0]!)
  await expect(attendee.getByText('LIVE').filter({ visible: true }).first()).toBeVisible()
  await trainer.getByRole('button', { name: 'Seminar beenden' }).click()
  await trainer.getByRole('alertdialog').getByRole('button', { name: 'Für alle beenden' }).click()
  await expect(attendee.getByText('Das Seminar ist beendet').filter({ visible: true }).first()).toBeVisible()
  const late = await hands.attendee()
  await late.goto(ready.attendees[1]!.link)
  await expect(late.getByText('Das Seminar ist beendet').filter({ visible: true }).first()).toBeVisible()
})

test('J8 A seat added by hand works at once: link and code are shown once', async ({ hands }) => {
  const { ready } = hands.podium
  const office = await hands.office()
  await openMonitor(office, ready.organiser)
  await office.getByRole('button', { name: 'Platz anlegen' }).click()
  const dialog = office.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Petra Beispiel')
  await dialog.getByRole('button', { name: 'Anlegen' }).click()
  const link = await office.getByText(/\/s\/[a-z-]+\/[0-9A-Z]{28}$/).innerText()
  const code = (await office.getByText(/^\d{3} \d{3}$/).innerText()).replace(' ', '')
  const attendee = await hands.attendee()
  await enter(attendee, { link, code, number: '' })
  await expect(attendee.getByText('Sie sind richtig hier.')).toBeVisible()
})
