import Link from 'next/link'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import type { AppPath } from '@/domain/paths'
import type { SortKey } from '@/domain/search/sort'
import print from './movie-print.module.css'
import cells from './movie-row.module.css'
import styles from './movie-table.module.css'

/** A column's heading; with `href` it sorts, and `sorted` says which way it does now. */
export type ColumnHead = { label: string; key?: SortKey; href?: AppPath; sorted?: 'ascending' | 'descending' }

type Props = {
  heads: ColumnHead[]
  /** The checkbox that selects the rows; a table that has it can be edited. */
  selectAll?: ReactNode
  children: ReactNode
}

/** The frame and the head of the list's table. On a public page the server alone renders it. */
export function MovieTable({ heads, selectAll, children }: Props) {
  return (
    <div className={`${styles.frame} ${print.frame}`}>
      <table className={styles.table} data-editable={selectAll ? true : undefined}>
        <caption className="sr-only">Movies</caption>
        <thead className={styles.head}>
          <tr>
            {selectAll && <th className={cells.check}>{selectAll}</th>}
            {heads.map((head) => (
              <th
                key={head.label}
                scope="col"
                aria-sort={head.sorted}
                data-number={head.key === 'length' || head.key === 'year' || undefined}
                data-field={head.key ?? head.label.toLowerCase()}
              >
                {head.href ? (
                  <Link href={head.href} prefetch={false} scroll={false}>
                    {head.label}
                    {head.sorted === 'ascending' && <Icon name="lucide--arrow-up" className="size-3.5" />}
                    {head.sorted === 'descending' && <Icon name="lucide--arrow-down" className="size-3.5" />}
                  </Link>
                ) : (
                  head.label
                )}
              </th>
            ))}
            {selectAll && (
              <th className={cells.actions}>
                <span className="sr-only">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
