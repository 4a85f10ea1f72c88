'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type ChangeEvent, lazy, type MouseEvent, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { SelectPage } from '@/components/movies/bulk/select-page'
import { idsOf, useSelection } from '@/components/movies/bulk/use-selection'
import { FailedAddNotice } from '@/components/movies/form/failed-add-notice'
import type { DialogSubject } from '@/components/movies/form/movie-dialog'
import { movieHref, newMovieHref } from '@/components/movies/hrefs'
import { useCollection, useCollectionState } from '@/components/movies/state/collection'
import { isOnItsWay } from '@/components/movies/state/collection-state'
import { BulkBar, InlineEditor, MovieDialog, ShortcutsHelp } from '@/components/movies/state/lazy-parts'
import { Lazily } from '@/components/ui/lazily'
import type { Movie } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'
import type { View } from '@/domain/search/search'
import type { Finish } from './inline-editor'
import { MovieRow } from './movie-row'
import { type ColumnHead, MovieTable } from './movie-table'
import { useShortcuts } from './use-shortcuts'

// Rendered by the server too, so nothing may stand in for them.
const EmptyBucket = lazy(() => import('./empty-bucket').then((module) => ({ default: module.EmptyBucket })))
const Shelf = lazy(() => import('@/components/movies/shelf/shelf').then((module) => ({ default: module.Shelf })))

export type MovieListProps = {
  movies: Movie[]
  view: View
  heads: ColumnHead[]
  /** The filter as a query string, for changes to all that it finds. */
  filter: string
  total: number
  editable: boolean
  shortcuts: boolean
  /** With it, in ms, rows say who changed them last. */
  now?: number
  otherViewHref: Route
  /** There is nothing in the bucket, whatever one looks for. */
  empty: boolean
}

