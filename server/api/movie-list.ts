import 'server-only'
import * as z from 'zod'
import type { Access } from '@/db/buckets/access'
import { countMatching, listMovies } from '@/db/movies/read'
import { EXPORT_WRITERS } from '@/domain/export/formats'
import type { Operation } from '@/domain/sharing/roles'
import { publicOrigin } from '@/server/environment'
import { exportText } from '@/server/export/export-text'
import type { Answer } from './answer'
import { type Call, type Endpoint, endpoint } from './endpoint'
import { type ListQuery, listQuery, readListQuery, readWholeQuery, writeApiCursor } from './list-query'
import { movieAnswer, showMovie } from './movie-answer'
import { CSV_TYPE } from './request'
import { named } from './schema'

/** Opens the bucket that a call is about. */
export type OpenBucket = <T>(
  call: Pick<Call, 'actor' | 'params'>,
  operation: Operation,
  work: (access: Access) => Promise<T>,
) => Promise<T>

const moviePage = named(
  'MoviePage',
  z.object({
    data: z.array(movieAnswer),
    nextCursor: z.string().nullable().describe('For the next page; null at the end'),
    total: z.int().min(0).optional().describe('How many movies match, with ?count=1'),
  }),
)

/** The route that lists the movies of a bucket, page by page or as one CSV file. */
export function movieListRoute(words: { name: string; path: string; about: string }, open: OpenBucket): Endpoint {
  return endpoint(
    {
      ...words,
      method: 'GET',
      scope: 'read',
      operation: 'readMovies',
      query: listQuery,
      answer: moviePage,
      csv: true,
      statuses: [200],
    },
    (call) => (call.type === CSV_TYPE ? listAsCsv(call, open) : listPage(call, open)),
  )
}

async function listAsCsv({ actor, params, query }: Call<ListQuery>, open: OpenBucket): Promise<Answer> {
  const search = readWholeQuery(query)
  // A public page is opened by its key, for every page of movies anew; the first own bucket has no address yet.
  const address = params.bucketId || (await open({ actor, params }, 'readMovies', async ({ bucket }) => bucket.id))
  return { text: { mediaType: EXPORT_WRITERS.csv.mediaType, pieces: exportText({ actor, address, search }, 'csv') } }
}

function listPage(call: Call<ListQuery>, open: OpenBucket): Promise<Answer> {
  const { search, limit, count } = readListQuery(call.params.bucketId, call.query)
  return open(call, 'readMovies', async (access) => {
    const page = await listMovies(access, search, limit)
    const nextCursor = page.next && writeApiCursor(call.params.bucketId, page.next, search.sort)
    const total = count ? { total: await countMatching(access, search) } : {}
    const link = nextCursor && { link: `<${nextHref(call.url, nextCursor)}>; rel="next"` }
    return {
      body: { data: page.movies.map((movie) => showMovie(access, movie, call.params)), nextCursor, ...total },
      headers: { ...link },
    }
  })
}

function nextHref(url: URL, cursor: string): string {
  const next = new URL(url.pathname + url.search, publicOrigin())
  next.searchParams.set('cursor', cursor)
  return next.href
}
