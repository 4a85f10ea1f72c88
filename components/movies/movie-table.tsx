import { ArrowDown, ArrowUp } from 'lucide-react'
import type { Route } from 'next'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import type { Movie, MovieValues } from '@/domain/movie'
import type { SortKey } from '@/domain/search'
import { MovieRow } from './movie-row'
import styles from './movie-table.module.css'
import type { SelectionState } from './use-selection'

const InlineEditor = dynamic(() => import('./inline-editor').then((module) => module.InlineEditor))

/** A column's heading; with `href` it sorts, and `sorted` says which way it does now. */
export type ColumnHead = { label: string; key?: SortKey; href?: Route; sorted?: 'ascending' | 'descending' }

type Props = {
  movies: Movie[]
  heads: ColumnHead[]
  editable: boolean
  selection: SelectionState
  editing: string | null
  onSave: (movie: Movie, values: MovieValues) => void
  onCancel: () => void
}

export function MovieTable({ movies, heads, editable, selection, editing, onSave, onCancel }: Props) {
  return (
    <div className={styles.frame}>
      <table className={styles.table} data-editable={editable || undefined}>
        <caption className="sr-only">Movies</caption>
        <thead className={styles.head}>
          <tr>
            {editable && (
              <th className={styles.check}>
                <SelectPage selection={selection} />
              </th>
            )}
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
                    {head.sorted === 'ascending' && <ArrowUp aria-hidden size={14} />}
                    {head.sorted === 'descending' && <ArrowDown aria-hidden size={14} />}
                  </Link>
                ) : (
                  head.label
                )}
              </th>
            ))}
            {editable && (
              <th>
                <span className="sr-only">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {movies.map((movie) =>
            movie.id === editing ? (
              <InlineEditor
                key={movie.id}
                movie={movie}
                onSave={(values) => onSave(movie, values)}
                onCancel={onCancel}
              />
            ) : (
              <MovieRow key={movie.id} movie={movie} selected={selection.has(movie.id)} editable={editable} />
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}

function SelectPage({ selection }: { selection: SelectionState }) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = selection.page === 'some'
  }, [selection.page])
  return (
    <label className={styles.target}>
      <input ref={box} type="checkbox" checked={selection.page === 'all'} onChange={selection.togglePage} />
      <span className="sr-only">Select all on this page</span>
    </label>
  )
}
