import { expect, test } from './actors.ts'
import { look } from './look.ts'
import { enter, openGreenRoom, openLink, openMonitor, signIn } from './steps.ts'

test('J14 The pages on the way in are accessible and look right', async ({ hands }) => {
  const { ready } = hands.podium
  const [seat] = ready.attendees
  const page = await hands.attendee()
  const slug = new URL(seat!.link).pathname.split('/')[2] ?? ''
  for (const [name, place] of Object.entries({ start: '/', landing: `/s/${slug}`, number: '/zugang', unknown: '/s/no-such-seminar' })) {
    await page.goto(new URL(place, seat!.link).href)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await look(page, name)
  }
  await openLink(page, seat!)
  await look(page, 'entry')
  await page.getByRole('textbox', { name: 'Zugangscode' }).fill(seat!.code === '000000' ? '000001' : '000000')
  await page.getByRole('button', { name: /Jetzt teilnehmen|Zum Warteraum/ }).click()
  await expect(page.getByText('Dieser Zugangscode passt nicht')).toBeVisible()
  await look(page, 'entry-wrong-code')
  await enter(page, seat!)
  await expect(page.getByText('Sie sind richtig hier.')).toBeVisible()
  await look(page, 'lobby')
  const second = await hands.attendee()
  await enter(second, seat!)
  await expect(second.getByRole('button', { name: 'Hier teilnehmen' })).toBeVisible()
  await look(second, 'entry-taken')
  await second.getByRole('button', { name: 'Hier teilnehmen' }).click()
  await expect(page.getByRole('button', { name: 'Hier weitermachen' })).toBeVisible()
  await look(page, 'replaced')
})

test('J14 The room, the studio and the monitor are accessible and look right', async ({ hands }) => {
  const { ready } = hands.podium
  const trainer = await hands.publisher()
  await trainer.goto(ready.trainer.url)
  await expect(trainer.getByRole('button', { name: 'Anmelden' })).toBeVisible()
  await look(trainer, 'sign-in')
  await signIn(trainer, ready.trainer)
  await openGreenRoom(trainer)
  await look(trainer, 'green-room')
  await trainer.getByRole('button', { name: 'Live gehen' }).click()
  await expect(trainer.getByRole('button', { name: 'Seminar beenden' })).toBeVisible()

  const attendee = await hands.attendee()
  await enter(attendee, ready.attendees[0]!)
  await attendee.getByRole('textbox', { name: /Ihre Frage/ }).fill('Wer haftet für geteilte Fotos?')
  await attendee.getByRole('button', { name: 'Frage senden' }).click()
  await expect(attendee.getByText('Wird geprüft, nur für Sie sichtbar')).toBeVisible()
  await look(trainer, 'studio')
  await trainer.getByRole('button', { name: 'Freigeben' }).click()
  await trainer.getByRole('button', { name: 'Jetzt beantworten' }).click()
  await expect(attendee.getByText('Wird gerade beantwortet').filter({ visible: true }).first()).toBeVisible()
  await look(attendee, 'room')
  await trainer
    .getByRole('region', { name: 'Wo ist Ihre Behörde heute am aktivsten?' })
    .getByRole('button', { name: /öffnen/ })
    .click()
  await attendee.getByRole('tab', { name: /Umfrage/ }).click()
  await expect(attendee.getByRole('button', { name: 'Stimme abgeben' })).toBeVisible()
  await look(attendee, 'room-poll')
  await look(trainer, 'studio-poll')

  const office = await hands.office()
  await openMonitor(office, ready.organiser)
  await look(office, 'monitor')
  await office.getByRole('button', { name: 'Platz anlegen' }).click()
  await expect(office.getByRole('dialog')).toBeVisible()
  await look(office, 'monitor-add-seat')

  await trainer.getByRole('button', { name: 'Seminar beenden' }).click()
  await expect(trainer.getByRole('alertdialog')).toBeVisible()
  await look(trainer, 'studio-end')
  await trainer.getByRole('alertdialog').getByRole('button', { name: 'Für alle beenden' }).click()
  await expect(attendee.getByText('Das Seminar ist beendet').filter({ visible: true }).first()).toBeVisible()
  await look(attendee, 'ended')
  await look(trainer, 'studio-ended')
})
