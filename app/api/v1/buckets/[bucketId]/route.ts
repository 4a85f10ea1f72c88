import { bucketAnswer, requireKnownBucket } from '@/app/api/v1/bucket-calls'
import { inBucket } from '@/db/buckets/access'
import { deleteBucket, renameBucket, setVisibility } from '@/db/buckets/write'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  getBucket: ({ actor, params: { bucketId = '' } }) => inBucket(actor, bucketId, 'readMovies', bucketAnswer),

  changeBucket: ({ actor, params: { bucketId = '' }, body: { name, visibility }, ifMatch }) =>
    inBucket(actor, bucketId, visibility === undefined ? 'renameBucket' : 'changeSharing', async (access) => {
      await requireKnownBucket(access, { ifMatch })
      if (name !== undefined) await renameBucket(access, name)
      if (visibility !== undefined) await setVisibility(access, visibility)
      return bucketAnswer(access)
    }),

  deleteBucket: ({ actor, params: { bucketId = '' }, ifMatch }) =>
    inBucket(actor, bucketId, 'deleteBucket', async (access) => {
      await requireKnownBucket(access, { ifMatch })
      await deleteBucket(access)
      return {}
    }),
})
