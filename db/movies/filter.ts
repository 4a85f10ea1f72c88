import 'server-only'
import { and, eq, gte, inArray, lt, lte, notInArray, type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { movies } from '@/db/schema/movies'
import { filterOfSelection, type Selection } from '@/domain/movies/selection'
import { searchWords } from '@/domain/movies/title'
import { AppError } from '@/domain/result'
import type { Cursor } from '@/domain/search/cursor'
import { monthNumber, monthOf } from '@/domain/search/months'
import { railBound } from '@/domain/search/rail'
import type { Filter, Position } from '@/domain/search/search'
import type { Sort, SortKey } from '@/domain/search/sort'

// Above this many hits a scan in list order finds a page sooner than their ids would.
const SEARCH_HITS = 1000
const TRIGRAM = 3

const COLUMNS = {
  title: movies.sortTitle,
  year: movies.releaseYear,
  length: movies.length,
  rating: movies.rating,
  added: movies.createdAt,
} as const

/** The column a list is sorted by. */
export function keyColumn(key: SortKey) {
  return COLUMNS[key]
}

/** The cursor of a row in an order; `key` is the row's value in the column of that order. */
export function cursorOf(sort: SortKey, { key, id }: { key: string | number | Date; id: string }): Cursor {
  return { sort, key: key instanceof Date ? key.toISOString() : key, id }
}

/** The condition for live movies of the open bucket that a filter finds. Narrow searches use the trigram index first. */
export async function matchingMovies(access: Access, filter: Filter): Promise<SQL | undefined> {
  return and(
    eq(movies.bucketId, access.bucket.id),
    sql`deleted_at is null`,
    filter.formats.length ? inArray(movies.format, filter.formats) : undefined,
    filter.year?.min !== undefined ? gte(movies.releaseYear, filter.year.min) : undefined,
    filter.year?.max !== undefined ? lte(movies.releaseYear, filter.year.max) : undefined,
    filter.length?.min !== undefined ? gte(movies.length, filter.length.min) : undefined,
    filter.length?.max !== undefined ? lte(movies.length, filter.length.max) : undefined,
    filter.rating?.min !== undefined ? gte(movies.rating, filter.rating.min) : undefined,
    filter.rating?.max !== undefined ? lte(movies.rating, filter.rating.max) : undefined,
    filter.added && gte(movies.createdAt, startOfMonth(filter.added.from)),
    filter.added && lt(movies.createdAt, startOfMonth(monthOf(monthNumber(filter.added.to) + 1))),
    await matchingTitles(access, filter.q),
  )
}

/**
 * The condition for live movies of the open bucket that a selection names.
 * @throws {AppError} `invalid` if its filter does not fit
 */
export async function selectedMovies(access: Access, selection: Selection): Promise<SQL | undefined> {
  const everything = { q: '', formats: [] }
  if ('ids' in selection) return and(await matchingMovies(access, everything), inArray(movies.id, selection.ids))
  const filter = filterOfSelection(selection.matching)
  if (!filter)
    throw new AppError('invalid', 'The filter of this selection does not fit. Reload the page and select again.')
  return and(
    await matchingMovies(access, filter),
    selection.except.length ? notInArray(movies.id, selection.except) : undefined,
  )
}

/** The condition for rows from a position on, in the direction in which its page is read. */
export function positionCondition(sort: Sort, position: Position | undefined): SQL | undefined {
  if (!position) return undefined
  const column = keyColumn(sort.key)
  if (position.at === 'from') {
    const bound = railBound(sort, position.mark)
    if (!bound) return undefined
    return 'atLeast' in bound ? gte(column, bound.atLeast) : lt(column, bound.below)
  }
  if (typeof position.cursor === 'string') throw new TypeError('this place was not read')
  const { key, id } = position.cursor
  const forwards = (position.at === 'after') !== sort.descending
  const row = sql`(${column}, ${movies.id})`
  const value = sql`(${sql.param(sort.key === 'added' ? new Date(key) : key, column)}, ${id}::uuid)`
  return forwards ? sql`${row} > ${value}` : sql`${row} < ${value}`
}

function startOfMonth(month: string): Date {
  return new Date(`${month}-01T00:00:00Z`)
}

async function matchingTitles({ db, bucket }: Access, q: string): Promise<SQL | undefined> {
  const words = searchWords(q)
  if (words.length === 0) return undefined
  const patterns = likePatterns(words)
  if (words.some((word) => word.length >= TRIGRAM)) {
    const { rows } = await db.execute<{ id: string }>(
      sql`select search_movies(${bucket.id}, ${sql.param(patterns)}, ${SEARCH_HITS + 1}) as id`,
    )
    if (rows.length === 0) return sql`false`
    if (rows.length <= SEARCH_HITS)
      return inArray(
        movies.id,
        rows.map((row) => row.id),
      )
  }
  return sql`${movies.sortTitle} like all (${sql.param(patterns)}::text[])`
}

/** A LIKE pattern for each word, which finds it anywhere in a text. */
export function likePatterns(words: string[]): string[] {
  return words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
}
