import 'server-only'
import { cookies } from 'next/headers'
import { importsPath } from '@/domain/paths'

const NAME = 'moviebucket.import'
const LONGEST = 600

/** Keeps why an upload was refused for the page that a browser without JavaScript is sent to, for a few seconds. */
export async function rememberProblem(bucketId: string, message: string): Promise<void> {
  const path = importsPath(bucketId)
  const value = encodeURIComponent(message.slice(0, LONGEST).toWellFormed())
  ;(await cookies()).set(NAME, value, { path, maxAge: 10, httpOnly: true, sameSite: 'strict' })
}

/** Why the upload just before was refused, if it was. */
export async function recallProblem(): Promise<string | undefined> {
  const value = (await cookies()).get(NAME)?.value
  try {
    return value && decodeURIComponent(value)
  } catch {
    return undefined
  }
}
