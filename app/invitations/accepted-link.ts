import 'server-only'
import { cookies } from 'next/headers'
import { type BucketPath, type GroupPath, invitationPath } from '@/domain/paths'

const NAME = 'moviebucket.accepted'
const DAYS = 90

/** The page that an accepted link opened. */
export type AcceptedPath = BucketPath | GroupPath

/**
 * Keeps the page that a link opened, for a person who accepted it and opens it again when it is used up. The cookie
 * stays in their browser, at the address of the link: no other person can ask what a link was.
 */
export async function rememberAccepted(token: string, path: AcceptedPath): Promise<void> {
  const at = invitationPath(token)
  ;(await cookies()).set(NAME, path, { path: at, maxAge: DAYS * 86_400, httpOnly: true, sameSite: 'lax' })
}

/** The page that this link opened, if it was accepted in this browser. */
export async function recallAccepted(): Promise<AcceptedPath | undefined> {
  const path = (await cookies()).get(NAME)?.value
  return path && isAcceptedPath(path) ? path : undefined
}

function isAcceptedPath(path: string): path is AcceptedPath {
  return /^\/(buckets|groups)\/[0-9a-f-]{36}$/.test(path)
}
