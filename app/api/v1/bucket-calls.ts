import 'server-only'
import type { Access } from '@/db/buckets/access'
import { getBucketDetails, lockBucket } from '@/db/buckets/details'
import type { BucketDetails } from '@/domain/buckets/bucket'
import { type Call, requireUnchanged } from '@/server/api/endpoint'
import type { Answer } from '@/server/api/respond'
import { publicOrigin } from '@/server/environment'

/** A bucket as the API shows it. */
export function bucketBody({ publicKey, ...bucket }: BucketDetails) {
  return { ...bucket, publicUrl: publicKey && `${publicOrigin()}/p/${publicKey}` }
}

/** An open bucket as an answer. */
export async function bucketAnswer(access: Access): Promise<Answer> {
  return { body: bucketBody(await getBucketDetails(access)) }
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
