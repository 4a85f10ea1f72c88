import 'server-only'
import { asServer } from './client'

/**
 * Counts one request under a key, or `amount` at once; returns 0, or the seconds to wait if the window would have more
 * than `most`. A refused request is not counted.
 */
export async function takeRateLimit(key: string, most: number, windowSeconds: number, amount = 1): Promise<number> {
  const [row] = await asServer<{ wait: number }>('select take_rate_limit($1, $2, $3, $4) as wait', [
    key,
    most,
    windowSeconds,
    amount,
  ])
  return row?.wait ?? 0
}
