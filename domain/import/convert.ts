import { FORMATS, type Format } from '@/domain/movies/movie'

/** A word for a medium in the form in which words are compared. */
export function foldFormat(word: string): string {
  return word.trim().toLowerCase().replace(/\s+/g, ' ').slice(0, 100)
}

/** The format that a word stands for, by its own meaning or as a person chose for it. */
export function convertFormat(word: string, chosen: ReadonlyMap<string, Format>): Format | undefined {
  const folded = foldFormat(word)
  return chosen.get(folded) ?? FORMATS.find((format) => format.toLowerCase() === folded)
}

/** A time of our own export as ISO 8601 in UTC with milliseconds; undefined if the database cannot store it. */
export function convertTime(cell: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(cell.trim())) return undefined
  const time = new Date(cell.trim())
  const iso = Number.isNaN(time.getTime()) ? '' : time.toISOString()
  // Postgres has no year 0, and our times have years of four digits.
  return /^(?!0000)\d{4}-/.test(iso) ? iso : undefined
}
