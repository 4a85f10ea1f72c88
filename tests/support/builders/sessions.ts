import { createHash } from 'node:crypto'

/** The session cookie as the server sets it on http. */
export function sessionCookie(baseUrl: string, token: string) {
  return { name: 'moviebucket.session', value: token, url: baseUrl, httpOnly: true, sameSite: 'Lax' as const }
}

/** What the database keeps of a secret token: of a session, or of a link that invites. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
