import 'server-only'
import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { AppError } from '@/domain/result'
import { CLIENT_HEADER, networkOf } from './client-address'
import { publicOrigin } from './environment'

/** The id of a request in the log and on the screen; proxy.ts or server/odd-requests.ts sets it, never a client. */
export async function requestId(): Promise<string> {
  return (await headers()).get('x-request-id') ?? randomUUID()
}

/** The network of the client, for limits on signed-out visitors; server/odd-requests.ts notes the address. */
export async function clientNetwork(): Promise<string> {
  return networkOf((await headers()).get(CLIENT_HEADER) ?? '')
}

/** Whether this page answers a form that the browser posted without JavaScript. */
export async function isPostedForm(): Promise<boolean> {
  const given = await headers()
  return Boolean(given.get('content-type')?.startsWith('multipart/form-data')) && !given.has('next-action')
}

/**
 * Refuses every request that no page of this deployment sent. A missing Origin is refused too: Next runs an action
 * without one, whatever Sec-Fetch-Site says.
 * @throws {AppError} `forbidden`
 */
export async function requireOwnOrigin(): Promise<void> {
  const given = await headers()
  const site = given.get('sec-fetch-site')
  if (given.get('origin') === publicOrigin() && (site === null || site === 'same-origin')) return
  throw new AppError(
    'forbidden',
    `This was not sent from ${publicOrigin()}, so nothing was done. Open the page there and try again.`,
  )
}
