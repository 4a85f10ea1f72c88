import type { Format, Movie, MovieValues } from '@/domain/movies/movie'

const VALUES: MovieValues = { title: 'Alien', format: 'DVD', length: 117, releaseYear: 1979, rating: 5 }

/** A movie's values: those given, and for the others those of some film. */
export function movie(given: Partial<MovieValues> = {}): MovieValues {
  return { ...VALUES, ...given }
}

/** The same in one line, for lists of films. */
export function film(title: string, format: Format = 'DVD', length = 100, releaseYear = 1990, rating = 3): MovieValues {
  return { title, format, length, releaseYear, rating }
}

/** A movie of the bucket `bucket` as the server sends it. */
export function aMovie(given: Partial<Movie> = {}): Movie {
  return {
    ...VALUES,
    format: 'VHS',
    rating: 3,
    id: '0190a6c0-5b1e-7c3a-8d2f-0123456789ab',
    bucketId: 'bucket',
    version: 1,
    createdAt: '2026-01-02T03:04:05.678Z',
    updatedAt: '2026-01-02T03:04:05.678Z',
    ...given,
  }
}

/** Some movies to begin with, different in everything the list sorts and filters by. */
export const MOVIES: readonly MovieValues[] = [
  film('Alien', 'VHS', 117, 1979, 5),
  film('Blade Runner', 'VHS', 117, 1982, 4),
  film('Fargo', 'DVD', 98, 1996, 5),
  film('The Kid', 'DVD', 68, 1921, 3),
  film('Parasite', 'Streaming', 132, 2019, 2),
]
