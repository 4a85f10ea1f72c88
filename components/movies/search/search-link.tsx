'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ListPath } from '@/domain/paths'

/** The id of the list's search box. */
export const SEARCH_BOX = 'search'

type Props = { listHref: ListPath; className: string; children: ReactNode }

/** Leads to the list's search box: to the one on this screen, or to the list. */
export function SearchLink({ listHref, className, children }: Props) {
  return (
    <Link
      href={`${listHref}#${SEARCH_BOX}`}
      prefetch={false}
      className={className}
      onClick={(event) => {
        const box = document.getElementById(SEARCH_BOX)
        if (!box) return
        event.preventDefault()
        box.focus()
      }}
    >
      {children}
    </Link>
  )
}
