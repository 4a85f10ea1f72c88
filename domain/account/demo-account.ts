import { isLoopbackHost } from '@/domain/environment'

export const DEMO_USER = { email: 'demo@localhost', name: 'Demo' }

/** The header in which the server itself notes the address that a connection comes from, over whatever was sent. */
export const PEER_HEADER = 'x-peer-address'

/** What decides about the demo account: how the server was started, and where a request came from. */
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
 * Whether the demo account, which asks for no password, may be opened: on a copy that somebody runs for
 * themselves, by a browser on the same computer, and never through a proxy.
 */
export function isDemoOpen({ embedded, providers, publicUrl, header }: DemoCase): boolean {
  if (!embedded || providers > 0 || !isLoopbackHost(new URL(publicUrl).host)) return false
  if (!isLoopbackHost(header('host') ?? '')) return false
  // What comes through a proxy says so here, but whoever comes directly can write there what they like.
  if (!isLoopbackAddress(header(PEER_HEADER) ?? '')) return false
  const local = (name: string, test: (part: string) => boolean) =>
    (header(name) ?? '').split(',').every((part) => part.trim() === '' || test(part.trim()))
  if (!local('x-forwarded-host', isLoopbackHost) || !local('x-forwarded-for', isLoopbackAddress)) return false
  return ['forwarded', 'via', 'x-real-ip'].every((name) => header(name) === null)
}

function isLoopbackAddress(text: string): boolean {
  return isLoopbackHost(text.replace(/^::ffff:/i, ''))
}
