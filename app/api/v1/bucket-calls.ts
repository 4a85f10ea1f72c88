import 'server-only'
import { type Call, requireUnchanged } from '@/app/_server/api/endpoint'
import type { Answer } from '@/app/_server/api/respond'
import { publicOrigin } from '@/app/_server/environment'
import { lockBucket, viewBucket } from '@/db/bucket-views'
import type { Access } from '@/db/buckets'
import type { BucketView } from '@/domain/bucket-view'

/** A bucket as the API shows it. */
export function bucketBody({ publicKey, ...bucket }: BucketView) {
  return { ...bucket, publicUrl: publicKey && `${publicOrigin()}/p/${publicKey}` }
}

/** An open bucket as an answer. */
export async function bucketAnswer(access: Access): Promise<Answer> {
  return { body: bucketBody(await viewBucket(access)) }
}

/**
 * Holds an open bucket still and compares it with what the client knew.
 * @throws {Problem} 412
 */
export async function requireKnownBucket(access: Access, { ifMatch }: Pick<Call, 'ifMatch'>) {
  if (ifMatch === null) return
  await lockBucket(access)
  requireUnchanged(ifMatch, (await bucketAnswer(access)).body)
}
