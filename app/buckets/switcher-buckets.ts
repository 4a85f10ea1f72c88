import 'server-only'
import type { Switcher } from '@/components/buckets/bucket-switcher'
import type { SessionUser } from '@/db/account/sessions'
import { listSwitcherBuckets } from '@/db/buckets/list'
import { AppError } from '@/domain/result'
import { nameOf } from '@/domain/sharing/group'

/** Reads the buckets of the header's menu. The menu is empty when that fails, so that the page itself still shows. */
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
