// Pictures of a page in every theme and size, with what must hold in each of them.
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, type Locator, type Page, type Route } from '@playwright/test'
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

/** How mail programs show a letter: in a pane of this width, in both themes. */
const PANES = { desktop: 760, phone: 390 } as const

/**
 * Looks at a letter as a mail program shows it, writes the pictures, and lets axe read it. No request may leave the page meanwhile, and
 * nothing may stick out at the side, down to the narrowest phone.
 */
export async function lookAtLetter(page: Page, name: string, html: string): Promise<void> {
  await mkdir(REPORT, { recursive: true })
  const asked: string[] = []
  const refuse = async (route: Route) => {
    asked.push(route.request().url())
    await route.abort()
  }
  await page.route('**/*', refuse)
  await page.setContent(html)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const [pane, width] of Object.entries({ ...PANES, narrow: 320 })) {
      await page.setViewportSize({ width, height: 900 })
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect([name, pane, overflow]).toEqual([name, pane, 0])
      if (pane !== 'narrow') await page.screenshot({ path: path.join(REPORT, `letter-${name}-${pane}-${colorScheme}.png`), fullPage: true })
    }
    await expectAccessible(page)
  }
  await page.unroute('**/*', refuse)
  expect([name, asked]).toEqual([name, []])
}
