import { type App, startApp } from '@/tests/support/browser/app-server'
import { test as base } from '@/tests/support/browser/bucket'
import type { Service } from '@/tests/support/lookup/faults'
import { startWikidata, type WikidataFilm } from '@/tests/support/lookup/wikidata'

/** A server whose operator lets titles be looked up, on the database of the test run, and the service that it asks. */
export type Deployment = { app: App; wikidata: Service }

const FILMS: WikidataFilm[] = [
  {
    id: 'Q1',
    labels: { en: 'Vorquell' },
    dates: [{ time: '+1971-03-02T00:00:00Z' }],
    durations: [{ amount: '+101' }],
  },
  { id: 'Q2', labels: { en: 'Vorquell II' }, dates: [{ time: '+1975-01-01T00:00:00Z' }] },
]

/** Browser tests of looking a title up; their baseURL is the deployment's. */
export const test = base.extend<object, { deployment: Deployment }>({
  deployment: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off the pattern.
    async ({}, use) => {
      const wikidata = await startWikidata(FILMS)
      const env = { LOOKUP_CONTACT: 'ana@example.org', LOOKUP_WIKIDATA_URL: `${wikidata.url}/w/api.php` }
      const app = await startApp({ databaseUrl: process.env.DATABASE_URL ?? '', env })
      await use({ app, wikidata })
      await app.stop()
      await wikidata.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ deployment }, use) => use(deployment.app.url),
})
