import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { freePort } from '@/scripts/start/free-port'
import { temporaryFolder } from '@/tests/support/database/embedded'
import { runDoctor } from '@/tests/support/doctor'
import { startGitHub } from '@/tests/support/oauth/github'
import { type Listening, listen } from '@/tests/support/oauth/http'
import { restoreSettings, startInProcess } from '@/tests/support/oauth/in-process'
import { startOpenId } from '@/tests/support/oauth/openid'
import { startOpenIdAt } from '@/tests/support/oauth/openid-process'

/* Each cause is injected into a real server; the start and the doctor name it, with what mends it. */

const CLIENT = { id: 'moviebucket', secret: 'geheim-1/with+what needs %encoding' }
const callbackUrl = 'http://localhost:3000/api/auth/callback/oidc'
const started: Listening[] = []

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
})
afterAll(restoreSettings)

async function keep<T extends Listening>(starting: Promise<T>): Promise<T> {
  const server = await starting
  started.push(server)
  return server
}

type Options = Partial<Parameters<typeof startOpenId>[0]>
const openId = (options: Options = {}) => keep(startOpenId({ name: 'club', client: CLIENT, callbackUrl, ...options }))

/** A server that answers every request with this document, or text. */
const answering = (status: number, body: unknown) =>
  keep(
    listen((url) => (_, response) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body).replaceAll('URL', url)
      response.writeHead(status).end(text)
    }),
  )

const DOCUMENT = {
  issuer: 'URL',
  authorization_endpoint: 'URL/a',
  token_endpoint: 'URL/t',
  userinfo_endpoint: 'URL/u',
}

/** What the server's start warns of with these settings. */
async function warningsAtStart(settings: Record<string, string>) {
  await startInProcess({ AUTH_URL: 'http://localhost:3000', ...settings })
  const { log } = await import('@/server/log')
  const { checkProviders } = await import('@/server/auth/check-providers')
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
  await checkProviders()
  const warnings = warn.mock.calls.map(([fields]) => fields)
  warn.mockRestore()
  return warnings as unknown as { provider: string; reason: string; remedy: string }[]
}

const oidc = (issuer: string, secret = CLIENT.secret) => ({
  AUTH_OIDC_ISSUER: issuer,
  AUTH_OIDC_ID: CLIENT.id,
  AUTH_OIDC_SECRET: secret,
})
const github = (base: string, secret = CLIENT.secret) => ({
  AUTH_GITHUB_BASE_URL: base,
  AUTH_GITHUB_ID: CLIENT.id,
  AUTH_GITHUB_SECRET: secret,
})

describe('a start warns of nothing', () => {
  it.each<[string, () => Promise<Record<string, string>>]>([
    ['with a provider that fits', async () => oidc((await openId()).url)],
    [
      'with one that wants the secret in the form',
      async () => oidc((await openId({ authMethod: 'client_secret_post' })).url),
    ],
    ['with one that writes a slash', async () => oidc((await openId({ issuer: (url) => `${url}/` })).url)],
    ['with GitHub Enterprise', async () => github((await keep(startGitHub(CLIENT))).url)],
    ['with no provider', async () => ({})],
  ])('%s', async (_, settings) => {
    expect(await warningsAtStart(await settings())).toEqual([])
  })
})

