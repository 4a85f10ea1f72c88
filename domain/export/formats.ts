import { FIELDS, MOVIE_FIELDS, type Movie, type MovieValues } from '@/domain/movies/movie'
import { csvCell } from './csv-cell'

/** A movie as exports have it; times are ISO 8601 in UTC. */
export type ExportedMovie = MovieValues & Pick<Movie, 'id' | 'createdAt' | 'updatedAt'>

/** The columns of our own files, in their order. */
export const EXPORT_COLUMNS: readonly (keyof ExportedMovie)[] = [...MOVIE_FIELDS, 'id', 'createdAt', 'updatedAt']

export const EXPORT_FORMATS = ['csv', 'json', 'letterboxd'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** How movies are written to a text one after the other: what comes before them, each of them, what comes after. */
export type ExportWriter = {
  mediaType: string
  /** What the file's name ends with. */
  suffix: string
  head: string
  /** `at` counts from 0. */
  movie(movie: ExportedMovie, at: number): string
  tail: string
}

/** The name of each format where a person chooses one. */
export const EXPORT_LABELS: Record<ExportFormat, string> = {
  csv: 'CSV for spreadsheets',
  json: 'JSON',
  letterboxd: 'CSV for Letterboxd',
}

const CSV = 'text/csv; charset=utf-8; header=present'

/**
 * Our own formats lose nothing: an import gives back the same movies. CSV is RFC 4180 with guarded texts (`csvCell`),
 * without a byte order mark (see `BYTE_ORDER_MARK`).
 */
export const EXPORT_WRITERS: Record<ExportFormat, ExportWriter> = {
  csv: {
    mediaType: CSV,
    suffix: '.csv',
    head: `${EXPORT_COLUMNS.join(',')}\r\n`,
    movie: exportedCsv,
    tail: '',
  },
  json: {
    mediaType: 'application/json; charset=utf-8',
    suffix: '.json',
    head: '[',
    movie: (movie, at) => `${at > 0 ? ',' : ''}\n${exportedJson(movie)}`,
    tail: '\n]\n',
  },
  letterboxd: {
    mediaType: CSV,
    suffix: ' (Letterboxd).csv',
    head: 'Title,Year,Rating\r\n',
    movie: ({ title, releaseYear, rating }) => `${csvCell(title)},${releaseYear},${rating}\r\n`,
    tail: '',
  },
}

/** The same for the visitors of a public page: without ids and times, which the page does not show. */
export const PUBLIC_EXPORT_WRITERS: Record<ExportFormat, ExportWriter> = {
  ...EXPORT_WRITERS,
  csv: {
    ...EXPORT_WRITERS.csv,
    head: `${MOVIE_FIELDS.join(',')}\r\n`,
    movie: (movie) => `${valuesAsCsv(movie)}\r\n`,
  },
  json: {
    ...EXPORT_WRITERS.json,
    movie: (movie, at) => `${at > 0 ? ',' : ''}\n${valuesAsJson(movie)}}`,
  },
}

/**
 * Goes before a CSV file that a person saves: Excel takes a file without it for Windows-1252 and shows é as Ã©; other
 * spreadsheets ignore it. Programs get files without it, because many take it for part of the first column's name.
 */
export const BYTE_ORDER_MARK = '\ufeff'

// Written piece by piece: a general writer of CSV or JSON takes several times as long for 100,000 movies. Only texts
// can hold characters that need escaping.
const PIECES = MOVIE_FIELDS.map((field) => {
  const { kind } = FIELDS[field]
  const quote = kind === 'choice' ? '"' : ''
  return { field, isText: kind === 'text', before: `"${field}":${quote}`, after: `${quote},` }
})

function exportedCsv(movie: ExportedMovie): string {
  return `${valuesAsCsv(movie)},${movie.id},${movie.createdAt},${movie.updatedAt}\r\n`
}

function valuesAsCsv(movie: ExportedMovie): string {
  let line = ''
  for (const { field, isText } of PIECES) line += `${isText ? csvCell(movie[field] as string) : movie[field]},`
  return line.slice(0, -1)
}

/** A movie as one line of JSON. */
export function exportedJson(movie: ExportedMovie): string {
  return `${valuesAsJson(movie)},"id":"${movie.id}","createdAt":"${movie.createdAt}","updatedAt":"${movie.updatedAt}"}`
}

// Without the closing brace.
function valuesAsJson(movie: ExportedMovie): string {
  let line = '{'
  for (const { field, isText, before, after } of PIECES)
    line += before + (isText ? JSON.stringify(movie[field]) : movie[field]) + after
  return line.slice(0, -1)
}
