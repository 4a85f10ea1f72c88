import 'server-only'
import type { Route } from 'next'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cookieName, cookieOptions } from './session-cookie'

const targetCookie = () => cookieName('sign-in.target')

/**
 * Sends a browser from a form's action to a provider. Without JavaScript it goes through a page of ours:
 * browsers hold every redirect that answers a form against `form-action 'self'`.
 */
export async function leaveFor(address: string): Promise<never> {
  if ((await headers()).has('next-action')) redirect(address as Route)
  ;(await cookies()).set(targetCookie(), address, { ...cookieOptions(), maxAge: 60 })
  redirect('/sign-in/continue')
}

/** Where a browser without JavaScript is to go on to. */
export async function readTarget(): Promise<string | undefined> {
  return (await cookies()).get(targetCookie())?.value
}
