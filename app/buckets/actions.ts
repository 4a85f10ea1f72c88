'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { inBucket } from '@/db/buckets/access'
import { destroyBucket, restoreBucket } from '@/db/buckets/trash'
import * as buckets from '@/db/buckets/write'
import { bucketNameSchema } from '@/domain/buckets/name'
import { bucketPath, PATHS, withQuery } from '@/domain/paths'
import { action } from '@/server/action'
import { formAction } from '@/server/form-action'

const one = z.strictObject({ bucketId: z.string() })

/** Makes a bucket and goes to it. */
export const makeBucketAction = formAction(
  action('makeBucket', z.strictObject({ name: bucketNameSchema }), (actor, { name }) =>
    buckets.makeBucket(actor, name),
  ),
  (id) => redirect(bucketPath(id)),
)

export const renameBucketAction = formAction(
  action('renameBucket', z.strictObject({ bucketId: z.string(), name: bucketNameSchema }), (actor, given) =>
    inBucket(actor, given.bucketId, 'renameBucket', (access) => buckets.renameBucket(access, given.name)),
  ),
  () => refresh(),
)

/** Moves a bucket to the trash; the list of buckets then offers to undo it. */
export const deleteBucketAction = formAction(
  action('deleteBucket', one, async (actor, { bucketId }) => {
    await inBucket(actor, bucketId, 'deleteBucket', buckets.deleteBucket)
    return bucketId
  }),
  (id) => redirect(withQuery(PATHS.buckets, { deleted: id })),
)

export const restoreBucketAction = formAction(
  action('restoreBucket', one, async (actor, { bucketId }) => {
    await restoreBucket(actor, bucketId)
    return bucketId
  }),
  (id) => redirect(withQuery(PATHS.buckets, { restored: id })),
)

export const destroyBucketAction = formAction(
  action('destroyBucket', one, (actor, { bucketId }) => destroyBucket(actor, bucketId)),
  () => redirect(withQuery(PATHS.buckets, { destroyed: 1 })),
)
