import { buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { EXPORT_FORMATS, EXPORT_LABELS } from '@/domain/export/formats'
import { exportPath, type ListPath } from '@/domain/paths'
import { changeSearch, EMPTY_SEARCH, isFiltered, type Search } from '@/domain/search/search'
import { counted } from '@/domain/text'
import { ListMenu } from './list-menu'

type Props = { path: ListPath; search: Search; total: number }

/** The files a list can be saved as: the movies in view, and the whole bucket if that is more. Plain links. */
export function ExportMenu({ path, search, total }: Props) {
  const count = counted(total, 'movie')
  const whole = changeSearch(EMPTY_SEARCH, { sort: search.sort })
  return (
    <ListMenu className="relative">
      <summary className={buttonClass('quiet', 'small', 'list-none')}>
        <Icon name="lucide--download" />
        Export
      </summary>
      <div className="z-30 rounded-lg border bg-surface p-1.5 shadow-overlay max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-b-none max-sm:pb-4 sm:absolute sm:left-0 sm:mt-1 sm:w-64">
        {isFiltered(search) ? (
          <>
            {total > 0 && <Files path={path} search={search} title={`This view, ${count}`} />}
            <Files path={path} search={whole} title="The whole bucket" />
          </>
        ) : (
          <Files path={path} search={whole} title={`The whole bucket, ${count}`} />
        )}
      </div>
    </ListMenu>
  )
}

function Files({ path, search, title }: { path: ListPath; search: Search; title: string }) {
  return (
    <section aria-label={title}>
      <p className="px-3 pt-2 text-sm font-semibold text-muted">{title}</p>
      <ul>
        {EXPORT_FORMATS.map((format) => (
          <li key={format}>
            <a
              href={exportPath(path, format, search)}
              download
              className="flex min-h-11 items-center rounded-sm px-3 text-ink no-underline hover:bg-ink/8 sm:min-h-9"
            >
              {EXPORT_LABELS[format]}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
