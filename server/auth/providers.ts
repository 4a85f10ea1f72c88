import 'server-only'
import { customFetch, type NextAuthConfig } from 'next-auth'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import type { ProviderChoice, ProviderId } from '@/domain/account/providers'
import { environment, publicOrigin } from '@/server/environment'
import { readGitHubProfile, reportGitHubError } from './github'

const PROVIDER_TIMEOUT_MS = 10_000

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

/** The provider with which a person can sign in once more, among their accounts; undefined without one that is offered. */
export function providerToConfirm(accounts: { provider: string }[]): ProviderId | undefined {
  return listProviders().find(({ id }) => accounts.some(({ provider }) => provider === id))?.id
}

/** The name of a provider, configured or not. */
export function providerName(id: string): string {
  if (id === 'github') return 'GitHub'
  return id === 'google' ? 'Google' : (environment().AUTH_OIDC_NAME ?? 'your organisation’s account')
}

/** The address to register with a provider. */
export function callbackUrl(id: ProviderId): string {
  return `${publicOrigin()}/api/auth/callback/${id}`
}

/** The configured providers in Auth.js's form: all with PKCE and state, those of OpenID Connect with a nonce too. */
export function authProviders(): NextAuthConfig['providers'] {
  const env = environment()
  const providers: NextAuthConfig['providers'] = []
  if (env.AUTH_GITHUB_ID) {
    const base = withoutSlash(env.AUTH_GITHUB_BASE_URL)
    providers.push(
      GitHub({
        clientId: env.AUTH_GITHUB_ID,
        clientSecret: env.AUTH_GITHUB_SECRET,
        checks: ['pkce', 'state'],
        ...(base && { enterprise: { baseUrl: base } }),
        token: { url: `${base ?? 'https://github.com'}/login/oauth/access_token`, conform: reportGitHubError },
        userinfo: { url: base ? `${base}/api/v3/user` : 'https://api.github.com/user', request: readGitHubProfile },
        profile: ({ id, name, login, email }) => ({ id: String(id), name: name ?? login, email }),
        [customFetch]: fetchInTime,
      }),
    )
  }
  if (env.AUTH_GOOGLE_ID) {
    providers.push(
      Google({
        clientId: env.AUTH_GOOGLE_ID,
        clientSecret: env.AUTH_GOOGLE_SECRET,
        issuer: withoutSlash(env.AUTH_GOOGLE_ISSUER) ?? 'https://accounts.google.com',
        checks: ['pkce', 'state', 'nonce'],
        profile: toUser,
        [customFetch]: fetchInTime,
      }),
    )
  }
  if (env.AUTH_OIDC_ID) {
    providers.push({
      id: 'oidc',
      name: providerName('oidc'),
      type: 'oidc',
      issuer: env.AUTH_OIDC_ISSUER,
      clientId: env.AUTH_OIDC_ID,
      clientSecret: env.AUTH_OIDC_SECRET,
      checks: ['pkce', 'state', 'nonce'],
      // By the standard (OpenID Connect Core 5.4) the address comes from the userinfo endpoint, not in the ID token.
      idToken: false,
      profile: toUser,
      [customFetch]: fetchInTime,
    })
  }
  return providers
}

type Claims = { sub: string; name?: string; preferred_username?: string; email?: string }

function toUser({ sub, name, preferred_username, email }: Claims) {
  return { id: sub, name: name ?? preferred_username ?? null, email }
}

function fetchInTime(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  return fetch(input, { ...init, signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS) })
}

function withoutSlash(url: string | undefined): string | undefined {
  return url?.replace(/\/+$/, '')
}
