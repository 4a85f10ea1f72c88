import type { Route } from 'next'
import type { ReactNode } from 'react'
import { switcherBuckets } from '@/app/buckets/switcher-buckets'
import { signOutAction } from '@/app/sign-in/actions'
import { bucketPath, importHref, newMovieHref, statisticsHref } from '@/components/movies/hrefs'
import { AppHeader } from '@/components/ui/app-header'
import { BottomBar } from '@/components/ui/bottom-bar'
import type { SessionUser } from '@/db/account/sessions'

type Props = { user: SessionUser; bucketId: string; editable: boolean; children?: ReactNode }

/** The bars of a bucket's screens. */
export async function BucketHeader({ user, bucketId, editable, children }: Props) {
  const trashHref = editable ? (`/buckets/${bucketId}/trash` as Route) : undefined
  return (
    <>
      <AppHeader
        user={{ name: user.name, email: user.email }}
        switcher={await switcherBuckets(user)}
        currentBucketId={bucketId}
        importHref={editable ? importHref(bucketId) : undefined}
        trashHref={trashHref}
        signOut={signOutAction}
      >
        {children}
      </AppHeader>
      <BottomBar
        listHref={bucketPath(bucketId)}
        addHref={editable ? newMovieHref(bucketId) : undefined}
        statisticsHref={statisticsHref(bucketPath(bucketId))}
        trashHref={trashHref}
      />
    </>
  )
}
