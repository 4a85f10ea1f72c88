import { AppError } from '@/domain/result'
import { openText, type Source } from './decode-text'
import { guessDelimiter } from './delimiters'
import { type FileRow, readCsv } from './read-csv'
import { looksLikeJson, readJson } from './read-json'
import { looksLikeMarkup, readXml } from './read-xml'
import { type List, PLAIN_READING, type ReadingChoice } from './reading'
import { requireReadable } from './signatures'

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
  if (looksLikeMarkup(head)) return { format: 'json', rows: readXml(head, whole), reading }
  const guessed = guessDelimiter(head)
  const delimiter = choice.delimiter ?? guessed.delimiter
  return {
    format: 'csv',
    rows: readCsv(whole, delimiter),
    reading: { ...reading, delimiter, sure: sure && (guessed.sure || choice.delimiter !== undefined) },
  }
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
