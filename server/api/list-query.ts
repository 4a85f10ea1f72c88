import 'server-only'
import * as z from 'zod'
import { isPublicKey } from '@/db/ids'
import { FORMATS } from '@/domain/movies/movie'
import { type Cursor, decodeCursor, encodeCursor } from '@/domain/search/cursor'
import { RANGE_LIMITS, type RangeField } from '@/domain/search/range'
import { parseSearch, SEARCH_TEXT_LIMIT, type Search } from '@/domain/search/search'
import { formatSort, SORT_KEYS, type Sort } from '@/domain/search/sort'
import { openCursor, sealCursor } from '@/server/public-cursor'
import { onlyValue, wholeNumber } from './parameters'
import { misfit, Problem } from './problem'

/** The most movies on a page, and how many there are unless the request says otherwise. */
export const API_PAGE = { most: 500, usual: 100 } as const

const range = (what: string, example: string) =>
  z.string().optional().describe(`${what}, both ends included: ${example}; leave out one end, or give a single number`)

const filter = {
  q: z
    .string()
    .optional()
    .describe('Words in the title; case and accents make no difference')
    .meta({ maxLength: SEARCH_TEXT_LIMIT }),
  format: z.string().optional().describe('One or more of VHS, DVD, Streaming, with commas between them'),
  year: range('Release years', '1970-1989'),
  length: range('Minutes', '60-120'),
  rating: range('Stars, 1 to 5', '4-5'),
  added: z
    .string()
    .optional()
    .describe('Months or years (UTC) in which movies were added: 2024-03, 2024, 2023-11..2024-03, 2020..2024'),
}

/** The parameters that filter a list of movies. `parseSearch` reads what they mean. */
export const filterQuery = z.strictObject(filter)
export type FilterQuery = z.output<typeof filterQuery>

/** All parameters of a list of movies. */
export const listQuery = z.strictObject({
  ...filter,
  sort: z
    .string()
    .optional()
    .describe('The order; a - in front reverses it')
    .meta({ enum: SORT_KEYS.flatMap((key) => [key, `-${key}`]), default: 'title' }),
  limit: wholeNumber('limit', 1, API_PAGE.most).optional().describe(`Movies per page, ${API_PAGE.usual} by default`),
  cursor: z.string().optional().describe('nextCursor of the previous page, with the same search and order'),
  count: onlyValue('count', '1').describe('Adds the total'),
})

/** The parameters of a list, each checked on its own. */
export type ListQuery = z.output<typeof listQuery>

/**
 * The page of movies of a bucket that a request asks for.
 * @throws {Problem} 400 for a cursor of another order, 422 for a filter or an order that does not fit
 */
export function readListQuery(
  bucketId: string,
  { cursor, limit = API_PAGE.usual, count, ...parameters }: ListQuery,
): {
  search: Search
  limit: number
  count: boolean
} {
  const search = readSearch(parameters)
  if (cursor !== undefined) search.position = { at: 'after', cursor: readApiCursor(bucketId, cursor, search.sort) }
  return { search, limit, count: count !== undefined }
}

/**
 * The whole list that a request asks for as a file.
 * @throws {Problem} 422 for a filter or an order that does not fit, and for parameters of pages
 */
export function readWholeQuery({ cursor, limit, count, ...parameters }: ListQuery): Search {
  const paging = Object.entries({ cursor, limit, count }).filter(([, value]) => value !== undefined)
  if (paging.length === 0) return readSearch(parameters)
  const message = (field: string) => `${field}: CSV holds all matching movies and has no pages`
  throw misfit(paging.map(([field, value]) => ({ field, code: 'invalid', value, message: message(field) })))
}

/**
 * The filter and the order that a request asks for.
 * @throws {Problem} 422 for a filter that does not fit
 */
export function readSearch(parameters: FilterQuery & Pick<ListQuery, 'sort'>): Search {
  const { search, dropped } = parseSearch(parameters)
  const errors = dropped.map(({ parameter, value }) => ({
    field: parameter,
    code: 'invalid',
    value,
    message: `${parameter}: ${JSON.stringify(value)} ${MISFITS[parameter] ?? 'does not fit'}`,
  }))
  if (errors.length > 0) throw misfit(errors)
  return search
}

const rangeMisfit = (field: RangeField, example: string) => {
  const { min, max } = RANGE_LIMITS[field]
  return `is no range such as ${example}, within ${min} to ${max}`
}
const MISFITS: Record<string, string> = {
  q: `is above the limit of ${SEARCH_TEXT_LIMIT} characters, or no text`,
  format: `is not one or more of ${FORMATS.join(', ')}`,
  sort: `is not one of ${SORT_KEYS.join(', ')}, with or without - before it`,
  year: rangeMisfit('year', '1970-1989'),
  length: rangeMisfit('length', '60-120'),
  rating: rangeMisfit('rating', '4-5'),
  added: 'is no month, year or range of them such as 2024-03, 2024 or 2023-11..2024-03',
}

/** A cursor of the API: it says for which order it was made. By the key of a public page, it tells nothing else. */
export function writeApiCursor(bucketId: string, cursor: Cursor, sort: Sort): string {
  return `${formatSort(sort)}.${isPublicKey(bucketId) ? sealCursor(bucketId, cursor) : encodeCursor(cursor)}`
}

function readApiCursor(bucketId: string, text: string, sort: Sort): Cursor {
  const [order, rest = ''] = text.split('.', 2)
  const read = isPublicKey(bucketId) ? openCursor.bind(null, bucketId) : decodeCursor
  const cursor = order === formatSort(sort) ? read(rest, sort.key) : undefined
  if (!cursor) throw new Problem(400, 'malformed_cursor', 'This cursor was not made for this order.')
  return cursor
}
