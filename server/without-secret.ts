import { isPublicKey } from '@/db/ids'

/**
 * A path as it may be logged. Whoever knows an invitation's address or a public page's key may use it, and a key opens
 * a bucket by any of its addresses; who reads the log may not.
 */
export function withoutSecret(path: string): string {
  const segments = path.split('/').map((segment) => (isPublicKey(decoded(segment)) ? '…' : segment))
  return segments.join('/').replace(/^\/(invitations|p)\/.*/, '/$1/…')
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
