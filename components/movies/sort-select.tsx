'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { changeSearch, formatSort, parseSearch, type Search } from '@/domain/search'
import { Select } from '../ui/field'
import { listHref } from './hrefs'

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

/** The order for where no table heads are: the shelf, and a phone. */
export function SortSelect({ bucketId, search }: { bucketId: string; search: Search }) {
  const router = useRouter()
  const select = useRef<HTMLSelectElement>(null)
  const order = formatSort(search.sort)

  // Not tied to the address, a choice stays in sight while its page is on the way.
  useEffect(() => {
    if (select.current) select.current.value = order
  }, [order])

  return (
    <Select
      ref={select}
      aria-label="Order"
      defaultValue={order}
      className="w-auto text-sm sm:min-h-9"
      onChange={(event) => {
        const { sort } = parseSearch({ sort: event.target.value }).search
        router.push(listHref(bucketId, changeSearch(search, { sort })), { scroll: false })
      }}
    >
      {ORDERS.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  )
}
