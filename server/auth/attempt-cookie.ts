import 'server-only'
import { decode, encode } from 'next-auth/jwt'
import { sha256 } from '@/db/hash'
import { environment } from '@/server/environment'
import { attemptCookie, authCookies } from './attempt'

/*
 * Auth.js seals each check of an attempt (PKCE's verifier, nonce, state) in a cookie of its own, and the state, which is
 * sealed already, once more: with them the answer has over 4 kB of headers, which nginx with its own settings takes for a
 * failure. They travel in one cookie here, the state as a hash: the provider sends the state itself back.
 */

type Cookie = { name: string; value: string }
type Sealed = { value: string; provider: string }
type Attempt = { provider: string; verifier?: string; nonce?: string; state?: string }

/** Packs the cookies that Auth.js made for an attempt into the value of one. */
export async function packAttempt(made: readonly Cookie[]): Promise<string> {
  const { pkceCodeVerifier, nonce, state } = authCookies()
  const open = async ({ name }: { name: string }) => {
    const token = made.find((cookie) => cookie.name === name)?.value
    return token ? await decode<Sealed>({ token, salt: name, secret: environment().AUTH_SECRET }) : null
  }
  const [verifier, seen, sealed] = [await open(pkceCodeVerifier), await open(nonce), await open(state)]
  const provider = (verifier ?? seen ?? sealed)?.provider ?? ''
  const attempt: Attempt = { provider, verifier: verifier?.value, nonce: seen?.value }
  return seal(attemptCookie().name, { ...attempt, state: sealed ? sha256(sealed.value) : undefined })
}

/**
 * Makes Auth.js's cookies again from the packed one and from the state that came back. Those that do not fit are left
 * out, and Auth.js refuses the attempt.
 */
export async function unpackAttempt(packed: string | undefined, stateSentBack: string | null): Promise<Cookie[]> {
  const attempt = await openAttempt(packed)
  if (!attempt) return []
  const { pkceCodeVerifier, nonce, state } = authCookies()
  const { provider } = attempt
  const isOwn = stateSentBack !== null && attempt.state === sha256(stateSentBack)
  const values: [{ name: string }, string | null | undefined][] = [
    [pkceCodeVerifier, attempt.verifier],
    [nonce, attempt.nonce],
    [state, isOwn ? stateSentBack : null],
  ]
  const cookies = values.map(async ([{ name }, value]) =>
    value ? { name, value: await seal(name, { value, provider }) } : [],
  )
  return (await Promise.all(cookies)).flat()
}

async function openAttempt(packed: string | undefined): Promise<Attempt | null> {
  if (!packed) return null
  const salt = attemptCookie().name
  return decode<Attempt>({ token: packed, salt, secret: environment().AUTH_SECRET }).catch(() => null)
}

function seal(salt: string, token: Record<string, string | undefined>): Promise<string> {
  return encode({ token, salt, secret: environment().AUTH_SECRET, maxAge: attemptCookie().options.maxAge })
}
