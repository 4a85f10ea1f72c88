import 'server-only'
import { Auth, raw, skipCSRFCheck } from '@auth/core'
import type { ResponseInternal } from '@auth/core/types'
import { cookies, headers } from 'next/headers'
import { NextRequest, NextResponse } from 'next/server'
import NextAuth, { type NextAuthConfig, type Profile } from 'next-auth'
import { listAccounts } from '@/db/account/accounts'
import { confirmSession } from '@/db/account/sessions'
import { findSignInFacts, isInvited, noteProfile, signInAdapter } from '@/db/account/sign-in'
import { type Claims, readAddress } from '@/domain/account/claims'
import { describeDevice } from '@/domain/account/device'
import { isFresh } from '@/domain/account/fresh'
import type { ProviderId } from '@/domain/account/providers'
import { judgeSignIn } from '@/domain/account/sign-in'
import { organisationsIn } from '@/domain/account/sign-up'
import { type AppPath, invitationTokenIn } from '@/domain/paths'
import { AppError } from '@/domain/result'
import { isPlainEmail, normalizeEmail } from '@/domain/sharing/email'
import { environment, publicOrigin } from '@/server/environment'
import { log } from '@/server/log'
import { requestId } from '@/server/request'
import { tellOfAccount } from './account-mail'
import { attemptCookie, authCookies, endAttempt, readAttempt, toOwnPath } from './attempt'
import { packAttempt, unpackAttempt } from './attempt-cookie'
import { currentUser } from './current-user'
import { isMember } from './github'
import { settleIssuers } from './issuers'
import type { ProviderAddress } from './provider-redirect'
import { authProviders, isUsable, providerIssuer, providerName, providerToConfirm, withoutSlash } from './providers'
import { refusalPath, toLogFields, toRefusal } from './refusals'
import { hashToken, isSecure, newToken, SESSION_SECONDS } from './session-cookie'
import { writeSignInHint } from './sign-in-hint'

// The error of each request; Auth.js itself tells callers only "Configuration".
const failures = new WeakMap<Request, Error>()
const auth = NextAuth(configure)

// GitHub and Google know no `login`, but at least ask who it is.
const AGAIN: Record<ProviderId, { prompt: string }> = {
  github: { prompt: 'select_account' },
  google: { prompt: 'select_account' },
  oidc: { prompt: 'login' },
}

/**
 * Begins a sign-in at a provider and returns the address to send the browser to. From there the browser returns to
 * /api/auth/callback/<provider>, and then to `next`, a path of ours. With `again`, the provider is asked not to
 * let the person through on an old session of its own.
 * @throws {AppError} `unavailable` when the provider cannot be reached
 */
export async function startSignIn(
  provider: ProviderId,
  next: AppPath,
  { again = false } = {},
): Promise<ProviderAddress> {
  // Auth.js reads the origin from the environment itself, and from a header when that is empty.
  process.env.AUTH_URL ||= environment().AUTH_URL
  const { address, cookies: made } = await beginAttempt(provider, next, again ? AGAIN[provider] : {})
  if (address.startsWith(`${publicOrigin()}/sign-in?`)) {
    const name = providerName(provider)
    throw new AppError('unavailable', `${name} cannot be reached just now. Try again in a moment.`)
  }
  const jar = await cookies()
  const { callbackUrl } = authCookies()
  jar.set(callbackUrl.name, made.find(({ name }) => name === callbackUrl.name)?.value ?? '', callbackUrl.options)
  jar.set(attemptCookie().name, await packAttempt(made), attemptCookie().options)
  return address
}

// What Auth.js's own signIn does, but for the cookies, which it would set at once.
async function beginAttempt(provider: ProviderId, next: AppPath, parameters: Record<string, string>) {
  const address = `${publicOrigin()}/api/auth/signin/${provider}?${new URLSearchParams(parameters)}`
  const sent = new Headers(await headers())
  sent.set('content-type', 'application/x-www-form-urlencoded')
  const request = new Request(address, {
    method: 'POST',
    headers: sent,
    body: new URLSearchParams({ callbackUrl: next }),
  })
  // A refusal is a response all the same, whatever `raw` says.
  const answer: ResponseInternal | Response = await Auth(request, {
    ...(await configure(undefined)),
    raw,
    skipCSRFCheck,
  })
  const refused = answer instanceof Response
  return {
    address: ((refused ? answer.headers.get('location') : answer.redirect) ?? address) as ProviderAddress,
    cookies: (refused ? [] : answer.cookies) ?? [],
  }
}

/** Finishes a sign-in that `startSignIn` began: signs in, connects, or says why not. */
export async function finishSignIn(request: NextRequest, provider: ProviderId): Promise<NextResponse> {
  process.env.AUTH_URL ||= environment().AUTH_URL
  const whole = await withChecks(request)
  const answer = await auth.handlers.GET(whole)
  const failure = failures.get(whole)
  const response = failure
    ? NextResponse.redirect(publicOrigin() + (await failurePath(request, provider, failure)))
    : new NextResponse(null, answer)
  endAttempt(response)
  return response
}

