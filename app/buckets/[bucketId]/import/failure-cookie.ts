import 'server-only'
import { cookies } from 'next/headers'
import * as z from 'zod'
import { cut } from '@/domain/text'
import { cookieName, cookieOptions } from '@/server/auth/session-cookie'

const LONGEST = 600
const failureCookie = () => cookieName('import')

const failureSchema = z.object({ bucketId: z.string(), message: z.string() })

/** Keeps a failure for a few seconds, for the page to which a browser without JavaScript is redirected. */
export async function rememberFailure(bucketId: string, message: string): Promise<void> {
  const value = Buffer.from(JSON.stringify({ bucketId, message: cut(message, LONGEST) })).toString('base64url')
  ;(await cookies()).set(failureCookie(), value, { ...cookieOptions(), sameSite: 'strict', maxAge: 10 })
}

/** The message of the failure just before in this bucket, if there was one. */
export async function recallFailure(bucketId: string): Promise<string | undefined> {
  const value = (await cookies()).get(failureCookie())?.value
  try {
    const failure = failureSchema.parse(JSON.parse(Buffer.from(value ?? '', 'base64url').toString()))
    return failure.bucketId === bucketId ? failure.message : undefined
  } catch {
    return undefined
  }
}
