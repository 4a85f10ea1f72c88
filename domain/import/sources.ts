import { MOVIE_FIELDS, type MovieField, type OptionalField } from '@/domain/movies/movie'
import { foldText } from '@/domain/movies/title'
import { MORE_PROGRAMS, type Names, type Program } from './programs'
import { IMPORT_FIELDS, type ImportSettings, type Scale } from './settings'

// Names of columns that mean a field in any file, the clearest first; folded as `foldName` does.
const ANY_FILE: Record<Exclude<MovieField, OptionalField>, readonly string[]> = {
  title: 'title name movietitle movie film filmtitle titel titre titulo titolo originaltitle'.split(' '),
  format: 'format mediaformat media medium mediatype videoformat medien medientyp formato support'.split(' '),
  length:
    'length runtime runtimemins runtimemin runtimeminutes runningtime runningtimemin runningtimemins lengthmin lengthminutes duration durationmin minutes laufzeit dauer duree duracion durata'.split(
      ' ',
    ),
  releaseYear:
    'releaseyear moviereleaseyear year productionyear yearreleased jahr erscheinungsjahr annee ano anno moviereleasedate releasedate releasedatemonthdayyear released publishdate firstreleased'.split(
      ' ',
    ),
  rating: 'myrating yourrating yourated userrating personalrating rating stars score bewertung note imdbrating'.split(
    ' ',
  ),
}

// Every field is found under the name that our own export gives it.
const OWN: Names = Object.fromEntries(MOVIE_FIELDS.map((field) => [field, [foldName(field)]]))

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
    names: { title: ['name'], releaseYear: ['year'], rating: ['rating'], format: [], length: [] },
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
    names: { kind: ['type'], rating: ['rating'], releaseYear: ['year'], format: ['mediatype'] },
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
    wrote: (_, names) => names.join() === 'title,date',
    names: { title: ['title'], format: [], length: [], releaseYear: [], rating: [] },
    scale: '5',
    fill: { format: { value: 'Streaming', everywhere: false } },
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
  ...MORE_PROGRAMS,
]
const TABLE: Program = { source: 'table', wrote: () => true, names: {}, scale: 'guess' }

const DISCS = [
  ['4K', ['4kdiscs', '4kultrahddiscs', '4kbluraydiscs', 'uhddiscs', 'ultrahddiscs']],
  ['Blu-ray', ['bluraydiscs', '3dbluraydiscs', 'bluray3ddiscs']],
  ['HD DVD', ['hddvddiscs']],
  ['DVD', ['dvddiscs']],
] as const

/** The name of a column in the form in which names are compared: case, accents, spaces and punctuation do not count. */
export function foldName(name: string): string {
  return foldText(name).replace(/[^\p{L}\p{N}]/gu, '')
}

/** Whether a row is a header: names of columns that we know. */
export function isHeader(cells: readonly string[]): boolean {
  if (findProgram(cells.map(foldName)) !== TABLE) return true
  const titled = cells.some(namesTitle)
  return countKnownNames(cells) >= 2 || (titled && (cells.length === 1 || !cells.some((cell) => /\d/.test(cell))))
}

/** Whether a column of this name holds titles. */
export function namesTitle(name: string): boolean {
  return ANY_FILE.title.includes(foldName(name))
}

/** How many fields the cells of a row name. */
export function countKnownNames(cells: readonly string[]): number {
  const names = new Set(cells.map(foldName))
  return Object.values(ANY_FILE).filter((known) => known.some((name) => names.has(name))).length
}

/** Which program wrote a header, and which of its columns are which field; the rows may have to tell the scale. */
export function recognizeHeader(
  cells: readonly string[],
): Pick<ImportSettings, 'source' | 'columns' | 'discs' | 'fill'> & { scale: Scale | 'guess' } {
  const names = cells.map(foldName)
  const program = findProgram(names)
  const wanted: Names = { ...OWN, ...ANY_FILE, ...program.names }
  const columns: ImportSettings['columns'] = {}
  for (const field of IMPORT_FIELDS) {
    const found = (wanted[field] ?? []).map((name) => names.indexOf(name)).find((at) => at >= 0)
    if (found !== undefined) columns[field] = found
  }
  const discs =
    program.source === 'bluray'
      ? DISCS.flatMap(([word, any]) =>
          any.map((name) => names.indexOf(name)).flatMap((at): [string, number][] => (at < 0 ? [] : [[word, at]])),
        )
      : []
  return { source: program.source, columns, discs, scale: program.scale, fill: program.fill ?? {} }
}

function findProgram(names: string[]): Program {
  const has = (name: string) => names.includes(name)
  return PROGRAMS.find(({ wrote }) => wrote(has, names)) ?? TABLE
}
