import type { Page } from '@playwright/test'
import { signInAs } from '@/tests/support/browser/sign-in'
import { sql } from '@/tests/support/database/sql'
import {
  continueWith,
  expect,
  newcomer,
  type ProviderName,
  register,
  sessionCookieOf,
  test,
} from '@/tests/support/oauth/deployment'

// Several whole sign-ins each, through three servers.
test.describe.configure({ mode: 'default', timeout: 60_000 })

test('one address, two providers: told plainly, then connected in Settings, then both sign in', async ({
  page,
  context,
  deployment,
}) => {
  const who = newcomer('Ana')
  const atGoogle = { name: `${who.name} at Google`, email: who.email.toUpperCase() }
  register(deployment, 'GitHub', who)
  register(deployment, 'Google', atGoogle)
  await page.goto('/sign-in')
  await continueWith(page, 'GitHub', who)
  await expect(page).toHaveURL(/\/buckets\//)
  const bucket = page.url()
  await context.clearCookies()

  await page.goto('/sign-in?next=/settings')
  await continueWith(page, 'Google', atGoogle)
  const told = page.getByRole('alert').filter({ hasText: 'signs in with GitHub' })
  await expect(told).toContainText(`${atGoogle.email} signs in with GitHub`)
  await expect(told).toContainText('Sign in with it, then connect Google in Settings.')
  expect(page.url(), 'no address in a URL').not.toContain('example')
  expect(await sessionCookieOf(context)).toBeUndefined()

  await continueWith(page, 'GitHub', who)
  await expect(page).toHaveURL('/settings')
  await connect(page, 'Google', atGoogle.name)
  await expect(page.getByText('Google is connected.')).toBeVisible()
  await expect(page.getByText(/^Connected since/)).toHaveCount(2)

  await context.clearCookies()
  await page.goto('/sign-in')
  await continueWith(page, 'Google', atGoogle)
  await expect(page).toHaveURL(bucket)
  expect(await sql('select from users where lower(email) = lower($1)', [who.email])).toHaveLength(1)

  await page.goto('/settings')
  await page.getByRole('button', { name: 'Disconnect GitHub' }).click()
  await expect(page.getByText('Disconnected. It no longer signs you in.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Disconnect' }), 'the last one stays').toHaveCount(0)
})

test('another person’s account cannot be connected', async ({ page, context, baseURL, deployment }) => {
  const other = newcomer('Other')
  register(deployment, 'Google', other)
  await page.goto('/sign-in')
  await continueWith(page, 'Google', other)
  await expect(page).toHaveURL(/\/buckets\//)
  await context.clearCookies()

  const me = await signInAs(context, { baseUrl: baseURL ?? '' })
  await page.goto('/settings')
  await connect(page, 'Google', other.name)
  await expect(page.getByText('This Google account belongs to another user here')).toBeVisible()
  await expect(page.getByText(`You are ${me.name}, ${me.email}.`)).toBeVisible()
  expect(await sql('select from accounts where user_id = $1', [me.userId])).toHaveLength(0)
})

test('an account joins nobody who did not ask for it', async ({ page, context, baseURL, deployment }) => {
  const who = newcomer('Late')
  register(deployment, 'GitHub', who)
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Continue with GitHub' }).click()
  await page.getByRole('button', { name: `Continue as ${who.name}` }).waitFor()
  // Meanwhile, another tab signs in.
  const me = await signInAs(context, { baseUrl: baseURL ?? '' })
  await page.getByRole('button', { name: `Continue as ${who.name}` }).click()
  await expect(page.getByText('You are already signed in')).toBeVisible()
  expect(await sql('select from accounts where user_id = $1', [me.userId])).toHaveLength(0)
})

test('connecting makes no account for a person whose session ended meanwhile', async ({
  page,
  context,
  baseURL,
  deployment,
}) => {
  const who = newcomer('Gone')
  register(deployment, 'GitHub', who)
  await signInAs(context, { baseUrl: baseURL ?? '' })
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Connect GitHub' }).click()
  await page.getByRole('button', { name: `Continue as ${who.name}` }).waitFor()
  await context.clearCookies({ name: 'moviebucket.session' })
  await page.getByRole('button', { name: `Continue as ${who.name}` }).click()
  await expect(page.getByText('This sign-in has expired')).toBeVisible()
  expect(await sql('select from users where email = $1', [who.email])).toHaveLength(0)
})

test('saying no while connecting is told in Settings', async ({ page, context, baseURL }) => {
  await signInAs(context, { baseUrl: baseURL ?? '' })
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Connect Film Club' }).click()
  await page.getByRole('button', { name: 'Refuse' }).click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await expect(page.getByText('You cancelled at Film Club')).toBeVisible()
})

async function connect(page: Page, provider: ProviderName, name: string): Promise<void> {
  await page.getByRole('button', { name: `Connect ${provider}` }).click()
  await page.getByRole('button', { name: `Continue as ${name}` }).click()
}
