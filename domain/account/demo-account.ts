import { isLoopbackHost } from '@/domain/environment'

export const DEMO_USER = { email: 'demo@localhost', name: 'Demo' }

/** The header in which the server notes the address of a connection; it overwrites one that a client sends. */
export const PEER_HEADER = 'x-peer-address'

/** How the server was started, as far as it decides about the demo account. */
export type DemoCase = {
  /** Whether the start command runs the embedded database. */
  embedded: boolean
  /** How many providers are configured. */
  providers: number
  publicUrl: string
}

/** Whether a server has a demo account at all: only a copy that a person runs for themselves. */
export function isDemoPossible({ embedded, providers, publicUrl }: DemoCase): boolean {
  return embedded && providers === 0 && isLoopbackHost(new URL(publicUrl).host)
}

/**
 * Whether nothing in a request says that it comes from another computer. A proxy may say nothing, so this proves
 * nothing: the demo account also needs the key that the start command prints.
 */
export function isFromThisComputer(header: (name: string) => string | null): boolean {
  if (!isLoopbackHost(header('host') ?? '')) return false
  if (!isLoopbackAddress(header(PEER_HEADER) ?? '')) return false
  const local = (name: string, test: (part: string) => boolean) =>
    (header(name) ?? '').split(',').every((part) => part.trim() === '' || test(part.trim()))
  if (!local('x-forwarded-host', isLoopbackHost) || !local('x-forwarded-for', isLoopbackAddress)) return false
  return ['forwarded', 'via', 'x-real-ip'].every((name) => header(name) === null)
}

function isLoopbackAddress(text: string): boolean {
  return isLoopbackHost(text.replace(/^::ffff:/i, ''))
}
