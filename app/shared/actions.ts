'use server'

import { redirect } from 'next/navigation'
import * as z from 'zod'
import { inBucket } from '@/db/buckets/access'
import { renameBucket } from '@/db/buckets/write'
import { copyToMine } from '@/db/sharing/copy-bucket'
import { leaveBucket } from '@/db/sharing/shared-buckets'
import { bucketNameSchema } from '@/domain/buckets/name'
import { PATHS, withQuery } from '@/domain/paths'
import { action } from '@/server/action'
import { formAction } from '@/server/form-action'

/** Gives up the reader's own access to a shared bucket. */
export const leaveBucketAction = formAction(
  action('leaveBucket', z.strictObject({ bucketId: z.string() }), (actor, { bucketId }) =>
    inBucket(actor, bucketId, 'leaveBucket', leaveBucket),
  ),
  ({ groups }) => redirect(withQuery(PATHS.shared, { done: groups.length > 0 ? 'left-partly' : 'left' })),
)

/** Copies a whole bucket into one of the reader's own, or into a new one with this name. */
export const copyToMineAction = formAction(
  action(
    'copyToMine',
    z.strictObject({ bucketId: z.string(), targetId: z.string(), name: bucketNameSchema.optional() }),
    async (actor, { bucketId, targetId, name }) => {
      const copied = await copyToMine(actor, bucketId, targetId || null)
      if (!targetId && name)
        await inBucket(actor, copied.bucketId, 'renameBucket', (access) => renameBucket(access, name))
      return copied
    },
  ),
  ({ bucketId, count }) => redirect(withQuery(PATHS.shared, { copied: count, into: bucketId })),
)
