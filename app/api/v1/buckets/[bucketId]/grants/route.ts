import { grantsAnswer, putGrants } from '@/app/api/v1/grant-calls'
import { inBucket } from '@/db/buckets/access'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  getGrants: ({ actor, params: { bucketId = '' } }) => inBucket(actor, bucketId, 'readSharing', grantsAnswer),
  putGrants,
})
