import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { asWholeBucket } from '@/db/buckets/whole'
import { newId } from '@/db/ids'
import { setTaken, valueColumns, valuesAsJson } from '@/db/movies/columns'
import { imports } from '@/db/schema/imports'
import type { ImportSettings } from '@/domain/import/settings'
import { AppError } from '@/domain/result'
import { importNotFound, lockImport, openImport, updateImport } from './imports'
import { markMatches } from './matches'
import { includeDuplicates } from './revise'

const CHUNK_ROWS = 5000
const VALUES = valueColumns()
const TAKEN = valueColumns('t')

/**
 * What a confirmation did: it added `count` movies and updated others, and its change can be undone like any other.
 * Duplicates stay out, faulty rows wait, and so do rows for movies that were changed since the preview (`changed`).
 */
export type Confirmation = {
  changeId: string
  count: number
  updated: number
  duplicates: number
  faulty: number
  changed: number
}

/**
 * Updates the movies that rows change and adds a movie for every row that is ready, as one change in the open
 * transaction: all of them or none. A movie with another version than the preview compared is left alone. Duplicates are
 * marked again before anything is added, so confirming one file twice adds nothing. `onDone` is called with how many
 * rows are in so far.
 * @throws {AppError} `conflict` if this or another import of the bucket is being confirmed, it was cancelled, or no row
 * is ready; `not_found` if the person may no longer see it
 */
export async function confirmImport(
  access: Access,
  importId: string,
  onDone: (count: number) => void = () => {},
): Promise<Confirmation> {
  const confirmation = await applyRows(access, importId, onDone)
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
  const { count = 0 } = (await applyRows(access, importId)) ?? {}
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

async function applyRows(
  access: Access,
  importId: string,
  onDone: (count: number) => void = () => {},
): Promise<Confirmation | null> {
  const { settings } = await lockImport(access, importId)
  // Two imports of the same list at once: the second has to find what the first added.
  return asWholeBucket(access, () => writeRows(access, importId, settings, onDone))
}

async function writeRows(
  access: Access,
  importId: string,
  settings: ImportSettings,
  onDone: (count: number) => void,
): Promise<Confirmation | null> {
  const { db, bucket } = access
  const ours = sql`bucket_id = ${bucket.id}::uuid and import_id = ${importId}::uuid`
  const changeId = newId()
  // Before rows are compared again: what nobody has seen in a preview is not applied.
  const updated = await inChunks(access, importId, 'change', (rows) => updateMovies(access, changeId, rows), onDone)
  await markMatches(access, importId)
  const count = await inChunks(
    access,
    importId,
    'ready',
    (rows) => insertMovies(access, changeId, rows, settings),
    (count) => onDone(updated + count),
  )
  if (updated + count === 0) return null
  const [left] = (
    await db.execute<{ duplicates: number; faulty: number; changed: number }>(sql`
      select (count(*) filter (where state = 'duplicate'))::int as duplicates,
        (count(*) filter (where state in ('problem', 'incomplete')))::int as faulty,
        (count(*) filter (where state = 'change'))::int as changed
      from import_rows where ${ours}`)
  ).rows
  const { duplicates = 0, faulty = 0, changed = 0 } = left ?? {}
  const part = { changeId, count, ...(updated > 0 && { updated }), at: new Date().toISOString() }
  const state = faulty + changed > 0 ? 'staged' : 'done'
  const parts = sql`parts || ${JSON.stringify([part])}::jsonb`
  await updateImport(access, importId, sql`parts = ${parts}, undone = false, state = ${state}`)
  return { changeId, count, updated, duplicates, faulty, changed }
}

// Works through the rows in one state, each chunk in a statement that ends in time; returns how many were done.
async function inChunks(
  access: Access,
  importId: string,
  state: 'ready' | 'change',
  work: (rows: SQL) => Promise<number>,
  onDone: (count: number) => void,
): Promise<number> {
  const { db, bucket } = access
  const ours = sql`bucket_id = ${bucket.id}::uuid and import_id = ${importId}::uuid and state = ${state}`
  const [bounds] = (
    await db.execute<{ first: number | null; last: number | null }>(
      sql`select min(row) as first, max(row) as last from import_rows where ${ours}`,
    )
  ).rows
  if (bounds?.first == null || bounds.last == null) return 0
  let count = 0
  for (let from = bounds.first; from <= bounds.last; from += CHUNK_ROWS) {
    await requireNotCancelled(access, importId)
    count += await work(sql`${ours} and row between ${from} and ${from + CHUNK_ROWS - 1}`)
    onDone(count)
  }
  return count
}

async function insertMovies(access: Access, changeId: string, rows: SQL, settings: ImportSettings): Promise<number> {
  const { db, bucket, userId } = access
  const hasIds = settings.columns.id !== undefined
  const ids = hasIds ? sql`coalesce(free.given_id, t.movie_id)` : sql`t.movie_id`
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
  return result.rowCount ?? 0
}

// A movie that has another version by now stays as it is, and its row waits.
async function updateMovies({ db, bucket, userId }: Access, changeId: string, rows: SQL): Promise<number> {
  const result = await db.execute(sql`
    with chosen as (
      select r.*, m.version, ${valuesAsJson('m')} as before
      from (select * from import_rows where ${rows}) r
      join movies m on m.bucket_id = ${bucket.id}::uuid and m.id = r.same_id
      where m.version = r.same_version and m.deleted_at is null
      for update of m
    ), changed as (
      update movies m
      set ${setTaken('c', 'm', 'c.takes')}, version = m.version + 1, updated_at = now(), updated_by = ${userId}::uuid
      from chosen c
      where m.bucket_id = ${bucket.id}::uuid and m.id = c.same_id and m.version = c.version
      returning m.id, m.version, c.row, c.before
    ), noted as (
      insert into movie_changes (bucket_id, change_id, movie_id, kind, before, version, changed_by)
      select ${bucket.id}::uuid, ${changeId}::uuid, id, 'edit', before, version, ${userId}::uuid from changed
    )
    delete from import_rows where ${rows} and row in (select row from changed)`)
  return result.rowCount ?? 0
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
