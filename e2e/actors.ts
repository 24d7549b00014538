// The people of a journey, each in a browser of their own; every journey fails on an uncaught page error or a policy violation.
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page, test as base } from '@playwright/test'
import { type Podium, startPodium } from './podium.ts'

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const PUBLISHING = [
  // Ten pictures a second are enough to see that they arrive, and leave the machine to the pages.
  '--use-fake-device-for-media-stream=fps=10',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${path.join(import.meta.dirname, 'media/speech.wav')}`,
  '--auto-select-desktop-capture-source=Entire screen',
]

export interface Stagehands {
  readonly podium: Podium
  /** A new page of somebody who only listens: no fake devices, no autoplay flag, no permission, a getUserMedia that throws. */
  attendee(about?: { isPhone?: boolean; colorScheme?: 'light' | 'dark' }): Promise<Page>
  /** A new page of somebody with a camera and a microphone. */
  publisher(): Promise<Page>
  /** A new page of somebody in an office. */
  office(): Promise<Page>
}

/** Problems of every page of the running test. */
const problems: string[] = []

export const test = base.extend<{ hands: Stagehands }>({
  // Playwright wants the pattern even where no other fixture is used.
  // oxlint-disable-next-line no-empty-pattern
  hands: async ({}, use) => {
    problems.length = 0
    const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
    const podium = await startPodium()
    const listening = await chromium.launch({ executablePath, args: QUIET })
    const publishing = await chromium.launch({ executablePath, args: [...QUIET, ...PUBLISHING] })
    try {
      await use({
        podium,
        attendee: async ({ isPhone = false, colorScheme = 'light' } = {}) => {
          const context = await open(listening, {
            viewport: isPhone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
            colorScheme,
          })
          await context.addInitScript(() => {
            navigator.mediaDevices.getUserMedia = () => {
              throw new Error('an attendee page asked for a camera or microphone')
            }
          })
          return watch(await context.newPage())
        },
        publisher: async () => watch(await (await open(publishing, { permissions: ['camera', 'microphone'] })).newPage()),
        office: async () => watch(await (await open(listening, {})).newPage()),
      })
    } finally {
      await Promise.all([listening.close(), publishing.close()])
      await podium.stop()
    }
    if (problems.length > 0) throw new Error(`Pages reported:\n${problems.join('\n')}`)
  },
})

export { expect } from '@playwright/test'

function open(browser: Browser, about: Parameters<Browser['newContext']>[0]): Promise<BrowserContext> {
  return browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin', viewport: { width: 1440, height: 900 }, ...about })
}

function watch(page: Page): Page {
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy|Permissions policy violation/i.test(message.text())) problems.push(`${page.url()}: ${message.text()}`)
  })
  return page
}
