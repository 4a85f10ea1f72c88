import { MenuHeading, menuItem } from '@/components/ui/menu-item'
import { EXPORT_FORMATS, EXPORT_LABELS } from '@/domain/export/formats'
import { exportPath, type ListPath } from '@/domain/paths'
import { changeSearch, EMPTY_SEARCH, isFiltered, type Search } from '@/domain/search/search'
import { counted } from '@/domain/text'

type Props = { path: ListPath; search: Search; total: number }

/** The files a list can be saved as: the movies in view, and the whole bucket if that is more. Entries of a menu. */
export function ExportLinks({ path, search, total }: Props) {
  const count = counted(total, 'movie')
  const whole = changeSearch(EMPTY_SEARCH, { sort: search.sort })
  if (!isFiltered(search)) return <Files path={path} search={whole} title={`Export the whole bucket, ${count}`} />
  return (
    <>
      {total > 0 && <Files path={path} search={search} title={`Export this view, ${count}`} />}
      <Files path={path} search={whole} title="Export the whole bucket" />
    </>
  )
}

function Files({ path, search, title }: { path: ListPath; search: Search; title: string }) {
  return (
    <section aria-label={title} className="not-first:mt-1.5 not-first:border-t">
      <MenuHeading>{title}</MenuHeading>
      <ul>
        {EXPORT_FORMATS.map((format) => (
          <li key={format}>
            <a href={exportPath(path, format, search)} download className={menuItem}>
              {EXPORT_LABELS[format]}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
