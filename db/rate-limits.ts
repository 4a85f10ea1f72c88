import 'server-only'
import { asServer } from './client'

/** Counts one request under a key; returns 0, or the seconds to wait if there were more than `most` in the window. */
export async function takeRateLimit(key: string, most: number, windowSeconds: number): Promise<number> {
  const [row] = await asServer<{ wait: number }>('select take_rate_limit($1, $2, $3) as wait', [
    key,
    most,
    windowSeconds,
  ])
  return row?.wait ?? 0
}
