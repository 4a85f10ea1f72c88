import { api } from '@/app/_server/api/endpoint'
import { inBucket } from '@/db/buckets'
import { getStats } from '@/db/stats'
import { readSearch } from '@/domain/api-query'
import { filterOf } from '@/domain/search'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  getStats: ({ actor, params: { bucketId = '' }, query }) => {
    const filter = filterOf(readSearch(query))
    return inBucket(actor, bucketId, 'readMovies', async (access) => ({ body: await getStats(access, filter) }))
  },
})
