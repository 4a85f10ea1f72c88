import type { Route } from 'next'
import type { ExportFormat } from '@/domain/export/formats'
import { changeSearch, formatSearch, type Search } from '@/domain/search/search'

/** The path of a bucket's list, for those who have a role in it. */
export function bucketPath(bucketId: string): Route {
  return `/buckets/${bucketId}` as Route
}

/** The path of a bucket's public page. */
export function publicPath(key: string): Route {
  return `/p/${key}` as Route
}

/** The address of the list at a path in a state. */
export function listHref(path: Route, search?: Search): Route {
  const query = search ? formatSearch(search) : ''
  return (query ? `${path}?${query}` : path) as Route
}

/** The address of the statistics of a list, of those movies alone that it finds. */
export function statisticsHref(path: Route, search?: Search): Route {
  return listHref(`${path}/statistics` as Route, search && changeSearch(search, {}))
}

/** The address that a list is saved from as a file; without a search, of the whole bucket. */
export function exportHref(path: Route, format: ExportFormat, search?: Search): string {
  const query = search ? formatSearch(changeSearch(search, { view: 'table' })) : ''
  return `${path}/export?as=${format}${query && `&${query}`}`
}

/** The address of a movie's own page. */
export function movieHref(movie: { bucketId: string; id: string }): Route {
  return `/buckets/${movie.bucketId}/movies/${movie.id}` as Route
}

/** The address of the form for a new movie. */
export function newMovieHref(bucketId: string): Route {
  return `/buckets/${bucketId}/new` as Route
}

/** The address of the screen that imports into a bucket. */
export function importHref(bucketId: string): Route {
  return `/buckets/${bucketId}/import` as Route
}
