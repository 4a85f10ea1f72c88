import 'server-only'
import type { NextRequest, NextResponse } from 'next/server'
import { ownPath } from '@/domain/account/own-path'
import type { ProviderId } from '@/domain/account/providers'
import { type AppPath, PATHS } from '@/domain/paths'
import { publicOrigin } from '@/server/environment'
import { cookieName, cookieOptions, sessionCookieName } from './session-cookie'

const ATTEMPT_SECONDS = 15 * 60
const CONNECTED = `${PATHS.settings}?connected=` as const
const CONFIRMED = `${PATHS.settings}?confirmed=` as const

/**
 * Auth.js's cookies under our names: the session's, and those of one attempt to sign in. Of these the browser has
 * `callbackUrl`, and what `server/auth/attempt-cookie.ts` packs the checks into.
 */
export function authCookies() {
  const cookie = (name: string) => ({ name, options: cookieOptions() })
  const shortLived = (name: string) => ({ name, options: { ...cookieOptions(), maxAge: ATTEMPT_SECONDS } })
  return {
    sessionToken: cookie(sessionCookieName()),
    callbackUrl: shortLived(cookieName('sign-in.next')),
    csrfToken: cookie(cookieName('sign-in.csrf')),
    pkceCodeVerifier: shortLived(cookieName('sign-in.pkce')),
    state: shortLived(cookieName('sign-in.state')),
    nonce: shortLived(cookieName('sign-in.nonce')),
  }
}

/** Where a sign-in that connects one more provider leads; the page there says that it is connected. */
export function connectTarget(provider: ProviderId): AppPath {
  return `${CONNECTED}${provider}`
}

/** Where a sign-in that confirms who is there leads; the page there goes on with connecting a provider. */
export function confirmTarget(provider: ProviderId): AppPath {
  return `${CONFIRMED}${provider}`
}

/** Where a plain sign-in leads. Never where only connecting leads: it would pass for an attempt to connect. */
export function signInTarget(next: AppPath): AppPath {
  return next.startsWith(CONNECTED) ? PATHS.settings : next
}

/** Reads what a returning attempt was for: the page that the person asked for, and whether to connect a provider. */
export function readAttempt(request: NextRequest): { next: AppPath; connecting: boolean } {
  const next = toOwnPath(request.cookies.get(authCookies().callbackUrl.name)?.value ?? '/')
  return { next, connecting: next.startsWith(CONNECTED) }
}

/** The cookie that holds the checks of an attempt. */
export function attemptCookie() {
  return { name: cookieName('sign-in.attempt'), options: { ...cookieOptions(), maxAge: ATTEMPT_SECONDS } }
}

/** Deletes the cookies of an attempt, so that none can be used again. */
export function endAttempt(response: NextResponse): void {
  const { sessionToken: _, ...attempt } = authCookies()
  for (const { name, options } of [...Object.values(attempt), attemptCookie()])
    response.cookies.set(name, '', { ...options, maxAge: 0 })
}

/** Returns the path of an address of this deployment; `/` for any other. */
export function toOwnPath(address: string): AppPath {
  const origin = publicOrigin()
  return ownPath(address.startsWith(`${origin}/`) ? address.slice(origin.length) : address)
}
