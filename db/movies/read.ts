import 'server-only'
import { and, asc, between, count, desc, eq, ne, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { isId } from '@/db/ids'
import { movies } from '@/db/schema/movies'
import { LIMITS, type Movie } from '@/domain/movies/movie'
import { sortTitle } from '@/domain/movies/title'
import { AppError } from '@/domain/result'
import type { Cursor } from '@/domain/search/cursor'
import type { Filter, Search } from '@/domain/search/search'
import { movieColumns, toMovie } from './columns'
import { cursorOf, keyColumn, matchingMovies, positionCondition } from './filter'

export const PAGE_SIZE = 100

/** One page of a list with the cursors of the pages beside it, null at an end. */
export type MoviePage = {
  movies: Movie[]
  /** The id of the last editor of each movie; these ids do not leave the server. */
  editedBy: string[]
  previous: Cursor | null
  next: Cursor | null
}

/** Lists up to 100 (or `limit`) live movies of a search from its position on, in its order; equal keys by id. */
export async function listMovies(access: Access, search: Search, limit = PAGE_SIZE): Promise<MoviePage> {
  const { sort, position } = search
  const backwards = position?.at === 'before'
  const direction = sort.descending !== backwards ? desc : asc
  const filter = await matchingMovies(access, search)
  const rows = await access.db
    .select({ ...movieColumns, key: keyColumn(sort.key), editedBy: movies.updatedBy })
    .from(movies)
    .where(and(filter, positionCondition(sort, position)))
    .orderBy(direction(keyColumn(sort.key)), direction(movies.id))
    .limit(limit + 1)
  const more = rows.length > limit
  const page = rows.slice(0, limit)
  if (backwards) page.reverse()
  const [first, last] = [page[0], page.at(-1)].map((row) => row && cursorOf(sort.key, row))
  const hasPrevious = backwards ? more : position?.at === 'after' || (position && (await isBefore(first)))
  const hasNext = backwards || more
  return {
    movies: page.map(({ key: _, editedBy: __, ...row }) => toMovie(row)),
    editedBy: page.map(({ editedBy }) => editedBy),
    previous: first && hasPrevious ? first : null,
    next: last && hasNext ? last : null,
  }

  async function isBefore(cursor: Cursor | undefined): Promise<boolean> {
    if (!cursor) return false
    const condition = positionCondition(sort, { at: 'before', cursor })
    const rows = await access.db.select({ id: movies.id }).from(movies).where(and(filter, condition)).limit(1)
    return rows.length > 0
  }
}

/** Counts the live movies of the bucket. */
export function countAllMovies(access: Access): Promise<number> {
  return countMatching(access, { q: '', formats: [] })
}

/** Counts the live movies that a filter finds. */
export async function countMatching(access: Access, which: Filter): Promise<number> {
  const filter = await matchingMovies(access, which)
  const [row] = await access.db.select({ count: count() }).from(movies).where(filter)
  return row?.count ?? 0
}

/**
 * One live movie.
 * @throws {AppError} `not_found`
 */
export async function getMovie(access: Access, id: string): Promise<Movie> {
  const movie = await findMovie(access, id)
  if (!movie) throw new AppError('not_found', 'This movie does not exist, or it is in the trash.')
  return movie
}

/** One live movie, or null. */
export async function findMovie({ db, bucket }: Access, id: string): Promise<Movie | null> {
  const [row] = isId(id)
    ? await db
        .select(movieColumns)
        .from(movies)
        .where(and(eq(movies.bucketId, bucket.id), eq(movies.id, id), sql`deleted_at is null`))
    : []
  return row ? toMovie(row) : null
}

/** Finds up to 3 live movies that a reader takes for the same: equal titles, at most one year apart; not `except`. */
export async function findDuplicates(
  { db, bucket }: Access,
  movie: { title: string; releaseYear?: number; except?: string },
): Promise<Movie[]> {
  const year = movie.releaseYear
  const { min, max } = LIMITS.releaseYear
  // The user is still typing: no movie has values beyond the rules.
  if (movie.title.includes('\0') || (year !== undefined && (year < min || year > max))) return []
  const rows = await db
    .select(movieColumns)
    .from(movies)
    .where(
      and(
        eq(movies.bucketId, bucket.id),
        sql`deleted_at is null`,
        eq(movies.sortTitle, sortTitle(movie.title)),
        year === undefined ? undefined : between(movies.releaseYear, year - 1, year + 1),
        movie.except && isId(movie.except) ? ne(movies.id, movie.except) : undefined,
      ),
    )
    .limit(3)
  return rows.map(toMovie)
}
