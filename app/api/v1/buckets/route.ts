import { bucketAnswer, bucketBody } from '@/app/api/v1/bucket-calls'
import { alsoInBucket } from '@/db/buckets/access'
import { listBucketDetails } from '@/db/buckets/details'
import { insertBucket } from '@/db/buckets/write'
import { asActor } from '@/db/client'
import { runOnce } from '@/db/idempotency'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  listBuckets: async ({ actor }) => ({
    body: { data: (await listBucketDetails(actor)).map(bucketBody), nextCursor: null },
  }),

  makeBucket: ({ actor, body, once, url }) =>
    asActor(actor, { write: true }, async (db) => {
      const made = await runOnce(db, once, async () => {
        const id = await insertBucket(db, actor, body.name)
        const access = await alsoInBucket({ db, userId: actor.userId }, id, 'readMovies')
        return { ...(await bucketAnswer(access)), headers: { location: `${url.pathname}/${id}` } }
      })
      return made.answer
    }),
})
