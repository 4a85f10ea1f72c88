import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { MenuButton, MenuPanel } from '@/components/ui/menu'
import { menuItem } from '@/components/ui/menu-item'
import { type ListPath, statisticsPath } from '@/domain/paths'
import type { Search } from '@/domain/search/search'

const MENU = 'public-menu'

/** What there is on a public page besides its list. */
export function PublicMenu({ path, search, children }: { path: ListPath; search: Search; children: ReactNode }) {
  return (
    <>
      <MenuButton
        menu={MENU}
        data-print="hide"
        aria-label="More"
        className={buttonClass('secondary', 'small', 'max-sm:w-11 max-sm:px-0')}
      >
        <Icon name="lucide--ellipsis" />
      </MenuButton>
      <MenuPanel id={MENU} align="end" role="navigation" aria-label="More" className="sm:w-64">
        <Link href={statisticsPath(path, search)} prefetch={false} className={menuItem}>
          <Icon name="lucide--chart-column" className="size-4" />
          Statistics
        </Link>
        {children}
      </MenuPanel>
    </>
  )
}
