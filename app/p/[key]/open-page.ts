import 'server-only'
import { cache } from 'react'
import { inBucket } from '@/db/buckets/access'
import { countByMark } from '@/db/movies/rail'
import { listMovies } from '@/db/movies/read'
import { getStats } from '@/db/stats'
import { EMPTY_SEARCH, type Search } from '@/domain/search/search'

// Everybody is nobody here, the owner as well: a public page shows what a stranger would see of it.

/** What a public page's head says of its bucket, once a request. */
export const openPublicPage = cache((key: string) =>
  inBucket(null, key, 'readMovies', async (access) => ({
    name: access.bucket.name,
    searchable: access.bucket.searchable,
    movies: (await countByMark(access, EMPTY_SEARCH)).total,
  })),
)

/** One page of a public page's list. */
export function listPublicPage(key: string, search: Search) {
  return inBucket(null, key, 'readMovies', async (access) => ({
    name: access.bucket.name,
    list: await listMovies(access, search),
    ...(await countByMark(access, search)),
  }))
}

/** The figures of a public page's movies. */
export function readPublicStats(key: string, search: Search) {
  return inBucket(null, key, 'readMovies', async (access) => ({
    name: access.bucket.name,
    searchable: access.bucket.searchable,
    stats: await getStats(access, search),
  }))
}

/** Up to `most` movies for the picture of a public page's shelf, by year: a shelf sorted so is a spectrum. */
export function listPicture(key: string) {
  return inBucket(null, key, 'readMovies', async (access) => {
    const { movies } = await listMovies(access, { ...EMPTY_SEARCH, sort: { key: 'added', descending: true } })
    return { name: access.bucket.name, total: (await countByMark(access, EMPTY_SEARCH)).total, movies }
  })
}
