import { defineConfig } from '@playwright/test'

// Each journey starts a Podium of its own; one after the other, so that pictures and sound are not starved.
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '.results/traces',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  retries: 0,
  reporter: [['list'], ['json']],
  use: { locale: 'de-DE', timezoneId: 'Europe/Berlin', trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
