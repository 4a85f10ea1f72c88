import 'server-only'
import type { Switcher } from '@/components/buckets/bucket-switcher'
import type { SessionUser } from '@/db/account/sessions'
import { listSwitcherBuckets } from '@/db/buckets/list'
import { AppError } from '@/domain/result'
import { nameOf } from '@/domain/sharing/group'

/** What the header's menu of buckets offers; a menu without its list must not take a page down that has all it needs. */
export async function switcherBuckets({ id }: SessionUser): Promise<Switcher> {
  try {
    const { buckets, invitations } = await listSwitcherBuckets({ userId: id })
    return {
      invitations,
      buckets: buckets.map(({ id, name, role, ownerName }) =>
        role === 'owner' ? { id, name, own: true } : { id, name, own: false, owner: nameOf(ownerName) },
      ),
    }
  } catch (error) {
    if (error instanceof AppError) return { buckets: [], invitations: 0 }
    throw error
  }
}
