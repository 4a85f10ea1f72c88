import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { AppError } from '@/domain/result'
import type { Database } from './client'

const MOST_AT_ONCE = 3
// A read has its answer a moment before its transaction ends, and with it its slot.
const TRIES = 3
const TRY_MS = 50
const PATIENCE_MS = 30_000

// One count per process, even when a bundler loads this module twice.
const shared = globalThis as typeof globalThis & { moviebucketLongWork?: Map<string, number> }

/**
 * Begins long work of a person: an import, an export, statistics, a change of many movies. Returns a function that ends
 * it. The works of one process count here, those that wait for their client among them; what works in the database takes
 * a slot, too, which counts in all processes together.
 * @throws {AppError} `rate_limited` when the person has three such works under way: nothing waits
 */
export function beginLongWork(userId: string): () => void {
  shared.moviebucketLongWork ??= new Map()
  const works = shared.moviebucketLongWork
  const present = works.get(userId) ?? 0
  if (present >= MOST_AT_ONCE) throw tooMuch()
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

/** Runs long work that takes place in one open transaction: the same, with a slot. */
export function asLongTransaction<T>(opened: Opened, work: () => Promise<T>): Promise<T> {
  return asLongWork(opened.userId, async () => {
    await takeSlot(opened)
    return work()
  })
}

type Opened = { db: Database; userId: string | null }

/**
 * Takes one of a person's three slots until the transaction ends. They are locks of the database, so that they count in
 * all processes, and those of a process that is killed are free.
 * @throws {AppError} `rate_limited` when three transactions of the person's long works are under way
 */
export async function takeSlot({ db, userId }: Opened): Promise<void> {
  if (userId === null) return
  for (let attempt = 1; ; attempt++) {
    // The first free one: the limit ends the search before it takes another.
    const { rowCount } = await db.execute(sql`
      select slot from generate_series(1, ${MOST_AT_ONCE}) slot
      where pg_try_advisory_xact_lock(hashtextextended(${userId} || slot, 3)) limit 1`)
    if (rowCount === 1) return
    if (attempt === TRIES) throw tooMuch()
    await sleep(TRY_MS)
  }
}

/** Runs a part of long work that began, in a transaction of its own, as soon as a slot is free; gives up after 30 s. */
export async function asPart<T>(part: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    try {
      return await part()
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'rate_limited') || Date.now() > end) throw error
      await sleep(TRY_MS)
    }
  }
}

function tooMuch(): AppError {
  return new AppError(
    'rate_limited',
    `You already have ${MOST_AT_ONCE} long tasks under way: imports, exports, statistics or changes of many movies. Wait until one of them ends, and try again.`,
    undefined,
    5,
  )
}
