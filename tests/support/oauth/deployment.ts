import { randomBytes } from 'node:crypto'
import type { BrowserContext, Page } from '@playwright/test'
import { freePort } from '@/scripts/start/free-port'
import { type App, DEMO, startApp } from '@/tests/support/browser/app-server'
import { test as base } from '@/tests/support/browser/e2e'
import { type GitHubServer, startGitHub } from './github'
import { type OpenIdServer, startOpenId } from './openid'

/** A server with all three providers configured, each a server of its own, on the database of the test run. */
export type Deployment = { app: App; github: GitHubServer; google: OpenIdServer; oidc: OpenIdServer }

/** A person at a provider; `name` is on the button of its page. */
export type Elsewhere = { name: string; email: string; verified?: boolean }

export const PROVIDERS = ['GitHub', 'Google', 'Film Club'] as const
export type ProviderName = (typeof PROVIDERS)[number]

/** Browser tests of signing in; their baseURL is the deployment's. */
export const test = base.extend<object, { deployment: Deployment }>({
  deployment: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off the pattern.
    async ({}, use) => {
      const port = await freePort()
      const client = { id: 'moviebucket', secret: 'a secret/with+what needs %encoding' }
      const callback = (id: string) => `http://localhost:${port}/api/auth/callback/${id}`
      const [github, google, oidc] = await Promise.all([
        startGitHub(client),
        startOpenId({ name: 'google', client, callbackUrl: callback('google'), claimsInIdToken: true }),
        startOpenId({ name: 'club', client, callbackUrl: callback('oidc') }),
      ])
      const app = await startApp({
        databaseUrl: process.env.DATABASE_URL ?? '',
        port,
        env: {
          AUTH_GITHUB_ID: client.id,
          AUTH_GITHUB_SECRET: client.secret,
          AUTH_GITHUB_BASE_URL: `${github.url}/`,
          AUTH_GOOGLE_ID: client.id,
          AUTH_GOOGLE_SECRET: client.secret,
          AUTH_GOOGLE_ISSUER: google.url,
          AUTH_OIDC_ID: client.id,
          AUTH_OIDC_SECRET: client.secret,
          AUTH_OIDC_ISSUER: oidc.url,
          AUTH_OIDC_NAME: 'Film Club',
          // Must change nothing: providers are configured.
          ...DEMO,
        },
      })
      await use({ app, github, google, oidc })
      await app.stop()
      await Promise.all([github.stop(), google.stop(), oidc.stop()])
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ deployment }, use) => use(deployment.app.url),
})

export const expect = test.expect

/** A new person, for one test. */
export function newcomer(name: string, more: Partial<Elsewhere> = {}): Elsewhere {
  const unique = `${name}${randomBytes(4).toString('hex')}`
  return { name: unique, email: `${unique.toLowerCase()}@example.org`, ...more }
}

/** Gives a person an account at a provider. Returns the name the provider has for them. */
export function register(to: Deployment, provider: ProviderName, { name, email, verified = true }: Elsewhere): string {
  if (provider === 'GitHub') {
    const id = randomBytes(4).readUInt32BE()
    // A public address is only a claim; the primary one of the list counts.
    to.github.people.push({ id, login: name, name, email, emails: [{ email, primary: true, verified }] })
    return String(id)
  }
  const sub = `sub-${randomBytes(6).toString('hex')}`
  to[provider === 'Google' ? 'google' : 'oidc'].people.push({ sub, name, email, email_verified: verified })
  return sub
}

/** Presses *Continue with …* on the page that is open, and chooses the person at the provider. */
export async function continueWith(page: Page, provider: ProviderName, who: Elsewhere): Promise<void> {
  await page.getByRole('button', { name: `Continue with ${provider}` }).click()
  await page.getByRole('button', { name: `Continue as ${who.name}` }).click()
}

/** The session cookie of a browser, if it has one. */
export async function sessionCookieOf(context: BrowserContext) {
  return (await context.cookies()).find((cookie) => cookie.name === 'moviebucket.session')
}
