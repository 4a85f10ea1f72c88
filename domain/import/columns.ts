import { FITS, givenIn, guessColumns, mostFit } from './guess'
import { isFilm, isKind, isYesOrNo } from './kinds'
import { type ReadName, readName } from './names'
import type { ImportSettings, Scale, Unit } from './settings'
import type { NamedField } from './words'

type Rows = readonly (readonly string[])[]
type Columns = ImportSettings['columns']

/** Certificates of films, which some files call a rating. */
const CERTIFICATE =
  /^(g|pg|pg-?13|r|nc-?17|nr|ur|u|a|aa|x|m|ma-?15\+?|12a|tv-?\w{1,3}|fsk.*|not rated|unrated|approved|passed)$/i
const SHORTEST_CLEAR = 4
// A name that says a field clearly is taken for it even if the values do not fit: their rows say what is wrong.
const TAKEN_ANYWAY: ReadonlySet<NamedField> = new Set(['title', 'format', 'length', 'releaseYear'])
// Titles last: a column for the length of a film has a word for a title, too.
const ORDER: readonly NamedField[] = ['kind', 'format', 'rating', 'releaseYear', 'length', 'viewed', 'title']

/** Finds the columns of fields by their names, a person's own rating before that of others, and never theirs alone. */
export function findByName(names: readonly string[], rows: Rows, asked: readonly NamedField[]): Columns {
  const read = names.map(readName)
  const columns: Columns = {}
  const free = new Set(names.keys())
  for (const field of ORDER) {
    if (!asked.includes(field)) continue
    const at = field === 'kind' ? findKind(read, rows, free) : findField(field, read, rows, free)
    if (at === undefined) continue
    columns[field] = at
    free.delete(at)
  }
  return columns
}

/** Finds the columns of fields that no name tells, by the values of columns that no field has taken. */
export function findByValues(
  names: readonly string[],
  rows: Rows,
  columns: Columns,
  asked: Parameters<typeof guessColumns>[2],
): Columns {
  const taken = new Set(Object.values(columns))
  const width = Math.max(names.length, ...rows.map((row) => row.length))
  const free = Array.from({ length: width }, (_, at) => at).filter((at) => {
    if (taken.has(at)) return false
    const { elsewhere, crowd } = readName(names[at] ?? '')
    return !elsewhere && !crowd
  })
  return guessColumns(
    rows,
    free,
    asked.filter((field) => columns[field] === undefined),
    names.length > 0,
  )
}

function findField(field: NamedField, names: readonly ReadName[], rows: Rows, free: ReadonlySet<number>) {
  const candidates = [...free]
    .flatMap((at) => {
      const name = names[at]
      const rank = name?.fields.get(field)
      if (!name || rank === undefined || name.elsewhere) return []
      if (field === 'rating' && name.crowd) return []
      // Somebody's name, or the name of something in a list of films.
      if (field === 'title' && name.own) return []
      const own = field === 'rating' && name.own
      return [
        { at, rank: rank + name.words.length / 10 + name.unknown * 20 - (own ? 100 : 0), clear: name.unknown === 0 },
      ]
    })
    .sort((a, b) => a.rank - b.rank)
  const fitting = candidates.find(({ at }) => {
    const values = givenIn(rows, at)
    return values.length === 0 || field === 'viewed' || field === 'kind' || mostFit(values, FITS[field])
  })
  if (fitting) return fitting.at
  const [best] = candidates.filter(({ clear }) => clear)
  if (!best || field === 'kind' || field === 'viewed') return undefined
  const values = givenIn(rows, best.at)
  // A short word means something else in another language: AR is an aspect ratio, and a year in Sweden.
  if (!values.some(FITS[field]) && (names[best.at]?.words.join('').length ?? 0) < SHORTEST_CLEAR) return undefined
  if (field === 'format' && mostFit(values, isKind)) return undefined
  if (field === 'rating') return mostFit(values, (text) => CERTIFICATE.test(text)) ? undefined : best.at
  return TAKEN_ANYWAY.has(field) ? best.at : undefined
}

/** Finds the column that tells films from series by its values: nearly all are kinds, or yes and no to *TV series*. */
export function findKind(names: readonly ReadName[], rows: Rows, free: Iterable<number>): number | undefined {
  const found = [...free].flatMap((at) => {
    const values = givenIn(rows, at)
    const name = names[at]
    const named = name?.fields.has('kind') ?? false
    const asks = name?.words.filter((word) => word !== 'is').join(' ') ?? ''
    if (isKind(asks) && mostFit(values, isYesOrNo)) return isFilm(asks) ? [] : [{ at, rank: 0 }]
    if (!mostFit(values, isKind)) return []
    // A list of series alone has no film to tell the column by, so its name has to.
    if (!named && !values.some(isFilm)) return []
    return [{ at, rank: named ? 1 : 2 }]
  })
  return found.sort((a, b) => a.rank - b.rank)[0]?.at
}

/** The scale that the name of a column of ratings says: `Rating10`, `5 Star Rating`, *Score out of 100*. */
export function scaleByName(name: string): Scale | undefined {
  const { words } = readName(name)
  return (['100', '10', '5'] as const).find((scale) => words.includes(scale))
}

const UNIT_WORDS: [Unit, RegExp][] = [
  ['ticks', /^ticks$/],
  ['milliseconds', /^(ms|millis|milliseconds|millisekunden)$/],
  ['seconds', /^(s|secs?|seconds?|sekunden|secondes|segundos|secondi|秒)$/],
  ['minutes', /^(m|mins?|minutes?|minuten|minutos|minuti|分|分钟)$/],
  ['hours', /^(h|hrs?|hours?|std|stunden|heures|horas|ore)$/],
]

/** The unit that the name of a column of running times says: *Runtime (mins)*, `duration_ms`, `RunTimeTicks`. */
export function unitByName(name: string): Unit | undefined {
  const { words } = readName(name)
  return UNIT_WORDS.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0]
}
