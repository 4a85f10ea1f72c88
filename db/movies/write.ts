import 'server-only'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { newId } from '@/db/ids'
import { movies } from '@/db/schema/movies'
import type { Change, PatchOutcome, VersionedPatch } from '@/domain/movies/change'
import type { Movie, MoviePatch, MovieValues } from '@/domain/movies/movie'
import { sortTitle } from '@/domain/movies/title'
import { TRASH_DAYS } from '@/domain/movies/trash'
import { AppError } from '@/domain/result'
import {
  movieColumns,
  patchedColumns,
  recordColumns,
  recordTypes,
  toMovie,
  valueColumns,
  valuesAsJson,
} from './columns'
import { findLastEdit } from './history'
import { getMovie } from './read'

// Movies that one statement changes. A bucket may hold more than a statement has time for, most of it spent on indexes.
const PART = 10_000
const VALUES = valueColumns()
const GIVEN = recordColumns('r')
const BEFORE = valuesAsJson()

/**
 * Adds movies, any number in one statement; returns them in the order given. The values have been validated. A movie
 * with an id of its own is passed over if the bucket holds one with that id.
 */
export async function addMovies(
  access: Access,
  values: readonly (MovieValues & { id?: string })[],
): Promise<Change & { movies: Movie[] }> {
  const rows = values.map(({ id = newId(), ...movie }) => ({
    ...movie,
    // As the database gives it back, however the caller writes it.
    id: id.toLowerCase(),
    sortTitle: sortTitle(movie.title),
  }))
  const changeId = newId()
  const count = await recordChange(
    access,
    { changeId, kind: 'add' },
    sql`insert into movies (bucket_id, id, ${VALUES}, created_by, updated_by)
      select ${access.bucket.id}::uuid, r.id, ${GIVEN}, ${access.userId}::uuid, ${access.userId}::uuid
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, ${recordTypes})
      on conflict do nothing
      returning id, version`,
  )
  const ids = rows.map((row) => row.id)
  const added = await access.db
    .select(movieColumns)
    .from(movies)
    .where(and(eq(movies.bucketId, access.bucket.id), inArray(movies.id, ids)))
  const byId = new Map(added.map((row) => [row.id, toMovie(row)]))
  return { changeId, count, movies: ids.flatMap((id) => byId.get(id) ?? []) }
}

/**
 * Adds one movie. If the bucket holds one with the given id, that one comes back with the change that added it: whoever
 * lost an answer asks again and adds nothing twice.
 * @throws {AppError} `conflict` if that one was deleted since
 */
export async function addMovie(
  access: Access,
  values: MovieValues & { id?: string },
): Promise<Change & { movie: Movie }> {
  const { movies: added, ...change } = await addMovies(access, [values])
  const [movie] = added
  if (!movie) throw new Error('the added movie was not returned')
  return change.count > 0 ? { ...change, movie } : { ...(await findAddition(access, movie.id)), movie }
}

async function findAddition({ db, bucket }: Access, movieId: string): Promise<Change> {
  const { rows } = await db.execute<Change>(sql`
    select c.change_id as "changeId", (select count(*)::int from movie_changes
      where bucket_id = c.bucket_id and change_id = c.change_id) as count
    from movie_changes c join movies m on m.bucket_id = c.bucket_id and m.id = c.movie_id and m.deleted_at is null
    where c.bucket_id = ${bucket.id}::uuid and c.movie_id = ${movieId}::uuid and c.kind = 'add'`)
  const [change] = rows
  if (!change) throw new AppError('conflict', 'This movie was added and deleted since. Add it once more.')
  return change
}

/** Edits movies one by one in one transaction; a stale version changes nothing and brings the current movie. */
export async function editMovies(access: Access, edits: VersionedPatch[]): Promise<PatchOutcome[]> {
  const outcomes: PatchOutcome[] = []
  for (const edit of edits) outcomes.push(await editMovie(access, edit))
  return outcomes
}

async function editMovie(access: Access, { id, version, changes }: VersionedPatch): Promise<PatchOutcome> {
  const change = await setValues(access, changes, sql`id = ${id}::uuid and version = ${version}::bigint`)
  try {
    const movie = await getMovie(access, id)
    if (change.count) return { id, status: 'saved', movie, changeId: change.changeId }
    return { id, status: 'conflict', movie: { ...movie, lastEdit: (await findLastEdit(access, id)) ?? undefined } }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return { id, status: 'gone' }
    throw error
  }
}

