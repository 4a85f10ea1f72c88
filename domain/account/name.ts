import { normalizeTitle, unreadable } from '@/domain/movies/title'
import { cut } from '@/domain/text'

/** Characters (code points) of a person's name; the database repeats it as a CHECK constraint. */
export const PERSON_NAME_LIMIT = 50

// Control characters, line breaks, and characters that turn or mark the direction of a text (UAX #9).
const HIDDEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu

/**
 * A person's name as a provider gives it, by the rules of titles: in Unicode NFC, one line, at most 50 characters. It is
 * cut and not refused, because a person cannot mend it during a sign-in; null if nothing of it can be seen.
 */
export function cleanName(name: string | null | undefined): string | null {
  const line = normalizeTitle((name ?? '').toWellFormed().replace(HIDDEN, ' '))
  const short = cut(line, PERSON_NAME_LIMIT).trim()
  return short === '' || unreadable(short) ? null : short
}
