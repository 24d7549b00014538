import { launch } from 'puppeteer-core'
import { expect, test } from './actors.ts'
import { goLive } from './steps.ts'

const firefox = process.env['FIREFOX'] ?? ''

test('J13 A listener hears the trainer in a stock Firefox, without any permission', async ({ hands }) => {
  test.skip(firefox === '', 'Firefox is missing: set FIREFOX, or on Debian apt-get install firefox-esr')
  const { ready } = hands.podium
  const trainer = await hands.publisher()
  await goLive(trainer, ready.trainer)
  const seat = ready.attendees[0]!
  const browser = await launch({
    browser: 'firefox',
    executablePath: firefox,
    headless: true,
    // Only so that both ends on one machine find each other; nothing about sound, autoplay or devices is changed.
    extraPrefsFirefox: {
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'intl.accept_languages': 'de-DE',
    },
  })
  try {
    const page = await browser.newPage()
    await page.evaluateOnNewDocument(() => {
      navigator.mediaDevices.getUserMedia = () => {
        throw new Error('an attendee page asked for a camera or microphone')
      }
    })
    await page.goto(`${seat.link}?lang=de`)
    await page.locator('input[autocomplete="one-time-code"]').fill(seat.code)
    await page.locator('::-p-text(Jetzt teilnehmen)').click()
    // The room itself says whether packets arrive and the element plays (W42).
    await page.waitForSelector('[data-sound="playing"]', { timeout: 30_000 })
    expect(await page.evaluate(() => document.querySelector('audio')?.paused)).toBe(false)
  } finally {
    await browser.close()
  }
})
