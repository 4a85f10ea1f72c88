import type { Movie } from '@/domain/movies/movie'
import type { ErrorCode, Failure } from '@/domain/result'

const MOVIE: Movie = {
  id: '0190a6c0-5b1e-7c3a-8d2f-0123456789ab',
  bucketId: 'bucket',
  title: 'Alien',
  format: 'VHS',
  length: 117,
  releaseYear: 1979,
  rating: 3,
  version: 1,
  createdAt: '2026-01-02T03:04:05.678Z',
  updatedAt: '2026-01-02T03:04:05.678Z',
}

/** A movie that is like any other but for what is given. */
export function aMovie(given: Partial<Movie> = {}): Movie {
  return { ...MOVIE, ...given }
}

/** What the server answers when it refuses. */
export function failure(code: ErrorCode, message = 'Not this time.', fields?: Record<string, string>): Failure {
  return { ok: false, code, message, ...(fields && { fields }) }
}
