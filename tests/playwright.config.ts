import { defineConfig } from '@playwright/test'
import { browserArguments, browserEnvironment } from './support/browser/browser'

process.env.MOVIEBUCKET_TEST_PORT ??= '41100'

export default defineConfig({
  testDir: 'e2e',
  outputDir: '../test-results',
  globalSetup: './support/browser/run-setup.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Generous, as a busy machine is no defect; tests of speed measure it themselves.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: process.env.MOVIEBUCKET_TEST_REPORT ?? '../test-results/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${process.env.MOVIEBUCKET_TEST_PORT}`,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    // Tests do not wait for transitions; journey.spec.ts and phone.spec.ts run with them.
    contextOptions: { reducedMotion: 'reduce' },
    // A trace costs a third of the time: `npm test -- e2e NAME --trace=retain-on-failure` shows what went wrong.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROME_PATH || undefined,
      env: browserEnvironment(process.env.CHROME_LIBRARIES),
      args: browserArguments,
    },
  },
})
