import { existsSync, readFileSync } from 'node:fs'
import { FORMATS, type MovieValues } from '@/domain/movie'
import { movieSchema } from '@/domain/movie-schema'

const VEGA = new URL('../../../shared/data/vega-movies.csv', import.meta.url)

/**
 * A thousand real films out of the Vega project's data set, where it lies beside the checkout: titles that are
 * numbers, brackets, accents. Elsewhere, as many of the same shape. The set has no format, so they take turns.
 */
export function realMovies(count = 1000): MovieValues[] {
  const rows = existsSync(VEGA) ? readVega() : madeUp()
  const movies: MovieValues[] = []
  for (const row of rows) {
    const movie = movieSchema.safeParse({ ...row, format: FORMATS[movies.length % FORMATS.length] })
    if (movie.success) movies.push(movie.data)
    if (movies.length === count) return movies
  }
  throw new Error(`Only ${movies.length} films fit`)
}

function* readVega(): Generator<Partial<MovieValues>> {
  for (const line of readFileSync(VEGA, 'utf8').split('\n').slice(1)) {
    const [title = '', length, released, rating] = cells(line)
    const [releaseYear] = /\d{4}$/.exec(released ?? '') ?? []
    yield {
      title,
      length: length ? Number(length) : undefined,
      releaseYear: Number(releaseYear),
      rating: Math.min(5, Math.max(1, Math.ceil(Number(rating) / 2))),
    }
  }
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  )
}

function* madeUp(): Generator<Partial<MovieValues>> {
  for (let number = 0; number < 2000; number++) {
    const letter = String.fromCharCode(97 + (number % 26))
    yield {
      title: `${letter}${(number * 7919) % 1000} The Film (${number})`,
      length: 60 + (number % 120),
      releaseYear: 1920 + (number % 100),
      rating: 1 + (number % 5),
    }
  }
}
