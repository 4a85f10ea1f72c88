import 'server-only'
import { randomBytes } from 'node:crypto'
import { sha256 } from '@/db/hash'
import { environment } from '@/server/environment'

export const SESSION_SECONDS = 30 * 24 * 60 * 60

/** Whether the deployment's address is https; only then are cookies marked secure. */
export function isSecure(publicUrl = environment().AUTH_URL): boolean {
  return publicUrl.startsWith('https:')
}

/** The name of one of our cookies: `__Host-` binds it to this very host, which browsers grant over https only. */
export function cookieName(name: string, publicUrl?: string): string {
  return `${isSecure(publicUrl) ? '__Host-' : ''}moviebucket.${name}`
}

/** The session cookie's name. */
export function sessionCookieName(): string {
  return cookieName('session')
}

/** The options of a cookie that no script and no other site may read. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() } as const
}

/** Makes a token for a session: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Hashes a session's token for storage: SHA-256 in hex. */
export function hashToken(token: string): string {
  return sha256(token)
}
