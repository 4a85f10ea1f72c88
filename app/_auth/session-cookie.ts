import 'server-only'
import { createHash } from 'node:crypto'
import { environment } from '@/app/_server/environment'

export const SESSION_DAYS = 30

/** Whether people reach this deployment over https; only then are cookies marked secure. */
export function isSecure(): boolean {
  return environment().AUTH_URL.startsWith('https:')
}

/** The session cookie's name: `__Host-` binds it to this very host, which browsers grant over https only. */
export function sessionCookieName(): string {
  return isSecure() ? '__Host-moviebucket.session' : 'moviebucket.session'
}

/** What a session's token is stored as: SHA-256 in hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
