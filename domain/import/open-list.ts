import { AppError } from '@/domain/result'
import { openText, type Source } from './decode-text'
import { guessDelimiter } from './delimiters'
import { MOST_ABOVE } from './find-table'
import { type FileRow, readCsv, SAMPLE_ROWS } from './read-csv'
import { readHtmlTables } from './read-html'
import { looksLikeJson, readJson } from './read-json'
import { looksLikeMarkup, readXml } from './read-xml'
import { type List, PLAIN_READING, type Reading, type ReadingChoice } from './reading'
import { refuseMarkup } from './refuse-markup'
import { requireReadable } from './signatures'
import { isHeader } from './sources'

/**
 * Opens a stream of bytes that is text (CSV, JSON or XML) as rows.
 * @throws {AppError} `invalid` if it is not text or is empty; the rows throw the same later on
 */
export async function openList(source: Source, choice: ReadingChoice): Promise<List<FileRow>> {
  requireReadable(source.head)
  const { encoding, sure, texts } = await openText(source, choice.encoding, hasLines)
  let head = ''
  // Empty lines say nothing, and a single bracket does not say whether this is JSON.
  while (head.trim().length < 2) {
    const next = await texts.next()
    if (next.done) break
    head = head.trim() === '' ? next.value : head + next.value
  }
  if (head.trim() === '') throw isEmpty()
  const whole = prepend([head], texts)
  const reading = { ...PLAIN_READING, encoding, sure }
  if (looksLikeJson(head)) return { format: 'json', rows: readJson(whole), reading }
  if (looksLikeMarkup(head)) return openMarkup(head, whole, reading)
  const guessed = guessDelimiter(head)
  const delimiter = choice.delimiter ?? guessed.delimiter
  return {
    format: 'csv',
    rows: readCsv(whole, delimiter),
    reading: { ...reading, delimiter, sure: sure && (guessed.sure || choice.delimiter !== undefined) },
  }
}

async function openMarkup(head: string, texts: AsyncGenerator<string>, reading: Reading): Promise<List<FileRow>> {
  const entries = readXml(head, texts)
  if (entries) return { format: 'json', rows: entries, reading }
  const rows = readHtmlTables(texts)
  const first: FileRow[] = []
  for (let next = await rows.next(); !next.done; next = await rows.next())
    if (first.push(next.value) === SAMPLE_ROWS) break
  if (!first.slice(0, MOST_ABOVE).some(({ cells }) => cells.length > 1 && isHeader(cells))) throw refuseMarkup(head)
  return { format: 'csv', rows: prepend(first, rows), reading }
}

function hasLines(head: string): boolean {
  return !looksLikeJson(head) && !looksLikeMarkup(head)
}

/** Values before those of a generator. */
export async function* prepend<T>(first: T[], rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield* first
  yield* rest
}

/** The error for a file without a movie. */
export function isEmpty(): AppError {
  return new AppError('invalid', 'This is empty: there is no movie in it.')
}
