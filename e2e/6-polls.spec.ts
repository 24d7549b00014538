import { expect, test } from './actors.ts'
import { enter, goLive } from './steps.ts'

test('J9 Polls made on the spot: answers in words are grouped before the reveal, an automatic end is put off, a closed scale opened again', async ({
  hands,
}) => {
  const { ready } = hands.podium
  const trainer = await hands.publisher()
  await goLive(trainer, ready.trainer)
  const people = [await hands.attendee(), await hands.attendee({ isPhone: true })]
  for (const [index, person] of people.entries()) await enter(person, ready.attendees[index]!)

  await trainer.getByRole('button', { name: 'Neue Umfrage' }).click()
  await trainer.getByRole('radio', { name: 'Kurze Antwort in eigenen Worten' }).check()
  await trainer.getByRole('textbox', { name: 'Frage' }).fill('Was fällt Ihnen zuerst ein?')
  await trainer.getByText('Vertraulich: Zahlen erst ab fünf Stimmen').click()
  await trainer.getByRole('button', { name: 'Umfrage anlegen' }).click()
  await trainer.getByText(/Weitere Umfragen/).click()
  const words = trainer.getByRole('region', { name: 'Was fällt Ihnen zuerst ein?' })
  await words.getByRole('button', { name: 'Als Nächstes vormerken' }).click()
  await expect(words.getByText(/Als Nächstes vorgemerkt/)).toBeVisible()
  await words.getByRole('button', { name: 'Umfrage öffnen' }).click()
  for (const [index, person] of people.entries()) {
    await person.getByRole('tab', { name: /Umfrage/ }).click()
    await expect(person.getByText('Offen.')).toBeVisible()
    await person.getByRole('textbox', { name: 'Ihre Antwort' }).fill(['Vertrauen', 'Zutrauen'][index]!)
    await person.getByRole('button', { name: 'Stimme abgeben' }).click()
    await expect(person.getByText('Ihre Stimme ist abgegeben.').first()).toBeVisible()
  }
  await words.getByRole('button', { name: 'Umfrage schließen' }).click()
  await words.getByRole('button', { name: 'Antworten ordnen' }).click()
  for (const written of ['Vertrauen', 'Zutrauen']) await trainer.getByRole('checkbox', { name: `${written} (1)` }).check()
  await trainer.getByRole('textbox', { name: 'Zeigen als' }).fill('Vertrauen')
  await trainer.getByRole('button', { name: '2 Antworten zusammenfassen' }).click()
  await expect(trainer.getByRole('checkbox', { checked: true })).toHaveCount(0)
  await trainer.getByRole('button', { name: 'Fertig' }).click()
  await words.getByRole('button', { name: 'Auswertung zeigen' }).click()
  for (const person of people) await expect(person.getByText('Am häufigsten genannt: „Vertrauen“, 2-mal.').first()).toBeVisible()

  await trainer.getByRole('button', { name: 'Neue Umfrage' }).click()
  await trainer.getByRole('radio', { name: 'Skala von 1 bis 5' }).check()
  await trainer.getByRole('textbox', { name: 'Frage' }).fill('Wie sicher sind Sie?')
  await trainer.getByRole('textbox', { name: '1 bedeutet' }).fill('gar nicht')
  await trainer.getByRole('textbox', { name: '5 bedeutet' }).fill('sehr')
  await trainer.getByText('Vertraulich: Zahlen erst ab fünf Stimmen').click()
  await trainer.getByRole('button', { name: 'Umfrage anlegen' }).click()
  const scale = trainer.getByRole('region', { name: 'Wie sicher sind Sie?' })
  await scale.getByRole('combobox').selectOption('schließt nach 1 Minute')
  await scale.getByRole('button', { name: 'Umfrage öffnen' }).click()
  await expect(scale.getByText(/Schließt um/)).toBeVisible()
  await scale.getByRole('button', { name: '+1 Min.' }).click()
  const [first, second] = people as [typeof trainer, typeof trainer]
  await expect(first.getByText(/Schließt um \d\d:\d\d Uhr/)).toBeVisible()
  await first.getByRole('radio', { name: '5, sehr' }).check()
  await first.getByRole('button', { name: 'Stimme abgeben' }).click()
  await expect(first.getByText('Ihre Stimme ist abgegeben.').first()).toBeVisible()
  await scale.getByRole('button', { name: 'Umfrage schließen' }).click()
  await scale.getByRole('button', { name: /Weitere Aktionen/ }).click()
  await trainer.getByRole('menuitem', { name: 'Wieder öffnen' }).click()
  await trainer.getByRole('button', { name: 'Fassung öffnen' }).click()
  await expect(first.getByText('Ihre Stimme ist abgegeben.').first()).toBeVisible()
  await second.getByRole('radio', { name: '2', exact: true }).check()
  await second.getByRole('button', { name: 'Stimme abgeben' }).click()
  await expect(second.getByText('Ihre Stimme ist abgegeben.').first()).toBeVisible()
  await scale.getByRole('button', { name: 'Umfrage schließen' }).click()
  await expect(scale.getByText(/Fassung 2/)).toBeVisible()
  await scale.getByRole('button', { name: 'Auswertung zeigen' }).click()
  for (const person of people) await expect(person.getByText('3,5 von 5').first()).toBeVisible()
})
