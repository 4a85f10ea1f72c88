import 'server-only'
import { switcherBuckets } from '@/app/buckets/switcher-buckets'
import { signOutAction } from '@/app/sign-in/actions'
import type { Switcher } from '@/components/buckets/bucket-switcher'
import { AppHeader } from '@/components/ui/app-header'
import { BottomBar } from '@/components/ui/bottom-bar'
import type { SessionUser } from '@/db/account/sessions'
import { PATHS } from '@/domain/paths'

type Props = { user: SessionUser; switcher?: Switcher }

/** The bars of the screens that belong to no single bucket; a page that has read the switcher's buckets passes them. */
export async function HomeHeader({ user, switcher }: Props) {
  return (
    <>
      <AppHeader user={user} switcher={switcher ?? (await switcherBuckets(user))} signOut={signOutAction} />
      <BottomBar listHref={PATHS.home} />
    </>
  )
}
