// Pictures of a page in every theme and size, with what must hold in each of them.
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { expectAccessible } from './steps.ts'

const REPORT = path.join(import.meta.dirname, 'report')

/** Looks at a page, or at a part of it, in every theme and size, writes the pictures, and lets axe read it in both themes. */
export async function look(page: Page, name: string, part?: Locator): Promise<void> {
  await mkdir(REPORT, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const [size, viewport] of Object.entries({
      desktop: { width: 1440, height: 900 },
      phone: { width: 390, height: 844 },
      narrow: { width: 320, height: 720 },
    })) {
      await page.setViewportSize(viewport)
      await part?.scrollIntoViewIfNeeded()
      await page.screenshot({ path: path.join(REPORT, `${name}-${size}-${colorScheme}.png`), animations: 'disabled' })
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect([name, size, overflow]).toEqual([name, size, 0])
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    await expectAccessible(page)
  }
}
