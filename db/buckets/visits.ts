import 'server-only'
import { sql } from 'drizzle-orm'
import { AppError } from '@/domain/result'
import { type Filter, filterOf, isFiltered } from '@/domain/search/search'
import type { Sort } from '@/domain/search/sort'
import type { Access } from './access'

const FILTERED_A_MINUTE = 300
const MINUTE_MS = 60_000
// A page beyond these is read anew, and a version that is older than this, too.
const MOST_BUCKETS = 100
const MOST_FOUND = 50
const KEPT_MS = 10 * MINUTE_MS

type Found = { version: string; since: number; results: Map<string, unknown> }
type Visits = { count: number; since: number }

// One store per process, even when a bundler loads this module twice.
const shared = globalThis as typeof globalThis & {
  moviebucketVisits?: { found: Map<string, Found>; visits: Map<string, Visits> }
}

function store() {
  shared.moviebucketVisits ??= { found: new Map(), visits: new Map() }
  return shared.moviebucketVisits
}

/**
 * Counts a visit that filters a public page. The list as it is costs little and is not limited, so that nobody closes
 * a page for others.
 * @throws {AppError} `rate_limited` after 300 of one bucket in a minute, with the seconds to wait
 */
export function takeVisit({ bucket }: Access, filter: Filter): void {
  if (!isFiltered(filter)) return
  const { visits } = store()
  const now = Date.now()
  const { count, since } = visits.get(bucket.id) ?? { count: 0, since: now }
  const over = now - since >= MINUTE_MS
  if (!over && count >= FILTERED_A_MINUTE) {
    const wait = Math.max(1, Math.ceil((since + MINUTE_MS - now) / 1000))
    throw new AppError(
      'rate_limited',
      `This page is searched a lot just now. Try again in ${wait} seconds, or see the whole list.`,
      undefined,
      wait,
    )
  }
  insert(visits, bucket.id, over ? { count: 1, since: now } : { count: count + 1, since }, MOST_BUCKETS)
}

/**
 * Runs a read of a public page, or returns what it found before in the same version of the bucket: exact at every
 * moment, as each change of its movies moves the version on. Only visitors share results: what members read is read.
 * `what` names the read.
 */
export async function perVersion<T>(
  { db, bucket, userId }: Access,
  what: string,
  filter: Filter & { sort?: Sort },
  read: () => Promise<T>,
): Promise<T> {
  if (userId !== null) return read()
  const { rows } = await db.execute<{ version: string }>(sql`select bucket_version(${bucket.id}::uuid) as version`)
  const version = rows[0]?.version ?? ''
  const { found } = store()
  const known = found.get(bucket.id)
  const current = known?.version === version && Date.now() - known.since < KEPT_MS ? known : undefined
  const key = JSON.stringify([what, filterOf(filter), filter.sort])
  if (current?.results.has(key)) return current.results.get(key) as T
  // Read after the version, so that it is never older than the version says.
  const result = await read()
  const kept = current ?? { version, since: Date.now(), results: new Map() }
  insert(kept.results, key, result, MOST_FOUND)
  insert(found, bucket.id, kept, MOST_BUCKETS)
  return result
}

// Adds an entry as the newest, and drops the oldest beyond a number.
function insert<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key)
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= most) return
    map.delete(oldest)
  }
}
