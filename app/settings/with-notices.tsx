import 'server-only'
import type { ReactNode } from 'react'
import { AccountNotices } from '@/components/account/account-notices'
import { listNotices } from '@/db/account/notices'
import type { SessionUser } from '@/db/account/sessions'
import { providerName } from '@/server/auth/providers'
import { dismissNoticesAction } from './actions'

type Props = { user: SessionUser; children: ReactNode }

/** A page under the notices that its reader has not dismissed in this session. */
export async function WithNotices({ user, children }: Props) {
  const notices = user.hasNotices ? await listNotices({ userId: user.id }, user.sessionId) : []
  const shown = notices.map((notice) => ({
    ...notice,
    what: notice.kind === 'account' ? providerName(notice.what) : notice.what,
  }))
  return (
    <>
      <AccountNotices notices={shown} dismiss={dismissNoticesAction} />
      {children}
    </>
  )
}
