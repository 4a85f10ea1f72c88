import { isLoopbackHost } from '@/domain/environment'

export const DEMO_USER = { email: 'demo@localhost', name: 'Demo' }

/** The header in which the server notes the address of a connection; it overwrites one that a client sends. */
export const PEER_HEADER = 'x-peer-address'

/** The facts that decide about the demo account: how the server was started, and where a request came from. */
export type DemoCase = {
  /** Whether the start command runs the embedded database. */
  embedded: boolean
  /** How many providers are configured. */
  providers: number
  publicUrl: string
  /** Reads a header of the request. */
  header: (name: string) => string | null
}

/**
 * Whether a request may open the demo account, which asks for no password: only on a copy that a person runs for
 * themselves, from a browser on the same computer, and never through a proxy.
 */
export function isDemoOpen({ embedded, providers, publicUrl, header }: DemoCase): boolean {
  if (!embedded || providers > 0 || !isLoopbackHost(new URL(publicUrl).host)) return false
  if (!isLoopbackHost(header('host') ?? '')) return false
  // Only the server's own note counts here: a client can write any proxy header.
  if (!isLoopbackAddress(header(PEER_HEADER) ?? '')) return false
  const local = (name: string, test: (part: string) => boolean) =>
    (header(name) ?? '').split(',').every((part) => part.trim() === '' || test(part.trim()))
  if (!local('x-forwarded-host', isLoopbackHost) || !local('x-forwarded-for', isLoopbackAddress)) return false
  return ['forwarded', 'via', 'x-real-ip'].every((name) => header(name) === null)
}

function isLoopbackAddress(text: string): boolean {
  return isLoopbackHost(text.replace(/^::ffff:/i, ''))
}
