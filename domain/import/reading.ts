import * as z from 'zod'
import { cut } from '@/domain/text'
import { DELIMITER_CHARACTERS } from './delimiters'
import { ENCODING_LABELS } from './encodings'

/** How far down a person may say that the table begins. */
export const LAST_FIRST_ROW = 100
const LONGEST_PART = 200
const MOST_PARTS = 100
const MOST_NOTES = 10

const choice = {
  encoding: z.enum(ENCODING_LABELS).optional(),
  delimiter: z.enum(DELIMITER_CHARACTERS).optional(),
  /** The row where the table begins, from 1. */
  firstRow: z.int().min(1).max(LAST_FIRST_ROW).optional(),
  /** The list of an archive, or the sheet of a workbook, by its name. */
  part: z.string().max(LONGEST_PART).optional(),
}

/** How a person wants a file to be read; everything else is guessed. */
export const readingChoiceSchema = z.strictObject(choice)
export type ReadingChoice = z.output<typeof readingChoiceSchema>

/**
 * How a file was read. `sure` is off where it may as well be read another way, `parts` are the lists it holds if there
 * are several, and `notes` are sentences about what was left out.
 */
export const readingSchema = z.strictObject({
  ...choice,
  sure: z.boolean(),
  parts: z.array(z.string().max(LONGEST_PART)).max(MOST_PARTS),
  notes: z.array(z.string().max(500)).max(MOST_NOTES),
})
export type Reading = z.output<typeof readingSchema>

/** The name of a list or sheet as it can be stored, shown and chosen. */
export function toPartName(name: string): string {
  return cut(name.replaceAll('\0', '␀').toWellFormed(), LONGEST_PART)
}

/** A list of movies in any kind of file: its rows as the file has them, and how they were read. */
export type List<Row> = { format: 'csv' | 'json'; rows: AsyncGenerator<Row>; reading: Reading }

/** The reading of a list that has no encoding, delimiter or parts to choose. */
export const PLAIN_READING: Reading = { sure: true, parts: [], notes: [] }
