import { FORMATS, type Format, MOVIE_FIELDS } from '@/domain/movies/movie'
import { foldFormat } from './convert'
import { type ImportSettings, MAPPED_FIELDS, SCALES, UNITS } from './settings'

type Values = Record<string, string>

/**
 * Reads the settings that a person gives in the preview's forms; fields that a form leaves out stay as they are. Their
 * fields: `named`, `scale`, `unit`, `yearInTitle`, `shorten`, `column.<field>` (a number, or empty), `fill.<field>` with
 * `everywhere.<field>`, `word.<n>` with `format.<n>`.
 */
export function readSettingsForm(values: Values, current: ImportSettings): ImportSettings {
  const columns = { ...current.columns }
  for (const field of MAPPED_FIELDS) {
    const column = values[`column.${field}`]
    if (column === '') delete columns[field]
    else if (column !== undefined) columns[field] = Number(column)
  }
  const guessed = current.guessed?.filter((field) => columns[field] === current.columns[field])
  const yesOrNo = (name: 'named' | 'yearInTitle' | 'shorten') =>
    values[name] === undefined ? current[name] : values[name] === 'yes'
  return {
    ...current,
    columns,
    fill: readFill(values, current),
    named: yesOrNo('named') ?? current.named,
    scale: SCALES.find((known) => known === values.scale) ?? current.scale,
    unit: UNITS.find((known) => known === values.unit) ?? current.unit,
    yearInTitle: yesOrNo('yearInTitle'),
    shorten: yesOrNo('shorten'),
    guessed,
    formats: readFormats(values, current),
  }
}

function readFill(values: Values, current: ImportSettings): ImportSettings['fill'] {
  const fill = { ...current.fill }
  for (const field of MOVIE_FIELDS) {
    const value = values[`fill.${field}`]?.trim()
    if (value) fill[field] = { value, everywhere: values[`everywhere.${field}`] === 'yes' }
    else if (value === '') delete fill[field]
  }
  return fill
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
