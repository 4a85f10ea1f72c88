import Link from 'next/link'
import type { ReactNode } from 'react'
import { BUCKET_MENU } from '@/components/buckets/bucket-menu'
import { BucketSwitcher, type Switcher } from '@/components/buckets/bucket-switcher'
import { Icon } from '@/components/ui/icon'
import { Logo } from '@/components/ui/logo'
import type { FormAction } from '@/domain/forms'
import { PATHS } from '@/domain/paths'
import { FocusAfterForm } from './focus-after-form'
import { MenuButton, MenuPanel } from './menu'
import { menuItem } from './menu-item'
import { SignOutForm } from './sign-out-form'

type Props = {
  user: { name: string | null; email: string }
  /** Without it, the switcher offers only the lists of buckets. */
  switcher?: Switcher
  currentBucketId?: string
  /** The panel of a bucket's menu, on its screens. */
  menu?: ReactNode
  signOut: FormAction
  children?: ReactNode
}

const NOTHING: Switcher = { buckets: [], invitations: 0 }

const control = 'flex min-h-11 items-center gap-1 rounded px-2 font-semibold hover:bg-ink/8 sm:min-h-9'

/** The header of every signed-in screen. */
export function AppHeader({ user, switcher = NOTHING, currentBucketId, menu, signOut, children }: Props) {
  return (
    <header data-print="hide" className="border-b bg-surface">
      <FocusAfterForm />
      <a
        href="#main"
        className="absolute -top-20 left-2 z-30 rounded bg-primary px-3 py-2 text-primary-ink focus:top-2"
      >
        Skip to the movies
      </a>
      <div className="mx-auto flex max-w-6xl items-center gap-x-2 px-4 max-sm:gap-x-1 py-1">
        <Link
          href="/"
          prefetch={false}
          className="mr-2 flex min-h-11 shrink-0 items-center overflow-hidden text-ink no-underline max-sm:mr-0 max-sm:w-11 sm:min-h-10"
          aria-label="moviebucket: my movies"
        >
          <Logo name="wide" />
        </Link>
        <BucketSwitcher {...switcher} currentId={currentBucketId} />
        {menu && (
          // A phone has it in its bar, as *More*.
          <MenuButton
            menu={BUCKET_MENU}
            aria-label="Bucket menu"
            title="Bucket menu"
            className={`${control} max-sm:hidden`}
          >
            <Icon name="lucide--ellipsis" className="size-4.5" />
          </MenuButton>
        )}
        {menu}
        <div className="flex flex-1 items-center justify-end gap-2">
          {/* A phone shows these at the bottom, in reach of the thumb. */}
          <div className="flex gap-2 max-sm:hidden">{children}</div>
        </div>
        <MenuButton menu="user-menu" className={control}>
          <span className="max-w-36 truncate max-sm:max-w-20">{user.name ?? user.email}</span>
          <Icon name="lucide--chevron-down" className="size-4" />
        </MenuButton>
        <MenuPanel id="user-menu" align="end" className="sm:w-56">
          <p className="truncate px-3 py-1 text-sm text-muted">{user.email}</p>
          <Link href={PATHS.settings} prefetch={false} className={menuItem}>
            <Icon name="lucide--settings" className="size-4" />
            Settings
          </Link>
          <SignOutForm action={signOut} className={menuItem} />
        </MenuPanel>
      </div>
    </header>
  )
}
