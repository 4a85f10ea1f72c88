import 'server-only'
import { customFetch, type NextAuthConfig } from 'next-auth'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import type { IsUsable } from '@/db/account/accounts'
import { type Claims, claimsIn, mergeClaims } from '@/domain/account/claims'
import { issuerOf } from '@/domain/account/issuer'
import { type Discovery, discover } from '@/domain/account/provider-check'
import { callbackUrl, type ProviderChoice, type ProviderId } from '@/domain/account/providers'
import { organisationsIn } from '@/domain/account/sign-up'
import { environment, publicOrigin } from '@/server/environment'
import { log } from '@/server/log'
import { readGitHubProfile, reportGitHubError } from './github'

const PROVIDER_TIMEOUT_MS = 10_000
const DISCOVERY_MS = 10 * 60_000

/** Lists the configured providers in the order of the sign-in page. */
export function listProviders(): ProviderChoice[] {
  const env = environment()
  const names: Record<ProviderId, string | undefined> = {
    github: env.AUTH_GITHUB_ID && 'GitHub',
    google: env.AUTH_GOOGLE_ID && 'Google',
    oidc: env.AUTH_OIDC_ID && providerName('oidc'),
  }
  return (Object.keys(names) as ProviderId[]).flatMap((id) => (names[id] ? { id, name: names[id] } : []))
}

/** Who answers for the accounts of a provider; empty where it is not configured. */
export function providerIssuer(id: string): string {
  return issuerOf(id, environment()) ?? ''
}

/** Whether an account signs in here now: not where its provider is off, or has another issuer since. */
export const isUsable: IsUsable = ({ provider, issuer }) => issuer !== '' && issuer === providerIssuer(provider)

/** The provider with which a person can sign in once more, among their accounts; undefined without one that is offered. */
export function providerToConfirm(accounts: Parameters<IsUsable>[0][]): ProviderId | undefined {
  return listProviders().find(({ id }) => accounts.some((account) => account.provider === id && isUsable(account)))?.id
}

/** The name of a provider, configured or not. */
export function providerName(id: string): string {
  if (id === 'github') return 'GitHub'
  return id === 'google' ? 'Google' : (environment().AUTH_OIDC_NAME ?? 'your organisation’s account')
}

/** The address to register with a provider. */
export function ownCallbackUrl(id: ProviderId): string {
  return callbackUrl(publicOrigin(), id)
}

/** The configured providers in Auth.js's form: all with PKCE and state, those of OpenID Connect with a nonce too. */
export async function authProviders(): Promise<NextAuthConfig['providers']> {
  const env = environment()
  const providers: NextAuthConfig['providers'] = []
  if (env.AUTH_GITHUB_ID) {
    const base = withoutSlash(env.AUTH_GITHUB_BASE_URL)
    providers.push(
      GitHub({
        clientId: env.AUTH_GITHUB_ID,
        clientSecret: env.AUTH_GITHUB_SECRET,
        checks: ['pkce', 'state'],
        ...(organisationsIn(env.SIGN_UP).length > 0 && {
          authorization: { params: { scope: 'read:user user:email read:org' } },
        }),
        ...(base && { enterprise: { baseUrl: base } }),
        token: { url: `${base ?? 'https://github.com'}/login/oauth/access_token`, conform: reportGitHubError },
        userinfo: { url: base ? `${base}/api/v3/user` : 'https://api.github.com/user', request: readGitHubProfile },
        profile: ({ id, name, login, email }) => ({ id: String(id), name: name ?? login, email }),
        [customFetch]: fetchInTime,
      }),
    )
  }
  if (env.AUTH_GOOGLE_ID) {
    const { issuer, client } = await discovered('google')
    providers.push(
      Google({
        clientId: env.AUTH_GOOGLE_ID,
        clientSecret: env.AUTH_GOOGLE_SECRET,
        issuer,
        client,
        checks: ['pkce', 'state', 'nonce'],
        profile: toUser,
        [customFetch]: fetchInTime,
      }),
    )
  }
  if (env.AUTH_OIDC_ID) {
    const { issuer, client } = await discovered('oidc')
    providers.push({
      id: 'oidc',
      name: providerName('oidc'),
      type: 'oidc',
      issuer,
      client,
      clientId: env.AUTH_OIDC_ID,
      clientSecret: env.AUTH_OIDC_SECRET,
      checks: ['pkce', 'state', 'nonce'],
      // By the standard (OpenID Connect Core 5.4) the address comes from the userinfo endpoint; some give it in the ID token.
      idToken: false,
      profile: (userinfo: Claims & { sub: string }, { id_token }: { id_token?: string }) =>
        // Auth.js hands this very object on to the callbacks.
        toUser(Object.assign(userinfo, mergeClaims(userinfo, claimsIn(id_token))) as Person),
      [customFetch]: fetchInTime,
    })
  }
  return providers
}

type Person = { sub: string; name?: string; preferred_username?: string; email?: string }

function toUser({ sub, name, preferred_username, email }: Person) {
  return { id: sub, name: name ?? preferred_username ?? null, email }
}

const known = new Map<ProviderId, { found: Discovery; until: number }>()

// How the provider itself writes its issuer, and how it wants to be told the secret. Where it cannot be asked, Auth.js
// asks it next, and fails with a reason of its own.
async function discovered(id: ProviderId) {
  const kept = known.get(id)
  if (kept && kept.until > Date.now()) return toAuthJs(kept.found)
  try {
    const found = await discover(id, providerIssuer(id), fetchInTime)
    known.set(id, { found, until: Date.now() + DISCOVERY_MS })
    return toAuthJs(found)
  } catch (error) {
    log.warn({ provider: id, reason: (error as Error).message }, 'provider does not fit')
    return { issuer: providerIssuer(id), client: undefined }
  }
}

const toAuthJs = ({ issuer, authMethod }: Discovery) => ({
  issuer,
  client: { token_endpoint_auth_method: authMethod },
})

/** Asks a provider, for no longer than 10 seconds. */
export function fetchInTime(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  return fetch(input, { ...init, signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS) })
}

/** An address without the slashes at its end. */
export function withoutSlash(url: string | undefined): string | undefined {
  return url?.replace(/\/+$/, '')
}
