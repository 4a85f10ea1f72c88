import 'server-only'
import type { SwitcherBucket } from '@/components/buckets/bucket-switcher'
import { listBuckets } from '@/db/buckets'
import type { SessionUser } from '@/db/sessions'
import { AppError } from '@/domain/result'

/** What the header's menu of buckets offers; a menu without its list must not take a page down that has all it needs. */
export async function switcherBuckets({ id }: SessionUser): Promise<SwitcherBucket[]> {
  try {
    const buckets = await listBuckets({ userId: id })
    return buckets.map((bucket) => ({ id: bucket.id, name: bucket.name, own: bucket.role === 'owner' }))
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}
