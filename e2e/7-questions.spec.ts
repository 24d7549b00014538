import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './actors.ts'
import { enter, expectAccessible, goLive } from './steps.ts'

const REPORT = path.join(import.meta.dirname, 'report')

/** Takes the page's picture wide and at 320 px, and reads it with axe in both themes. */
async function look(page: Page, name: string): Promise<void> {
  await mkdir(REPORT, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const viewport of [
      { width: 320, height: 720 },
      { width: 1440, height: 900 },
    ]) {
      await page.setViewportSize(viewport)
      await page.screenshot({ path: path.join(REPORT, `${name}-${viewport.width}-${colorScheme}.png`) })
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect([name, viewport.width, overflow]).toEqual([name, viewport.width, 0])
    }
    await expectAccessible(page)
  }
}

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /Ihre Frage/ }).fill(text)
  await page.getByRole('button', { name: 'Frage senden' }).click()
  await expect(page.getByText('Wird geprüft, nur für Sie sichtbar')).toBeVisible()
}

test('J9 J14 Two people ask the same: one question stands for both, its answer reaches both, and it can be undone', async ({ hands }) => {
  const { ready } = hands.podium
  const trainer = await hands.publisher()
  await goLive(trainer, ready.trainer)
  const [one, other, reader] = [await hands.attendee(), await hands.attendee(), await hands.attendee()]
  for (const [index, person] of [one, other, reader].entries()) await enter(person, ready.attendees[index]!)
  const long = `${'Wer haftet, wenn im Gemeindekonto ein Foto mit Bürgerdaten erscheint? '.repeat(6)}${'ä'.repeat(70)}`
  await ask(one, 'Wer ist für geteilte Fotos verantwortlich?')
  await ask(other, long)
  const card = (text: string) => trainer.getByRole('article', { name: text })
  await card('Wer haftet').getByRole('button', { name: 'Freigeben' }).click()
  await expect(reader.getByRole('button', { name: 'Mehr anzeigen' })).toBeVisible()

  await card('Wer ist').getByRole('button', { name: 'Weitere Aktionen' }).click()
  await trainer.getByRole('menuitem', { name: /zusammenführen/ }).click()
  const dialog = trainer.getByRole('dialog', { name: 'Mit welcher Frage zusammenführen?' })
  await look(trainer, 'merge-dialog')
  await dialog.getByRole('radio', { name: /Wer haftet/ }).check()
  await dialog.getByRole('button', { name: 'Zusammenführen' }).click()
  await expect(card('Wer haftet').getByText('1 Frage zusammengeführt')).toBeVisible()
  await expect(one.getByText('Zusammengeführt', { exact: true })).toBeVisible()
  await expect(one.getByLabel('Ihre Frage zählt hier mit, 1 Stimme')).toBeVisible()
  await expect(reader.getByRole('button', { name: 'Frage unterstützen, 1 Stimme' })).toBeVisible()

  await card('Wer haftet').getByRole('button', { name: 'Weitere Aktionen' }).click()
  await trainer.getByRole('menuitem', { name: 'Schriftlich antworten' }).click()
  await trainer.getByRole('textbox').last().fill('Die Behörde.')
  await trainer.getByRole('button', { name: 'Antwort veröffentlichen' }).click()
  await expect(one.getByText('Die Behörde.')).toHaveCount(2)
  await look(one, 'room-merged')
  await one.reload()
  await expect(one.getByText('Die Behörde.')).toHaveCount(2)
  await one.getByRole('button', { name: /Meine Fragen/ }).click()
  await expect(one.getByText('Die Behörde.')).toHaveCount(1)

  await trainer.getByRole('tab', { name: /Erledigt/ }).click()
  await look(trainer, 'studio-merged')
  await card('Wer ist').getByRole('button', { name: 'Wieder trennen' }).click()
  await expect(one.getByText('Wird geprüft, nur für Sie sichtbar')).toBeVisible()
})
