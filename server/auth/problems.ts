import 'server-only'
import { isProviderId } from '@/domain/account/providers'
import type { SignInProblem } from '@/domain/account/sign-in'
import { AppError } from '@/domain/result'

type Cause = Error & { code?: unknown; error?: unknown; status?: unknown; type?: unknown }

/** What an error of Auth.js means to the person who is signing in; `answer` is the provider's `?error=`, if it gave one. */
export function toProblem(error: Error, answer: string | null): SignInProblem {
  const chain = causes(error)
  const has = (test: (cause: Cause) => boolean) => chain.some(test)
  if (has((cause) => cause instanceof AppError && cause.code === 'unavailable')) return 'unavailable'
  // Comes after the state was checked, so the answer is the provider's own.
  if (has((cause) => cause.type === 'OAuthCallbackError')) return answer === 'access_denied' ? 'cancelled' : 'provider'
  // The cookies of the attempt are gone or not its own, its state was made up, or its code was used.
  if (has((cause) => cause.type === 'InvalidCheck' || /"state"/.test(cause.message))) return 'expired'
  if (has((cause) => cause.error === 'invalid_grant' || cause.error === 'bad_verification_code')) return 'expired'
  if (has((cause) => cause.type === 'OAuthAccountNotLinked')) return 'taken'
  return 'provider'
}

/** What the log says of such an error: kinds and codes, nothing of the person. */
export function toLogFields(error: Error): Record<string, unknown> {
  const chain = causes(error)
  const find = (name: 'code' | 'error' | 'status') => chain.map((cause) => cause[name]).find((value) => value)
  const root = chain.at(-1)
  return {
    kind: (chain[0] as Cause | undefined)?.type ?? error.name,
    reason: root && !(root instanceof AppError) ? root.message.split('. Read more at')[0]?.slice(0, 200) : undefined,
    code: find('code'),
    error: find('error'),
    status: find('status'),
  }
}

/** Where a problem is shown: in Settings if somebody is signed in, else on the sign-in page, which keeps `next`. */
export function problemPath(problem: SignInProblem, at: { provider: string; signedIn: boolean; next: string }): string {
  const query = new URLSearchParams({ error: problem })
  if (isProviderId(at.provider)) query.set('provider', at.provider)
  if (at.signedIn) return `/settings?${query}`
  if (at.next !== '/') query.set('next', at.next)
  return `/sign-in?${query}`
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
