import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import type { ReactNode } from 'react'
import { Collection } from '@/components/movies/collection'
import { columnHeads } from '@/components/movies/list/column-heads'
import { MovieList, type MovieListProps } from '@/components/movies/list/movie-list'
import { bucketPath, listPath } from '@/domain/paths'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { MovieServer } from './movie-server'

/** Next's router as far as components use it: it notes where it was sent. */
export class Router {
  readonly went: string[] = []
  refreshed = 0
  /** Called when the page is to be rendered anew. */
  onRefresh = () => {}
  readonly instance: AppRouterInstance = {
    push: (href) => void this.went.push(`push ${href}`),
    replace: (href) => void this.went.push(`replace ${href}`),
    refresh: () => {
      this.refreshed++
      this.onRefresh()
    },
    back: () => {},
    forward: () => {},
    prefetch: () => {},
    bfcacheId: '0',
  }
}

/** Renders a part of a bucket's screen with a server and a router behind it. */
export function renderInBucket(part: ReactNode, server = new MovieServer()) {
  const router = new Router()
  const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 })
  const wrapped = (content: ReactNode) => (
    <AppRouterContext value={router.instance}>
      <Collection bucketId="bucket" actions={server.actions}>
        {content}
      </Collection>
    </AppRouterContext>
  )
  const view = render(wrapped(part))
  return { ...view, rerender: (next: ReactNode) => view.rerender(wrapped(next)), server, router, user }
}

/** Renders the list of a bucket; it is rendered anew, with what the server has by then, when it asks for that. */
export function renderList(server: MovieServer, props: Partial<MovieListProps> = {}) {
  let shown = props
  const list = () => (
    <MovieList
      movies={[...server.movies.values()]}
      view="table"
      heads={columnHeads(bucketPath('bucket'), EMPTY_SEARCH)}
      filter=""
      total={server.movies.size}
      empty={false}
      editable
      shortcuts
      otherViewHref={listPath(bucketPath('bucket'), { ...EMPTY_SEARCH, view: 'shelf' })}
      {...shown}
    />
  )
  const view = renderInBucket(list(), server)
  view.router.onRefresh = () => view.rerender(list())
  return {
    ...view,
    /** The same list with something else: another page, filter or view. */
    show: (next: Partial<MovieListProps>) => {
      shown = { ...shown, ...next }
      view.rerender(list())
    },
  }
}

/** A movie's row. */
export const rowOf = (title: string) => screen.getByRole('rowheader', { name: title }).closest('tr') as HTMLElement
export const findRow = async (title: string) =>
  (await screen.findByRole('rowheader', { name: title })).closest('tr') as HTMLElement
/** The titles of the list, in its order. */
export const titles = () => screen.queryAllByRole('rowheader').map((cell) => cell.textContent)
