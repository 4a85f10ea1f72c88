import 'server-only'
import { cookies } from 'next/headers'
import { formatPreferences, type Preferences, parsePreferences } from '@/domain/account/preferences'
import { findView, type View } from '@/domain/search/search'
import { cookieName, cookieOptions } from './auth/session-cookie'

const YEAR_SECONDS = 365 * 86_400
const preferencesCookie = () => cookieName('preferences')

/** How this browser wants the screens. */
export async function readPreferences(): Promise<Preferences> {
  return parsePreferences((await cookies()).get(preferencesCookie())?.value)
}

/** Keeps how this browser wants the screens. */
export async function writePreferences(preferences: Preferences): Promise<void> {
  const options = { ...cookieOptions(), maxAge: YEAR_SECONDS }
  ;(await cookies()).set(preferencesCookie(), formatPreferences(preferences), options)
}

/** The view of a bucket that this browser used last; proxy.ts notes it. */
export async function readLastView(): Promise<View | undefined> {
  return findView((await cookies()).get(cookieName('view'))?.value)
}
