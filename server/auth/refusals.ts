import 'server-only'
import { plain } from '@/domain/account/provider-check'
import { isProviderId } from '@/domain/account/providers'
import type { SignInRefusal } from '@/domain/account/sign-in'
import { type AppPath, PATHS, withQuery } from '@/domain/paths'
import { AppError } from '@/domain/result'
import { withoutSecrets } from '@/server/without-secret'

type Cause = Error & {
  code?: unknown
  error?: unknown
  error_description?: unknown
  status?: unknown
  type?: unknown
  cause?: unknown
}

// An ID token that is over before it was made, or not yet valid.
const isClock = (cause: Cause) => cause.code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'

/** Translates an error of Auth.js for the person who signs in; `answer` is the provider's `?error=`, if it sent one. */
export function toRefusal(error: Error, answer: string | null): SignInRefusal {
  const chain = causes(error)
  const has = (test: (cause: Cause) => boolean) => chain.some(test)
  if (has((cause) => cause instanceof AppError && cause.code === 'unavailable')) return 'unavailable'
  // Auth.js has checked the state by now, so the answer is the provider's own.
  if (has((cause) => cause.type === 'OAuthCallbackError')) return answer === 'access_denied' ? 'cancelled' : 'provider'
  // The cookies of the attempt are missing or belong to another one, its state is forged, or its code was used.
  if (has((cause) => cause.type === 'InvalidCheck' || /"state"/.test(cause.message))) return 'expired'
  if (has((cause) => cause.error === 'invalid_grant' || cause.error === 'bad_verification_code')) return 'expired'
  if (has(isClock)) return 'clock'
  if (has((cause) => cause instanceof AppError && cause.code === 'conflict')) return 'connected'
  if (has((cause) => cause.type === 'OAuthAccountNotLinked')) return 'taken'
  return 'provider'
}

/**
 * Reduces such an error for the log: kinds, codes and what the provider says of them, nothing about the person. `answer`
 * is what the provider sent along, which counts only where the error says that it did.
 */
export function toLogFields(error: Error, answer?: URLSearchParams): Record<string, unknown> {
  const chain = causes(error)
  const find = (name: 'code' | 'error' | 'error_description' | 'status') =>
    chain.map((cause) => cause[name]).find((value) => value)
  const root = chain.at(-1)
  const sent = chain.some((cause) => cause.type === 'OAuthCallbackError') ? answer : undefined
  return {
    kind: (chain[0] as Cause | undefined)?.type ?? error.name,
    reason: root && !(root instanceof AppError) ? root.message.split('. Read more at')[0]?.slice(0, 200) : undefined,
    code: short(find('code')),
    error: short(sent?.get('error') ?? find('error')),
    description: short(sent?.get('error_description') ?? find('error_description')),
    secondsApart: secondsApart(chain.find(isClock)),
    status: short(find('status')),
  }
}

// Providers name the person in what they say: the log must not.
const ADDRESS = /[^\s'"<>(),;:]+@[^\s'"<>(),;:]+/g

// A provider may send any of them, of any length.
function short(value: unknown): unknown {
  return value === undefined || typeof value === 'number' ? value : withoutSecrets(plain(value).replace(ADDRESS, '…'))
}

// How far this machine's clock is ahead of the provider's, which had just issued the token.
function secondsApart(error: Cause | undefined): number | undefined {
  const { now, claims } = (error?.cause ?? {}) as { now?: unknown; claims?: { iat?: unknown } }
  return typeof now === 'number' && typeof claims?.iat === 'number' ? now - claims.iat : undefined
}

/** Returns the page that shows a refusal: Settings for a signed-in person, otherwise the sign-in page, which keeps `next`. */
export function refusalPath(
  refusal: SignInRefusal,
  at: { provider: string; signedIn: boolean; next: AppPath },
): AppPath {
  const query = { error: refusal, provider: isProviderId(at.provider) ? at.provider : undefined }
  if (at.signedIn) return withQuery(PATHS.settings, query)
  return withQuery(PATHS.signIn, { ...query, next: at.next === PATHS.home ? undefined : at.next })
}

// Auth.js keeps what it caught in `cause`, or one level deeper in `cause.err`.
function causes(error: unknown): Cause[] {
  const chain: Cause[] = []
  for (let next: unknown = error; next && chain.length < 10; ) {
    if (next instanceof Error) chain.push(next)
    else if (typeof next === 'object' && 'error' in next) chain.push(Object.assign(new Error('refused'), next))
    const inner: unknown = next instanceof Error ? next.cause : undefined
    next = inner && typeof inner === 'object' && 'err' in inner ? inner.err : inner
  }
  return chain
}
