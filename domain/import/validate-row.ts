import { validate } from 'uuid'
import { unguardCell } from '@/domain/export/csv-cell'
import {
  MOVIE_FIELDS,
  type MovieField,
  type MoviePatch,
  type MovieValues,
  OPTIONAL_FIELDS,
  type OptionalField,
} from '@/domain/movies/movie'
import { moviePatchSchema, movieSchema } from '@/domain/movies/schema'
import { sortTitle } from '@/domain/movies/title'
import { parseLength } from '@/domain/movies/typed-values'
import { cut } from '@/domain/text'
import {
  type Converted,
  convertFormat,
  convertRating,
  convertTime,
  convertYear,
  foldFormat,
  isNotFilm,
} from './convert'
import type { ImportField, ImportSettings } from './settings'

/** What does not fit in one field of a row, in the words of the form; the field `row` is the row as a whole. */
export type Fault = { field: ImportField | 'row'; message: string }

/** Texts that a person typed to replace cells of a row. */
export type Corrections = Partial<Record<MovieField, string>>

/** What our own export knows of a movie beyond its values; times are ISO 8601 in UTC. */
export type Origin = { id?: string; createdAt?: string; updatedAt?: string }

/** A row as a movie, as something to skip (`aside`) because it is not a film, or with every fault that it has. */
export type ValidatedRow =
  | ({ state: 'ready'; values: MovieValues; sortTitle: string } & Origin)
  | { state: 'aside'; kind: string }
  | { state: 'problem'; faults: Fault[]; formatWord?: string; fitting: Fitting }

/** What fits of a row with faults. `incomplete`: its only faults are fields without a value, so it may change a movie. */
export type Fitting = { values: MoviePatch; sortTitle?: string; lacks: MovieField[]; incomplete: boolean }

// Titles in the history of a streaming service that are certainly parts of a series.
const EPISODE = /: (?:(?:Season|Series|Staffel|Saison|Temporada) \d+|Limited Series|(?:Episode|Chapter) \d+)(?::|$)/i

/**
 * Makes the function that validates the rows of one file: pure, and the same for a preview, an import and a corrected
 * row. `width` is how many columns the file has.
 */
export function makeRowValidator(
  settings: ImportSettings,
  width: number,
): (cells: readonly string[], corrections?: Corrections) => ValidatedRow {
  const { columns, discs, fill, scale, guarded } = settings
  const formats = new Map(settings.formats)
  const cell = (cells: readonly string[], at: number | undefined) => {
    const text = at === undefined ? '' : (cells[at] ?? '')
    return guarded ? unguardCell(text) : text
  }

  return (cells, corrections = {}) => {
    const kind = cell(cells, columns.kind).trim()
    if (kind && isNotFilm(kind)) return { state: 'aside', kind }
    const title = cell(cells, columns.title)
    if (settings.source === 'netflix' && EPISODE.test(title)) return { state: 'aside', kind: 'episode' }

    const inFile = (field: MovieField) => withoutUnknown(cell(cells, columns[field]), settings)
    const chosen = (field: MovieField, own: string): string => {
      const one = fill[field]
      return corrections[field] ?? (one?.everywhere || own.trim() === '' ? (one?.value ?? own) : own)
    }
    // A rating that a person typed is from 1 to 5; only the file's own ratings are on the file's scale.
    const rating = chosen('rating', inFile('rating'))
    const typed = rating !== inFile('rating') || corrections.rating !== undefined || fill.rating?.everywhere
    const formatWord = chosen('format', columns.format === undefined ? discFormat(cells, discs) : inFile('format'))
    const format = convertFormat(formatWord, formats)

    const required: Record<Exclude<MovieField, OptionalField>, Converted<unknown>> = {
      title: { value: chosen('title', title) || undefined },
      format: { value: format ?? (formatWord.trim() || undefined) },
      length: { value: parseLength(chosen('length', inFile('length'))) },
      releaseYear: convertYear(chosen('releaseYear', inFile('releaseYear'))),
      rating: convertRating(rating, typed ? 'exact' : scale),
    }
    const optional = OPTIONAL_FIELDS.map((field) => [field, { value: chosen(field, inFile(field)) || undefined }])
    const converted: Record<MovieField, Converted<unknown>> = { ...required, ...Object.fromEntries(optional) }
    const values = MOVIE_FIELDS.map((field) => [field, valueOrNone(converted[field])])
    const parsed = movieSchema.safeParse(Object.fromEntries(values))
    const faults: Fault[] = []
    if (!parsed.success) {
      for (const field of MOVIE_FIELDS) {
        const one = converted[field]
        const message = 'fault' in one ? one.fault : parsed.error.issues.find(({ path }) => path[0] === field)?.message
        if (message) faults.push({ field, message: printable(message) })
      }
    }
    if (cells.length > width && isRagged(cells, width) && Object.keys(corrections).length === 0)
      faults.push({ field: 'row', message: `has ${cells.length} cells, more than the ${width} columns of the file` })
    const origin = readOrigin(faults)

    if (faults.length > 0 || !parsed.success) {
      const unknown = format === undefined && foldFormat(formatWord)
      const fitting = fittingPart(Object.fromEntries(values), faults)
      return { state: 'problem', faults, ...(unknown && { formatWord: printable(unknown) }), fitting }
    }
    return { state: 'ready', values: parsed.data, sortTitle: sortTitle(parsed.data.title), ...origin }

    function readOrigin(faults: Fault[]): Origin {
      const origin: Origin = {}
      // The id of another program is not a fault: the movie gets one of ours.
      const id = columns.id === undefined ? '' : cell(cells, columns.id).trim().toLowerCase()
      if (id && validate(id)) origin.id = id
      for (const field of ['createdAt', 'updatedAt'] as const) {
        if (columns[field] === undefined) continue
        const text = cell(cells, columns[field]).trim()
        const time = convertTime(text)
        if (time) origin[field] = time
        else if (text) faults.push({ field, message: printable(`${field}: "${cut(text, 60)}" is not a time`) })
      }
      return origin
    }
  }
}

function fittingPart(given: Record<string, unknown>, faults: Fault[]): Fitting {
  const faulty = new Set(faults.map(({ field }) => field))
  const fitting = MOVIE_FIELDS.filter((field) => !faulty.has(field) && given[field] !== undefined)
  const parsed = moviePatchSchema.safeParse(Object.fromEntries(fitting.map((field) => [field, given[field]])))
  const values = parsed.success ? parsed.data : {}
  const lacks = MOVIE_FIELDS.filter((field) => faulty.has(field) && given[field] === undefined)
  const { title } = values
  return {
    values,
    ...(title !== undefined && { sortTitle: sortTitle(title) }),
    lacks,
    incomplete: lacks.length === faults.length && title !== undefined && values.releaseYear !== undefined,
  }
}

function valueOrNone(one: Converted<unknown>): unknown {
  return 'value' in one ? one.value : undefined
}

function isRagged(cells: readonly string[], width: number): boolean {
  return cells.some((text, at) => at >= width && text.trim() !== '')
}

// Blu-ray.com writes -1 for a value that it does not know.
function withoutUnknown(text: string, { source }: ImportSettings): string {
  return source === 'bluray' && text.trim() === '-1' ? '' : text
}

function discFormat(cells: readonly string[], discs: ImportSettings['discs']): string {
  return discs.find(([, at]) => Number(cells[at]) > 0)?.[0] ?? ''
}

// Messages repeat cells of the file, and the database stores neither NUL nor half a surrogate pair.
function printable(message: string): string {
  return message.replaceAll('\0', '␀').toWellFormed()
}
