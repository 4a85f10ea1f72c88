import 'server-only'
import { createHmac } from 'node:crypto'

/** Which cookie has the address of a provider for a browser without JavaScript. */
export const TARGET_COOKIE = 'sign-in.target'

/** Puts a seal before an address, by which a server with the same secret knows that it is from the cookie of this name. */
export function sealed(cookie: string, address: string, secret: string): string {
  return `${createHmac('sha256', secret).update(`${cookie} ${address}`).digest('base64url')} ${address}`
}
