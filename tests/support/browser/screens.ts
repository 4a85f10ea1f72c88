import { sql } from '@/tests/support/database/sql'
import { expect } from './bucket'
import { IMPORT_SCREENS } from './import-screens'
import { MOVIE_SCREENS } from './movie-screens'
import { go, type Screen } from './screen'
import { SHARING_SCREENS } from './sharing-screens'

const ACCOUNT_SCREENS: readonly Screen[] = [
  { name: 'description of the API', open: (page) => go(page, '/api/v1/docs') },
  {
    name: 'welcome, with the help for the operator',
    async open(page) {
      await page.context().clearCookies()
      await go(page, '/')
      await page.getByText('Let people sign in with GitHub or Google').click()
    },
  },
  {
    name: 'sign-in, after something went wrong',
    async open(page) {
      await page.context().clearCookies()
      await go(page, '/sign-in?next=%2Fsettings&error=other_provider&provider=github')
    },
  },
  {
    name: 'settings, with a connected account and a token just made',
    async open(page, person) {
      await sql(
        "insert into accounts (user_id, type, provider, provider_account_id) values ($1, 'oauth', 'github', $2)",
        [person.userId, person.email],
      )
      await go(page, '/settings?done=signed-out')
      await expect(page.getByText('Connected since')).toBeVisible()
      await page.getByLabel('Name').fill('Backup')
      await page.getByRole('button', { name: 'Make a token' }).click()
      await expect(page.getByLabel('Token Backup')).toBeVisible()
    },
  },
  {
    name: 'account about to be deleted, with a refusal',
    async open(page) {
      await go(page, '/settings/delete-account')
      await page.getByLabel(/Your email address/).fill('wrong@example.org')
      await page.getByRole('button', { name: 'Delete my account for good' }).click()
      await expect(page.getByText(/is not the address of this account/)).toBeVisible()
    },
  },
  {
    name: 'not found',
    async open(page) {
      await page.goto('/buckets/nowhere')
      await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible()
    },
  },
]

/** Every screen of the app, signed in and signed out. */
export const SCREENS = [...MOVIE_SCREENS, ...IMPORT_SCREENS, ...SHARING_SCREENS, ...ACCOUNT_SCREENS]
