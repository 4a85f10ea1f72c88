import * as z from 'zod'
import { FORMATS, type Format, MOVIE_FIELDS, type MovieField } from '@/domain/movies/movie'

/**
 * What a column of a file can be; `kind` tells films from series, `viewed` says when a film was watched or rated, the
 * last three come from our own export.
 */
export const IMPORT_FIELDS = [...MOVIE_FIELDS, 'kind', 'viewed', 'id', 'createdAt', 'updatedAt'] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

/** The columns that a person can choose in the preview. */
export const MAPPED_FIELDS = [...MOVIE_FIELDS, 'kind', 'viewed'] as const
export type MappedField = (typeof MAPPED_FIELDS)[number]

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

/** The scale of a file's ratings: whole numbers from 1 to 5, or up to 5 (with halves), 10 or 100. */
export const SCALES = ['exact', '5', '10', '100'] as const
export type Scale = (typeof SCALES)[number]

/** What a number alone means in a column of running times. */
export const UNITS = ['minutes', 'hours', 'seconds', 'milliseconds', 'ticks'] as const
export type Unit = (typeof UNITS)[number]

/** One value for a field, for rows that have none of their own or for every row. */
export type Fill = { value: string; everywhere: boolean }

/** How the rows of one file become movies. Columns are counted from 0. */
export type ImportSettings = {
  source: Source
  /** Whether the first row holds names of columns, not a movie. */
  named: boolean
  columns: Partial<Record<ImportField, number>>
  /** Columns that count discs, for files without a format: the first word whose count is above 0 is the format. */
  discs: [word: string, column: number][]
  scale: Scale
  /** The unit of running times that are numbers alone; minutes if it is not given. */
  unit?: Unit
  /** Whether titles end with their year, `Memento (2000)`, which is taken out of them. */
  yearInTitle?: boolean
  /** Whether titles above the limit are shortened as suggested. */
  shorten?: boolean
  /** Fields whose column was found by its values, not by its name. */
  guessed?: ImportField[]
  /** Which of the three formats another word, folded to lower case, stands for. */
  formats: [word: string, format: Format][]
  fill: Partial<Record<MovieField, Fill>>
  /** Whether our own export guarded the cells against spreadsheets. */
  guarded: boolean
}

const column = z.int().min(0).max(999)
// The database stores neither NUL nor half a surrogate pair.
const short = z
  .string()
  .max(200)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), { error: 'holds a character that is not text' })

export const settingsSchema = z.strictObject({
  source: z.enum(Object.keys(SOURCES) as [Source, ...Source[]]),
  named: z.boolean(),
  columns: z.partialRecord(z.enum(IMPORT_FIELDS), column),
  discs: z.array(z.tuple([short, column])).max(20),
  scale: z.enum(SCALES),
  unit: z.enum(UNITS).optional(),
  yearInTitle: z.boolean().optional(),
  shorten: z.boolean().optional(),
  guessed: z.array(z.enum(IMPORT_FIELDS)).max(20).optional(),
  formats: z.array(z.tuple([short, z.enum(FORMATS)])).max(500),
  fill: z.partialRecord(
    z.enum(MOVIE_FIELDS as [MovieField, ...MovieField[]]),
    z.strictObject({ value: short, everywhere: z.boolean() }),
  ),
  guarded: z.boolean(),
})
