import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type Access, requireStill, requireTouched } from '@/db/buckets/access'
import { newId } from '@/db/ids'
import type { Change } from '@/domain/movies/change'
import { valuesAsJson } from './columns'

// What every change of movies is made of: lock the movies, change them a part at a time, record it in the history.

// Movies that one statement changes. A bucket may hold more than a statement has time for, most of it spent on indexes.
const PART = 10_000

/**
 * Locks the movies of an open bucket that a condition finds, until the transaction ends; returns their ids.
 * @throws {AppError} `not_found` or `forbidden` if it finds none because the user lost their role
 */
export async function lockMovies(access: Access, condition: SQL): Promise<string[]> {
  const { db, bucket } = access
  const { rows } = await db.execute<{ id: string }>(
    sql`select id from movies where bucket_id = ${bucket.id}::uuid and ${condition} for update`,
  )
  if (rows.length === 0) await requireStill(access, 'editMovies')
  return rows.map(({ id }) => id)
}

/**
 * Works through locked movies a part at a time, each in a statement of its own that ends in time. `work` gets the ids of
 * a part as an array and returns how many movies it touched: all of them, or everything is rolled back.
 * @throws {AppError} `not_found` or `forbidden` if the user lost their role since the movies were locked
 */
export async function inParts(
  access: Access,
  ids: readonly string[],
  work: (ids: SQL) => Promise<number | null>,
): Promise<void> {
  for (let from = 0; from < ids.length; from += PART) {
    const part = ids.slice(from, from + PART)
    await requireTouched(access, 'editMovies', await work(sql`${sql.param(part)}::uuid[]`), part.length)
  }
}

/** Runs a statement that changes movies and returns `id, version` of each, and records it; returns how many. */
export async function recordChange(
  access: Access,
  { changeId, kind }: { changeId: string; kind: 'add' | 'delete' | 'restore' },
  changing: SQL,
): Promise<number> {
  const { rowCount } = await access.db.execute(sql`
    with changed as (${changing})
    insert into movie_changes (bucket_id, change_id, movie_id, kind, version, changed_by)
    select ${access.bucket.id}::uuid, ${changeId}::uuid, id, ${kind}, version, ${access.userId}::uuid from changed`)
  return rowCount ?? 0
}

/**
 * Locks every live movie that a condition finds and records its values as the start of an edit: of two edits of one
 * version the second finds another version. Returns the ids of the movies as well. Of many movies, `fields` names those
 * that the edit sets, and the others are not recorded: Activity tells the details of single movies alone.
 * @throws {AppError} `not_found` or `forbidden` if it finds none because the user lost their role
 */
export async function recordEdit(
  access: Access,
  condition: SQL,
  fields?: readonly string[],
  changeId: string = newId(),
): Promise<Change & { ids: string[] }> {
  const { db, bucket, userId } = access
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into movie_changes (bucket_id, change_id, movie_id, kind, before, version, changed_by)
    select bucket_id, ${changeId}::uuid, id, 'edit', ${valuesAsJson(undefined, fields)}, version + 1, ${userId}::uuid
    from movies where bucket_id = ${bucket.id}::uuid and deleted_at is null and ${condition}
    for update
    returning movie_id as id`)
  if (rows.length === 0) await requireStill(access, 'editMovies')
  return { changeId, count: rows.length, ids: rows.map(({ id }) => id) }
}
