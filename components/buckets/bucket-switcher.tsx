import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { MenuButton, MenuPanel } from '@/components/ui/menu'
import { MenuHeading, menuItem } from '@/components/ui/menu-item'
import { type AppPath, bucketPath, PATHS } from '@/domain/paths'

/** A bucket to switch to: the reader's own, or one of another `owner`. */
type SwitcherBucket = { id: string; name: string; own: boolean; owner?: string }

/** The buckets to switch to, and how many invitations wait for an answer. */
export type Switcher = { buckets: SwitcherBucket[]; invitations: number }

type Props = Switcher & { currentId?: string }

const SHOWN = 20

const item = `${menuItem} aria-[current=page]:font-semibold`

/** The menu of buckets, and of the screens about all of them. */
export function BucketSwitcher({ buckets, invitations, currentId }: Props) {
  const current = buckets.find(({ id }) => id === currentId)
  const own = buckets.filter((bucket) => bucket.own)
  const shared = buckets.filter((bucket) => !bucket.own)
  return (
    <>
      <MenuButton
        menu="buckets-menu"
        className="flex min-h-11 min-w-0 items-center gap-1 rounded px-2 font-semibold hover:bg-ink/8 sm:min-h-9"
      >
        <Icon name="lucide--library" className="size-4 max-sm:hidden" />
        <span className="sr-only">Buckets{current && ', now in '}</span>
        <span className="max-w-48 truncate max-sm:max-w-32">{current?.name ?? <span aria-hidden>Buckets</span>}</span>
        <Waiting count={invitations} />
        <Icon name="lucide--chevron-down" className="size-4" />
      </MenuButton>
      <MenuPanel id="buckets-menu" role="navigation" aria-label="Buckets" className="sm:w-72">
        <List title="Mine" buckets={own} currentId={currentId} moreHref={PATHS.buckets} />
        <List title="Shared with me" buckets={shared} currentId={currentId} moreHref={PATHS.shared} />
        <div className="flex flex-col not-first:mt-1.5 not-first:border-t not-first:pt-1.5">
          <Link href={PATHS.newBucket} prefetch={false} className={item}>
            <Icon name="lucide--plus" className="size-4" />
            New bucket…
          </Link>
          <Link href={PATHS.buckets} prefetch={false} className={item}>
            <Icon name="lucide--layout-grid" className="size-4" />
            All my buckets
          </Link>
          <Link href={PATHS.shared} prefetch={false} className={item}>
            <Icon name="lucide--share-2" className="size-4" />
            <span className="flex-1">Shared with me</span>
            <Waiting count={invitations} />
          </Link>
          <Link href={PATHS.groups} prefetch={false} className={item}>
            <Icon name="lucide--users" className="size-4" />
            Groups
          </Link>
        </div>
      </MenuPanel>
    </>
  )
}

type ListProps = { title: string; buckets: SwitcherBucket[]; currentId?: string; moreHref: AppPath }

function List({ title, buckets, currentId, moreHref }: ListProps) {
  if (buckets.length === 0) return null
  return (
    <div className="not-first:mt-1.5 not-first:border-t not-first:pt-1.5">
      <MenuHeading>{title}</MenuHeading>
      <ul>
        {buckets.slice(0, SHOWN).map(({ id, name, owner }) => (
          <li key={id}>
            <Link
              href={bucketPath(id)}
              prefetch={false}
              aria-current={id === currentId ? 'page' : undefined}
              className={item}
            >
              <span className="min-w-0 truncate">{name}</span>
              {owner && <span className="max-w-1/2 min-w-12 shrink-0 truncate font-normal text-muted">· {owner}</span>}
              <span className="flex-1" />
              {id === currentId && <Icon name="lucide--check" className="size-4" />}
            </Link>
          </li>
        ))}
        {buckets.length > SHOWN && (
          <li>
            <Link href={moreHref} prefetch={false} className={item}>
              All {buckets.length}…
            </Link>
          </li>
        )}
      </ul>
    </div>
  )
}

function Waiting({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="shrink-0 rounded-full bg-accent px-1.5 text-xs font-semibold text-accent-ink">
      <span className="sr-only">, </span>
      {count}
      <span className="sr-only"> {count === 1 ? 'invitation' : 'invitations'}</span>
    </span>
  )
}
