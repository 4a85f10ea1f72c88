import 'server-only'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Change, EditOutcome, MovieEdit } from '@/domain/change'
import type { Movie, MovieChanges, MovieValues } from '@/domain/movie'
import { AppError } from '@/domain/result'
import { sortTitle } from '@/domain/title'
import { findLastChange } from './activity'
import type { Access } from './buckets'
import { joinByHash } from './client'
import { newId } from './ids'
import { getMovie, movieColumns, toMovie } from './movies'
import { movies } from './schema/movies'

// So many are compared with every movie of a bucket sooner than a hash of them is made and all movies are read for it.
const FEW = 100

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
  const change = await recordChange(
    access,
    'add',
    sql`insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
      select ${access.bucket.id}::uuid, id, title, "sortTitle", format, length, "releaseYear", rating, ${access.userId}::uuid, ${access.userId}::uuid
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (id uuid, title text, "sortTitle" text, format text, length int, "releaseYear" int, rating int)
      on conflict do nothing
      returning id, version`,
  )
  const ids = rows.map((row) => row.id)
  const added = await access.db
    .select(movieColumns)
    .from(movies)
    .where(and(eq(movies.bucketId, access.bucket.id), inArray(movies.id, ids)))
  const byId = new Map(added.map((row) => [row.id, toMovie(row)]))
  return { ...change, movies: ids.flatMap((id) => byId.get(id) ?? []) }
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
export async function editMovies(access: Access, edits: MovieEdit[]): Promise<EditOutcome[]> {
  const outcomes: EditOutcome[] = []
  for (const edit of edits) outcomes.push(await editMovie(access, edit))
  return outcomes
}

async function editMovie(access: Access, { id, version, changes }: MovieEdit): Promise<EditOutcome> {
  const change = await setValues(access, changes, sql`id = ${id}::uuid and version = ${version}::bigint`)
  try {
    const movie = await getMovie(access, id)
    if (change.count) return { id, status: 'saved', movie, changeId: change.changeId }
    return { id, status: 'conflict', movie: { ...movie, change: (await findLastChange(access, id)) ?? undefined } }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return { id, status: 'gone' }
    throw error
  }
}

/**
 * Sets the given fields of every live movie a condition finds; remembers what was there.
 * @throws {AppError} `invalid` if no field is given
 */
export async function setValues(access: Access, changes: MovieChanges, condition: SQL | undefined): Promise<Change> {
  const change = await noteValues(access, sql`${condition}`)
  const sets = changedColumns(changes).map(([column, value]) => sql`${sql.identifier(column)} = ${value}`)
  await access.db.execute(sql`
    update movies m
    set ${sql.join(sets, sql`, `)}, version = m.version + 1, updated_at = now(), updated_by = ${access.userId}::uuid
    where m.bucket_id = ${access.bucket.id}::uuid and ${await touchedBy(access, change)}`)
  return change
}

/**
 * The condition that a change touched a movie. Few are looked up by index; many are told by a hash, as an array that
 * the planner does not look up by index is gone through for each movie of the bucket.
 */
export async function touchedBy({ db, bucket }: Access, { changeId, count }: Change): Promise<SQL> {
  const ids = sql`select movie_id from movie_changes where bucket_id = ${bucket.id}::uuid and change_id = ${changeId}::uuid`
  if (count <= FEW) return sql`id = any(array(${ids}))`
  await joinByHash(db)
  return sql`id in (${ids})`
}

/**
 * Locks every live movie a condition finds and notes its values as the start of an edit, so that of two edits of
 * one version the second finds another version. Locking and updating in one statement took a self-join, which
 * the planner, knowing little behind a policy, turned into a product of all rows.
 */
export async function noteValues({ db, bucket, userId }: Access, condition: SQL): Promise<Change> {
  const changeId = newId()
  const result = await db.execute(sql`
    insert into movie_changes (bucket_id, change_id, movie_id, kind, before, version, changed_by)
    select bucket_id, ${changeId}::uuid, id, 'edit',
      jsonb_build_object('title', title, 'sortTitle', sort_title, 'format', format, 'length', length,
        'releaseYear', release_year, 'rating', rating),
      version + 1, ${userId}::uuid
    from movies where bucket_id = ${bucket.id}::uuid and deleted_at is null and ${condition}
    for update`)
  return { changeId, count: result.rowCount ?? 0 }
}

/** The condition that setting these fields would change a movie at all. */
export function differsFrom(changes: MovieChanges): SQL {
  const parts = changedColumns(changes).map(
    ([column, value]) => sql`${sql.identifier(column)} is distinct from ${value}`,
  )
  return sql`(${sql.join(parts, sql` or `)})`
}

/** Moves every live movie a condition finds into the trash, where it stays 30 days; versions stay as they are. */
export function trashMovies(access: Access, condition: SQL | undefined): Promise<Change> {
  return recordChange(
    access,
    'delete',
    sql`update movies set deleted_at = now(), deleted_by = ${access.userId}::uuid
      where bucket_id = ${access.bucket.id}::uuid and deleted_at is null and ${condition}
      returning id, version`,
  )
}

/** Takes every movie a condition finds out of the trash, as it was. */
export function restoreMovies(access: Access, condition: SQL): Promise<Change> {
  return recordChange(
    access,
    'restore',
    sql`update movies set deleted_at = null, deleted_by = null
      where bucket_id = ${access.bucket.id}::uuid and deleted_at is not null and ${condition}
      returning id, version`,
  )
}

/** Runs a statement that changes movies and returns `id, version` of each, and notes them as one change. */
async function recordChange(access: Access, kind: 'add' | 'delete' | 'restore', changing: SQL): Promise<Change> {
  const changeId = newId()
  const result = await access.db.execute(sql`
    with changed as (${changing})
    insert into movie_changes (bucket_id, change_id, movie_id, kind, version, changed_by)
    select ${access.bucket.id}::uuid, ${changeId}::uuid, id, ${kind}, version, ${access.userId}::uuid from changed`)
  return { changeId, count: result.rowCount ?? 0 }
}

function changedColumns(changes: MovieChanges): [string, string | number][] {
  const columns: [string, string | number | undefined][] = [
    ['title', changes.title],
    ['sort_title', changes.title === undefined ? undefined : sortTitle(changes.title)],
    ['format', changes.format],
    ['length', changes.length],
    ['release_year', changes.releaseYear],
    ['rating', changes.rating],
  ]
  const given = columns.filter((column): column is [string, string | number] => column[1] !== undefined)
  if (given.length === 0) throw new AppError('invalid', 'Nothing to change was given')
  return given
}
