import * as z from 'zod'
import { FORMATS, type Format, MOVIE_FIELDS, type MovieField } from '@/domain/movies/movie'

/** What a column of a file can be read as; `kind` tells films from series, the last three are our own export's. */
export const IMPORT_FIELDS = [...MOVIE_FIELDS, 'kind', 'id', 'createdAt', 'updatedAt'] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

export const SOURCES = {
  moviebucket: 'moviebucket',
  letterboxd: 'Letterboxd',
  imdb: 'IMDb',
  trakt: 'Trakt',
  clz: 'CLZ / Collectorz',
  libib: 'Libib',
  bluray: 'Blu-ray.com',
  movary: 'Movary',
  netflix: 'Netflix',
  table: 'a table with column names',
  cells: 'cells without column names',
} as const
export type Source = keyof typeof SOURCES

/** How ratings are read: as they are, or from a scale up to 5 (with halves), 10 or 100. */
export const SCALES = ['exact', '5', '10', '100'] as const
export type Scale = (typeof SCALES)[number]

/** One value for a field: for rows that have none of their own, or for every row. */
export type Fill = { value: string; everywhere: boolean }

/** How the rows of one file become movies. Columns are counted from 0. */
export type ImportSettings = {
  source: Source
  /** Whether the first row holds names and no movie. */
  named: boolean
  columns: Partial<Record<ImportField, number>>
  /** Counts of discs instead of a format: the first word whose column has some is the format. */
  discs: [word: string, column: number][]
  scale: Scale
  /** Which of the three formats other words stand for, folded to lower case. */
  formats: [word: string, format: Format][]
  fill: Partial<Record<MovieField, Fill>>
  /** Whether cells were guarded against spreadsheets by our own export. */
  guarded: boolean
}

const column = z.int().min(0).max(999)
// Kept where neither NUL nor half a surrogate pair is.
const short = z
  .string()
  .max(200)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), { error: 'holds a character that is no text' })

export const settingsSchema = z.strictObject({
  source: z.enum(Object.keys(SOURCES) as [Source, ...Source[]]),
  named: z.boolean(),
  columns: z.partialRecord(z.enum(IMPORT_FIELDS), column),
  discs: z.array(z.tuple([short, column])).max(20),
  scale: z.enum(SCALES),
  formats: z.array(z.tuple([short, z.enum(FORMATS)])).max(500),
  fill: z.partialRecord(
    z.enum(MOVIE_FIELDS as [MovieField, ...MovieField[]]),
    z.strictObject({ value: short, everywhere: z.boolean() }),
  ),
  guarded: z.boolean(),
})
