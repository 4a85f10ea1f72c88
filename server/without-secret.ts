import { isPublicKey } from '@/db/ids'

/**
 * A path as the log may have it. The address of an invitation and the key of a public page open what they name, so a
 * reader of the log must not learn them; a key opens its bucket by any address.
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
