import * as z from 'zod'
import { normalizeTitle, unreadable } from '@/domain/movies/title'
import { countCharacters, counted, cut, shorten } from '@/domain/text'

/** Characters (code points) of a bucket's name; the database repeats it as a CHECK constraint. */
export const BUCKET_NAME_LIMIT = 50

/** A bucket's name: 1 to 50 characters after trimming, in Unicode NFC, one of them visible. A message names the limit and the input. */
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
      const unreadableBecause = unreadable(name)
      if (!/\S/.test(name)) {
        const message = `Name is missing: give 1 to ${BUCKET_NAME_LIMIT} characters`
        context.addIssue({ code: 'too_small', origin: 'string', minimum: 1, input: name, message })
      } else if (count > BUCKET_NAME_LIMIT) {
        const message = `Name: “${shownPart(name)}” has ${counted(count, 'character')}, above the limit of ${BUCKET_NAME_LIMIT}`
        context.addIssue({ code: 'too_big', origin: 'string', maximum: BUCKET_NAME_LIMIT, input: name, message })
      } else if (unreadableBecause) {
        context.addIssue({ code: 'custom', input: name, message: `Name: ${unreadableBecause}` })
      }
    }),
  )
  .meta({ minLength: 1, maxLength: BUCKET_NAME_LIMIT })

const shownPart = (name: string) => (name.length > 60 ? shorten(name, 57) : name)

/** The name for a copy of another person's bucket: with its owner, so that it differs from the reader's own buckets. */
export function nameOfCopy({ name, ownerName }: { name: string; ownerName: string | null }): string {
  const from = ownerName?.trim() && ` (from ${ownerName.trim()})`
  if (!from || countCharacters(from) >= BUCKET_NAME_LIMIT) return name
  const room = BUCKET_NAME_LIMIT - countCharacters(from)
  return (countCharacters(name) > room ? `${cut(name, room - 1).trim()}…` : name) + from
}
