import Link from 'next/link'
import type { ReactNode } from 'react'
import { BUCKET_MENU } from '@/components/buckets/bucket-menu'
import { SearchLink } from '@/components/movies/search/search-link'
import { Icon, type IconName } from '@/components/ui/icon'
import { type AppPath, type ListPath, PATHS } from '@/domain/paths'
import { MenuButton } from './menu'

type Props = {
  listHref: AppPath
  /** The bucket on whose screens it stands. */
  bucket?: { href: ListPath; addHref?: AppPath; shareHref?: AppPath }
}

const item =
  'flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs font-semibold text-ink no-underline'

/** The navigation on a phone, in reach of the thumb. */
export function BottomBar({ listHref, bucket }: Props) {
  return (
    <nav
      aria-label="Main"
      data-print="hide"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      <Item href={listHref} icon="lucide--library">
        Movies
      </Item>
      {bucket && (
        <SearchLink listHref={bucket.href} className={item}>
          <Icon name="lucide--search" className="size-5" />
          Search
        </SearchLink>
      )}
      {bucket?.addHref && (
        <Link href={bucket.addHref} prefetch={false} className={item}>
          <span className="-mt-5 grid size-11 place-items-center rounded-full border border-primary-ink bg-primary text-primary-ink shadow-raised">
            <Icon name="lucide--plus" className="size-6" />
          </span>
          Add
        </Link>
      )}
      {bucket?.shareHref && (
        <Item href={bucket.shareHref} icon="lucide--users">
          Share
        </Item>
      )}
      {bucket ? (
        <MenuButton menu={BUCKET_MENU} className={item}>
          <Icon name="lucide--ellipsis" className="size-5" />
          More
        </MenuButton>
      ) : (
        <Item href={PATHS.settings} icon="lucide--settings">
          Settings
        </Item>
      )}
    </nav>
  )
}

function Item({ href, icon, children }: { href: AppPath; icon: IconName; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className={item}>
      <Icon name={icon} className="size-5" />
      {children}
    </Link>
  )
}
