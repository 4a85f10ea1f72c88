import { FORMATS, type Format, type Movie } from '@/domain/movies/movie'
import { sortTitle } from '@/domain/movies/title'
import { monthNumber, monthOf } from '@/domain/search/months'
import type { Landmark, Stats } from '@/domain/stats/stats'

/** The figures of movies, counted the slow and obvious way: everything anew for each number. */
export function referenceStats(movies: Movie[]): Stats {
  const count = (fits: (movie: Movie) => boolean) => movies.filter(fits).length
  const lengths = movies.map(({ length }) => length).sort((a, b) => a - b)
  const sum = lengths.reduce((a, b) => a + b, 0)
  const middle = lengths.length / 2
  const median = ((lengths[Math.ceil(middle) - 1] ?? 0) + (lengths[Math.floor(middle)] ?? 0)) / 2
  const inYears = (from: number, format?: Format) =>
    count((movie) => movie.releaseYear >= from && movie.releaseYear < from + 10 && (!format || movie.format === format))
  const bands = [
    [0, 59],
    [60, 89],
    [90, 119],
    [120, 149],
    [150, 179],
    [180, null],
  ] as const
  return {
    total: movies.length,
    length: movies.length > 0 ? { sum, mean: sum / movies.length, median } : null,
    decades: between(movies.map(({ releaseYear }) => Math.floor(releaseYear / 10))).map((tens) => ({
      decade: tens * 10,
      count: inYears(tens * 10),
      formats: Object.fromEntries(FORMATS.map((format) => [format, inYears(tens * 10, format)])) as Record<
        Format,
        number
      >,
    })),
    formats: FORMATS.map((format) => ({ format, count: count((movie) => movie.format === format) })),
    ratings: [1, 2, 3, 4, 5].map((rating) => ({ rating, count: count((movie) => movie.rating === rating) })),
    lengths: bands.map(([min, max]) => ({
      min,
      max,
      count: count(({ length }) => length >= min && (max === null || length <= max)),
    })),
    added: referenceAdded(movies),
    landmarks: referenceLandmarks(movies),
  }
}

function referenceAdded(movies: Movie[]): Stats['added'] {
  const months = movies.map(({ createdAt }) => monthNumber(createdAt.slice(0, 7)))
  for (const [step, size] of [
    ['month', 1],
    ['quarter', 3],
    ['year', 12],
    ['decade', 120],
  ] as const) {
    const spans = between(months.map((month) => Math.floor(month / size)))
    if (spans.length > 24) continue
    return {
      step,
      spans: spans.map((span) => ({
        from: monthOf(span * size),
        to: monthOf(span * size + size - 1),
        count: months.filter((month) => Math.floor(month / size) === span).length,
      })),
    }
  }
  throw new Error('over 240 years')
}

function referenceLandmarks(movies: Movie[]): Stats['landmarks'] {
  const byTitle = movies.toSorted(
    (a, b) =>
      Buffer.compare(Buffer.from(sortTitle(a.title)), Buffer.from(sortTitle(b.title))) || (a.id < b.id ? -1 : 1),
  )
  const first = (value: (movie: Movie) => number): Landmark | undefined => {
    const [movie] = byTitle.toSorted((a, b) => value(a) - value(b))
    return movie && { title: movie.title, releaseYear: movie.releaseYear, length: movie.length }
  }
  const [oldest, newest] = [first((movie) => movie.releaseYear), first((movie) => -movie.releaseYear)]
  const [shortest, longest] = [first((movie) => movie.length), first((movie) => -movie.length)]
  return oldest && newest && shortest && longest ? { oldest, newest, shortest, longest } : null
}

/** Every whole number from the least to the greatest. */
function between(numbers: number[]): number[] {
  if (numbers.length === 0) return []
  const least = Math.min(...numbers)
  return Array.from({ length: Math.max(...numbers) - least + 1 }, (_, at) => least + at)
}
