import { MOVIE_FIELDS } from '@/domain/movies/movie'
import { findByName, findByValues, scaleByName, unitByName } from './columns'
import { foldName, readName } from './names'
import { isEpisode } from './netflix'
import { IMPORT_FIELDS, type ImportField, type ImportSettings, type Scale, type Source, type Unit } from './settings'
import { NAMED_FIELDS } from './words'

type Names = Partial<Record<ImportField, readonly string[]>>

type Rows = readonly (readonly string[])[]

/**
 * How a program's file is recognized by its names of columns, and which of them are which field; `[]` for a field that it
 * does not write. Other fields are found as in any table.
 */
type Program = {
  source: Source
  wrote: (has: (name: string) => boolean, names: string[], rows: Rows) => boolean
  names: Names
  scale: Scale | 'guess'
  fill?: ImportSettings['fill']
}

// Every field is found under the name that our own export gives it.
const OWN: Names = Object.fromEntries(MOVIE_FIELDS.map((field) => [field, [foldName(field)]]))

const NETFLIX_TITLES =
  'title titel titre titulo titolo tytul nazev cim baslik nimi tittel название タイトル 标题 標題 제목'.split(' ')
const NETFLIX_DATES = 'date datum fecha data dato data datum tarih paivamaara pvm дата 日付 日期 날짜'.split(' ')
const NETFLIX = {
  scale: '5',
  fill: { format: { value: 'Streaming', everywhere: false } },
} as const
const WITHOUT_VALUES: Names = { format: [], length: [], releaseYear: [], rating: [], kind: [] }

// The first program that fits has written the file, so the order matters.
const PROGRAMS: Program[] = [
  {
    source: 'moviebucket',
    wrote: (has) => ['title', 'format', 'length', 'releaseyear', 'rating'].every(has),
    names: { id: ['id'], createdAt: ['createdat'], updatedAt: ['updatedat'] },
    scale: 'exact',
  },
  {
    source: 'letterboxd',
    wrote: (has) => has('name') && has('year') && (has('letterboxduri') || (has('position') && has('url'))),
    names: {
      ...{ title: ['name'], releaseYear: ['year'], rating: ['rating'], format: [], length: [], kind: [] },
      // Only the diary has it: a film stands there once for each viewing.
      viewed: ['watcheddate'],
    },
    scale: '5',
  },
  {
    source: 'imdb',
    wrote: (has) => has('const') && has('title') && (has('titletype') || has('yourrating') || has('yourated')),
    names: { kind: ['titletype'], rating: ['yourrating', 'yourated'], releaseYear: ['year'], format: [] },
    scale: '10',
  },
  {
    source: 'trakt',
    wrote: (has) => has('title') && (has('traktrating') || (has('ratedat') && has('type'))),
    names: { kind: ['type'], rating: ['rating'], releaseYear: ['year'], format: [] },
    scale: '10',
  },
  {
    source: 'libib',
    wrote: (has) => has('itemtype') && has('title'),
    names: { kind: ['itemtype'], releaseYear: ['publishdate'] },
    scale: '5',
  },
  {
    source: 'bluray',
    wrote: (has) => has('title') && (has('bluraydiscs') || has('dvddiscs')),
    // Its release date is the date of the disc.
    names: { releaseYear: ['year', 'productionyear', 'releaseyear'], format: [] },
    scale: 'guess',
  },
  {
    source: 'movary',
    wrote: (has) => has('title') && has('userrating') && has('tmdbid'),
    names: { rating: ['userrating'], format: [] },
    scale: '10',
  },
  {
    source: 'netflix',
    wrote: (_, names, rows) =>
      names.join() === 'title,date' ||
      // In the language of the account: a title and a date, and somewhere a season.
      (names.length === 2 &&
        NETFLIX_TITLES.includes(names[0] ?? '') &&
        NETFLIX_DATES.includes(names[1] ?? '') &&
        rows.some(([title = '']) => isEpisode(title))),
    names: { ...WITHOUT_VALUES, title: NETFLIX_TITLES, viewed: NETFLIX_DATES },
    ...NETFLIX,
  },
  {
    // ViewingActivity.csv: its duration is the time that was watched, and what is no title of its own has a kind.
    source: 'netflix',
    wrote: (has) => has('profilename') && has('starttime') && has('title'),
    names: { ...WITHOUT_VALUES, title: ['title'], viewed: ['starttime'], kind: ['supplementalvideotype'] },
    ...NETFLIX,
  },
  {
    // Ratings.csv: stars until 2017, and thumbs, which are no stars.
    source: 'netflix',
    wrote: (has) => has('profilename') && has('titlename') && has('starvalue'),
    names: { ...WITHOUT_VALUES, title: ['titlename'], rating: ['starvalue'], viewed: ['eventutcts'] },
    ...NETFLIX,
  },
  {
    source: 'clz',
    wrote: (has) => has('title') && (has('moviereleaseyear') || has('moviereleasedate')),
    names: {
      releaseYear: ['moviereleaseyear', 'moviereleasedate', 'year', 'releasedate'],
      rating: ['myrating'],
      length: ['runningtime', 'runtime'],
    },
    scale: '10',
  },
]
const TABLE: Program = { source: 'table', wrote: () => true, names: {}, scale: 'guess' }

