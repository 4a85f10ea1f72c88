import 'server-only'
import { cache } from 'react'
import { inBucket } from '@/db/buckets/access'
import { takeVisit } from '@/db/buckets/visits'
import { countByMark } from '@/db/movies/rail'
import { listMovies } from '@/db/movies/read'
import { getStats } from '@/db/stats'
import { EMPTY_SEARCH, type Search } from '@/domain/search/search'

// Everyone is a signed-out visitor here, the owner too: a public page shows what a stranger sees.

/** Reads the bucket of a public page for the page's head, once per request. */
export const openPublicPage = cache((key: string) =>
  inBucket(null, key, 'readMovies', async (access) => ({
    name: access.bucket.name,
    searchable: access.bucket.searchable,
    movies: (await countByMark(access, EMPTY_SEARCH)).total,
  })),
)

/** Reads one page of a public page's list. */
export function listPublicPage(key: string, search: Search) {
  return inBucket(null, key, 'readMovies', async (access) => {
    takeVisit(access, search)
    const list = await listMovies(access, search)
    return { name: access.bucket.name, list, ...(await countByMark(access, search)) }
  })
}

/** Reads the statistics of a public page. */
export function readPublicStats(key: string, search: Search) {
  return inBucket(null, key, 'readMovies', async (access) => {
    takeVisit(access, search)
    const { name, searchable } = access.bucket
    return { name, searchable, stats: await getStats(access, search) }
  })
}

/** Reads the newest movies of a public page for the picture of its shelf. */
export function listPicture(key: string) {
  return inBucket(null, key, 'readMovies', async (access) => {
    const { movies } = await listMovies(access, { ...EMPTY_SEARCH, sort: { key: 'added', descending: true } })
    return { name: access.bucket.name, total: (await countByMark(access, EMPTY_SEARCH)).total, movies }
  })
}
