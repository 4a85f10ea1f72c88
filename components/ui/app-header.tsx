import Link from 'next/link'
import type { ReactNode } from 'react'
import { BucketSwitcher, type Switcher } from '@/components/buckets/bucket-switcher'
import { Icon } from '@/components/ui/icon'
import { Logo } from '@/components/ui/logo'
import type { FormAction } from '@/domain/forms'
import { type AppPath, PATHS } from '@/domain/paths'
import { FocusAfterForm } from './focus-after-form'
import { SignOutForm } from './sign-out-form'

type Props = {
  user: { name: string | null; email: string }
  /** Without it, the switcher offers only the lists of buckets. */
  switcher?: Switcher
  currentBucketId?: string
  importHref?: AppPath
  trashHref?: AppPath
  signOut: FormAction
  children?: ReactNode
}

const NOTHING: Switcher = { buckets: [], invitations: 0 }

const item =
  'flex min-h-11 w-full items-center gap-2 rounded-sm px-3 text-left text-ink no-underline hover:bg-ink/8 sm:min-h-9'

/** The header of every signed-in screen. The menu is a `<details>`, so it opens without JavaScript. */
export function AppHeader({
  user,
  switcher = NOTHING,
  currentBucketId,
  importHref,
  trashHref,
  signOut,
  children,
}: Props) {
  return (
    <header data-print="hide" className="border-b bg-surface">
      <FocusAfterForm />
      <a
        href="#main"
        className="absolute -top-20 left-2 z-30 rounded bg-primary px-3 py-2 text-primary-ink focus:top-2"
      >
        Skip to the movies
      </a>
      <div className="mx-auto flex max-w-6xl items-center gap-x-4 gap-y-2 px-4 max-sm:gap-x-1 py-2">
        <Link
          href="/"
          prefetch={false}
          className="flex min-h-11 shrink-0 items-center overflow-hidden text-ink no-underline max-sm:w-11"
          aria-label="moviebucket: my movies"
        >
          <Logo name="wide" />
        </Link>
        <BucketSwitcher {...switcher} currentId={currentBucketId} />
        <div className="flex flex-1 items-center justify-end gap-2">
          {/* A phone shows these at the bottom, in reach of the thumb. */}
          <div className="flex gap-2 max-sm:hidden">{children}</div>
        </div>
        <details className="relative" name="header-menu">
          <summary className="flex min-h-11 list-none items-center gap-1 rounded px-2 font-semibold hover:bg-ink/8 sm:min-h-9">
            <span className="max-w-36 truncate max-sm:max-w-20">{user.name ?? user.email}</span>
            <Icon name="lucide--chevron-down" className="size-4" />
          </summary>
          <div className="absolute right-0 z-30 mt-1 w-56 rounded-lg border bg-surface p-1.5 shadow-overlay">
            <p className="truncate px-3 py-1 text-sm text-muted">{user.email}</p>
            {importHref && (
              <Link href={importHref} prefetch={false} className={item}>
                <Icon name="lucide--file-up" className="size-4" />
                Import movies
              </Link>
            )}
            {trashHref && (
              <Link href={trashHref} prefetch={false} className={item}>
                <Icon name="lucide--trash-2" className="size-4" />
                Trash
              </Link>
            )}
            <Link href={PATHS.settings} prefetch={false} className={item}>
              <Icon name="lucide--settings" className="size-4" />
              Settings
            </Link>
            <SignOutForm action={signOut} className={item} />
          </div>
        </details>
      </div>
    </header>
  )
}
