import { AppError } from '@/domain/result'
import { DELIMITER_CHARACTERS, DELIMITERS, type Delimiter } from './delimiters'
import { ENCODINGS } from './encodings'
import { LAST_FIRST_ROW, type Reading, type ReadingChoice, readingChoiceSchema } from './reading'

/** The fields of a form that say how a file is read; empty ones are guessed. */
export const READING_FIELDS = ['encoding', 'delimiter', 'firstRow', 'part'] as const

/**
 * Reads what a form or an address says about reading a file.
 * @throws {AppError} `invalid` for a value that is not offered
 */
export function readReadingForm(values: Partial<Record<string, string>>): ReadingChoice {
  const { encoding, delimiter, firstRow, part } = values
  const parsed = readingChoiceSchema.safeParse({
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter: DELIMITER_CHARACTERS.find((one) => DELIMITERS[one] === delimiter) ?? delimiter }),
    ...(firstRow?.trim() && { firstRow: Number(firstRow) }),
    ...(part && { part }),
  })
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path[0]
  const message =
    field === 'firstRow'
      ? `The table begins in row: give a whole number from 1 to ${LAST_FIRST_ROW}.`
      : 'The file cannot be read in this way. Choose one of the encodings and delimiters.'
  throw new AppError('invalid', message)
}

/** How a file was read, as sentences: `It is read as Unicode (UTF-8), with a semicolon between cells.` */
export function describeReading({ encoding, delimiter, firstRow, notes }: Reading): string[] {
  const sentences: string[] = []
  const cells = delimiter && `with a ${nameOf(delimiter)} between cells`
  if (encoding && (encoding !== 'utf-8' || (delimiter && delimiter !== ',')))
    sentences.push(`It is read as ${[ENCODINGS[encoding], cells].filter(Boolean).join(', ')}.`)
  if (firstRow !== undefined && firstRow > 1)
    sentences.push(`The table begins in row ${firstRow}; what stands above it is left out.`)
  return [...sentences, ...notes]
}

function nameOf(delimiter: Delimiter): string {
  return DELIMITERS[delimiter]
}
