import { areGuarded } from '@/domain/export/csv-cell'
import { AppError } from '@/domain/result'
import { formatNumber } from '@/domain/text'
import { findByValues, findKind } from './columns'
import { decodeText } from './decode-text'
import { guessHeader } from './guess'
import { type FileRow, guessDelimiter, readCsv, SAMPLE_ROWS, withoutPreamble } from './read-csv'
import { looksLikeJson, readJson } from './read-json'
import type { ImportSettings } from './settings'
import { isHeader, type Recognized, recognizeHeader } from './sources'
import { makeTally, type Undecided } from './tally'

/** An open file: what its first rows say about it, and all of its rows, the names of columns first. */
export type OpenFile = {
  format: 'csv' | 'json'
  delimiter: string
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

/** The most rows of one import. */
export const MOST_ROWS = 250_000

/**
 * Opens a stream of bytes as a list of movies: recognizes the program that wrote it and what its columns mean, and
 * gives its rows.
 * @throws {AppError} `invalid` if it is not text, is empty or cannot be read; the rows throw the same later on
 */
export async function openFile(bytes: AsyncIterable<Uint8Array>): Promise<OpenFile> {
  const texts = decodeText(bytes)
  let head = ''
  // Empty lines say nothing, and a single bracket does not say whether this is JSON.
  while (head.trim().length < 2) {
    const next = await texts.next()
    if (next.done) break
    head = head.trim() === '' ? next.value : head + next.value
  }
  if (head.trim() === '') throw isEmpty()
  return openTexts(head, prepend([head], texts))
}

async function openTexts(head: string, texts: AsyncGenerator<string>): Promise<OpenFile> {
  const format = looksLikeJson(head) ? 'json' : 'csv'
  const delimiter = guessDelimiter(head)
  const rows = format === 'json' ? readJson(texts) : withoutPreamble(readCsv(texts, delimiter))
  const samples: FileRow[] = []
  while (samples.length < SAMPLE_ROWS) {
    const next = await rows.next()
    if (next.done) break
    samples.push(next.value)
  }
  const cells = samples.map((row) => row.cells)
  const [firstRow] = cells
  if (!firstRow) throw isEmpty()
  const { settings, undecided } = recognizeSettings(cells, format)
  return {
    format,
    delimiter,
    header: settings.named ? firstRow : [],
    firstRow,
    width: settings.named ? firstRow.length : Math.max(...cells.map((row) => row.length)),
    settings,
    undecided,
    rows: limited(prepend(samples, rows)),
  }
}

/** How the first rows of a file say that all of them become movies. */
function recognizeSettings(rows: readonly (readonly string[])[], format: OpenFile['format']) {
  const [first = [], ...rest] = rows
  const isKnown = isHeader(first)
  const named = format === 'json' || isKnown || guessHeader(first, rest)
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
    yearInTitle: source === 'table' || source === 'cells',
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

async function* prepend<T>(first: T[], rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield* first
  yield* rest
}

async function* limited(rows: AsyncGenerator<FileRow>): AsyncGenerator<FileRow> {
  let count = 0
  for await (const row of rows) {
    if (++count > MOST_ROWS)
      throw new AppError(
        'invalid',
        `This has more than ${formatNumber(MOST_ROWS)} rows: divide the file and import the parts one after the other.`,
      )
    yield row
  }
}

function isEmpty(): AppError {
  return new AppError('invalid', 'This is empty: there is no movie in it.')
}
