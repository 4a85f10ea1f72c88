import 'server-only'
import { AppError } from '@/domain/result'

const MOST_AT_ONCE = 3

// One count per process, even when a bundler loads this module twice.
const shared = globalThis as typeof globalThis & { moviebucketLongWork?: Map<string, number> }

/**
 * Begins long work of a person: an import, an export, statistics, a change of many movies. Returns a function that ends
 * it. The work of one process counts; a bucket is kept from two changes at once across all of them by a lock.
 * @throws {AppError} `rate_limited` when the person has three such works under way: nothing waits
 */
export function beginLongWork(userId: string): () => void {
  shared.moviebucketLongWork ??= new Map()
  const works = shared.moviebucketLongWork
  const present = works.get(userId) ?? 0
  if (present >= MOST_AT_ONCE)
    throw new AppError(
      'rate_limited',
      `You already have ${MOST_AT_ONCE} long tasks under way: imports, exports, statistics or changes of many movies. Wait until one of them ends, and try again.`,
      undefined,
      5,
    )
  works.set(userId, present + 1)
  let over = false
  return () => {
    if (over) return
    over = true
    const left = (works.get(userId) ?? 1) - 1
    if (left > 0) works.set(userId, left)
    else works.delete(userId)
  }
}

/** Runs long work of a person from its beginning to its end. Visitors, who have no id, take turns instead. */
export async function asLongWork<T>(userId: string | null, work: () => Promise<T>): Promise<T> {
  if (userId === null) return work()
  const end = beginLongWork(userId)
  try {
    return await work()
  } finally {
    end()
  }
}
