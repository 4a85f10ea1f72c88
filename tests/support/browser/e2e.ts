import { test as base, type Page } from '@playwright/test'
import { signInAs } from '@/tests/support/browser/sign-in'
import type { Person } from '@/tests/support/builders/people'

type Fixtures = {
  /** A new person with an empty bucket, signed in in this test's browser context. */
  person: Person
  /** A page of that browser, open at the person's bucket. */
  signedInPage: Page
}

export const test = base.extend<Fixtures>({
  person: async ({ context, baseURL }, use) => {
    if (!baseURL) throw new Error('The Playwright configuration names no baseURL')
    await use(await signInAs(context, { baseUrl: baseURL }))
  },
  signedInPage: async ({ page, person }, use) => {
    await page.goto(`/buckets/${person.bucketId}`)
    await use(page)
  },
})

export const expect = test.expect
