import * as z from 'zod'
import { countCharacters, normalizeTitle, unreadable } from '@/domain/movies/title'

/** Characters (code points) of a bucket's name; the database repeats it as a CHECK constraint. */
export const BUCKET_NAME_LIMIT = 50

/** A bucket's name: 1 to 50 characters after trimming, Unicode NFC, one of them visible. A refusal names the limit and what was given. */
export const bucketNameSchema = z
  .string({ error: 'Name is missing: give 1 to 50 characters' })
  .refine((text) => text.isWellFormed() && !text.includes('\0'), {
    error: 'Name: holds a character that is no text (half a surrogate pair, or NUL)',
    abort: true,
  })
  .transform(normalizeTitle)
  .pipe(
    z.string().superRefine((name, context) => {
      const count = countCharacters(name)
      const problem = unreadable(name)
      if (!/\S/.test(name)) {
        const message = `Name is missing: give 1 to ${BUCKET_NAME_LIMIT} characters`
        context.addIssue({ code: 'too_small', origin: 'string', minimum: 1, input: name, message })
      } else if (count > BUCKET_NAME_LIMIT) {
        const message = `Name: “${shortened(name)}” has ${count.toLocaleString('en')} characters, above the limit of ${BUCKET_NAME_LIMIT}`
        context.addIssue({ code: 'too_big', origin: 'string', maximum: BUCKET_NAME_LIMIT, input: name, message })
      } else if (problem) {
        context.addIssue({ code: 'custom', input: name, message: `Name: ${problem}` })
      }
    }),
  )
  .meta({ minLength: 1, maxLength: BUCKET_NAME_LIMIT })

const shortened = (text: string) => (text.length > 60 ? `${[...text.slice(0, 120)].slice(0, 56).join('')}…` : text)

/** What a copy of somebody's bucket is called, so that it can be told from one's own. */
export function nameOfCopy({ name, ownerName }: { name: string; ownerName: string | null }): string {
  const from = ownerName?.trim() && ` (from ${ownerName.trim()})`
  if (!from || countCharacters(from) >= BUCKET_NAME_LIMIT) return name
  const room = BUCKET_NAME_LIMIT - countCharacters(from)
  return (
    (countCharacters(name) > room
      ? `${[...name]
          .slice(0, room - 1)
          .join('')
          .trim()}…`
      : name) + from
  )
}
