import { inBucket } from '@/db/buckets/access'
import { getStats } from '@/db/stats'
import { readSearch } from '@/domain/api/query'
import { filterOf } from '@/domain/search/search'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  getStats: ({ actor, params: { bucketId = '' }, query }) => {
    const filter = filterOf(readSearch(query))
    return inBucket(actor, bucketId, 'readMovies', async (access) => ({ body: await getStats(access, filter) }))
  },
})
