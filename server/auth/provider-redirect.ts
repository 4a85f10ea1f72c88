import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { PATHS } from '@/domain/paths'
import { environment } from '@/server/environment'
import { sealed, TARGET_COOKIE } from './seal'
import { cookieName, cookieOptions } from './session-cookie'

const targetCookie = () => cookieName(TARGET_COOKIE)
const seal = (address: string) => sealed(targetCookie(), address, environment().AUTH_SECRET)

/** An address at a provider, outside of the app. */
export type ProviderAddress = `${string}://${string}`

/**
 * Redirects a browser from a form's action to a provider. Without JavaScript it goes through a page of ours: browsers
 * apply `form-action 'self'` to every redirect that answers a form.
 */
export async function redirectToProvider(address: ProviderAddress): Promise<never> {
  if ((await headers()).has('next-action')) redirect(address)
  ;(await cookies()).set(targetCookie(), seal(address), { ...cookieOptions(), maxAge: 60 })
  redirect(PATHS.continueSignIn)
}

/** Returns the provider's address for a browser without JavaScript; undefined if another site of the host forged it. */
export async function readProviderAddress(): Promise<string | undefined> {
  const value = (await cookies()).get(targetCookie())?.value ?? ''
  const address = value.slice(value.indexOf(' ') + 1)
  const [given, wanted] = [Buffer.from(value), Buffer.from(seal(address))]
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? address : undefined
}
