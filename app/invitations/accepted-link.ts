import 'server-only'
import { cookies } from 'next/headers'

const NAME = 'moviebucket.accepted'
const DAYS = 90

/**
 * Keeps the page that a link led to, for a person who accepted it and opens it again when it is used up. The cookie
 * stays in their browser, at the address of the link: no other person can ask what a link was.
 */
export async function rememberAccepted(token: string, path: string): Promise<void> {
  const at = `/invitations/${encodeURIComponent(token)}`
  ;(await cookies()).set(NAME, path, { path: at, maxAge: DAYS * 86_400, httpOnly: true, sameSite: 'lax' })
}

/** The page that this link led to, if it was accepted in this browser. */
export async function recallAccepted(): Promise<string | undefined> {
  const path = (await cookies()).get(NAME)?.value
  return path && /^\/(buckets|groups)\/[0-9a-f-]{36}$/.test(path) ? path : undefined
}
