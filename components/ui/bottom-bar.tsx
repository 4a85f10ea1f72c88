import { ChartColumn, Library, Plus, Settings, Trash2 } from 'lucide-react'
import Link from 'next/link'
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
        <Library aria-hidden size={20} />
        Movies
      </Link>
      {addHref && (
        <Link href={addHref} prefetch={false} className={item}>
          <span className="-mt-5 grid size-11 place-items-center rounded-full border border-primary-ink bg-primary text-primary-ink shadow-raised">
            <Plus aria-hidden size={24} />
          </span>
          Add
        </Link>
      )}
      {statisticsHref && (
        <Link href={statisticsHref} prefetch={false} className={item}>
          <ChartColumn aria-hidden size={20} />
          Statistics
        </Link>
      )}
      {trashHref && (
        <Link href={trashHref} prefetch={false} className={item}>
          <Trash2 aria-hidden size={20} />
          Trash
        </Link>
      )}
      <Link href={PATHS.settings} prefetch={false} className={item}>
        <Settings aria-hidden size={20} />
        Settings
      </Link>
    </nav>
  )
}
