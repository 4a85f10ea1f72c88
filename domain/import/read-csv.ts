import { CsvError, parse } from 'csv-parse'
import { AppError } from '@/domain/result'
import { LONGEST_LINE } from './decode-text'

/** A row of a file as it stands there; `row` counts from 1 as a spreadsheet does, empty rows included. */
export type FileRow = { row: number; cells: string[] }

/** The longest cell in characters, as in spreadsheets. */
const LONGEST_CELL = 32_767
/** The most columns of a file. */
export const MOST_COLUMNS = 500

/**
 * Reads rows out of texts of CSV (RFC 4180, leniently): quotes may stand inside of cells, rows may be ragged.
 * @throws {AppError} `invalid` for a quote that is never closed, a cell or a row that is too long
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
  // Not waited for at the end: what comes slowly may come never.
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
    // Rows that were read are still on their way here, so the parser's own count says where it stands.
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
 * Holds a row of any file against the limits of columns and cells.
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

function toAppError({ code }: CsvError, row: number): AppError {
  const why =
    code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE'
      ? 'begins a cell with a quotation mark that is not closed again'
      : 'cannot be read: its quotation marks do not fit together'
  return new AppError('invalid', `Row ${row} ${why}. Nothing was imported: correct it there and choose the file again.`)
}

/** The delimiter that divides the first lines most evenly: a tab, a semicolon or a comma. */
export function guessDelimiter(text: string): string {
  const lines = text
    .split(/\r\n|\n|\r/)
    .filter(Boolean)
    .slice(0, 5)
  const counts = (delimiter: string) => lines.map((line) => countOutsideQuotes(line, delimiter))
  // Sums, not the first line alone: a list may begin with a preamble.
  const scored = ['\t', ';', ','].map((delimiter) => ({
    delimiter,
    count: counts(delimiter).reduce((a, b) => a + b, 0),
  }))
  const best = scored.reduce((a, b) => (b.count > a.count ? b : a))
  return best.count > 0 ? best.delimiter : ','
}

function countOutsideQuotes(line: string, delimiter: string): number {
  let count = 0
  let quoted = false
  for (const character of line) {
    if (character === '"') quoted = !quoted
    else if (character === delimiter && !quoted) count++
  }
  return count
}