describe('a start warns of', () => {
  it.each<[cause: string, () => Promise<Record<string, string>>, text: RegExp, remedy: RegExp]>([
    [
      'a provider that is away',
      async () => oidc(`http://127.0.0.1:${await freePort()}`),
      /^127\.0\.0\.1:\d+ should answer, and does not: ECONNREFUSED/,
      /asks again/,
    ],
    ['a name that nobody has', async () => oidc('https://id.invalid'), /id\.invalid .*(ENOTFOUND|EAI_AGAIN)/, /./],
    [
      'a path without it',
      async () => oidc((await answering(404, '')).url),
      /status 200, and answers 404/,
      /AUTH_OIDC_ISSUER/,
    ],
    ['a page in its place', async () => oidc((await answering(200, '<html>')).url), /lacks: JSON/, /AUTH_OIDC_ISSUER/],
    [
      'a provider without userinfo',
      async () => oidc((await answering(200, { ...DOCUMENT, userinfo_endpoint: undefined })).url),
      /lacks: userinfo_endpoint/,
      /userinfo/,
    ],
    [
      'a provider by another name',
      async () => oidc((await openId({ issuer: () => 'https://id.example.org/films' })).url),
      /AUTH_OIDC_ISSUER is http:.*calls itself https:\/\/id\.example\.org\/films/,
      /^AUTH_OIDC_ISSUER=https:\/\/id\.example\.org\/films$/,
    ],
    [
      'all tenants in place of one',
      async () =>
        oidc((await answering(200, { ...DOCUMENT, issuer: 'https://login.example.org/{tenantid}/v2.0' })).url),
      /calls itself .*\{tenantid\}/,
      /one tenant/,
    ],
    [
      'a provider that takes no secret',
      async () => oidc((await openId({ authMethod: 'client_secret_jwt' })).url),
      /client_secret_basic or client_secret_post, and takes client_secret_jwt/,
      /one of them/,
    ],
    [
      'a wrong secret',
      async () => oidc((await openId()).url, 'wrong'),
      /know the client, and answers 401 invalid_client/,
      /AUTH_OIDC_SECRET/,
    ],
    [
      'a wrong secret in the form',
      async () => oidc((await openId({ authMethod: 'client_secret_post' })).url, 'wrong'),
      /answers 401 invalid_client/,
      /AUTH_OIDC_SECRET/,
    ],
    [
      'a wrong secret at GitHub',
      async () => github((await keep(startGitHub(CLIENT))).url, 'wrong'),
      /incorrect_client_credentials/,
      /AUTH_GITHUB_SECRET/,
    ],
    [
      'https where none is spoken',
      async () => oidc((await openId()).url.replace('http:', 'https:')),
      /ERR_SSL/,
      /AUTH_OIDC_ISSUER/,
    ],
    [
      'clocks that are apart',
      async () =>
        oidc((await keep(startOpenIdAt(-7200, { name: 'club', client: CLIENT, callbackUrl, people: [] }))).url),
      /clocks .* are (7199|7200|7201) apart/,
      /timedatectl/,
    ],
  ])('%s, and goes on', async (_, settings, text, remedy) => {
    expect(await warningsAtStart(await settings())).toEqual([
      { provider: expect.any(String), reason: expect.stringMatching(text), remedy: expect.stringMatching(remedy) },
    ])
  })
})

describe('a certificate', () => {
  const home = temporaryFolder()
  afterAll(() => home.remove())
  let own: { key: string; cert: string }
  let other: { key: string; cert: string }

  const write = (name: string, text: string) => {
    const path = join(home.folder, name)
    writeFileSync(path, text)
    return path
  }
  beforeAll(async () => {
    const make = async (altNames: { type: 2 | 7; value?: string; ip?: string }[]) => {
      const made = await generate([{ name: 'commonName', value: 'club' }], {
        extensions: [{ name: 'subjectAltName', altNames } as never],
      })
      return { key: made.private, cert: made.cert }
    }
    own = await make([{ type: 7, ip: '127.0.0.1' }])
    other = await make([{ type: 2, value: 'other.example.org' }])
  })

  it('of the provider’s own is not trusted by itself', async () => {
    const { url } = await openId({ tls: own })
    expect(await warningsAtStart(oidc(url))).toEqual([
      expect.objectContaining({
        reason: expect.stringMatching(/SELF_SIGNED|UNABLE_TO_VERIFY/),
        remedy: expect.stringMatching(/^NODE_EXTRA_CA_CERTS=/),
      }),
    ])
  })

  it.each<[string, () => string, () => Options['tls'], state: string, RegExp]>([
    [
      'its own is trusted by NODE_EXTRA_CA_CERTS',
      () => write('ca.pem', own.cert),
      () => own,
      'ok',
      /knows this client/,
    ],
    [
      'one for another name is named as that',
      () => write('o.pem', other.cert),
      () => other,
      'failure',
      /ALTNAME_INVALID/,
    ],
    [
      'a file that is no certificate is named',
      () => write('no.pem', 'x'),
      () => own,
      'failure',
      /holds no certificate/,
    ],
    [
      'a file that is not there is named',
      () => join(home.folder, 'nowhere'),
      () => own,
      'failure',
      /cannot be read \(ENOENT\)/,
    ],
  ])('%s', async (_, path, tls, state, text) => {
    const { url } = await openId({ tls: tls() })
    const { out } = await runDoctor({ ...oidc(url), NODE_EXTRA_CA_CERTS: path() }, '--json')
    expect(JSON.parse(out)).toContainEqual(
      expect.objectContaining({ check: 'sign-in', state, text: expect.stringMatching(text) }),
    )
    expect(out).not.toContain('geheim-1')
  })
})

describe('npm run doctor', () => {
  it('tries every provider, and fails for those that do not fit', async () => {
    const [{ url }, hub] = [await openId(), await keep(startGitHub(CLIENT))]
    const { code, out } = await runDoctor({ ...oidc(`${url}/`), ...github(hub.url, 'wrong') })
    expect(out).toContain(`oidc answers at ${url} and knows this client`)
    expect(out).toMatch(/WRONG {2}sign-in +github: .*incorrect_client_credentials/)
    expect([code, out]).toEqual([1, expect.not.stringContaining('geheim-1')])
  })
})
