'use client'

import { useRouter } from 'next/navigation'
import { lazy, useEffect, useRef, useState } from 'react'
import { useSelection } from '@/components/movies/bulk/use-selection'
import { FormOverList } from '@/components/movies/form/form-over-list'
import { useCollection } from '@/components/movies/state/collection-context'
import { isBeingAdded } from '@/components/movies/state/collection-state'
import { lazyPart, loadPartsOnUse } from '@/components/movies/state/lazy-part'
import { Lazily } from '@/components/ui/lazily'
import type { Movie } from '@/domain/movies/movie'
import { type AppPath, moviePath } from '@/domain/paths'
import type { View } from '@/domain/search/search'
import { EditableTable } from './editable-table'
import type { ColumnHead } from './movie-table'
import { useReturnToList } from './use-return-to-list'
import { useRowActions } from './use-row-actions'
import { useRowEvents } from './use-row-events'
import { useRows } from './use-rows'
import { useShortcuts } from './use-shortcuts'

// The server renders these two as well, so nothing may stand in for them while they load.
const EmptyBucket = lazy(() => import('./empty-bucket').then((module) => ({ default: module.EmptyBucket })))
const Shelf = lazy(() => import('@/components/movies/shelf/shelf').then((module) => ({ default: module.Shelf })))

const BulkBar = lazyPart(() => import('@/components/movies/bulk/bulk-bar').then((module) => module.BulkBar))
const ShortcutsHelp = lazyPart(() => import('./shortcuts-help').then((module) => module.ShortcutsHelp))

export type MovieListProps = {
  movies: Movie[]
  view: View
  heads: ColumnHead[]
  /** The filter as a query string, for changes of all movies that it finds. */
  filter: string
  total: number
  editable: boolean
  shortcuts: boolean
  /** In ms; rows that have it say who edited them last, and how long before. */
  now?: number
  otherViewHref: AppPath
  /** Whether the bucket has no movies at all. */
  empty: boolean
}

/** The list of a bucket as this tab sees it, and everything that the user can do to its rows. */
export function MovieList({ movies, view, heads, filter, total, editable, shortcuts, now, ...props }: MovieListProps) {
  const collection = useCollection()
  const router = useRouter()
  const list = useRef<HTMLDivElement>(null)
  const [helpShown, setHelpShown] = useState(false)
  const rows = useRows(movies, filter)
  const selection = useSelection(filter, rows)
  const actions = useRowActions({ list, view, rows, selection })
  const { onClick, onChange, onRowKey } = useRowEvents({ rows, editable, selection, actions })

  useReturnToList(list)
  useEffect(loadPartsOnUse, [])
  useShortcuts({
    list,
    enabled: shortcuts,
    add: editable ? actions.add : undefined,
    switchView: () => router.push(props.otherViewHref),
    showHelp: () => setHelpShown(true),
    undo: editable ? () => void collection.undo() : undefined,
    onRowKey,
  })
  const helpFailed = () => {
    setHelpShown(false)
    collection.reportLoadFailure()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: one listener for the controls of a hundred rows
    // biome-ignore lint/a11y/useKeyWithClickEvents: the controls are buttons and links, keys click them
    <div ref={list} onClick={onClick} onChange={onChange}>
      <FormOverList onDelete={actions.remove} />
      {rows.length === 0 ? (
        props.empty && <EmptyBucket editable={editable} />
      ) : view === 'table' ? (
        <EditableTable {...{ heads, rows, selection, editable, now }} editor={actions.editor} />
      ) : (
        <Shelf
          movies={rows}
          hrefFor={({ id }) => (isBeingAdded({ id }) ? undefined : moviePath({ bucketId: collection.bucketId, id }))}
          isSelected={selection.has}
          label="Movies"
        />
      )}
      {editable && selection.count(total) > 0 && (
        <Lazily onFailed={collection.reportLoadFailure}>
          <BulkBar selection={selection} total={total} filter={filter} rows={rows} onDelete={actions.removeSelected} />
        </Lazily>
      )}
      {helpShown && (
        <Lazily onFailed={helpFailed}>
          <ShortcutsHelp onClose={() => setHelpShown(false)} />
        </Lazily>
      )}
    </div>
  )
}
