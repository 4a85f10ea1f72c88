import 'server-only'
import * as z from 'zod'
import { type Film, isFilm } from '@/domain/facts/film'
import { normalizeTitle } from '@/domain/movies/title'
import { bestName } from './best-name'
import { fetchJson } from './fetch-json'

// Each costs a request of its own: the answer to a search knows no lengths.
const MOST_FILMS = 5

const hit = z.object({
  id: z.int(),
  title: z.string(),
  original_title: z.string().default(''),
  release_date: z.string().nullish(),
})
const searchShape = z.object({ results: z.array(hit) })
const detailsShape = z.object({ runtime: z.number().nullish() })

/** Where TMDB's API is, and the operator's token for it. */
export type Tmdb = { url: string; token: string }

/**
 * Finds films by their title at The Movie Database, with their year and, where it is known, their length.
 * @throws {AppError} as `fetchJson` does
 */
export async function searchTmdb({ url, token }: Tmdb, title: string, signal: AbortSignal): Promise<Film[]> {
  const ask = <T>(path: string, shape: z.ZodType<T>) =>
    fetchJson(
      { service: 'TMDB', url: new URL(`${url}${path}`), headers: { authorization: `Bearer ${token}` }, signal },
      shape,
    )
  const query = new URLSearchParams({ query: title, include_adult: 'false' })
  const { results } = await ask(`/search/movie?${query}`, searchShape)
  const films = await Promise.all(
    results.slice(0, MOST_FILMS).map(async (found) => {
      const { runtime } = await ask(`/movie/${found.id}`, detailsShape)
      return filmOf(found, runtime, title)
    }),
  )
  return films.filter((film) => film !== undefined)
}

function filmOf(found: z.infer<typeof hit>, runtime: number | null | undefined, typed: string): Film | undefined {
  const names = [found.title, found.original_title].map(normalizeTitle).filter(Boolean)
  const [, year] = /^(\d{4})-/.exec(found.release_date ?? '') ?? []
  const film = { title: bestName(names, typed) ?? '', releaseYear: Number(year), length: runtime || null }
  if (isFilm(film)) return film
  return isFilm({ ...film, length: null }) ? { ...film, length: null } : undefined
}
