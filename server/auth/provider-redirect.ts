import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { PATHS } from '@/domain/paths'
import { environment } from '@/server/environment'
import { cookieName, cookieOptions } from './session-cookie'

const targetCookie = () => cookieName('sign-in.target')

/** An address at a provider, outside of the app. */
export type ProviderAddress = `${string}://${string}`

/**
 * Redirects a browser from a form's action to a provider. Without JavaScript it goes through a page of ours: browsers
 * apply `form-action 'self'` to every redirect that answers a form.
 */
export async function redirectToProvider(address: ProviderAddress): Promise<never> {
  if ((await headers()).has('next-action')) redirect(address)
  ;(await cookies()).set(targetCookie(), sealed(address), { ...cookieOptions(), maxAge: 60 })
  redirect(PATHS.continueSignIn)
}

/** Returns the provider's address for a browser without JavaScript; undefined if another site of the host forged it. */
export async function readProviderAddress(): Promise<string | undefined> {
  const value = (await cookies()).get(targetCookie())?.value ?? ''
  const address = value.slice(value.indexOf(' ') + 1)
  const [given, wanted] = [Buffer.from(value), Buffer.from(sealed(address))]
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? address : undefined
}

function sealed(address: string): string {
  const seal = createHmac('sha256', environment().AUTH_SECRET)
    .update(`${targetCookie()} ${address}`)
    .digest('base64url')
  return `${seal} ${address}`
}
