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
  use: { locale: 'de-DE', timezoneId: 'Europe/Berlin', trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
