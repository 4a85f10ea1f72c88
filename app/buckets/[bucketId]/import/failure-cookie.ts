import 'server-only'
import { cookies } from 'next/headers'
import { importsPath } from '@/domain/paths'
import { cut } from '@/domain/text'

const NAME = 'moviebucket.import'
const LONGEST = 600

/** Keeps a failure for a few seconds, for the page to which a browser without JavaScript is redirected. */
export async function rememberFailure(bucketId: string, message: string): Promise<void> {
  const path = importsPath(bucketId)
  const value = encodeURIComponent(cut(message, LONGEST))
  ;(await cookies()).set(NAME, value, { path, maxAge: 10, httpOnly: true, sameSite: 'strict' })
}

/** The message of the failure just before, if there was one. */
export async function recallFailure(): Promise<string | undefined> {
  const value = (await cookies()).get(NAME)?.value
  try {
    return value && decodeURIComponent(value)
  } catch {
    return undefined
  }
}
