import { foldText, sortTitle } from '@/domain/movies/title'
import type { Film } from './film'

/** How many films are suggested at once. */
export const MOST_SUGGESTED = 8
/** A title this short begins too many films. */
export const LEAST_TYPED = 2
/** How much of a title is looked for. */
export const MOST_TYPED = 100

/** Films for a title that is being typed. */
export type Suggestions = {
  films: Film[]
  /** Where a title can be looked up, and what that service wants to be said of it; null where the operator allows none. */
  lookUp: LookUpService | null
}

/** A service that knows films: its name, and the words it asks for where its answers are shown. */
export type LookUpService = { name: string; notice: string }

/**
 * The beginning of the `sortTitle` of every film that a text may become when it is typed on: "the mat" looks for
 * "mat…", "the" for "the…". '' for a text that is too short.
 */
export function typedKey(text: string): string {
  const folded = foldText(text)
  if ([...folded].length < LEAST_TYPED) return ''
  return sortTitle(folded).replace(/\t.*$/, '')
}

/**
 * Puts films in the order in which they are suggested, at most 8: those with the title as typed, those that begin so, the
 * others; each by title, the newest and longest first. What is the same in title, year and length counts once, and one without a
 * length does not count beside one that has it.
 */
export function rankFilms(key: string, films: Film[]): Film[] {
  const placed = films.map((film) => {
    const title = sortTitle(film.title)
    const [bare = ''] = title.split('\t')
    return { film, title, rank: bare === key ? 0 : bare.startsWith(key) ? 1 : 2 }
  })
  placed.sort(
    (a, b) =>
      a.rank - b.rank ||
      compare(a.title, b.title) ||
      b.film.releaseYear - a.film.releaseYear ||
      (b.film.length ?? 0) - (a.film.length ?? 0),
  )
  const known = new Set(films.filter(({ length }) => length !== null).map(sameFilm))
  const seen = new Set<string>()
  return placed
    .map(({ film }) => film)
    .filter((film) => {
      const cut = `${sameFilm(film)}\t${film.length}`
      if (seen.has(cut) || (film.length === null && known.has(sameFilm(film)))) return false
      seen.add(cut)
      return true
    })
    .slice(0, MOST_SUGGESTED)
}

const sameFilm = ({ title, releaseYear }: Film) => `${sortTitle(title)}\t${releaseYear}`

// By code units, as the database does by bytes: the order is seen for a moment, and no place in it is kept.
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
