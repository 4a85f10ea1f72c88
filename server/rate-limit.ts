import 'server-only'
import { takeRateLimit } from '@/db/rate-limits'
import { AppError } from '@/domain/result'
import { clientNetwork } from './request'

/** How often a minute the visitors of public pages may ask for something that is much work. */
type PublicRate = { anAddress: number; aBucket: number }

/**
 * Counts one request under a key, which may have so many a minute.
 * @throws {AppError} `rate_limited`, with the seconds to wait
 */
export async function requireRate(key: string, mostAMinute: number): Promise<void> {
  const wait = await takeRateLimit(key, mostAMinute, 60)
  if (wait > 0) throw rateLimited(wait)
}

/**
 * Counts what a visitor of a public page asks for: of their address, then of the bucket, so that no address uses up a
 * bucket's share and no bucket that of others.
 * @throws {AppError} `rate_limited`, with the seconds to wait
 */
export async function requirePublicRate(what: string, bucketId: string, most: PublicRate): Promise<void> {
  await requireRate(`${what}:${await clientNetwork()}`, most.anAddress)
  await requireRate(`${what}:${bucketId}`, most.aBucket)
}

/** The refusal of a request that came too soon, with the seconds to wait. */
export function rateLimited(wait: number): AppError {
  return new AppError('rate_limited', `That was a lot at once. Try again in ${wait} seconds.`, undefined, wait)
}
