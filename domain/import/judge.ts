import { validate } from 'uuid'
import { unguardCell } from '@/domain/export/csv-cell'
import {
  MOVIE_FIELDS,
  type MovieField,
  type MovieValues,
  OPTIONAL_FIELDS,
  type OptionalField,
} from '@/domain/movies/movie'
import { movieSchema } from '@/domain/movies/schema'
import { sortTitle } from '@/domain/movies/title'
import {
  type Converted,
  convertFormat,
  convertLength,
  convertRating,
  convertTime,
  convertYear,
  foldFormat,
  isNoFilm,
} from './convert'
import type { ImportField, ImportSettings } from './settings'

/** What is wrong with one field of a row, in the words of the form; `row` is the row as a whole. */
export type Problem = { field: ImportField | 'row'; message: string }

/** Texts given in place of a row's cells while fixing it. */
export type Fixes = Partial<Record<MovieField, string>>

/** What our own export knows of a movie beyond its values; times ISO 8601 in UTC. */
export type Origin = { id?: string; createdAt?: string; updatedAt?: string }

/** A row as a movie, as something that is set aside, or with everything that keeps it from being a movie. */
export type Judgement =
  | ({ state: 'ready'; values: MovieValues; sortTitle: string } & Origin)
  | { state: 'aside'; kind: string }
  | { state: 'problem'; problems: Problem[]; formatWord?: string }

// The titles of a service's history that are surely parts of a series.
const EPISODE = /: (?:(?:Season|Series|Staffel|Saison|Temporada) \d+|Limited Series|(?:Episode|Chapter) \d+)(?::|$)/i

/** Makes the judge of a file's rows: pure, the same for a preview, an import and a fixed row. `width`: columns it has. */
export function makeJudge(
  settings: ImportSettings,
  width: number,
): (cells: readonly string[], fixes?: Fixes) => Judgement {
  const { columns, discs, fill, scale, guarded } = settings
  const chosen = new Map(settings.formats)
  const cell = (cells: readonly string[], at: number | undefined) => {
    const text = at === undefined ? '' : (cells[at] ?? '')
    return guarded ? unguardCell(text) : text
  }

  return (cells, fixes = {}) => {
    const kind = cell(cells, columns.kind).trim()
    if (kind && isNoFilm(kind)) return { state: 'aside', kind }
    const title = cell(cells, columns.title)
    if (settings.source === 'netflix' && EPISODE.test(title)) return { state: 'aside', kind: 'episode' }

    const problems: Problem[] = []
    const text = (field: MovieField, own: string): string => {
      const one = fill[field]
      return fixes[field] ?? (one?.everywhere || own.trim() === '' ? (one?.value ?? own) : own)
    }
    const own = (field: MovieField) => withoutUnknown(cell(cells, columns[field]), settings)
    // A value typed here is meant as it is; only the file's own ratings are on its scale.
    const rating = text('rating', own('rating'))
    const ratingScale =
      rating === own('rating') && fixes.rating === undefined && !fill.rating?.everywhere ? scale : 'exact'
    const formatWord = text('format', columns.format === undefined ? discFormat(cells, discs) : own('format'))

    const converted: Record<Exclude<MovieField, OptionalField>, Converted<unknown>> = {
      title: { value: text('title', title) || undefined },
      format: { value: convertFormat(formatWord, chosen) ?? (formatWord.trim() || undefined) },
      length: convertLength(text('length', own('length'))),
      releaseYear: convertYear(text('releaseYear', own('releaseYear'))),
      rating: convertRating(rating, ratingScale),
    }
    const optional = Object.fromEntries(
      OPTIONAL_FIELDS.map((field) => [field, { value: text(field, own(field)) || undefined }]),
    ) as Record<OptionalField, Converted<unknown>>
    const all: Record<MovieField, Converted<unknown>> = { ...converted, ...optional }
    const parsed = movieSchema.safeParse(
      Object.fromEntries(MOVIE_FIELDS.map((field) => [field, valueOrNone(all[field])])),
    )
    if (!parsed.success) {
      for (const field of MOVIE_FIELDS) {
        const one = all[field]
        const message =
          'problem' in one ? one.problem : parsed.error.issues.find(({ path }) => path[0] === field)?.message
        if (message) problems.push({ field, message: printable(message) })
      }
    }
    if (cells.length > width && isRagged(cells, width) && Object.keys(fixes).length === 0)
      problems.push({ field: 'row', message: `has ${cells.length} cells, more than the ${width} columns of the file` })
    const origin = readOrigin(problems)

    if (problems.length > 0 || !parsed.success) {
      const unknown = convertFormat(formatWord, chosen) === undefined && foldFormat(formatWord)
      return { state: 'problem', problems, ...(unknown && { formatWord: printable(unknown) }) }
    }
    return { state: 'ready', values: parsed.data, sortTitle: sortTitle(parsed.data.title), ...origin }

    function readOrigin(problems: Problem[]): Origin {
      const origin: Origin = {}
      // An id of another program is no fault: the movie gets one of ours.
      const id = columns.id === undefined ? '' : cell(cells, columns.id).trim().toLowerCase()
      if (id && validate(id)) origin.id = id
      for (const field of ['createdAt', 'updatedAt'] as const) {
        if (columns[field] === undefined) continue
        const given = cell(cells, columns[field]).trim()
        const time = convertTime(given)
        if (time) origin[field] = time
        else if (given) problems.push({ field, message: printable(`${field}: "${given.slice(0, 60)}" is not a time`) })
      }
      return origin
    }
  }
}

function valueOrNone(one: Converted<unknown>): unknown {
  return 'value' in one ? one.value : undefined
}

function isRagged(cells: readonly string[], width: number): boolean {
  return cells.some((text, at) => at >= width && text.trim() !== '')
}

// Blu-ray.com writes -1 for what it does not know.
function withoutUnknown(text: string, { source }: ImportSettings): string {
  return source === 'bluray' && text.trim() === '-1' ? '' : text
}

function discFormat(cells: readonly string[], discs: ImportSettings['discs']): string {
  return discs.find(([, at]) => Number(cells[at]) > 0)?.[0] ?? ''
}

// Messages repeat what was given, and are stored where NUL and halves of characters are not.
function printable(message: string): string {
  return message.replaceAll('\0', '␀').toWellFormed()
}
