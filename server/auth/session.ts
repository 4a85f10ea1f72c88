import 'server-only'
import { cookies, headers } from 'next/headers'
import { createSession, endSession } from '@/db/account/sessions'
import { describeDevice } from '@/domain/account/device'
import { cookieOptions, hashToken, newToken, SESSION_SECONDS, sessionCookieName } from './session-cookie'

/** Signs this browser in as a user, for 30 days. */
export async function openSession(userId: string): Promise<void> {
  const token = newToken()
  const expires = new Date(Date.now() + SESSION_SECONDS * 1000)
  const device = describeDevice((await headers()).get('user-agent'))
  await createSession({ tokenHash: hashToken(token), userId, device, expires })
  ;(await cookies()).set(sessionCookieName(), token, { ...cookieOptions(), expires })
}

/** Ends this browser's session, in the database first, so that a copied cookie stops working too. */
export async function closeSession(): Promise<void> {
  const token = (await cookies()).get(sessionCookieName())?.value
  if (token) await endSession(hashToken(token))
  await forgetSession()
}

/** Deletes the cookie, for a session that has already ended. */
export async function forgetSession(): Promise<void> {
  ;(await cookies()).set(sessionCookieName(), '', { ...cookieOptions(), maxAge: 0 })
}
