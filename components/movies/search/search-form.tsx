'use client'

import Form from 'next/form'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { type ListPath, listPath } from '@/domain/paths'
import { formatMonths } from '@/domain/search/months'
import { changeSearch, formatSearch, parseSearch, type Search } from '@/domain/search/search'
import { formatSort } from '@/domain/search/sort'
import { counted } from '@/domain/text'
import { closeFilters, Filters } from './filters'
import { SEARCH_BOX } from './search-link'
import { showSearch } from './show-search'

const TYPING_PAUSE_MS = 350
// A filter at the end of the search box; other colons are part of a title, as in 3:10 to Yuma.
const UNFINISHED_FILTER = /(^|\s)(format|year|length|rating):\S*$/i

type Props = { path: ListPath; search: Search; total: number; filtered: boolean }

/** Search and filters as one GET form: it works without JavaScript, and with it while the user types. */
export function SearchForm({ path, search, total, filtered }: Props) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  // Another address, by Back or a chip, shows in the fields; the field that the user types in is left alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same search of a page rendered anew changes no field
  useEffect(() => {
    if (form.current) showSearch(form.current, search)
  }, [formatSearch(search)])

  const go = () => {
    clearTimeout(timer.current)
    if (!form.current) return
    const fields = [...new FormData(form.current)].map(([name, value]): [string, string] => [name, String(value)])
    const given = Object.fromEntries(fields)
    const formats = fields.flatMap(([name, value]) => (name === 'format' ? [value] : []))
    const { search: next, dropped } = parseSearch({ ...given, format: formats })
    if (dropped.length > 0) {
      // As the user typed it: the page says what does not fit.
      const raw = new URLSearchParams(fields.filter(([, value]) => value !== ''))
      return router.push(`${path}?${raw}`, { scroll: false })
    }
    // The filters among the words are chips from now on.
    if (given.q?.trim().replace(/\s+/g, ' ') !== next.q) showSearch(form.current, next, true)
    // Back removes a filter; it does not go through the letters of a word.
    const onlyWordsDiffer = formatSearch({ ...next, q: search.q }) === formatSearch(changeSearch(search, {}))
    router[onlyWordsDiffer ? 'replace' : 'push'](listPath(path, next), { scroll: false })
  }
  const onInput = (event: FormEvent<HTMLFormElement>) => {
    const input = event.target as HTMLInputElement
    clearTimeout(timer.current)
    if (input.type === 'checkbox') return go()
    // A filter being typed into the search box is not a word yet, and half a year is not a year.
    if (input.type === 'search' && !UNFINISHED_FILTER.test(input.value)) timer.current = setTimeout(go, TYPING_PAUSE_MS)
  }

  return (
    <Form
      ref={form}
      role="search"
      action={path}
      scroll={false}
      onInput={onInput}
      onSubmit={(event) => {
        event.preventDefault()
        go()
        // The panel would cover the results.
        closeFilters(event.currentTarget)
      }}
      className="flex min-w-0 flex-1 items-center gap-2"
    >
      <KeptParameters search={search} />
      <div className="relative min-w-0 flex-1">
        <Icon
          name="lucide--search"
          className="size-4 pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
        />
        <Input
          type="search"
          name="q"
          id={SEARCH_BOX}
          defaultValue={search.q}
          maxLength={100}
          aria-label="Search titles"
          placeholder={`Search ${counted(total, filtered ? 'matching movie' : 'movie')}`}
          className="pl-9"
        />
      </div>
      <Filters search={search} />
      <noscript>
        <Button type="submit">Search</Button>
      </noscript>
    </Form>
  )
}

/** What stays when the filter changes: the order, the view, and the months chosen in the statistics. */
function KeptParameters({ search: { sort, view, added } }: { search: Search }) {
  return (
    <>
      {(sort.key !== 'title' || sort.descending) && <input type="hidden" name="sort" value={formatSort(sort)} />}
      {view && <input type="hidden" name="view" value={view} />}
      {added && <input type="hidden" name="added" value={formatMonths(added)} />}
    </>
  )
}
