import 'server-only'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { findSessionUser, type SessionUser } from '@/db/account/sessions'
import { hashToken, sessionCookieName } from './session-cookie'

/** Returns the user of this request; null when signed out. One indexed lookup by the token's hash per request. */
export const currentUser = cache(async (): Promise<SessionUser | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value
  return token ? findSessionUser(hashToken(token)) : null
})
