import 'server-only'
import { cookies } from 'next/headers'
import { PREFERENCES_COOKIE, type Preferences, parsePreferences } from '@/domain/account/preferences'

/** How this browser wants the screens. */
export async function readPreferences(): Promise<Preferences> {
  return parsePreferences((await cookies()).get(PREFERENCES_COOKIE)?.value)
}
