import Link from 'next/link'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '@/components/ui/icon'
import { MenuPanel } from '@/components/ui/menu'
import { menuItem } from '@/components/ui/menu-item'
import { type AppPath, activityPath, bucketPath, importsPath, statisticsPath, trashPath } from '@/domain/paths'
import type { Search } from '@/domain/search/search'

/** The id of the menu, for the buttons that open it. */
export const BUCKET_MENU = 'bucket-menu'

type Props = {
  bucketId: string
  editable: boolean
  /** What the list on the screen shows. */
  search?: Search
  children?: ReactNode
}

/** What there is in a bucket besides its list. `children` are entries that belong to the screen. */
export function BucketMenu({ bucketId, editable, search, children }: Props) {
  return (
    <MenuPanel id={BUCKET_MENU} align="end" aria-label="Bucket" role="navigation" className="sm:w-64">
      <Entry href={statisticsPath(bucketPath(bucketId), search)} icon="lucide--chart-column">
        Statistics
      </Entry>
      {editable && (
        <>
          <Entry href={activityPath(bucketId)} icon="lucide--history">
            Activity
          </Entry>
          <Entry href={importsPath(bucketId)} icon="lucide--file-up">
            Import movies
          </Entry>
          <Entry href={trashPath(bucketId)} icon="lucide--trash-2">
            Trash
          </Entry>
        </>
      )}
      {children}
    </MenuPanel>
  )
}

function Entry({ href, icon, children }: { href: AppPath; icon: IconName; children: string }) {
  return (
    <Link href={href} prefetch={false} className={menuItem}>
      <Icon name={icon} className="size-4" />
      {children}
    </Link>
  )
}
