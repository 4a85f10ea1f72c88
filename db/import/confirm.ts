import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { joinByHash } from '@/db/client'
import { newId } from '@/db/ids'
import { valueColumns } from '@/db/movies/columns'
import { undoChange } from '@/db/movies/undo'
import type { Undo } from '@/domain/movies/change'
import { AppError } from '@/domain/result'
import { markDuplicates } from './duplicates'
import { gone, openImport, updateImport } from './imports'

const CHUNK_ROWS = 5000
const VALUES = valueColumns()
const TAKEN = valueColumns('t')

/** What a confirmation did: the change is undone like any other; `duplicates` are left out, `problems` wait. */
export type Confirmation = { changeId: string; count: number; duplicates: number; problems: number }

/**
 * Makes movies of every row that is ready, as one change in the open transaction: all of them or none. Duplicates are
 * looked for again first, so that confirming one file twice adds nothing. `onAdded` is told how many there are so far.
 * @throws {AppError} `conflict` if it or another one of the bucket is being confirmed, it was cancelled, or nothing is
 * ready; `not_found` if the person may not see it any more
 */
export async function confirmImport(
  access: Access,
  importId: string,
  onAdded: (count: number) => void = () => {},
): Promise<Confirmation> {
  const confirmation = await addReady(access, importId, onAdded)
  if (confirmation) return confirmation
  throw new AppError('conflict', 'No row is ready to be added: all are duplicates, problems or set aside.')
}

/**
 * The same as `confirmImport`, where nothing that is ready is no fault: then it is null.
 * @throws {AppError} `conflict` and `not_found` as there
 */
export async function addReady(
  access: Access,
  importId: string,
  onAdded: (count: number) => void = () => {},
): Promise<Confirmation | null> {
  const { db, bucket, userId } = access
  const { settings } = await openImport(access, importId, 'alone')
  await requireAlone(access)
  const ours = sql`bucket_id = ${bucket.id}::uuid and import_id = ${importId}::uuid`
  await markDuplicates(access, importId)
  const [bounds] = (
    await db.execute<{ first: number | null; last: number | null }>(
      sql`select min(row) as first, max(row) as last from import_rows where ${ours} and state = 'ready'`,
    )
  ).rows
  if (bounds?.first == null || bounds.last == null) return null

  const changeId = newId()
  let count = 0
  const ids = settings.columns.id === undefined ? sql`t.movie_id` : sql`coalesce(free.given_id, t.movie_id)`
  await joinByHash(db)
  for (let from = bounds.first; from <= bounds.last; from += CHUNK_ROWS) {
    await requireGoingOn(access, importId)
    const rows = sql`${ours} and row between ${from} and ${from + CHUNK_ROWS - 1} and state = 'ready'`
    const used = settings.columns.id === undefined ? [] : await usedIds(access, rows)
    const result = await db.execute(sql`
      with taken as (
        delete from import_rows
        where ${rows}
        returning *
      ), free as (
        select t.row, t.given_id from taken t
        where t.given_id is not null and num_nonnulls(t.same_row, t.same_id) = 0
          and not t.given_id = any(${sql.param(used)}::uuid[])
      ), added as (
        insert into movies (bucket_id, id, ${VALUES}, created_at, created_by, updated_at, updated_by)
        select t.bucket_id, ${ids}, ${TAKEN}, coalesce(t.added_at, now()), ${userId}::uuid, coalesce(t.changed_at, t.added_at, now()), ${userId}::uuid
        from taken t ${settings.columns.id === undefined ? sql`` : sql`left join free on free.row = t.row`}
        order by t.row
        returning id, version
      )
      insert into movie_changes (bucket_id, change_id, movie_id, kind, version, changed_by)
      select ${bucket.id}::uuid, ${changeId}::uuid, id, 'add', version, ${userId}::uuid from added`)
    count += result.rowCount ?? 0
    onAdded(count)
  }
  const [left] = (
    await db.execute<{ duplicates: number; problems: number }>(sql`
      select (count(*) filter (where state = 'duplicate'))::int as duplicates,
        (count(*) filter (where state = 'problem'))::int as problems
      from import_rows where ${ours}`)
  ).rows
  const { duplicates = 0, problems = 0 } = left ?? {}
  const part = { changeId, count, at: new Date().toISOString() }
  const state = problems > 0 ? 'staged' : 'done'
  const parts = sql`parts || ${JSON.stringify([part])}::jsonb`
  await updateImport(access, importId, sql`parts = ${parts}, undone = false, state = ${state}`)
  return { changeId, count, duplicates, problems }
}

// The ids in some rows of the file that movies have already, in any bucket one sees. They are looked up by index: joined
// with the movies, all that one sees would be gone through for each part of the file.
async function usedIds({ db }: Access, rows: SQL): Promise<string[]> {
  const given = await db.execute<{ id: string }>(
    sql`select given_id as id from import_rows where ${rows} and given_id is not null`,
  )
  const ids = sql.param(given.rows.map(({ id }) => id))
  const used = await db.execute<{ id: string }>(sql`
    select id from movies where bucket_id = any(array(select readable_buckets())) and id = any(${ids}::uuid[])`)
  return used.rows.map(({ id }) => id)
}

// The same list twice at once: the second has to find what the first has added. It does not wait for that: a few that
// waited would hold every connection there is.
async function requireAlone({ db, bucket }: Access): Promise<void> {
  const { rows } = await db.execute<{ alone: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${bucket.id}, 1)) as alone`,
  )
  if (rows[0]?.alone) return
  throw new AppError('conflict', 'Another import is being added to this bucket. Try again when it is done.')
}

// Read anew each time: somebody else's transaction says it.
async function requireGoingOn({ db, bucket }: Access, importId: string): Promise<void> {
  const { rows } = await db.execute<{ cancelled: boolean }>(
    sql`select cancelled from imports where bucket_id = ${bucket.id}::uuid and id = ${importId}::uuid`,
  )
  if (!rows[0]) throw gone()
  if (rows[0].cancelled) throw new AppError('conflict', 'Cancelled: no movie was added, and the preview is as it was.')
}

/**
 * Takes a whole import back: what it added goes into the trash, except movies that were changed since, which stay.
 * @throws {AppError} `not_found` if there is no such import, `conflict` if nothing of it was added
 */
export async function undoImport(access: Access, importId: string): Promise<Undo> {
  const { parts } = await openImport(access, importId, 'alone')
  if (parts.length === 0)
    throw new AppError('conflict', 'Nothing of this import was added, so there is nothing to undo.')
  const all: Undo = { changeId: '', count: 0, left: 0 }
  for (const part of [...parts].reverse()) {
    const { changeId, count, left } = await undoChange(access, part.changeId)
    Object.assign(all, { changeId, count: all.count + count, left: all.left + left })
  }
  await updateImport(access, importId, sql`undone = true`)
  return all
}
