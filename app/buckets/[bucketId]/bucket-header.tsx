import type { Route } from 'next'
import type { ReactNode } from 'react'
import { signOutAction } from '@/app/_auth/actions'
import { AppHeader } from '@/components/ui/app-header'
import type { SessionUser } from '@/db/sessions'

type Props = { user: SessionUser; bucketId: string; editable: boolean; children?: ReactNode }

/** The bar of a bucket's screens. */
export function BucketHeader({ user, bucketId, editable, children }: Props) {
  const trash = editable ? (`/buckets/${bucketId}/trash` as Route) : undefined
  return (
    <AppHeader user={{ name: user.name, email: user.email }} trashHref={trash} signOut={signOutAction}>
      {children}
    </AppHeader>
  )
}
