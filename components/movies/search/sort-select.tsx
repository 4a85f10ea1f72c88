'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { type ListPath, listPath } from '@/domain/paths'
import { changeSearch, EMPTY_SEARCH, formatSearch, parseSearch, type Search } from '@/domain/search/search'
import { formatSort } from '@/domain/search/sort'

const ORDERS = [
  ['title', 'Title A–Z'],
  ['-title', 'Title Z–A'],
  ['-added', 'Added last'],
  ['added', 'Added first'],
  ['year', 'Oldest film'],
  ['-year', 'Newest film'],
  ['-rating', 'Best rated'],
  ['rating', 'Worst rated'],
  ['length', 'Shortest'],
  ['-length', 'Longest'],
] as const

/** The order, also where there are no table heads: on the shelf and on a phone. Without JavaScript it is a form. */
export function SortSelect({ path, search }: { path: ListPath; search: Search }) {
  const router = useRouter()
  const select = useRef<HTMLSelectElement>(null)
  const order = formatSort(search.sort)

  // The choice stays in sight while its page loads, so the address does not control the select.
  useEffect(() => {
    if (select.current) select.current.value = order
  }, [order])

  const rest = new URLSearchParams(formatSearch(changeSearch(search, { sort: EMPTY_SEARCH.sort })))
  return (
    <form action={path} className="relative flex items-center gap-2">
      {[...rest].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Select
        name="sort"
        aria-label="Order"
        ref={select}
        defaultValue={order}
        // A phone has room for an icon; the select lies over it.
        className="w-auto text-sm max-sm:w-11 max-sm:appearance-none max-sm:px-0 max-sm:text-transparent max-sm:[&_option]:text-ink"
        onChange={(event) => {
          const { sort } = parseSearch({ sort: event.target.value }).search
          router.push(listPath(path, changeSearch(search, { sort })), { scroll: false })
        }}
      >
        {ORDERS.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <Icon name="lucide--arrow-down-up" className="pointer-events-none absolute top-3.5 left-3.5 size-4 sm:hidden" />
      <noscript>
        <Button type="submit">Sort</Button>
      </noscript>
    </form>
  )
}
