import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from './actors.ts'
import { arrived, enter, expectMediaFlows, goLive, openLink, watchMedia } from './steps.ts'

test('J1 From the link to the trainer’s voice and picture with one code and one click, without any permission', async ({ hands }) => {
  const { ready } = hands.podium
  const trainer = await hands.publisher()
  await goLive(trainer, ready.trainer)

  const attendee = await hands.attendee()
  await watchMedia(attendee)
  await openLink(attendee, ready.attendees[0]!)
  expect(await attendee.context().cookies()).toEqual([])
  const clickedAt = performance.now()
  await attendee.getByRole('button', { name: 'Jetzt teilnehmen' }).click()
  await expect.poll(async () => (await arrived(attendee)).audioEnergy, { timeout: 15_000, intervals: [50] }).toBeGreaterThan(0)
  const firstSoundMs = Math.round(performance.now() - clickedAt)
  await expectMediaFlows(attendee)
  await expect(attendee).toHaveURL(/\/s\/[a-z-]+$/)
  await expect(attendee.getByText('LIVE').filter({ visible: true }).first()).toBeVisible()

  const folder = path.join(import.meta.dirname, 'report')
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'first-sound.json'), `${JSON.stringify({ clickToFirstSoundMs: firstSoundMs })}\n`)
  test.info().annotations.push({ type: 'click to first sound', description: `${firstSoundMs} ms` })
  expect(firstSoundMs).toBeLessThan(5_000)
})

test('J2 Whoever comes early waits in the lobby, which turns into the room by itself', async ({ hands }) => {
  const { ready } = hands.podium
  const attendee = await hands.attendee()
  await watchMedia(attendee)
  await enter(attendee, ready.attendees[0]!)
  await expect(attendee.getByText('Sie sind richtig hier.')).toBeVisible()
  const trainer = await hands.publisher()
  await goLive(trainer, ready.trainer)
  await expectMediaFlows(attendee)
  await expect(attendee.getByText('Sie sind richtig hier.')).toBeHidden()
})

test('J3 The room follows the agenda; a starred item says that no legal advice is given', async ({ hands }) => {
  const { ready } = hands.podium
  const trainer = await hands.publisher()
  await goLive(trainer, ready.trainer)
  const attendee = await hands.attendee()
  await enter(attendee, ready.attendees[0]!)
  const current = attendee.locator('[aria-current="step"]').filter({ visible: true }).first()
  await expect(current).toContainText('Einstieg Zahlen und Fakten')
  for (const title of ['Varianten', 'The Big Three', 'Ab wann', 'Dürfen Polizeibeamte']) {
    await trainer.getByRole('button', { name: 'Nächster Punkt' }).click()
    await expect(current).toContainText(title)
  }
  const notice = attendee.getByText('Keine Rechtsberatung.').filter({ visible: true })
  await expect(notice.first()).toBeVisible()
  await trainer.getByRole('button', { name: 'Nächster Punkt' }).click()
  await expect(current).toContainText('Debatte über Influencer')
  await expect(notice).toHaveCount(0)
})
