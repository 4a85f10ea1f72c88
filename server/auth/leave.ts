import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Route } from 'next'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { PATHS } from '@/domain/paths'
import { environment } from '@/server/environment'
import { cookieName, cookieOptions } from './session-cookie'

const targetCookie = () => cookieName('sign-in.target')

/**
 * Sends a browser from a form's action to a provider. Without JavaScript it goes through a page of ours:
 * browsers hold every redirect that answers a form against `form-action 'self'`.
 */
export async function leaveFor(address: string): Promise<never> {
  if ((await headers()).has('next-action')) redirect(address as Route)
  ;(await cookies()).set(targetCookie(), sealed(address), { ...cookieOptions(), maxAge: 60 })
  redirect(PATHS.continueSignIn)
}

/** Where a browser without JavaScript is to go on to; nothing that another site of the same host put in its place. */
export async function readTarget(): Promise<string | undefined> {
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
