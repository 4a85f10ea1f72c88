import 'server-only'
import { sql } from 'drizzle-orm'
import { asLongTransaction } from '@/db/long-work'
import { SELECTION_LIMIT } from '@/domain/movies/selection'
import { AppError } from '@/domain/result'
import type { Access } from './access'

/** Whether a change of this many movies is one of the whole bucket: more than a person selects one by one. */
export const isLarge = (count: number) => count > SELECTION_LIMIT

/**
 * Runs a change of many movies of an open bucket. No two of them change one bucket at once, in any process: the second
 * does not wait, because a few that wait would hold every connection.
 * @throws {AppError} `conflict` while another change of many movies runs; what `asLongTransaction` throws
 */
export async function asWholeBucket<T>(access: Access, work: () => Promise<T>): Promise<T> {
  const { db, bucket } = access
  const { rows } = await db.execute<{ locked: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${bucket.id}, 1)) as locked`,
  )
  if (!rows[0]?.locked)
    throw new AppError(
      'conflict',
      `Many movies of “${bucket.name}” are being changed or added right now. Nothing was changed: try again when that is done.`,
    )
  return asLongTransaction(access, work)
}
