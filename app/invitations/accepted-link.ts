import 'server-only'
import { cookies } from 'next/headers'
import { type BucketPath, type GroupPath, invitationPath } from '@/domain/paths'

const NAME = 'moviebucket.accepted'
const DAYS = 90

/** What a link opened. */
export type AcceptedPath = BucketPath | GroupPath

/**
 * Keeps where a link led, for whoever accepted it and opens it again when it is used up. In their browser and at the
 * address of the link alone: what a link was is nobody else's to ask.
 */
export async function rememberAccepted(token: string, path: AcceptedPath): Promise<void> {
  const at = invitationPath(token)
  ;(await cookies()).set(NAME, path, { path: at, maxAge: DAYS * 86_400, httpOnly: true, sameSite: 'lax' })
}

/** Where the link of this page led, if it was accepted in this browser. */
export async function recallAccepted(): Promise<AcceptedPath | undefined> {
  const path = (await cookies()).get(NAME)?.value
  return path && isAcceptedPath(path) ? path : undefined
}

function isAcceptedPath(path: string): path is AcceptedPath {
  return /^\/(buckets|groups)\/[0-9a-f-]{36}$/.test(path)
}
