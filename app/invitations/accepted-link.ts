import 'server-only'
import { cookies } from 'next/headers'

const NAME = 'moviebucket.accepted'
const DAYS = 90

/**
 * Keeps where a link led, for whoever accepted it and opens it again when it is used up. In their browser and at the
 * address of the link alone: what a link was is nobody else's to ask.
 */
export async function rememberAccepted(token: string, path: string): Promise<void> {
  const at = `/invitations/${encodeURIComponent(token)}`
  ;(await cookies()).set(NAME, path, { path: at, maxAge: DAYS * 86_400, httpOnly: true, sameSite: 'lax' })
}

/** Where the link of this page led, if it was accepted in this browser. */
export async function recallAccepted(): Promise<string | undefined> {
  const path = (await cookies()).get(NAME)?.value
  return path && /^\/(buckets|groups)\/[0-9a-f-]{36}$/.test(path) ? path : undefined
}