/** The list of a bucket as this tab sees it, and everything that can be done to its rows. */
export function MovieList({ movies, view, heads, filter, total, editable, shortcuts, now, ...props }: MovieListProps) {
  const collection = useCollection()
  const state = useCollectionState()
  const router = useRouter()
  const list = useRef<HTMLDivElement>(null)
  const [editing, setEditing] = useState<string | null>(null)
  const finish = useRef<Finish>(null)
  const [dialog, setDialog] = useState<DialogSubject | null>(null)
  const [help, setHelp] = useState(false)
  const shownIds = new Set(movies.map(({ id }) => id))
  const rows = collection.apply([...state.added.filter(({ id }) => !shownIds.has(id)), ...movies])
  const selection = useSelection(filter, rows)
  const find = (id: string | undefined) => rows.find((row) => row.id === id && !isOnItsWay(row))

  useEffect(() => collection.settle(movies), [collection, movies])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list
  useEffect(() => collection.forgetAdded(), [collection, filter])

  useEffect(() => {
    collection.listHref = `${location.pathname}${location.search}` as Route
  })
  useEffect(() => {
    // Back from a movie's own page, on a phone.
    if (collection.opened) focusRow(list.current, collection.opened)
    collection.opened = null
  }, [collection])

  const open = (movie: Movie) => {
    if (!isPhone()) return setDialog({ movie })
    collection.opened = movie.id
    router.push(movieHref(movie))
  }
  const add = () => (isPhone() ? router.push(newMovieHref(collection.bucketId)) : setDialog({}))
  const edit = async (movie: Movie) => {
    if (view !== 'table' || isPhone()) return open(movie)
    // What was typed in another row is saved; what does not fit keeps one there.
    if ((await finish.current?.()) !== false) setEditing(movie.id)
  }
  const stopEditing = (movie: Movie) => {
    setEditing(null)
    focusRow(list.current, movie.id)
  }
  const failed = (close: () => void) => {
    close()
    collection.notLoaded()
  }
  const remove = (movie: Movie) => {
    focusBeside(list.current, movie.id)
    if (!selection.all && selection.has(movie.id)) selection.toggle(movie.id)
    void collection.remove({ ids: [movie.id] }, [movie.id], () => `Deleted “${movie.title}”`)
  }
  const removeOpened = (movie: Movie) => {
    // Closed first, the dialog has given the focus back, and it moves on from there.
    flushSync(() => setDialog(null))
    remove(movie)
  }
  const removeSelected = (chosen: Selection, count: number) => {
    selection.clear()
    void collection.remove(
      chosen,
      idsOf(chosen, rows),
      (done) => `Deleted ${done.toLocaleString('en')} of ${count.toLocaleString('en')} movies`,
    )
  }

  useShortcuts({
    list,
    enabled: shortcuts,
    add: editable ? add : undefined,
    view: () => router.push(props.otherViewHref),
    help: () => setHelp(true),
    undo: editable ? () => void collection.undo() : undefined,
    onRow: (id, key) => {
      const movie = find(id)
      if (!movie || !editable) return
      if (key === 'e') void edit(movie)
      else if (key === 'x') view === 'table' && selection.toggle(movie.id)
      else if (key === 'Delete') remove(movie)
      else collection.edit(movie, { rating: Number(key) })
    },
  })

  useEffect(() => {
    const onAdd = (event: Event) => {
      if (isPhone()) return
      event.preventDefault()
      setDialog({})
    }
    addEventListener('moviebucket:add', onAdd)
    return () => removeEventListener('moviebucket:add', onAdd)
  }, [])

  const onClick = (event: MouseEvent<HTMLElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const target = (event.target as HTMLElement).closest<HTMLElement>('[data-action], [data-movie-id] a')
    const movie = find(target?.closest<HTMLElement>('[data-movie-id]')?.dataset.movieId)
    if (!target || !movie || !editable) return
    const action = target.dataset.action ?? 'open'
    if (action === 'delete') remove(movie)
    else if (action === 'edit') void edit(movie)
    else if (action === 'open') {
      event.preventDefault()
      open(movie)
    }
  }

  const onChange = (event: ChangeEvent<HTMLElement>) => {
    const input = event.target as EventTarget & HTMLInputElement
    const movie = find(input.closest<HTMLElement>('[data-movie-id]')?.dataset.movieId)
    if (!movie) return
    if (input.dataset.action === 'rate') collection.edit(movie, { rating: Number(input.value) })
    // React tells of a box that it changed by the click that did it.
    if (input.dataset.action === 'select') selection.toggle(movie.id, (event.nativeEvent as PointerEvent).shiftKey)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: one listener for the controls of a hundred rows
    // biome-ignore lint/a11y/useKeyWithClickEvents: the controls are buttons and links, keys click them
    <div ref={list} onClick={onClick} onChange={onChange}>
      <FailedAddNotice onOpen={({ typed, fields, id }) => setDialog({ typed, errors: fields, id })} />
      {rows.length === 0 ? (
        props.empty && <EmptyBucket editable={editable} />
      ) : view === 'table' ? (
        <MovieTable heads={heads} selectAll={editable ? <SelectPage selection={selection} /> : undefined}>
          {rows.map((movie) => {
            const row = (
              <MovieRow
                key={movie.id}
                movie={movie}
                href={movieHref(movie)}
                selected={selection.has(movie.id)}
                editable={editable}
                now={now}
              />
            )
            if (movie.id !== editing) return row
            return (
              <Lazily key={movie.id} fallback={row} onFailed={() => failed(() => setEditing(null))}>
                <InlineEditor
                  movie={movie}
                  together={now !== undefined}
                  finish={finish}
                  onSave={(seen, values) => collection.edit(seen, values)}
                  onDone={() => stopEditing(movie)}
                />
              </Lazily>
            )
          })}
        </MovieTable>
      ) : (
        <Shelf
          movies={rows}
          hrefFor={(movie) =>
            isOnItsWay(movie) ? undefined : movieHref({ bucketId: collection.bucketId, id: movie.id })
          }
          label="Movies"
        />
      )}
      {editable && selection.count(total) > 0 && (
        <Lazily onFailed={collection.notLoaded}>
          <BulkBar selection={selection} total={total} filter={filter} rows={rows} onDelete={removeSelected} />
        </Lazily>
      )}
      {dialog && (
        <Lazily onFailed={() => failed(() => setDialog(null))}>
          <MovieDialog subject={dialog} onDelete={removeOpened} onClose={() => setDialog(null)} />
        </Lazily>
      )}
      {help && (
        <Lazily onFailed={() => failed(() => setHelp(false))}>
          <ShortcutsHelp onClose={() => setHelp(false)} />
        </Lazily>
      )}
    </div>
  )
}

function isPhone(): boolean {
  return matchMedia('(max-width: 640px)').matches
}

function rowLink(list: HTMLElement | null, id: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-movie-id="${id}"] a`) ?? null
}

function focusRow(list: HTMLElement | null, id: string): void {
  requestAnimationFrame(() => rowLink(list, id)?.focus())
}

// The row goes away under the focus: it moves on to the next one, else to the one before.
function focusBeside(list: HTMLElement | null, id: string): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-movie-id]') ?? [])]
  const index = rows.findIndex((row) => row.dataset.movieId === id)
  const beside = rows[index + 1] ?? rows[index - 1]
  if (rows[index]?.contains(document.activeElement)) beside?.querySelector<HTMLElement>('a')?.focus()
}
