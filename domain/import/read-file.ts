import { areGuarded } from '@/domain/export/csv-cell'
import { openArchive } from './archives/open-archive'
import { findByValues, findKind } from './columns'
import { takeHead } from './decode-text'
import { findFirstRow } from './find-table'
import { guessHeader } from './guess'
import { isEmpty, openList, prepend } from './open-list'
import { type FileRow, MOST_ROWS, SAMPLE_ROWS, tooManyRows } from './read-csv'
import type { List, ReadingChoice } from './reading'
import type { ImportSettings } from './settings'
import { isZip } from './signatures'
import { isHeader, type Recognized, recognizeHeader } from './sources'
import { makeTally, type Undecided } from './tally'

/** An open file: what its first rows say about it, and all of its rows, the names of columns first. */
export type OpenFile = {
  format: 'csv' | 'json'
  /** Names of the columns as the file has them, or none. */
  header: string[]
  /** The first row, whether it holds names or a movie. */
  firstRow: string[]
  width: number
  settings: ImportSettings
  /** What the first rows decided and the whole file may decide otherwise. */
  undecided: Undecided
  rows: AsyncGenerator<FileRow>
}

/**
 * Opens a stream of bytes as a list of movies: recognizes what kind of file it is, the program that wrote it and what
 * its columns mean, and gives its rows. `choice` is what a person says about it.
 * @throws {AppError} `invalid` if it is empty or cannot be read; the rows throw the same later on
 */
export async function openFile(bytes: AsyncIterable<Uint8Array>, choice: ReadingChoice = {}): Promise<OpenFile> {
  const source = await takeHead(bytes)
  const list = isZip(source.head) ? await openArchive(source.whole, choice) : await openList(source, choice)
  return openTable(list, choice)
}

async function openTable({ format, rows, reading }: List<FileRow>, choice: ReadingChoice): Promise<OpenFile> {
  const samples: FileRow[] = []
  while (samples.length < SAMPLE_ROWS) {
    const next = await rows.next()
    if (next.done) break
    samples.push(next.value)
  }
  const { firstRow: chosen } = choice
  const at = format === 'json' ? 0 : chosen ? samples.findIndex(({ row }) => row >= chosen) : findFirstRow(samples)
  const table = samples.slice(at < 0 ? samples.length : at)
  const cells = table.map((row) => row.cells)
  const [firstRow] = cells
  if (!firstRow) throw isEmpty()
  const { settings, undecided } = recognizeSettings(cells, format)
  return {
    format,
    header: settings.named ? firstRow : [],
    firstRow,
    width: settings.named ? firstRow.length : Math.max(...cells.map((row) => row.length)),
    settings: { ...settings, reading: { ...reading, ...(format === 'csv' && { firstRow: table[0]?.row }) } },
    undecided,
    rows: limited(prepend(table, rows)),
  }
}

/** How the first rows of a file say that all of them become movies. */
function recognizeSettings(rows: readonly (readonly string[])[], format: OpenFile['format']) {
  const [first = [], ...rest] = rows
  const named = format === 'json' || isHeader(first) || guessHeader(first, rest)
  const samples = named ? rest : rows
  // Rows that a person downloaded here to correct them are guarded, whatever their columns are called.
  const guarded = format === 'csv' && areGuarded(rows.flat())
  const recognized = named ? recognizeHeader(first, samples) : recognizeCells(samples)
  const { scale, unit, source } = recognized
  const settings: ImportSettings = {
    ...{ named, formats: [], ...recognized, guarded: guarded || (source === 'moviebucket' && format === 'csv') },
    scale: scale === 'guess' ? '5' : scale,
    unit: unit === 'guess' ? 'minutes' : unit,
  }
  const undecided = {
    scale: scale === 'guess',
    unit: unit === 'guess',
    // Programs that write the year into a column do not write it into the title, too.
    yearInTitle: source === 'table' || source === 'cells' || recognized.columns.releaseYear === undefined,
  }
  const tally = makeTally(settings, undecided)
  for (const cells of samples) tally.add(cells)
  return { settings: tally.decide(settings), undecided }
}

function recognizeCells(rows: readonly (readonly string[])[]): Recognized {
  const columns = findByValues([], rows, {}, ['title', 'format', 'length', 'releaseYear', 'rating'])
  const width = Math.max(...rows.map((row) => row.length))
  const taken = new Set(Object.values(columns))
  const kind = findKind(
    [],
    rows,
    Array.from({ length: width }, (_, at) => at).filter((at) => !taken.has(at)),
  )
  const found = { ...columns, ...(kind !== undefined && { kind }) }
  return { source: 'cells', columns: found, discs: [], fill: {}, scale: 'guess', unit: 'guess' }
}

async function* limited(rows: AsyncGenerator<FileRow>): AsyncGenerator<FileRow> {
  let count = 0
  for await (const row of rows) {
    if (++count > MOST_ROWS) throw tooManyRows()
    yield row
  }
}
