import { EXPORT_COLUMNS } from '@/domain/export/formats'
import { AppError } from '@/domain/result'
import { decodeText } from './decode-text'
import { GUESSED_FROM, guessSettings } from './guess'
import { type FileRow, guessDelimiter, MOST_COLUMNS, readCsv, requireFits } from './read-csv'
import { type JsonRow, looksLikeJson, readJson } from './read-json'
import type { ImportSettings } from './settings'

/** A file that is being read: what it is by its first rows, and all of its rows, the names of columns first. */
export type OpenFile = {
  format: 'csv' | 'json'
  delimiter: string
  /** Names of the columns as they stand there, or none. */
  header: string[]
  /** The first row, names or not. */
  firstRow: string[]
  width: number
  settings: ImportSettings
  rows: AsyncGenerator<FileRow>
}

/** The most rows of one import. */
export const MOST_ROWS = 250_000

/**
 * Opens a stream of bytes as a list of movies: recognises whose it is and how its columns read, and gives its rows.
 * @throws {AppError} `invalid` if it is no text, empty, or cannot be read; the rows throw the same later on
 */
export async function openFile(bytes: AsyncIterable<Uint8Array>): Promise<OpenFile> {
  const texts = decodeText(bytes)
  let head = ''
  // Empty lines tell nothing, and a bracket alone not whether this is JSON.
  while (head.trim().length < 2) {
    const next = await texts.next()
    if (next.done) break
    head = head.trim() === '' ? next.value : head + next.value
  }
  if (head.trim() === '') throw new AppError('invalid', 'This is empty: there is no movie in it.')
  return open(head, texts)
}

async function open(head: string, rest: AsyncGenerator<string>): Promise<OpenFile> {
  const texts = prepend([head], rest)
  const format = looksLikeJson(head) ? 'json' : 'csv'
  const delimiter = guessDelimiter(head)
  const all = format === 'json' ? jsonRows(readJson(texts)) : withoutPreamble(readCsv(texts, delimiter))
  const buffered: FileRow[] = []
  while (buffered.length < GUESSED_FROM) {
    const next = await all.next()
    if (next.done) break
    buffered.push(next.value)
  }
  const cells = buffered.map((row) => row.cells)
  const [names] = cells
  if (!names) throw new AppError('invalid', 'This is empty: there is no movie in it.')
  const settings = guessSettings(cells, format)
  return {
    format,
    delimiter,
    header: settings.named ? names : [],
    firstRow: names,
    width: settings.named ? names.length : Math.max(...cells.map((row) => row.length)),
    settings,
    rows: limited(prepend(buffered, all)),
  }
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
        `More than ${MOST_ROWS.toLocaleString('en')} rows: divide the file and import the parts one after the other.`,
      )
    yield row
  }
}

// A Letterboxd list tells of itself in two rows before its table begins.
async function* withoutPreamble(rows: AsyncGenerator<FileRow>): AsyncGenerator<FileRow> {
  let inPreamble = false
  for await (const row of rows) {
    if (row.row === 1 && /^Letterboxd list export/.test(row.cells[0] ?? '')) inPreamble = true
    if (inPreamble && row.cells[0] === 'Position') inPreamble = false
    if (!inPreamble) yield row
  }
}

const OWN_COLUMNS: readonly string[] = EXPORT_COLUMNS

// The columns are what the first objects have between them, our own first.
async function* jsonRows(objects: AsyncGenerator<JsonRow>): AsyncGenerator<FileRow> {
  const first: JsonRow[] = []
  const keys = new Set<string>()
  while (first.length < GUESSED_FROM) {
    const next = await objects.next()
    if (next.done) break
    first.push(next.value)
    for (const key of keysOf(next.value)) keys.add(key)
  }
  const columns = [...OWN_COLUMNS.filter((name) => keys.has(name)), ...keys]
  const known = new Set([...new Set(columns)].slice(0, MOST_COLUMNS))
  if (first.length > 0) yield { row: 0, cells: [...known] }
  for (const object of first) yield toRow(object, known)
  for await (const object of objects) yield toRow(object, known)
}

function toRow(found: JsonRow, known: ReadonlySet<string>): FileRow {
  const { row, object } = found
  const cells = [...known].map((column) => (Object.hasOwn(object, column) ? toCell(object[column]) : ''))
  // What only a later object has is no column: it shows as a cell too many, not as nothing.
  const stray = keysOf(found).filter((key) => !known.has(key))
  cells.push(...stray.map((key) => `${key}: ${toCell(object[key])}`))
  requireFits(cells, row)
  return { row, cells }
}

function keysOf({ row, object }: JsonRow): string[] {
  const keys = Object.keys(object)
  requireFits(keys, row)
  return keys
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? nested(value) : String(value)
}

// What can be parsed may still be too deep to be written.
function nested(value: object): string {
  try {
    return JSON.stringify(value)
  } catch {
    return '(nested too deeply)'
  }
}
