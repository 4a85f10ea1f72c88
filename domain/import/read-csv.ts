import { CsvError, parse } from 'csv-parse'
import { AppError } from '@/domain/result'
import { formatNumber } from '@/domain/text'
import { LONGEST_LINE } from './decode-text'

/** A row of a file as it stands in the file; `row` counts from 1 as a spreadsheet does, empty rows included. */
export type FileRow = { row: number; cells: string[] }

/** The longest cell in characters, as in spreadsheets. */
const LONGEST_CELL = 32_767
/** The most columns of a file. */
export const MOST_COLUMNS = 500
/** The most rows of one import. */
export const MOST_ROWS = 250_000
/** How many rows of a file decide what its columns are. */
export const SAMPLE_ROWS = 200

/**
 * Reads rows from texts of CSV (RFC 4180, leniently): cells may contain quotes, and rows may be ragged.
 * @throws {AppError} `invalid` for a quote that is never closed, or a cell or row that is too long
 */
export async function* readCsv(texts: AsyncIterable<string>, delimiter: string): AsyncGenerator<FileRow> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_LINE,
    record_delimiter: ['\r\n', '\n', '\r'],
  })
  const stopped = new AbortController()
  // The end does not wait for it: a slow upload may never finish.
  void feed(parser, texts, stopped.signal).catch((error) => void parser.destroy(error))
  let row = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row++
      if (cells.every((cell) => cell.trim() === '')) continue
      requireFits(cells, row)
      yield { row, cells }
    }
  } catch (error) {
    // Rows that the parser has read may not have arrived here yet, so its own count tells the row.
    throw error instanceof CsvError ? toAppError(error, Number(error.records) + 1) : error
  } finally {
    stopped.abort()
    parser.destroy()
  }
}

async function feed(parser: ReturnType<typeof parse>, texts: AsyncIterable<string>, signal: AbortSignal) {
  for await (const text of texts) {
    if (signal.aborted) return
    if (!parser.write(text)) await drained(parser)
  }
  if (!signal.aborted) parser.end()
}

function drained(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      parser.off('drain', done)
      parser.off('close', done)
      resolve()
    }
    parser.once('drain', done)
    parser.once('close', done)
    if (parser.destroyed) done()
  })
}

/**
 * Checks a row of any file against the limits of columns and cells.
 * @throws {AppError} `invalid`
 */
export function requireFits(cells: readonly string[], row: number): void {
  if (cells.length > MOST_COLUMNS)
    throw new AppError('invalid', `Row ${row} has ${cells.length} columns, above the limit of ${MOST_COLUMNS}.`)
  const long = cells.findIndex((cell) => cell.length > LONGEST_CELL)
  if (long >= 0)
    throw new AppError(
      'invalid',
      `Row ${row}, column ${long + 1}: ${cells[long]?.length} characters, above the limit of ${LONGEST_CELL}.`,
    )
}

/** The error for more rows than one import may have. */
export function tooManyRows(): AppError {
  return new AppError(
    'invalid',
    `This has more than ${formatNumber(MOST_ROWS)} rows: divide the file and import the parts one after the other.`,
  )
}

function toAppError({ code }: CsvError, row: number): AppError {
  const why =
    code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE'
      ? 'begins a cell with a quotation mark that is never closed'
      : 'cannot be read: its quotation marks do not match'
  return new AppError('invalid', `Row ${row} ${why}. Nothing was imported: correct the file and choose it again.`)
}
