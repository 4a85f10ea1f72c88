import 'server-only'
import { sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { isId } from '@/db/ids'
import type { Movie, MoviePatch, MovieValues } from '@/domain/movies/movie'
import { AppError } from '@/domain/result'
import { getMovie } from './read'
import { addMovies, restoreMovies, setValues, trashMovies } from './write'

/**
 * How a write to one movie ended. `stale`: it has another version than the caller named, nothing was changed, and
 * `movie` is the current one, or null if there is none.
 */
export type Written = { status: 'done' | 'added'; movie: Movie } | { status: 'stale'; movie: Movie | null }

/** The versions a caller will have changed; undefined: whichever it has. */
export type Versions = readonly number[] | undefined

const NO_MOVIE = 'This movie does not exist, or it is in the trash.'
const ATTEMPTS = 5

/**
 * Sets the given fields of a live movie.
 * @throws {AppError} `not_found`
 */
export async function changeMovie(
  access: Access,
  id: string,
  changes: MoviePatch,
  versions: Versions,
): Promise<Written> {
  if (!isId(id)) throw new AppError('not_found', NO_MOVIE)
  const { count } = await setValues(access, changes, is(id, versions))
  return { status: count ? 'done' : 'stale', movie: await getMovie(access, id) }
}

/**
 * Puts a live movie into the trash; the one in the answer is as it was.
 * @throws {AppError} `not_found`
 */
export async function trashMovie(access: Access, id: string, versions: Versions): Promise<Written> {
  const movie = await getMovie(access, id)
  const { count } = await trashMovies(access, is(id, versions))
  return count ? { status: 'done', movie } : { status: 'stale', movie: await getMovie(access, id) }
}

/**
 * Takes a movie out of the trash. `added`: it is back; `done`: it was not in there.
 * @throws {AppError} `not_found`
 */
export async function restoreMovie(access: Access, id: string): Promise<Written> {
  if (!isId(id)) throw new AppError('not_found', NO_MOVIE)
  const { count } = await restoreMovies(access, is(id, undefined))
  return { status: count ? 'added' : 'done', movie: await getMovie(access, id) }
}

/**
 * Replaces all values of a live movie, or adds it under this id, which the caller chose. `mustBeNew` refuses to
 * replace, `mustExist` and named versions refuse to add.
 * @throws {AppError} `conflict` when the id is that of a movie in the trash or in another bucket that one can see
 */
export async function putMovie(
  access: Access,
  id: string,
  values: MovieValues,
  { versions, mustExist, mustBeNew }: { versions: Versions; mustExist: boolean; mustBeNew: boolean },
): Promise<Written> {
  if (!isId(id)) throw new AppError('not_found', NO_MOVIE)
  // Somebody may add or delete it at the same moment; then it is looked for again.
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const current = await getMovie(access, id).catch(passOver)
    if (current) {
      if (mustBeNew) return { status: 'stale', movie: current }
      const { count } = await setValues(access, values, is(id, versions))
      const movie = await getMovie(access, id).catch(passOver)
      if (movie) return { status: count ? 'done' : 'stale', movie }
      continue
    }
    if (versions || mustExist) return { status: 'stale', movie: null }
    await requireUnused(access, id)
    const { count, movies } = await addMovies(access, [{ ...values, id }])
    if (count && movies[0]) return { status: 'added', movie: movies[0] }
  }
  throw new AppError('unavailable', 'Others changed the same movie at the same time. Nothing was changed: try again.')
}

async function requireUnused({ db, bucket }: Access, id: string): Promise<void> {
  const { rows } = await db.execute<{ here: boolean }>(sql`
    select bucket_id = ${bucket.id}::uuid as here from movies
    where bucket_id = any(array(select readable_buckets())) and id = ${id}::uuid order by 1 desc limit 1`)
  const [row] = rows
  if (row?.here)
    throw new AppError(
      'conflict',
      'A movie with this id is in the trash of this bucket: restore it, or choose another id.',
    )
  if (row) throw new AppError('conflict', 'A movie with this id lies in another bucket. Choose another id.')
}

function passOver(error: unknown): null {
  if (error instanceof AppError && error.code === 'not_found') return null
  throw error
}

const is = (id: string, versions: Versions) =>
  versions ? sql`id = ${id}::uuid and version = any(${sql.param(versions)}::int[])` : sql`id = ${id}::uuid`
