import { expect, test } from './actors.ts'
import { enter, expectMediaFlows, goLive, watchMedia } from './steps.ts'

test('J9 A question is asked, published, upvoted and answered; a poll opened, voted in, closed and revealed; late joiners and reloads see the same', async ({
  hands,
}) => {
  const { ready } = hands.podium
  const trainer = await hands.publisher()
  await goLive(trainer, ready.trainer)
  const people = [await hands.attendee(), await hands.attendee(), await hands.attendee()]
  const [asker, second, third] = people as [typeof trainer, typeof trainer, typeof trainer]
  await enter(asker, ready.attendees[0]!)
  await enter(second, ready.attendees[1]!)

  await asker.getByRole('textbox', { name: /Ihre Frage/ }).fill('Wer haftet für geteilte Fotos?')
  await asker.getByRole('button', { name: 'Frage senden' }).click()
  await expect(asker.getByText('Wird geprüft, nur für Sie sichtbar')).toBeVisible()
  await expect(second.getByText('Wer haftet für geteilte Fotos?')).toBeHidden()
  await trainer.getByRole('button', { name: 'Freigeben' }).click()
  await expect(second.getByText('Wer haftet für geteilte Fotos?')).toBeVisible()
  await second.getByRole('button', { name: /Frage unterstützen, 0 Stimmen/ }).click()
  await expect(asker.getByLabel('Eigene Frage, 1 Stimme')).toBeVisible()
  await trainer.getByRole('button', { name: 'Jetzt beantworten' }).click()
  await expect(second.getByText('Wird gerade beantwortet').filter({ visible: true }).first()).toBeVisible()
  await trainer.getByRole('button', { name: 'Beantwortet', exact: true }).click()
  await expect(asker.getByText('Beantwortet').filter({ visible: true }).first()).toBeVisible()

  await enter(third, ready.attendees[2]!)
  await expect(third.getByText('Wer haftet für geteilte Fotos?')).toBeVisible()

  const box = trainer.getByRole('region', { name: 'Wo ist Ihre Behörde heute am aktivsten?' })
  await box.getByRole('button', { name: /öffnen/ }).click()
  for (const [index, person] of [asker, second, third].entries()) {
    await person.getByRole('tab', { name: /Umfrage/ }).click()
    await person.getByRole('radio', { name: index === 0 ? 'Mastodon' : 'Instagram' }).check()
    await person.getByRole('button', { name: 'Stimme abgeben' }).click()
    await expect(person.getByText('Ihre Stimme ist abgegeben.').filter({ visible: true }).first()).toBeVisible()
  }
  await second.reload()
  await second.getByRole('tab', { name: /Umfrage/ }).click()
  await expect(second.getByText('Ihre Stimme ist abgegeben.').filter({ visible: true }).first()).toBeVisible()
  await box.getByRole('button', { name: /schließen/ }).click()
  await box.getByRole('button', { name: /zeigen|Auswertung/ }).click()
  for (const person of [asker, second, third])
    await expect(person.getByText('Instagram liegt mit 2 von 3 Stimmen vorn.').filter({ visible: true }).first()).toBeVisible()
  await third.reload()
  await expect(third.getByText('Instagram liegt mit 2 von 3 Stimmen vorn.').filter({ visible: true }).first()).toBeVisible()
})

test('J10 After kill -9 of the server in mid-poll every acknowledged vote and question is there, pages recover by themselves, media plays on', async ({
  hands,
}) => {
  const { podium } = hands
  const { ready } = podium
  const trainer = await hands.publisher()
  await goLive(trainer, ready.trainer)
  const attendee = await hands.attendee()
  await watchMedia(attendee)
  await enter(attendee, ready.attendees[0]!)
  await expectMediaFlows(attendee)
  await attendee.getByRole('textbox', { name: /Ihre Frage/ }).fill('Bleibt diese Frage?')
  await attendee.getByRole('button', { name: 'Frage senden' }).click()
  await expect(attendee.getByText('Wird geprüft, nur für Sie sichtbar')).toBeVisible()
  await trainer
    .getByRole('region', { name: 'Wo ist Ihre Behörde heute am aktivsten?' })
    .getByRole('button', { name: /öffnen/ })
    .click()
  await attendee.getByRole('tab', { name: /Umfrage/ }).click()
  await attendee.getByRole('radio', { name: 'Instagram' }).check()
  await attendee.getByRole('button', { name: 'Stimme abgeben' }).click()
  await expect(attendee.getByText('Ihre Stimme ist abgegeben.').filter({ visible: true }).first()).toBeVisible()

  await podium.killServer()
  await expectMediaFlows(attendee)
  await trainer
    .getByRole('region', { name: 'Wo ist Ihre Behörde heute am aktivsten?' })
    .getByRole('button', { name: /schließen/ })
    .click()
  await expect(attendee.getByText('Die Umfrage ist geschlossen.').filter({ visible: true }).first()).toBeVisible({ timeout: 30_000 })
  await trainer.getByRole('button', { name: 'Freigeben' }).click()
  await attendee.getByRole('tab', { name: /Fragen/ }).click()
  await expect(attendee.getByText('Bleibt diese Frage?').filter({ visible: true }).first()).toBeVisible()
  await trainer
    .getByRole('region', { name: 'Wo ist Ihre Behörde heute am aktivsten?' })
    .getByRole('button', { name: /zeigen|Auswertung/ })
    .click()
  await expect(attendee.getByText('Instagram liegt mit 1 von 1 Stimmen vorn.').filter({ visible: true }).first()).toBeVisible()
  await expectMediaFlows(attendee)
})

test('J11 After kill -9 of the media server sound and picture are back on every page by themselves within 15 s', async ({ hands }) => {
  const { podium } = hands
  const trainer = await hands.publisher()
  await goLive(trainer, podium.ready.trainer)
  const people = [await hands.attendee(), await hands.attendee()]
  for (const [index, person] of people.entries()) {
    await watchMedia(person)
    await enter(person, podium.ready.attendees[index]!)
    await expectMediaFlows(person)
  }
  await podium.killMedia()
  await Promise.all(people.map((person) => expectMediaFlows(person, 15_000)))
})

test('J12 A shared screen is large on the stage, and gone when sharing ends', async ({ hands }) => {
  const { ready } = hands.podium
  const trainer = await hands.publisher()
  await goLive(trainer, ready.trainer)
  const attendee = await hands.attendee()
  await enter(attendee, ready.attendees[0]!)
  await trainer.getByRole('button', { name: 'Bildschirm teilen' }).click()
  await expect(attendee.getByLabel(/Geteilter Bildschirm/)).toBeVisible()
  await trainer.getByRole('button', { name: 'Teilen beenden' }).click()
  await expect(attendee.getByLabel(/Geteilter Bildschirm/)).toBeHidden()
})
