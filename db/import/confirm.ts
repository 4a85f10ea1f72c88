import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { asWholeBucket } from '@/db/buckets/whole'
import { joinByHash } from '@/db/client'
import { newId } from '@/db/ids'
import { valueColumns } from '@/db/movies/columns'
import { imports } from '@/db/schema/imports'
import type { ImportSettings } from '@/domain/import/settings'
import { AppError } from '@/domain/result'
import { importNotFound, lockImport, openImport, updateImport } from './imports'
import { includeDuplicates } from './revise'
import { markDuplicates } from './rows'

const CHUNK_ROWS = 5000
const VALUES = valueColumns()
const TAKEN = valueColumns('t')

/** What a confirmation did: its change can be undone like any other; duplicates stay out, faulty rows wait. */
export type Confirmation = { changeId: string; count: number; duplicates: number; faulty: number }

/**
 * Adds a movie for every row that is ready, as one change in the open transaction: all of them or none. Duplicates are
 * marked again first, so confirming one file twice adds nothing. `onAdded` is called with how many movies are in so far.
 * @throws {AppError} `conflict` if this or another import of the bucket is being confirmed, it was cancelled, or no row
 * is ready; `not_found` if the person may no longer see it
 */
export async function confirmImport(
  access: Access,
  importId: string,
  onAdded: (count: number) => void = () => {},
): Promise<Confirmation> {
  const confirmation = await addReadyRows(access, importId, onAdded)
  if (confirmation) return confirmation
  throw new AppError('conflict', 'No row is ready to be added: all are duplicates, have a problem or are set aside.')
}

/**
 * Confirms an import and ends it: the rows that were not added can be read for 90 days and do not count as unfinished.
 * It is not an error if no row is ready. `duplicates` says what to do with duplicates.
 * @returns how many movies were added
 * @throws {AppError} `conflict` if this or another import of the bucket is being added or changed; `not_found`
 */
export async function completeImport(
  access: Access,
  importId: string,
  duplicates: 'include' | 'skip',
): Promise<number> {
  if (duplicates === 'include') await includeDuplicates(access, importId, 'all', true)
  const { count = 0 } = (await addReadyRows(access, importId)) ?? {}
  await updateImport(access, importId, sql`state = 'done'`)
  return count
}

/** Asks a confirmation that is under way to stop. */
export async function cancelImport(access: Access, importId: string): Promise<void> {
  await openImport(access, importId)
  await setCancelled(access, importId, true)
}

/**
 * Lets an import be confirmed that was cancelled before, but not while a confirmation is under way: that one must stop.
 * @throws {AppError} `conflict` while it is being added or changed; `not_found`
 */
export async function clearCancellation(access: Access, importId: string): Promise<void> {
  await lockImport(access, importId)
  await setCancelled(access, importId, false)
}

async function setCancelled({ db, bucket }: Access, importId: string, cancelled: boolean): Promise<void> {
  const { rowCount } = await db
    .update(imports)
    .set({ cancelled })
    .where(and(eq(imports.bucketId, bucket.id), eq(imports.id, importId)))
  if (rowCount !== 1) throw importNotFound()
}

async function addReadyRows(
  access: Access,
  importId: string,
  onAdded: (count: number) => void = () => {},
): Promise<Confirmation | null> {
  const { settings } = await lockImport(access, importId)
  // Two imports of the same list at once: the second has to find what the first added.
  return asWholeBucket(access, () => insertReadyRows(access, importId, settings, onAdded))
}

async function insertReadyRows(
  access: Access,
  importId: string,
  settings: ImportSettings,
  onAdded: (count: number) => void,
): Promise<Confirmation | null> {
  const { db, bucket, userId } = access
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
  const hasIds = settings.columns.id !== undefined
  const ids = hasIds ? sql`coalesce(free.given_id, t.movie_id)` : sql`t.movie_id`
  await joinByHash(db)
  for (let from = bounds.first; from <= bounds.last; from += CHUNK_ROWS) {
    await requireNotCancelled(access, importId)
    const rows = sql`${ours} and row between ${from} and ${from + CHUNK_ROWS - 1} and state = 'ready'`
    const used = hasIds ? await usedIds(access, rows) : []
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
        select t.bucket_id, ${ids}, ${TAKEN},
          coalesce(t.added_at, now()), ${userId}::uuid, coalesce(t.changed_at, t.added_at, now()), ${userId}::uuid
        from taken t ${hasIds ? sql`left join free on free.row = t.row` : sql``}
        order by t.row
        returning id, version
      )
      insert into movie_changes (bucket_id, change_id, movie_id, kind, version, changed_by)
      select ${bucket.id}::uuid, ${changeId}::uuid, id, 'add', version, ${userId}::uuid from added`)
    count += result.rowCount ?? 0
    onAdded(count)
  }
  const [left] = (
    await db.execute<{ duplicates: number; faulty: number }>(sql`
      select (count(*) filter (where state = 'duplicate'))::int as duplicates,
        (count(*) filter (where state in ('problem', 'incomplete')))::int as faulty
      from import_rows where ${ours}`)
  ).rows
  const { duplicates = 0, faulty = 0 } = left ?? {}
  const part = { changeId, count, at: new Date().toISOString() }
  const state = faulty > 0 ? 'staged' : 'done'
  const parts = sql`parts || ${JSON.stringify([part])}::jsonb`
  await updateImport(access, importId, sql`parts = ${parts}, undone = false, state = ${state}`)
  return { changeId, count, duplicates, faulty }
}

// Which ids in some rows of the file already belong to a movie in any bucket that the person sees. An index looks them
// up: a join with the movies would read all of these buckets for each chunk of the file.
async function usedIds({ db }: Access, rows: SQL): Promise<string[]> {
  const given = await db.execute<{ id: string }>(
    sql`select given_id as id from import_rows where ${rows} and given_id is not null`,
  )
  const ids = sql.param(given.rows.map(({ id }) => id))
  const used = await db.execute<{ id: string }>(sql`
    select id from movies where bucket_id = any(array(select readable_buckets())) and id = any(${ids}::uuid[])`)
  return used.rows.map(({ id }) => id)
}

// Read again for each chunk: another transaction sets it.
async function requireNotCancelled({ db, bucket }: Access, importId: string): Promise<void> {
  const { rows } = await db.execute<{ cancelled: boolean }>(
    sql`select cancelled from imports where bucket_id = ${bucket.id}::uuid and id = ${importId}::uuid`,
  )
  if (!rows[0]) throw importNotFound()
  if (rows[0].cancelled) throw new AppError('conflict', 'Cancelled: no movie was added, and the preview is as it was.')
}
