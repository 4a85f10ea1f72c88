'use server'

import type { Route } from 'next'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { inBucket } from '@/db/buckets/access'
import { destroyBucket, restoreBucket } from '@/db/buckets/trash'
import * as buckets from '@/db/buckets/write'
import { bucketNameSchema } from '@/domain/buckets/name'
import { action } from '@/server/action'
import { formAction } from '@/server/form-action'

const one = z.strictObject({ bucketId: z.string() })
const to = (path: string) => redirect(path as Route)

/** Makes a bucket and goes there. */
export const makeBucketAction = formAction(
  action('makeBucket', z.strictObject({ name: bucketNameSchema }), (actor, { name }) =>
    buckets.makeBucket(actor, name),
  ),
  (id) => to(`/buckets/${id}`),
)

export const renameBucketAction = formAction(
  action('renameBucket', z.strictObject({ bucketId: z.string(), name: bucketNameSchema }), (actor, given) =>
    inBucket(actor, given.bucketId, 'renameBucket', (access) => buckets.renameBucket(access, given.name)),
  ),
  () => refresh(),
)

/** Puts a bucket into the trash; the list it goes back to offers the undo. */
export const deleteBucketAction = formAction(
  action('deleteBucket', one, async (actor, { bucketId }) => {
    await inBucket(actor, bucketId, 'deleteBucket', buckets.deleteBucket)
    return bucketId
  }),
  (id) => to(`/buckets?deleted=${id}`),
)

export const restoreBucketAction = formAction(
  action('restoreBucket', one, async (actor, { bucketId }) => {
    await restoreBucket(actor, bucketId)
    return bucketId
  }),
  (id) => to(`/buckets?restored=${id}`),
)

export const destroyBucketAction = formAction(
  action('destroyBucket', one, (actor, { bucketId }) => destroyBucket(actor, bucketId)),
  () => to('/buckets?destroyed=1'),
)
