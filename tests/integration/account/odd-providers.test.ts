import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { sql } from '@/tests/support/database/sql'
import type { Listening } from '@/tests/support/oauth/http'
import { restoreSettings, startInProcess } from '@/tests/support/oauth/in-process'
import { failing, type OpenIdPerson, startOpenId } from '@/tests/support/oauth/openid'
import { startOpenIdAt } from '@/tests/support/oauth/openid-process'

/* Providers of OpenID Connect as they are, each a real server. */

const CLIENT = { id: 'moviebucket', secret: 'a secret/with+what needs %encoding' }
const callbackUrl = 'http://localhost:3000/api/auth/callback/oidc'
const started: Listening[] = []

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
})
afterAll(restoreSettings)

type Options = Partial<Parameters<typeof startOpenId>[0]>

async function startProvider(options: Options = {}) {
  const server = await startOpenId({ name: 'club', client: CLIENT, callbackUrl, ...options })
  started.push(server)
  return server
}

const serve = (issuer: string, settings: Record<string, string> = {}) =>
  startInProcess({
    AUTH_URL: 'http://localhost:3000',
    AUTH_OIDC_ISSUER: issuer,
    AUTH_OIDC_ID: CLIENT.id,
    AUTH_OIDC_SECRET: CLIENT.secret,
    ...settings,
  })

function person(more: Partial<OpenIdPerson> = {}): OpenIdPerson & { email: string } {
  const sub = randomBytes(6).toString('hex')
  return { sub, name: 'Ana', email_verified: true, ...more, email: more.email ?? `ana-${sub}@example.org` }
}

const usersOf = (email: string) => sql('select email from users where email = $1', [email])
const TRUSTED = { AUTH_OIDC_TRUST_EMAIL: 'true' }

describe('an address', () => {
  it.each<[says: string, claims: Partial<OpenIdPerson>, Options, Record<string, string>, refusal: string | null]>([
    ['verified', {}, {}, {}, null],
    ['"true" in words', { email_verified: 'true' }, {}, {}, null],
    ['not verified', { email_verified: false }, {}, {}, 'unverified'],
    ['"false" in words', { email_verified: 'false' }, {}, {}, 'unverified'],
    ['nothing, as Entra', { email_verified: undefined }, {}, {}, 'unvouched'],
    ['nothing, and trusted', { email_verified: undefined }, {}, TRUSTED, null],
    ['not verified as Authentik by default, and trusted', { email_verified: false }, {}, TRUSTED, null],
    [
      'nothing, and expressly not trusted',
      { email_verified: undefined },
      {},
      { AUTH_OIDC_TRUST_EMAIL: 'false' },
      'unvouched',
    ],
    ['verified, in the ID token alone', {}, { onlyInIdToken: true }, {}, null],
    ['nothing, in the ID token alone', { email_verified: undefined }, { onlyInIdToken: true }, {}, 'unvouched'],
    ['verified, in both', {}, { claimsInIdToken: true }, {}, null],
    ['no address', { email: '' }, {}, {}, 'no_address'],
    ['no address, and trusted', { email: '' }, {}, TRUSTED, 'no_address'],
    ['a name in place of an address, and trusted', { email: 'ana' }, {}, TRUSTED, 'no_address'],
  ])('of which the provider says: %s', async (_, claims, options, settings, refusal) => {
    const provider = await startProvider(options)
    const ana = person(claims)
    provider.people.push(ana)
    const path = await (await serve(provider.url, settings)).signIn('oidc', ana.sub)
    expect(path).toBe(refusal ? `/sign-in?error=${refusal}&provider=oidc&next=%2Fsettings` : '/settings')
    expect(await usersOf(ana.email)).toHaveLength(refusal ? 0 : 1)
  })

  it('that is trusted at one provider is not at another', async () => {
    const { readAddress } = await import('@/domain/account/claims')
    expect(readAddress({ email: 'ana@example.org' })).toEqual({ email: 'ana@example.org', gap: 'unvouched' })
  })
})

describe('an issuer', () => {
  const slash = (url: string) => `${url}/`
  it.each<[string, (url: string) => string, Options]>([
    ['with a slash that the provider lacks', (url) => `${url}/`, {}],
    ['with several', (url) => `${url}///`, {}],
    ['without the slash of the provider', (url) => url, { issuer: slash }],
    ['with the slash of the provider', slash, { issuer: slash }],
    ['as its discovery address', (url) => `${url}/.well-known/openid-configuration`, {}],
    [
      'as its discovery address, without the slash of the provider',
      (url) => `${url}/.well-known/openid-configuration`,
      { issuer: slash },
    ],
  ])('%s signs in, as one and the same', async (_, written, options) => {
    const provider = await startProvider(options)
    const ana = person()
    provider.people.push(ana)
    for (const issuer of [written(provider.url), provider.url])
      expect(await (await serve(issuer)).signIn('oidc', ana.sub)).toBe('/settings')
    expect(await sql('select issuer from accounts where provider_account_id = $1', [ana.sub])).toEqual([
      { issuer: provider.url },
    ])
  })
})

it.each(['client_secret_basic', 'client_secret_post'] as const)(
  'a provider that wants %s gets it',
  async (authMethod) => {
    const provider = await startProvider({ authMethod })
    const ana = person()
    provider.people.push(ana)
    expect(await (await serve(provider.url)).signIn('oidc', ana.sub)).toBe('/settings')
  },
)

async function warningsOf(server: Awaited<ReturnType<typeof serve>>, choice: string) {
  const { log } = await import('@/server/log')
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
  const path = await server.signIn('oidc', choice)
  const warnings = warn.mock.calls.map(([fields]) => fields)
  warn.mockRestore()
  return { path, warnings }
}

it('what a provider says of its failure is in the log, without control characters and addresses, and cut', async () => {
  const provider = await startProvider()
  const why = `AADSTS50105: 'ana@example.org' is not assigned\u001b[31m\n${'x'.repeat(500)}`
  const { path, warnings } = await warningsOf(await serve(provider.url), failing(why))
  expect(path).toContain('error=provider')
  expect(warnings).toEqual([expect.objectContaining({ error: 'server_error' })])
  const { description } = warnings[0] as unknown as { description: string }
  expect(description).toMatch(/^AADSTS50105: '…' is not assigned \[31m x+$/)
  expect(description.length).toBeLessThanOrEqual(200)
})

it('a provider whose clock is two hours behind is named as that', async () => {
  const ana = person()
  const provider = await startOpenIdAt(-7200, { name: 'club', client: CLIENT, callbackUrl, people: [ana] })
  started.push(provider)
  const { path, warnings } = await warningsOf(await serve(provider.url), ana.sub)
  expect(path).toContain('error=clock')
  const [apart] = warnings.flatMap((fields) => (fields as { secondsApart?: number }).secondsApart ?? [])
  expect(Math.round((apart ?? 0) / 100)).toBe(72)
  expect(await usersOf(ana.email)).toEqual([])
})
