import type { Route } from 'next'
import { formatSearch, type Search } from '@/domain/search'

/** The address of a bucket's list in a state. */
export function listHref(bucketId: string, search?: Search): Route {
  const query = search ? formatSearch(search) : ''
  return (query ? `/buckets/${bucketId}?${query}` : `/buckets/${bucketId}`) as Route
}

/** The address of a movie's own page. */
export function movieHref(movie: { bucketId: string; id: string }): Route {
  return `/buckets/${movie.bucketId}/movies/${movie.id}` as Route
}

/** The address of the form for a new movie. */
export function newMovieHref(bucketId: string): Route {
  return `/buckets/${bucketId}/new` as Route
}
