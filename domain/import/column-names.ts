import type { MovieField } from '@/domain/movies/movie'
import { AppError } from '@/domain/result'
import { foldName } from './names'
import type { ImportField, ImportSettings } from './settings'

/** Which column of a file holds which field, by the column's name; '' says that none does. */
export type NamedColumns = Partial<Record<MovieField, string>>

/** The same by the column's place, counted from 0. */
export type FoundColumns = Partial<Record<MovieField, number | null>>

/**
 * Finds columns by their names; case, accents, spaces and punctuation do not count.
 * @throws {AppError} `invalid` with the field, if the file has no such column
 */
export function findColumns(columns: NamedColumns, header: readonly string[]): FoundColumns {
  const names = header.map(foldName)
  const found = Object.entries(columns).map(([field, name]) => {
    const at = name.trim() === '' ? null : names.indexOf(foldName(name))
    if (at !== null && at < 0) {
      const message = `column.${field}: the file has no column "${name}"`
      throw new AppError('invalid', message, { [`column.${field}`]: message })
    }
    return [field, at]
  })
  return Object.fromEntries(found)
}

/** Settings with some columns replaced. A column that is given to a field is taken from the others. */
export function withColumns(settings: ImportSettings, given: FoundColumns): ImportSettings {
  const taken = new Set(Object.values(given))
  const others = Object.entries(settings.columns).filter(([field, at]) => !(field in given) && !taken.has(at))
  const columns: ImportSettings['columns'] = Object.fromEntries([
    ...others,
    ...Object.entries(given).filter(([, at]) => at !== null),
  ])
  const isGuessed = (field: ImportField) => !(field in given) && columns[field] !== undefined
  return { ...settings, columns, ...(settings.guessed && { guessed: settings.guessed.filter(isGuessed) }) }
}
