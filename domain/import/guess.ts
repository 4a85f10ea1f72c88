import { areGuarded } from '@/domain/export/csv-cell'
import { parseLength } from '@/domain/movies/typed-values'
import { parseDecimal } from './convert'
import type { ImportSettings, Scale } from './settings'
import { isNamesRow, recognizeNames } from './sources'

/** How many rows a guess is made from. */
export const GUESSED_FROM = 200

const FORMAT_WORD = /^(vhs|dvd|streaming|blu-?ray|4k|uhd|laser ?disc|vcd|hd dvd|betamax|digital)/i

/** Reads settings out of the first rows of a file; `rows` begins with the names of its columns if it has them. */
export function guessSettings(rows: readonly (readonly string[])[], format: 'csv' | 'json'): ImportSettings {
  const [first = [], ...rest] = rows
  const named = format === 'json' || isNamesRow(first) || looksNamed(first, rest)
  const samples = named ? rest : rows
  // The rows with a problem of somebody's own list come back guarded, whatever its columns are called.
  const guarded = format === 'csv' && areGuarded(rows.flat())
  const base = { named, formats: [], guarded }
  if (!named || !isNamesRow(first)) {
    const columns = guessColumns(samples)
    const scale = guessScale(samples, columns.rating)
    return { ...base, source: named ? 'table' : 'cells', columns, discs: [], fill: {}, scale }
  }
  const { scale, ...known } = recognizeNames(first)
  return {
    ...base,
    ...known,
    guarded: guarded || (known.source === 'moviebucket' && format === 'csv'),
    scale: scale === 'guess' ? guessScale(samples, known.columns.rating) : scale,
  }
}

// Names in a language we do not know: text above columns that are numbers all the way down.
function looksNamed(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  if (rest.length < 2) return false
  return first.some((name, at) => {
    const below = rest.map((row) => row[at] ?? '').filter((text) => text.trim() !== '')
    return name.trim() !== '' && !isNumber(name) && below.length >= 2 && below.every(isNumber)
  })
}

function guessColumns(rows: readonly (readonly string[])[]): ImportSettings['columns'] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const columns: ImportSettings['columns'] = {}
  const free = new Set(Array.from({ length: width }, (_, at) => at))
  const cells = (at: number) => rows.map((row) => (row[at] ?? '').trim()).filter(Boolean)
  const most = (at: number, fits: (text: string) => boolean) => {
    const given = cells(at)
    return given.length > 0 && given.filter(fits).length >= given.length * 0.8
  }
  const take = (field: keyof typeof columns, at: number | undefined) => {
    if (at === undefined) return
    columns[field] = at
    free.delete(at)
  }
  const first = (fits: (text: string) => boolean) => [...free].find((at) => most(at, fits))
  take(
    'format',
    first((text) => FORMAT_WORD.test(text)),
  )
  // Titles can be numbers, but hardly most of them.
  take('title', first((text) => !isNumber(text) && !/^\d{4}-\d{2}/.test(text)) ?? [...free][0])
  take(
    'releaseYear',
    first((text) => /^(1[89]|20)\d{2}$|\b(1[89]|20)\d{2}-\d{2}/.test(text)),
  )
  take(
    'rating',
    first((text) => isRating(text)),
  )
  take(
    'length',
    first((text) => isLength(text)),
  )
  return columns
}

function isNumber(text: string): boolean {
  return !Number.isNaN(parseDecimal(text.trim())) || isLength(text)
}

function isRating(text: string): boolean {
  return /^★*½?$/u.test(text) || parseDecimal(text) <= 10
}

function isLength(text: string): boolean {
  return typeof parseLength(text) === 'number'
}

/** The smallest scale that holds every rating among the samples. */
export function guessScale(rows: readonly (readonly string[])[], column: number | undefined): Scale {
  if (column === undefined) return '5'
  const ratings = rows.map((row) => parseDecimal((row[column] ?? '').trim())).filter((rating) => !Number.isNaN(rating))
  const highest = Math.max(0, ...ratings)
  return highest <= 5 ? '5' : highest <= 10 ? '10' : '100'
}
