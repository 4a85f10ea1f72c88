import { startService } from './faults'

export type TmdbFilm = { id: number; title: string; original_title: string; release_date: string; runtime: number }

/** An API of the shape of TMDB's (`/search/movie` and `/movie/{id}`), which finds every film that it has. */
export function startTmdb(films: TmdbFilm[]) {
  return startService((path) => {
    if (path === '/3/search/movie') {
      const results = films.map(({ runtime: _, ...hit }) => ({
        ...hit,
        adult: false,
        genre_ids: [27],
        vote_average: 8,
      }))
      return { page: 1, results, total_pages: 1, total_results: results.length }
    }
    return films.find(({ id }) => path === `/3/movie/${id}`) ?? { success: false, status_code: 34 }
  })
}
