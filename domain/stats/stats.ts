import { bisectLeft, sum } from 'd3-array'
import { FORMATS, type Format, LIMITS } from '@/domain/movies/movie'
import { counted } from '@/domain/text'
import { type AddedSpan, type AddedStep, addedSpans } from './added'

/** How many movies have one value, as the database groups them; `month` is `2024-03`, UTC. */
export type StatCount = { count: number } & (
  | { releaseYear: number; format: Format }
  | { length: number }
  | { rating: number }
  | { month: string }
)

/** A movie that stands out, with just what identifies it. */
export type Landmark = { title: string; releaseYear: number; length: number }
export type Landmarks = { oldest: Landmark; newest: Landmark; shortest: Landmark; longest: Landmark }

/** The figures of a set of movies; lengths in minutes. Lists are in order, with zeros where no movie is. */
export type Stats = {
  total: number
  /** Null without movies. The median of an even number is the mean of the middle two. */
  length: { sum: number; mean: number; median: number } | null
  decades: { decade: number; count: number; formats: Record<Format, number> }[]
  formats: { format: Format; count: number }[]
  ratings: { rating: number; count: number }[]
  /** `max` is null where the band is open. */
  lengths: { min: number; max: number | null; count: number }[]
  added: { step: AddedStep; spans: AddedSpan[] }
  landmarks: Landmarks | null
}

const BANDS = [0, 60, 90, 120, 150, 180]

/** Makes the figures from the database's counts; each movie counts once for each kind of value. */
export function summarize(counts: StatCount[], landmarks: Landmarks | null): Stats {
  const years = counts.filter((row) => 'format' in row)
  const lengths = counts.filter((row) => 'length' in row).sort((a, b) => a.length - b.length)
  const ratings = counts.filter((row) => 'rating' in row)
  const total = sum(lengths, ({ count }) => count)
  return {
    total,
    length: total > 0 ? lengthFigures(lengths, total) : null,
    decades: countDecades(years),
    formats: FORMATS.map((format) => ({ format, count: countOf(years, (row) => row.format === format) })),
    ratings: upTo(LIMITS.rating).map((rating) => ({ rating, count: countOf(ratings, (row) => row.rating === rating) })),
    lengths: BANDS.map((min, at) => {
      const next = BANDS[at + 1]
      const inBand = (row: { length: number }) => row.length >= min && (next === undefined || row.length < next)
      return { min, max: next === undefined ? null : next - 1, count: countOf(lengths, inBand) }
    }),
    added: addedSpans(counts.filter((row) => 'month' in row)),
    landmarks,
  }
}

/** A running time in its two largest units: `239 days and 4 hours`; a year has 365 days. */
export function runtimeWords(minutes: number): string {
  const units = [
    [525_600, 'year'],
    [1440, 'day'],
    [60, 'hour'],
    [1, 'minute'],
  ] as const
  const first = units.findIndex(([size]) => minutes >= size)
  if (first < 0) return '0 minutes'
  let rest = minutes
  const words = units.slice(first, first + 2).flatMap(([size, unit]) => {
    const amount = Math.floor(rest / size)
    rest -= amount * size
    return amount > 0 ? [counted(amount, unit)] : []
  })
  return words.join(' and ')
}

type Counted = { count: number }

function countOf<Row extends Counted>(rows: Row[], fits: (row: Row) => boolean): number {
  return sum(rows, (row) => (fits(row) ? row.count : 0))
}

function lengthFigures(sorted: (Counted & { length: number })[], total: number): Stats['length'] {
  const minutes = sum(sorted, ({ length, count }) => length * count)
  let before = 0
  const ends = sorted.map(({ count }) => {
    before += count
    return before
  })
  // The length of the nth movie (from 1) when all are sorted by length.
  const lengthAt = (nth: number) => sorted[bisectLeft(ends, nth)]?.length ?? 0
  const median = (lengthAt(Math.floor((total + 1) / 2)) + lengthAt(Math.ceil((total + 1) / 2))) / 2
  return { sum: minutes, mean: minutes / total, median }
}

function countDecades(years: (Counted & { releaseYear: number; format: Format })[]): Stats['decades'] {
  const decadeOf = ({ releaseYear }: { releaseYear: number }) => Math.floor(releaseYear / 10) * 10
  const present = years.map(decadeOf)
  if (present.length === 0) return []
  const [first, last] = [Math.min(...present), Math.max(...present)]
  return Array.from({ length: (last - first) / 10 + 1 }, (_, at) => {
    const decade = first + at * 10
    const rows = years.filter((row) => decadeOf(row) === decade)
    const formats = Object.fromEntries(
      FORMATS.map((format) => [format, countOf(rows, (row) => row.format === format)]),
    ) as Record<Format, number>
    return { decade, count: sum(rows, ({ count }) => count), formats }
  })
}

function upTo({ min, max }: { min: number; max: number }): number[] {
  return Array.from({ length: max - min + 1 }, (_, at) => min + at)
}
