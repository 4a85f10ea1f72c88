import { FORMATS, type Format, MOVIE_FIELDS } from '@/domain/movies/movie'
import { foldFormat } from './convert'
import { type ImportSettings, SCALES, type Scale } from './settings'

type Values = Record<string, string>

/**
 * Reads the settings that a person gives in the preview's form; fields that the form leaves out stay as they are. Its
 * fields: `named`, `scale`, `column.<field>` (a number, or empty), `fill.<field>` with `everywhere.<field>`, `word.<n>`
 * with `format.<n>`.
 */
export function readSettingsForm(values: Values, current: ImportSettings): ImportSettings {
  const columns = { ...current.columns }
  const fill: ImportSettings['fill'] = {}
  for (const field of MOVIE_FIELDS) {
    const column = values[`column.${field}`]
    if (column === '') delete columns[field]
    else if (column !== undefined) columns[field] = Number(column)
    const value = values[`fill.${field}`]?.trim()
    if (value) fill[field] = { value, everywhere: values[`everywhere.${field}`] === 'yes' }
  }
  const scale = SCALES.find((known) => known === values.scale) as Scale | undefined
  const named = values.named === undefined ? current.named : values.named === 'yes'
  return { ...current, columns, fill, named, scale: scale ?? current.scale, formats: readFormats(values, current) }
}

function readFormats(values: Values, current: ImportSettings): [string, Format][] {
  const formats = new Map(current.formats)
  for (const [name, word] of Object.entries(values)) {
    const number = /^word\.(\d{1,3})$/.exec(name)?.[1]
    if (number === undefined) continue
    const chosen = FORMATS.find((format) => format === values[`format.${number}`])
    if (chosen) formats.set(foldFormat(word), chosen)
    else formats.delete(foldFormat(word))
  }
  return [...formats]
}
