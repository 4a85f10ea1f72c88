import type { ReactNode } from 'react'
import { switcherBuckets } from '@/app/buckets/switcher-buckets'
import { signOutAction } from '@/app/sign-in/actions'
import { BucketMenu } from '@/components/buckets/bucket-menu'
import { AppHeader } from '@/components/ui/app-header'
import { BottomBar } from '@/components/ui/bottom-bar'
import type { SessionUser } from '@/db/account/sessions'
import { bucketPath, newMoviePath, sharingPath } from '@/domain/paths'
import type { Search } from '@/domain/search/search'

type Props = {
  user: SessionUser
  bucketId: string
  editable: boolean
  /** What the list on the screen shows, and more entries of the bucket's menu. */
  search?: Search
  entries?: ReactNode
  children?: ReactNode
}

/** The bars of a bucket's screens. */
export async function BucketHeader({ user, bucketId, editable, search, entries, children }: Props) {
  const switcher = await switcherBuckets(user)
  const own = switcher.buckets.some(({ id, own }) => own && id === bucketId)
  return (
    <>
      <AppHeader
        user={{ name: user.name, email: user.email }}
        switcher={switcher}
        currentBucketId={bucketId}
        menu={
          <BucketMenu bucketId={bucketId} editable={editable} search={search}>
            {entries}
          </BucketMenu>
        }
        signOut={signOutAction}
      >
        {children}
      </AppHeader>
      <BottomBar
        listHref={bucketPath(bucketId)}
        bucket={{
          href: bucketPath(bucketId),
          addHref: editable ? newMoviePath(bucketId) : undefined,
          shareHref: own ? sharingPath(bucketId) : undefined,
        }}
      />
    </>
  )
}
