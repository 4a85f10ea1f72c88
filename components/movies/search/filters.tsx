import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { RANGE_FIELDS, RANGE_LIMITS } from '@/domain/search/range'
import type { Search } from '@/domain/search/search'

const RANGE_LABELS = { year: 'Release year', length: 'Length in minutes', rating: 'Rating' } as const

/** The ranges of year, length and rating, in a panel that opens. */
export function MoreFilters({ search }: { search: Search }) {
  return (
    <details className="relative">
      <summary className="inline-flex min-h-11 cursor-pointer list-none items-center rounded-full border border-control bg-surface px-3 text-sm sm:min-h-8">
        More filters
      </summary>
      <div className="z-20 mt-2 flex flex-col gap-3 rounded-lg border bg-surface p-4 shadow-overlay max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-b-none sm:absolute sm:left-0 sm:w-72">
        <div className="flex items-center justify-between sm:hidden">
          <h2>Filters</h2>
          <IconButton label="Close" onClick={({ currentTarget }) => closeMoreFilters(currentTarget.form)}>
            <Icon name="lucide--x" />
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
  )
}

/** Closes the panel. If the focus was in it, it goes back to what opened it. */
export function closeMoreFilters(form: HTMLFormElement | null): void {
  const panel = form?.querySelector('details')
  if (!panel?.open) return
  panel.open = false
  if (!(document.activeElement instanceof HTMLInputElement) || document.activeElement.type !== 'search') {
    panel.querySelector('summary')?.focus()
  }
}
