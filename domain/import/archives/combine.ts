import { takeHead } from '@/domain/import/decode-text'
import { findFirstRow } from '@/domain/import/find-table'
import { foldName } from '@/domain/import/names'
import { openList } from '@/domain/import/open-list'
import { type FileRow, MOST_ROWS, SAMPLE_ROWS, tooManyRows } from '@/domain/import/read-csv'
import { toPartName } from '@/domain/import/reading'
import { shorten } from '@/domain/text'
import type { Archive } from './open-zip'

/** Several files of an archive as one list: its name, a sentence about it, and its rows, the names of columns first. */
export type Combination = { name: string; note: string; files: string[]; rows(): AsyncGenerator<FileRow> }

type Film = { cells: Record<string, string>; ratedAt: string }

/** What programs spread over several files of an archive, each film once; undefined for an archive of another kind. */
export function findCombination(archive: Archive, files: readonly string[]): Combination | undefined {
  const named = (pattern: RegExp) =>
    files.filter((file) => pattern.test(baseName(file)) && !/(^|\/)(deleted|orphaned)\//.test(file))
  const [watched] = named(/^watched\.csv$/)
  if (watched) {
    const used = [watched, ...named(/^ratings\.csv$/), ...named(/^diary\.csv$/)]
    return combine(archive, used, {
      name: 'Films watched, with ratings',
      columns: ['Date', 'Name', 'Year', 'Letterboxd URI', 'Rating'],
      title: 'name',
      rating: (file, film) => (baseName(file) === 'diary.csv' ? `1 ${film.watcheddate ?? ''}` : '2'),
    })
  }
  const trakt = ['collection', 'watched', 'ratings'].flatMap((kind) => named(new RegExp(`^${kind}.*movies.*\\.json$`)))
  if (trakt.length > 1)
    return combine(archive, trakt, {
      name: 'Movies collected, watched and rated',
      columns: ['title', 'year', 'type', 'media_type', 'rating', 'rated_at'],
      title: 'title',
      rating: (_, film) => film.ratedat ?? '',
    })
  return undefined
}

type Plan = {
  name: string
  columns: string[]
  title: string
  /** How new a rating is, as a text that can be compared. */
  rating: (file: string, film: Record<string, string>) => string
}

function combine(archive: Archive, files: string[], plan: Plan): Combination {
  const names = files.map(baseName)
  return {
    name: plan.name,
    files,
    note: `Read from ${shorten(toPartName(names.join(', ')), 300)}: each film once, with its newest rating.`,
    async *rows() {
      const films = new Map<string, Film>()
      for (const file of files) for await (const film of readRecords(archive, file)) add(films, film, plan, file)
      yield { row: 1, cells: plan.columns }
      let row = 1
      for (const { cells } of films.values())
        yield { row: ++row, cells: plan.columns.map((name) => cells[foldName(name)] ?? '') }
    },
  }
}

function add(films: Map<string, Film>, film: Record<string, string>, plan: Plan, file: string): void {
  const key = `${film[plan.title]?.trim().toLowerCase()}\n${film.year}`
  const known = films.get(key) ?? { cells: {}, ratedAt: '' }
  const { rating = '', ...others } = film
  // What an earlier file says of a film stays.
  for (const [name, cell] of Object.entries(others)) if (!known.cells[name]) known.cells[name] = cell
  const ratedAt = plan.rating(file, film)
  if (rating !== '' && (!known.cells.rating || ratedAt >= known.ratedAt)) {
    known.cells.rating = rating
    known.ratedAt = ratedAt
  }
  films.set(key, known)
  if (films.size > MOST_ROWS) throw tooManyRows()
}

/** The rows of a list in an archive, by their folded names of columns. */
async function* readRecords(archive: Archive, file: string): AsyncGenerator<Record<string, string>> {
  const { rows } = await openList(await takeHead(archive.read(file)), {}).catch(() => ({ rows: none() }))
  const samples: FileRow[] = []
  for (let next = await rows.next(); !next.done; next = await rows.next())
    if (samples.push(next.value) === SAMPLE_ROWS) break
  const at = findFirstRow(samples)
  const names = samples[at]?.cells.map(foldName) ?? []
  const toRecord = ({ cells }: FileRow) => Object.fromEntries(names.map((name, column) => [name, cells[column] ?? '']))
  for (const row of samples.slice(at + 1)) yield toRecord(row)
  for await (const row of rows) yield toRecord(row)
}

// An empty list of an export holds nothing but its names, or not even these.
async function* none(): AsyncGenerator<FileRow> {}

/** The name of a file without its folders. */
export function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).toLowerCase()
}