/**
 * Sets the given fields of every live movie a condition finds; remembers what was there.
 * @throws {AppError} `invalid` if no field is given
 */
export async function setValues(access: Access, changes: MoviePatch, condition: SQL | undefined): Promise<Change> {
  const { ids, ...change } = await noteValues(access, sql`${condition}`)
  const sets = changedColumns(changes).map(([column, value]) => sql`${column} = ${value}`)
  await inParts(ids, async (some) => {
    const { rowCount } = await access.db.execute(sql`
      update movies m
      set ${sql.join(sets, sql`, `)}, version = m.version + 1, updated_at = now(), updated_by = ${access.userId}::uuid
      where m.bucket_id = ${access.bucket.id}::uuid and m.id = any(${some})`)
    return rowCount ?? 0
  })
  return change
}

/**
 * Does something to many movies a part at a time, each a statement of its own within what one may take; `work` gets the
 * ids of a part as an array and answers how many it touched. Returns how many all of them together touched.
 */
export async function inParts(ids: readonly string[], work: (ids: SQL) => Promise<number>): Promise<number> {
  let count = 0
  for (let from = 0; from < ids.length; from += PART) {
    count += await work(sql`${sql.param(ids.slice(from, from + PART))}::uuid[]`)
  }
  return count
}

/** Locks the movies of an open bucket that a condition finds, until the transaction ends; returns their ids. */
export async function lockMovies({ db, bucket }: Access, condition: SQL): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(
    sql`select id from movies where bucket_id = ${bucket.id}::uuid and ${condition} for update`,
  )
  return rows.map(({ id }) => id)
}

/**
 * Locks every live movie a condition finds and notes its values as the start of an edit, so that of two edits of
 * one version the second finds another version. Returns the ids of those it found as well.
 */
export async function noteValues({ db, bucket, userId }: Access, condition: SQL): Promise<Change & { ids: string[] }> {
  const changeId = newId()
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into movie_changes (bucket_id, change_id, movie_id, kind, before, version, changed_by)
    select bucket_id, ${changeId}::uuid, id, 'edit',
      ${BEFORE},
      version + 1, ${userId}::uuid
    from movies where bucket_id = ${bucket.id}::uuid and deleted_at is null and ${condition}
    for update
    returning movie_id as id`)
  return { changeId, count: rows.length, ids: rows.map(({ id }) => id) }
}

/** The condition that setting these fields would change a movie at all. */
export function differsFrom(changes: MoviePatch): SQL {
  const parts = changedColumns(changes).map(([column, value]) => sql`${column} is distinct from ${value}`)
  return sql`(${sql.join(parts, sql` or `)})`
}

/** Moves every live movie a condition finds into the trash, where it stays 30 days; versions stay as they are. */
export async function trashMovies(access: Access, condition: SQL | undefined): Promise<Change> {
  const changeId = newId()
  const ids = await lockMovies(access, sql`deleted_at is null and ${condition}`)
  const count = await inParts(ids, (some) =>
    recordChange(
      access,
      { changeId, kind: 'delete' },
      sql`update movies set deleted_at = now(), deleted_by = ${access.userId}::uuid
        where bucket_id = ${access.bucket.id}::uuid and id = any(${some})
        returning id, version`,
    ),
  )
  return { changeId, count }
}

/** Takes every movie a condition finds out of the trash, as it was; what is over there after 30 days stays. */
export async function restoreMovies(access: Access, condition: SQL): Promise<Change> {
  const changeId = newId()
  const ids = await lockMovies(access, sql`${inTrash} and ${condition}`)
  const count = await inParts(ids, (some) =>
    recordChange(
      access,
      { changeId, kind: 'restore' },
      sql`update movies set deleted_at = null, deleted_by = null
        where bucket_id = ${access.bucket.id}::uuid and id = any(${some})
        returning id, version`,
    ),
  )
  return { changeId, count }
}

/** The condition that a movie lies in the trash: what is over is nowhere, though it may not have been purged yet. */
export const inTrash = sql.raw(`deleted_at > now() - interval '${TRASH_DAYS} days'`)

/** Runs a statement that changes movies and returns `id, version` of each, and notes them; returns how many. */
async function recordChange(
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

function changedColumns(changes: MoviePatch): [SQL, string | number][] {
  const given = patchedColumns(changes).map(({ column, value }): [SQL, string | number] => [sql.raw(column), value])
  if (given.length === 0) throw new AppError('invalid', 'Nothing to change was given')
  return given
}
