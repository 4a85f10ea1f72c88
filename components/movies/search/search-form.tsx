'use client'

import { Search as SearchIcon, X } from 'lucide-react'
import type { Route } from 'next'
import Form from 'next/form'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef } from 'react'
import { listHref } from '@/components/movies/hrefs'
import { FormatGlyph } from '@/components/movies/list/format-glyph'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { FORMATS } from '@/domain/movies/movie'
import { formatMonths } from '@/domain/search/months'
import { RANGE_FIELDS, RANGE_LIMITS } from '@/domain/search/range'
import { changeSearch, formatSearch, parseSearch, type Search } from '@/domain/search/search'
import { formatSort } from '@/domain/search/sort'

const RANGE_LABELS = { year: 'Release year', length: 'Length in minutes', rating: 'Rating' } as const
const TYPING_PAUSE_MS = 350
// A filter at the end of the search box; other colons are part of a title, as in 3:10 to Yuma.
const UNFINISHED_FILTER = /(^|\s)(format|year|length|rating):\S*$/i

type Props = { path: Route; search: Search; total: number; filtered: boolean }

/** Search and filters as one GET form: it works without JavaScript, and with it as one types. */
export function SearchForm({ path, search, total, filtered }: Props) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  // What came by another way, such as Back or a chip, shows in the fields; the one being typed in is left alone.
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
      // As it was given: the page says what of it does not fit.
      const raw = new URLSearchParams(fields.filter(([, value]) => value !== ''))
      return router.push(`${path}?${raw}` as Route, { scroll: false })
    }
    // The filters among the words are chips from now on.
    if (given.q?.trim().replace(/\s+/g, ' ') !== next.q) showSearch(form.current, next, true)
    // Back takes a filter off again; it does not go through the letters of a word.
    const wordsAlone = formatSearch({ ...next, q: search.q }) === formatSearch(changeSearch(search, {}))
    router[wordsAlone ? 'replace' : 'push'](listHref(path, next), { scroll: false })
  }
  const onInput = (event: FormEvent<HTMLFormElement>) => {
    const input = event.target as HTMLInputElement
    clearTimeout(timer.current)
    if (input.type === 'checkbox') return go()
    // A filter being typed into the search box is no word yet, and half a year is none.
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
        // On a phone the panel would cover what was found.
        closePanel(event.currentTarget)
      }}
      className="flex flex-wrap items-center gap-2"
    >
      {/* Order and view stay when the filter changes. */}
      {(search.sort.key !== 'title' || search.sort.descending) && (
        <input type="hidden" name="sort" value={formatSort(search.sort)} />
      )}
      {search.view !== 'table' && <input type="hidden" name="view" value={search.view} />}
      {/* Chosen in the statistics, and taken away by its chip. */}
      {search.added && <input type="hidden" name="added" value={formatMonths(search.added)} />}
      <div className="relative min-w-48 flex-1 sm:max-w-sm">
        <SearchIcon
          aria-hidden
          size={16}
          className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
        />
        <Input
          type="search"
          name="q"
          defaultValue={search.q}
          maxLength={100}
          aria-label="Search titles"
          placeholder={`Search ${total.toLocaleString('en')} ${filtered ? 'matching ' : ''}${total === 1 ? 'movie' : 'movies'}`}
          className="pl-9"
        />
      </div>
      <fieldset className="flex gap-1.5 [&_svg]:max-sm:hidden">
        <legend className="sr-only">Format</legend>
        {FORMATS.map((format) => (
          <label
            key={format}
            className="inline-flex min-h-11 cursor-pointer items-center gap-1.5 rounded-full border border-control bg-surface px-3 text-sm has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent sm:min-h-8"
          >
            <input
              type="checkbox"
              name="format"
              value={format}
              defaultChecked={search.formats.includes(format)}
              className="sr-only"
            />
            <FormatGlyph format={format} />
            {format}
          </label>
        ))}
      </fieldset>
      <details className="relative">
        <summary className="inline-flex min-h-11 cursor-pointer list-none items-center rounded-full border border-control bg-surface px-3 text-sm sm:min-h-8">
          More filters
        </summary>
        <div className="z-20 mt-2 flex flex-col gap-3 rounded-lg border bg-surface p-4 shadow-overlay max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-b-none sm:absolute sm:left-0 sm:w-72">
          <div className="flex items-center justify-between sm:hidden">
            <h2>Filters</h2>
            <IconButton label="Close" onClick={({ currentTarget }) => closePanel(currentTarget.form)}>
              <X aria-hidden />
            </IconButton>
          </div>
          {RANGE_FIELDS.map((field) => (
            <fieldset key={field} className="flex items-center gap-2">
              <legend className="mb-1 text-sm font-semibold">{RANGE_LABELS[field]}</legend>
              <Input
                name={`${field}From`}
                inputMode="numeric"
                defaultValue={search[field]?.min ?? ''}
                placeholder={String(RANGE_LIMITS[field].min)}
                aria-label={`${RANGE_LABELS[field]} from`}
              />
              <span aria-hidden>–</span>
              <Input
                name={`${field}To`}
                inputMode="numeric"
                defaultValue={search[field]?.max ?? ''}
                placeholder={String(RANGE_LIMITS[field].max)}
                aria-label={`${RANGE_LABELS[field]} to`}
              />
            </fieldset>
          ))}
          <Button type="submit" variant="primary">
            Apply
          </Button>
        </div>
      </details>
      <noscript>
        <Button type="submit">Search</Button>
      </noscript>
    </Form>
  )
}

/** Closes the panel of filters; who was in it goes back to what opened it. */
function closePanel(form: HTMLFormElement | null): void {
  const panel = form?.querySelector('details')
  if (!panel?.open) return
  panel.open = false
  if (!(document.activeElement instanceof HTMLInputElement) || document.activeElement.type !== 'search') {
    panel.querySelector('summary')?.focus()
  }
}

function showSearch(form: HTMLFormElement, search: Search, everywhere = false): void {
  const texts: Record<string, string | number | undefined> = { q: search.q }
  for (const field of RANGE_FIELDS) {
    texts[`${field}From`] = search[field]?.min
    texts[`${field}To`] = search[field]?.max
  }
  for (const input of form.querySelectorAll('input')) {
    if (input.type === 'checkbox') input.checked = search.formats.some((format) => format === input.value)
    else if (input === document.activeElement && !everywhere) continue
    else if (input.name in texts) input.value = String(texts[input.name] ?? '')
  }
}
