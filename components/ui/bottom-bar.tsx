import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { type AppPath, PATHS } from '@/domain/paths'

type Props = { listHref: AppPath; addHref?: AppPath; statisticsHref?: AppPath; trashHref?: AppPath }

const item =
  'flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs font-semibold text-ink no-underline'

/** The navigation on a phone, in reach of the thumb. */
export function BottomBar({ listHref, addHref, statisticsHref, trashHref }: Props) {
  return (
    <nav
      aria-label="Main"
      data-print="hide"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t bg-surface sm:hidden"
    >
      <Link href={listHref} prefetch={false} className={item}>
        <Icon name="lucide--library" className="size-5" />
        Movies
      </Link>
      {addHref && (
        <Link href={addHref} prefetch={false} className={item}>
          <span className="-mt-5 grid size-11 place-items-center rounded-full border border-primary-ink bg-primary text-primary-ink shadow-raised">
            <Icon name="lucide--plus" className="size-6" />
          </span>
          Add
        </Link>
      )}
      {statisticsHref && (
        <Link href={statisticsHref} prefetch={false} className={item}>
          <Icon name="lucide--chart-column" className="size-5" />
          Statistics
        </Link>
      )}
      {trashHref && (
        <Link href={trashHref} prefetch={false} className={item}>
          <Icon name="lucide--trash-2" className="size-5" />
          Trash
        </Link>
      )}
      <Link href={PATHS.settings} prefetch={false} className={item}>
        <Icon name="lucide--settings" className="size-5" />
        Settings
      </Link>
    </nav>
  )
}
