import 'server-only'
import { createHash, type Hash } from 'node:crypto'
import type { OnceKey, OnceRequest } from '@/db/idempotency'
import { misfit } from './problem'

/**
 * The key under which a POST is carried out only once; null if it has none.
 * @throws {Problem} 422 for a key that does not fit
 */
export function keyOf(request: Request, userId: string): OnceKey | null {
  const key = request.headers.get('idempotency-key')
  if (key === null || request.method !== 'POST') return null
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) {
    const message = 'Idempotency-Key: give 1 to 255 visible ASCII characters'
    throw misfit([{ field: 'Idempotency-Key', code: 'invalid', message }])
  }
  return { userId, key }
}

/** Begins the hash of all that a POST asks for; its body follows. */
export function hashPost({ pathname, search }: URL): Hash {
  return createHash('sha256').update(`POST ${pathname}${search}\n`)
}

/** A POST that is carried out only once, its body in memory. */
export function onceOf(key: OnceKey | null, url: URL, bytes: Uint8Array): OnceRequest | null {
  return key && { ...key, requestHash: hashPost(url).update(bytes).digest('hex') }
}
