import 'server-only'
import { takeRateLimit } from '@/db/rate-limits'
import { AppError } from '@/domain/result'

/**
 * Counts one request under a key, which may have so many a minute.
 * @throws {AppError} `rate_limited`, with the seconds to wait
 */
export async function requireRate(key: string, mostAMinute: number): Promise<void> {
  const wait = await takeRateLimit(key, mostAMinute, 60)
  if (wait > 0) throw rateLimited(wait)
}

/** The refusal of a request that came too soon, with the seconds to wait. */
export function rateLimited(wait: number): AppError {
  return new AppError('rate_limited', `That was a lot at once. Try again in ${wait} seconds.`, undefined, wait)
}
