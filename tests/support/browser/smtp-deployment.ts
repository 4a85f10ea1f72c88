import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { freePort } from '@/scripts/start/free-port'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { type MailServer, startMailServer } from '@/tests/support/browser/mail-server'
import { type GitHubServer, startGitHub } from '@/tests/support/oauth/github'
import { test as base } from './e2e'

/** A server that sends mail and signs people in with GitHub, on the database of the test run. */
export type Deployment = { app: App; github: GitHubServer; mail: MailServer }

/** A person with an account at GitHub and none here. */
export type Newcomer = { login: string; email: string }

/** Browser tests of mail; their baseURL is the deployment's. */
export const test = base.extend<object, { deployment: Deployment }>({
  deployment: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off the pattern.
    async ({}, use) => {
      const client = { id: 'moviebucket', secret: 'secret' }
      const [port, github, mail] = [await freePort(), await startGitHub(client), await startMailServer()]
      const app = await startApp({
        databaseUrl: process.env.DATABASE_URL ?? '',
        port,
        env: {
          AUTH_GITHUB_ID: client.id,
          AUTH_GITHUB_SECRET: client.secret,
          AUTH_GITHUB_BASE_URL: github.url,
          SMTP_URL: mail.url,
          MAIL_FROM: 'moviebucket <movies@example.org>',
        },
      })
      await use({ app, github, mail })
      await app.stop()
      await Promise.all([github.stop(), mail.stop()])
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ deployment }, use) => use(deployment.app.url),
})

export const expect = test.expect

/** Gives a new person an account at GitHub; capital letters in its name make no difference. */
export function newcomer({ github }: Deployment, name: string): Newcomer {
  const login = `${name}-${randomBytes(4).toString('hex')}`
  const email = `${login.toLowerCase()}@example.org`
  const emails = [{ email, primary: true, verified: true }]
  github.people.push({ id: randomBytes(4).readUInt32BE(), login, name: login, email: null, emails })
  return { login, email }
}

/** Signs in on the sign-in page that is open. */
export async function signIn(page: Page, { login }: Newcomer): Promise<void> {
  await page.getByRole('button', { name: 'Continue with GitHub' }).click()
  await page.getByRole('button', { name: `Continue as ${login}` }).click()
}
