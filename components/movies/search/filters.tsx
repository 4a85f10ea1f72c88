import { Button, buttonClass } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { closeMenu, MenuButton, MenuPanel } from '@/components/ui/menu'
import { RANGE_FIELDS, RANGE_LIMITS } from '@/domain/search/range'
import type { Search } from '@/domain/search/search'
import { FormatFilter } from './format-filter'

const MENU = 'filters'
const RANGE_LABELS = { year: 'Release year', length: 'Length in minutes', rating: 'Rating' } as const

/** Formats and the ranges of year, length and rating, in a panel; its button says how many are set. */
export function Filters({ search }: { search: Search }) {
  const count =
    search.formats.length + Number(search.added !== undefined) + RANGE_FIELDS.filter((field) => search[field]).length
  return (
    <>
      <MenuButton
        menu={MENU}
        aria-label={count > 0 ? `Filters, ${count} set` : undefined}
        className={buttonClass('secondary', 'regular', 'max-sm:w-11 max-sm:px-0 sm:px-3')}
      >
        <Icon name="lucide--sliders-horizontal" className="size-4" />
        <span className="max-sm:sr-only">Filters</span>
        {count > 0 && (
          <span className="grid min-w-5 place-items-center rounded-full bg-accent px-1 text-xs text-accent-ink max-sm:absolute max-sm:-mt-9 max-sm:ml-9">
            {count}
          </span>
        )}
      </MenuButton>
      <MenuPanel id={MENU} align="end" role="group" aria-label="Filters" className="sm:w-96">
        <div className="flex flex-col gap-3 p-2.5">
          <FormatFilter chosen={search.formats} />
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
          <div className="grid grid-cols-2 gap-2">
            <MenuButton menu={MENU} popoverTargetAction="hide" className={buttonClass()}>
              Close
            </MenuButton>
            <Button type="submit" variant="primary">
              Apply
            </Button>
          </div>
        </div>
      </MenuPanel>
    </>
  )
}

/** Closes the panel of a form. */
export function closeFilters(form: HTMLFormElement): void {
  closeMenu(form.querySelector(`#${MENU}`))
}
