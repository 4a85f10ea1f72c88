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
import { cut, shorten } from '@/domain/text'
import { convertFormat, convertTime, foldFormat } from './convert'
import { isNotFilm, nameKind } from './kinds'
import { isEpisode } from './netflix'
import { isNoTitle, isNoValue, isZero } from './no-value'
import { type Converted, convertLength, convertRating, convertYear, unwrapFormula } from './numbers'
import type { ImportField, ImportSettings } from './settings'
import { splitYear, spoiltBy, suggestTitle } from './titles'

/** What does not fit in one field of a row, in the words of the form; the field `row` is the row as a whole. */
export type Fault = { field: ImportField | 'row'; message: string }

/** Texts that a person typed to replace cells of a row. */
export type Corrections = Partial<Record<MovieField, string>>

/** What our own export knows of a movie beyond its values; times are ISO 8601 in UTC. */
export type Origin = { id?: string; createdAt?: string; updatedAt?: string }

/** What a person decided about a row: `out` leaves it out, `in` brings back a row that was set aside. */
export const CHOICES = ['in', 'out'] as const
export type Choice = (typeof CHOICES)[number]

/** The kind of a row that a person left out. */
export const LEFT_OUT = 'left out'

/**
 * A row as a movie, as something to skip (`aside`) because it is not a film, or with every fault that it has. It is
 * `incomplete` where the file has no value, or a word for a format that is asked about, and `problem` where a value is
 * wrong.
 */
export type ValidatedRow =
  | ({ state: 'ready'; values: MovieValues; sortTitle: string } & Origin)
  | { state: 'aside'; kind: string }
  | { state: 'problem' | 'incomplete'; faults: Fault[]; formatWord?: string; fitting: Fitting }

/** What fits of a row with faults, and for which fields the file has no value. */
export type Fitting = { values: MoviePatch; sortTitle?: string; lacks: MovieField[] }

/**
 * Makes the function that validates the rows of one file: pure, and the same for a preview, an import and a corrected
 * row. `width` is how many columns the file has.
 */
export function makeRowValidator(
  settings: ImportSettings,
  width: number,
): (cells: readonly string[], corrections?: Corrections, choice?: Choice | null) => ValidatedRow {
  const { columns, discs, fill, scale, unit, guarded } = settings
  const formats = new Map(settings.formats)
  // In our own files every text is a value as it is.
  const isOwn = settings.source === 'moviebucket'
  const cell = (cells: readonly string[], at: number | undefined) => {
    const text = at === undefined ? '' : (cells[at] ?? '')
    const plain = guarded ? unguardCell(text) : text
    return isOwn || plain !== text ? plain : unwrapFormula(text)
  }
  const given = (cells: readonly string[], field: MovieField) => {
    const text = cell(cells, columns[field])
    if (isOwn) return text
    const isNone = field === 'title' ? isNoTitle(text) : isNoValue(text) || isZero(text) || isUnknown(text, settings)
    return isNone ? '' : text
  }

  return (cells, corrections = {}, choice = null) => {
    if (choice === 'out') return { state: 'aside', kind: LEFT_OUT }
    const kind = choice === 'in' ? '' : cell(cells, columns.kind).trim()
    if (kind && isNotFilm(kind)) return { state: 'aside', kind: nameKind(kind) }
    const whole = given(cells, 'title')
    if (settings.source === 'netflix' && choice !== 'in' && isEpisode(whole)) return { state: 'aside', kind: 'episode' }

    const split = settings.yearInTitle ? divide(whole, given(cells, 'releaseYear')) : undefined
    const bare = split?.title ?? whole
    const title = settings.shorten ? (suggestTitle(bare) ?? bare) : bare
    const own: Partial<Record<MovieField, string>> = split ? { releaseYear: split.year } : {}
    const inFile = (field: MovieField) => {
      own[field] ??= given(cells, field)
      return own[field]
    }
    const chosen = (field: MovieField, own: string): string => {
      const one = fill[field]
      return corrections[field] ?? (one?.everywhere || own.trim() === '' ? (one?.value ?? own) : own)
    }
    // A rating that a person typed is from 1 to 5; only the file's own ratings are on the file's scale.
    const rating = chosen('rating', inFile('rating'))
    const typed = rating !== inFile('rating') || corrections.rating !== undefined || fill.rating?.everywhere
    const formatWord = chosen('format', columns.format === undefined ? discFormat(cells, discs) : inFile('format'))
    const format = convertFormat(formatWord, formats)

    const length = chosen('length', inFile('length'))

    const required: Record<Exclude<MovieField, OptionalField>, Converted<unknown>> = {
      title: { value: chosen('title', title) || undefined },
      format: { value: format ?? (formatWord.trim() || undefined) },
      length: { value: convertLength(length, length === inFile('length') ? unit : 'minutes') },
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
    const spoilt = isOwn || corrections.title !== undefined ? undefined : spoiltBy(title)
    if (spoilt) faults.push({ field: 'title', message: printable(`Title: "${shorten(title, 60)}" ${spoilt}`) })
    if (cells.length > width && isRagged(cells, width) && Object.keys(corrections).length === 0)
      faults.push({ field: 'row', message: `has ${cells.length} cells, more than the ${width} columns of the file` })
    const origin = readOrigin(faults)

    if (faults.length > 0 || !parsed.success) {
      const unknown = format === undefined && foldFormat(formatWord)
      const isOpen = ({ field }: Fault) => isAsked(field, inFile) || (field === 'format' && unknown !== false)
      const state = faults.every(isOpen) ? 'incomplete' : 'problem'
      const fitting = fittingPart(Object.fromEntries(values), faults)
      return { state, faults, ...(unknown && { formatWord: printable(unknown) }), fitting }
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
  return { values, ...(title !== undefined && { sortTitle: sortTitle(title) }), lacks }
}

function valueOrNone(one: Converted<unknown>): unknown {
  return 'value' in one ? one.value : undefined
}

function isRagged(cells: readonly string[], width: number): boolean {
  return cells.some((text, at) => at >= width && text.trim() !== '')
}

// Blu-ray.com writes -1 for a value that it does not know.
function isUnknown(text: string, { source }: ImportSettings): boolean {
  return source === 'bluray' && text.trim() === '-1'
}

// The year at the end of a title, unless a column says that it is another: a film of 2017 can be called 2049.
function divide(title: string, yearInColumn: string) {
  const split = splitYear(title)
  const converted = convertYear(yearInColumn)
  const known = 'value' in converted ? converted.value : undefined
  if (!split || (typeof known === 'number' && Math.abs(known - Number(split.year)) > 1)) return undefined
  return typeof known === 'number' ? { ...split, year: String(known) } : split
}

// One value for all can be given where a file has none. A title is always the row's own.
function isAsked(field: Fault['field'], inFile: (field: MovieField) => string): boolean {
  return field !== 'title' && (MOVIE_FIELDS as string[]).includes(field) && inFile(field as MovieField).trim() === ''
}

function discFormat(cells: readonly string[], discs: ImportSettings['discs']): string {
  return discs.find(([, at]) => Number(cells[at]) > 0)?.[0] ?? ''
}

// Messages repeat cells of the file, and the database stores neither NUL nor half a surrogate pair.
function printable(message: string): string {
  return message.replaceAll('\0', '␀').toWellFormed()
}
