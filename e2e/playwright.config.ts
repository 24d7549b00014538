import { defineConfig } from '@playwright/test'

// Each journey starts a Podium of its own; one after the other, so that pictures and sound are not starved.
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '.results/traces',
  workers: 1,
  timeout: 480_000,
  expect: { timeout: 20_000 },
  retries: 1,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] === undefined ? 'list' : [['list'], ['json']],
  use: {
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    // A film of every page would cost more than the pages themselves, above all where video plays.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
})
