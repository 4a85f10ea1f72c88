import type { ReactNode } from 'react'
import { switcherBuckets } from '@/app/buckets/switcher-buckets'
import { signOutAction } from '@/app/sign-in/actions'
import { AppHeader } from '@/components/ui/app-header'
import { BottomBar } from '@/components/ui/bottom-bar'
import type { SessionUser } from '@/db/account/sessions'
import { bucketPath, importsPath, newMoviePath, statisticsPath, trashPath } from '@/domain/paths'

type Props = { user: SessionUser; bucketId: string; editable: boolean; children?: ReactNode }

/** The bars of a bucket's screens. */
export async function BucketHeader({ user, bucketId, editable, children }: Props) {
  const trashHref = editable ? trashPath(bucketId) : undefined
  return (
    <>
      <AppHeader
        user={{ name: user.name, email: user.email }}
        switcher={await switcherBuckets(user)}
        currentBucketId={bucketId}
        importHref={editable ? importsPath(bucketId) : undefined}
        trashHref={trashHref}
        signOut={signOutAction}
      >
        {children}
      </AppHeader>
      <BottomBar
        listHref={bucketPath(bucketId)}
        addHref={editable ? newMoviePath(bucketId) : undefined}
        statisticsHref={statisticsPath(bucketPath(bucketId))}
        trashHref={trashHref}
      />
    </>
  )
}
