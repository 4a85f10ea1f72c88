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

test('a second account of a provider is refused, told by name, and signs in to nothing of theirs', async ({
  page,
  context,
  deployment,
}) => {
  const [who, second] = [newcomer('Ana'), newcomer('Second')]
  register(deployment, 'GitHub', who)
  register(deployment, 'GitHub', second)
  await page.goto('/sign-in?next=/settings')
  await continueWith(page, 'GitHub', who)
  await expect(page.getByText(`@${who.name.toLowerCase()}`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Connect GitHub' })).toHaveCount(0)

  // Begun before the first account was there, as in another tab.
  await sql("update accounts set provider = 'kept' where login = $1", [who.name.toLowerCase()])
  await page.reload()
  await page.getByRole('button', { name: 'Connect GitHub' }).click()
  await page.getByRole('button', { name: `Continue as ${second.name}` }).waitFor()
  await sql("update accounts set provider = 'github' where provider = 'kept'")
  await page.getByRole('button', { name: `Continue as ${second.name}` }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'is connected already' })).toContainText(
    `GitHub is connected already, as @${who.name.toLowerCase()}`,
  )
  expect(await sql('select from accounts where login = $1', [second.name.toLowerCase()])).toEqual([])

  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByRole('button', { name: 'Continue with GitHub' })).toBeVisible()
  await context.clearCookies()
  await page.goto('/sign-in?next=/settings')
  await continueWith(page, 'GitHub', second)
  await expect(page.getByText(`You are ${second.name}, ${second.email}.`)).toBeVisible()
})

test('connecting long after signing in asks to sign in again, with a provider they have', async ({
  page,
  context,
  deployment,
}) => {
  const who = newcomer('Ana')
  const atGoogle = { name: `${who.name} at Google`, email: who.email }
  register(deployment, 'GitHub', who)
  register(deployment, 'Google', atGoogle)
  await page.goto('/sign-in?next=/settings')
  await continueWith(page, 'GitHub', who)
  const age = () =>
    sql("update sessions set created_at = now() - interval '1 hour', confirmed_at = null where user_id = $1", [userId])
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  const [{ id: userId } = { id: '' }] = await sql<{ id: string }>('select id from users where email = $1', [who.email])

  // Begun in time, finished an hour later.
  await page.getByRole('button', { name: 'Connect Google' }).click()
  await page.getByRole('button', { name: `Continue as ${atGoogle.name}` }).waitFor()
  await age()
  await page.getByRole('button', { name: `Continue as ${atGoogle.name}` }).click()
  await expect(page.getByText('Too much time has passed since you signed in')).toBeVisible()
  expect(await sql('select from accounts where user_id = $1', [userId])).toHaveLength(1)

  await page.getByRole('button', { name: 'Connect Google' }).click()
  await page.getByRole('button', { name: `Continue as ${who.name}`, exact: true }).click()
  await expect(page.getByText('Now press Connect beside Google.')).toBeVisible()
  await connect(page, 'Google', atGoogle.name)
  await expect(page.getByText('Google is connected. You can sign in with it from now on.')).toBeVisible()

  // Told on the next screen, and in every other session until that one dismisses it.
  const news = page.getByRole('complementary', { name: 'News of your account' })
  await page.goto('/buckets')
  await expect(news).toContainText(`Google (${who.email}) was connected to your account`)
  await news.getByRole('button', { name: 'It was me' }).click()
  await expect(news).toHaveCount(0)
  await context.clearCookies()
  await page.goto('/sign-in?next=/groups')
  await continueWith(page, 'GitHub', who)
  await expect(news).toContainText('was connected')
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
