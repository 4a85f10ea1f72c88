import 'server-only'
import { cookies } from 'next/headers'
import * as z from 'zod'
import { cookieName, cookieOptions } from './session-cookie'

const HINT_SECONDS = 120

const hintSchema = z.object({ email: z.string(), providers: z.array(z.string()) })

/** The address that already signs in with other providers. It is for the next page only, and never in an address bar. */
export type SignInHint = z.infer<typeof hintSchema>

export async function writeSignInHint(hint: SignInHint): Promise<void> {
  const value = Buffer.from(JSON.stringify(hint)).toString('base64url')
  ;(await cookies()).set(cookieName('sign-in.hint'), value, { ...cookieOptions(), maxAge: HINT_SECONDS })
}

export async function readSignInHint(): Promise<SignInHint | undefined> {
  const value = (await cookies()).get(cookieName('sign-in.hint'))?.value
  try {
    return hintSchema.parse(JSON.parse(Buffer.from(value ?? '', 'base64url').toString()))
  } catch {
    return undefined
  }
}
