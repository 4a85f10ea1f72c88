import 'server-only'
import { asServer } from './client'

/** Somebody signed in, by one of their sessions. */
export type SessionUser = { id: string; sessionId: string; name: string | null; email: string }

/** Who a session's token belongs to, by its SHA-256 in hex; null if it is unknown, revoked or over. */
export async function findSessionUser(tokenHash: string): Promise<SessionUser | null> {
  const [row] = await asServer<{ session_id: string; user_id: string; name: string | null; email: string }>(
    'select session_id, user_id, name, email from session_actor($1)',
    [tokenHash],
  )
  return row ? { id: row.user_id, sessionId: row.session_id, name: row.name, email: row.email } : null
}