// The request with the cookies that Auth.js looks for.
async function withChecks(request: NextRequest): Promise<NextRequest> {
  const packed = request.cookies.get(attemptCookie().name)?.value
  const checks = await unpackAttempt(packed, request.nextUrl.searchParams.get('state'))
  const { pkceCodeVerifier, nonce, state } = authCookies()
  const names = [pkceCodeVerifier.name, nonce.name, state.name]
  const others = request.cookies.getAll().filter(({ name }) => !names.includes(name))
  const sent = new Headers(request.headers)
  sent.set('cookie', [...others, ...checks].map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; '))
  return new NextRequest(request.url, { headers: sent })
}

async function failurePath(request: NextRequest, provider: ProviderId, failure: Error): Promise<AppPath> {
  const refusal = toRefusal(failure, request.nextUrl.searchParams.get('error'))
  const { next, connecting } = readAttempt(request)
  const user = await currentUser().catch(() => null)
  // A signed-in person came back with the browser's Back button.
  if (user && refusal === 'expired' && !connecting) return next
  return refusalPath(refusal, { provider, signedIn: user !== null, next })
}

async function configure(request: NextRequest | undefined): Promise<NextAuthConfig> {
  const id = await requestId()
  return {
    adapter: signInAdapter({
      hashToken,
      device: describeDevice((await headers()).get('user-agent')),
      issuerOf: providerIssuer,
    }),
    providers: await authProviders(),
    secret: environment().AUTH_SECRET,
    basePath: '/api/auth',
    // Auth.js's name for: the origin is AUTH_URL, whatever the Host header says.
    trustHost: true,
    useSecureCookies: isSecure(),
    cookies: authCookies(),
    session: {
      strategy: 'database',
      maxAge: SESSION_SECONDS,
      updateAge: SESSION_SECONDS,
      generateSessionToken: newToken,
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    callbacks: {
      redirect: ({ url }) => publicOrigin() + toOwnPath(url),
      signIn: ({ account, profile }) => {
        if (!request || !account) return false
        return admit(request, account, profile ?? {})
      },
    },
    events: {
      linkAccount: async ({ user, account, profile }) => {
        const current = request ? await currentUser() : null
        // The first account of a new user is no news.
        if (current && current.id === user.id) tellOfAccount(current, account.provider, profile.email ?? null)
      },
      // After the account is stored, at every sign-in, because people rename themselves.
      signIn: async ({ user, account, profile }) => {
        if (!account) return
        const login = account.provider === 'github' && typeof profile?.login === 'string' ? profile.login : undefined
        await noteProfile(subjectOf(account), { login, email: profile?.email ?? undefined })
        await confirmCurrentSession(request, user.id)
      },
    },
    logger: {
      error(error) {
        if (request && failures.get(request) === error) return
        if (request) failures.set(request, error)
        log.warn({ requestId: id, ...toLogFields(error, request?.nextUrl.searchParams) }, 'sign-in failed')
      },
      warn: (code) => log.warn({ requestId: id, kind: code }, 'sign-in warning'),
      debug: () => {},
    },
  }
}

const subjectOf = (account: { provider: string; providerAccountId: string }) => ({
  provider: account.provider,
  issuer: providerIssuer(account.provider),
  subject: account.providerAccountId,
})

// A person who signs in again while they are signed in keeps their session.
async function confirmCurrentSession(request: NextRequest | undefined, userId: string | undefined): Promise<void> {
  const user = request && !readAttempt(request).connecting ? await currentUser() : null
  if (user && user.id === userId) await confirmSession(user.id, user.sessionId)
}

type Newcomer = { email: string; login: unknown; next: AppPath; token?: string; provider: string }

// A person who has an account here is always welcome.
async function isWelcome(accountOwner: string | null, newcomer: Newcomer): Promise<boolean> {
  const { email, login, next, token, provider } = newcomer
  const { SIGN_UP: rules, AUTH_GITHUB_BASE_URL: base } = environment()
  const domain = normalizeEmail(email).split('@').at(-1) ?? ''
  if (accountOwner || rules.includes('everyone') || rules.includes(domain)) return true
  const link = invitationTokenIn(next)
  if (
    rules.includes('invited') &&
    (await isInvited({ email, login: typeof login === 'string' ? login : undefined, link }))
  )
    return true
  const organisations = provider === 'github' ? organisationsIn(rules) : []
  return organisations.length > 0 && isMember(organisations, token, withoutSlash(base))
}

type SigningIn = { provider: string; providerAccountId: string; access_token?: string }

async function admit(request: NextRequest, account: SigningIn, profile: Profile): Promise<true | string> {
  const { provider } = account
  const { AUTH_OIDC_TRUST_EMAIL: trusted } = environment()
  const { email, gap } = readAddress(profile as Claims, provider === 'oidc' && trusted)
  await settleIssuers()
  const { accountOwner, addressOwner } = await findSignInFacts(subjectOf(account), gap ? '' : email)
  const user = await currentUser()
  const { next, connecting } = readAttempt(request)
  const accounts = user && connecting ? await listAccounts({ userId: user.id }) : []
  const newcomer = { email, login: profile.login, next, token: account.access_token, provider }
  const owned = addressOwner?.accounts ?? []
  const refusal = judgeSignIn({
    gap: gap ?? null,
    plain: isPlainEmail(email),
    signedInAs: user?.id ?? null,
    accountOwner,
    addressOwner: addressOwner?.userId ?? null,
    moved: owned.some((other) => other.provider === provider && !isUsable(other)),
    connecting,
    welcome: gap === undefined && (await isWelcome(accountOwner, newcomer)),
    connected: accounts.some((other) => other.provider === provider && isUsable(other)),
    fresh:
      user !== null && (!providerToConfirm(accounts) || isFresh(user.confirmedAt, Date.now(), { returning: true })),
  })
  if (!refusal) return true
  log.info({ requestId: await requestId(), provider, refusal }, 'sign-in refused')
  if ((refusal === 'other_provider' || refusal === 'moved') && email) {
    const ways = refusal === 'moved' ? owned.filter(isUsable) : owned
    await writeSignInHint({ email, providers: [...new Set(ways.map((way) => way.provider))] })
  }
  return refusalPath(refusal, { provider, signedIn: user !== null, next })
}