const GUESSED = ['title', 'format', 'length', 'releaseYear', 'rating'] as const

const DISCS = [
  ['4K', ['4kdiscs', '4kultrahddiscs', '4kbluraydiscs', 'uhddiscs', 'ultrahddiscs']],
  ['Blu-ray', ['bluraydiscs', '3dbluraydiscs', 'bluray3ddiscs']],
  ['HD DVD', ['hddvddiscs']],
  ['DVD', ['dvddiscs']],
] as const

/** Whether a row is a header: names of columns that we know. */
export function isHeader(cells: readonly string[]): boolean {
  const names = cells.map(readName)
  const known = names.filter(({ fields, unknown, elsewhere }) => fields.size > 0 && unknown === 0 && !elsewhere)
  const fields = new Set(known.flatMap(({ fields }) => [...fields.keys()].slice(0, 1)))
  const titled = known.some(({ fields }) => fields.has('title'))
  return (
    (fields.size >= 2 && known.length >= 2) ||
    (titled && (names.length === 1 || !cells.some((cell) => /\d/.test(cell))))
  )
}

/** What a header and the rows below it say about a file, and whether the values have to tell scale and unit. */
export type Recognized = Pick<ImportSettings, 'source' | 'columns' | 'discs' | 'fill' | 'guessed'> & {
  scale: Scale | 'guess'
  unit: Unit | 'guess'
}

/** Which program wrote a file, and which of its columns are which field, by its names and some of its rows. */
export function recognizeHeader(cells: readonly string[], rows: Rows): Recognized {
  const names = cells.map(foldName)
  const has = (name: string) => names.includes(name)
  const program = PROGRAMS.find(({ wrote }) => wrote(has, names, rows)) ?? TABLE
  const { source, fill = {} } = program
  const wanted: Names = source === 'moviebucket' ? { ...OWN, kind: [], viewed: [], ...program.names } : program.names
  const columns: ImportSettings['columns'] = {}
  for (const field of IMPORT_FIELDS) {
    const found = (wanted[field] ?? []).map((name) => names.indexOf(name)).find((at) => at >= 0)
    if (found !== undefined) columns[field] = found
  }
  // A column that the program calls by a name of its own is no other field.
  const taken = new Set(Object.values(columns))
  const free = cells.map((cell, at) => (taken.has(at) ? '' : cell))
  const open = NAMED_FIELDS.filter((field) => wanted[field] === undefined && (field !== 'viewed' || program === TABLE))
  Object.assign(columns, findByName(free, rows, open))
  const guessed = program === TABLE ? findByValues(cells, rows, columns, GUESSED) : {}
  const discs =
    source === 'bluray'
      ? DISCS.flatMap(([word, any]) =>
          any.map((name) => names.indexOf(name)).flatMap((at): [string, number][] => (at < 0 ? [] : [[word, at]])),
        )
      : []
  const fields = Object.keys(guessed) as ImportField[]
  const all = { ...columns, ...guessed }
  return {
    ...{ source, columns: all, discs, fill, ...(fields.length > 0 && { guessed: fields }) },
    scale: program.scale === 'guess' ? (scaleByName(cells[all.rating ?? -1] ?? '') ?? 'guess') : program.scale,
    unit: source === 'moviebucket' ? 'minutes' : (unitByName(cells[all.length ?? -1] ?? '') ?? 'guess'),
  }
}
