import * as z from 'zod'
import { FIELD_LABELS, FORMATS, LIMITS } from './movie'
import { countCharacters, normalizeTitle, unreadable } from './title'
import { parseLength, parseWholeNumber } from './typed-values'

const absent = (value: unknown) => value === undefined || value === null || value === ''

// Whatever is sent may turn up in a message: it is shortened, and nothing in it may make the message fail.
function shown(value: unknown): string {
  const text = typeof value === 'object' ? json(value) : String(value)
  const short = text.length > 60 ? `${[...text.slice(0, 120)].slice(0, 56).join('')}…` : text
  return typeof value === 'string' ? `"${short}"` : short
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'an object'
  } catch {
    return 'an object'
  }
}

function wholeNumber(field: 'length' | 'releaseYear' | 'rating', unit = '') {
  const { min, max } = LIMITS[field]
  const label = FIELD_LABELS[field]
  const below = ({ input }: { input?: unknown }) => `${label}: ${input} is below the limit of ${min}${unit}`
  const above = ({ input }: { input?: unknown }) => `${label}: ${input} is above the limit of ${max}${unit}`
  const wrong = (issue: { code?: string; input?: unknown }) => {
    // What is too large for an exact number is too large for the limit as well.
    if (issue.code === 'too_big') return above(issue)
    if (issue.code === 'too_small') return below(issue)
    return absent(issue.input)
      ? `${label} is missing: give a whole number from ${min} to ${max}${unit}`
      : `${label}: ${shown(issue.input)} is not a whole number${unit && ' of minutes'}`
  }
  return z.int({ error: wrong, abort: true }).min(min, { error: below }).max(max, { error: above })
}

const title = z
  .string({ error: ({ input }) => (absent(input) ? 'Title is missing' : `Title: ${shown(input)} is not text`) })
  .refine((text) => text.isWellFormed() && !text.includes('\0'), {
    error: 'Title: holds a character that is no text (half a surrogate pair, or NUL)',
    abort: true,
  })
  .transform(normalizeTitle)
  .pipe(
    z.string().superRefine((text, context) => {
      const count = countCharacters(text)
      const problem = count > 0 && unreadable(text)
      if (problem) context.addIssue({ code: 'custom', input: text, message: `Title: ${problem}` })
      if (count < LIMITS.title.min)
        context.addIssue({
          code: 'too_small',
          origin: 'string',
          minimum: LIMITS.title.min,
          input: text,
          message: 'Title is missing: give 1 to 50 characters',
        })
      if (count > LIMITS.title.max)
        context.addIssue({
          code: 'too_big',
          origin: 'string',
          maximum: LIMITS.title.max,
          input: text,
          message: `Title: ${shown(text)} has ${count} characters, above the limit of ${LIMITS.title.max}`,
        })
    }),
  )
  .meta({ minLength: LIMITS.title.min, maxLength: LIMITS.title.max })

const format = z.enum(FORMATS, {
  error: ({ input }) =>
    absent(input)
      ? `Format is missing: choose ${FORMATS.join(', ')}`
      : `Format: ${shown(input)} is not one of ${FORMATS.join(', ')}`,
})

/** A whole movie with exact JSON types; unknown fields are refused. */
export const movieSchema = z.strictObject({
  title,
  format,
  length: wholeNumber('length', ' minutes'),
  releaseYear: wholeNumber('releaseYear'),
  rating: wholeNumber('rating'),
})

/** Some fields of a movie, at least one. */
export const moviePatchSchema = movieSchema
  .partial()
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), {
    error: 'Nothing to change was given',
  })

const fromText = <T extends z.ZodType>(read: (text: string) => unknown, schema: T) =>
  z.preprocess((value) => (typeof value === 'string' ? read(value) : value), schema)

/** A movie as typed into a form: every value a text, length also as `1:57` or `1h 57m`. Same limits, same messages. */
export const movieFormSchema = z.strictObject({
  title,
  format,
  length: fromText(parseLength, movieSchema.shape.length),
  releaseYear: fromText(parseWholeNumber, movieSchema.shape.releaseYear),
  rating: fromText(parseWholeNumber, movieSchema.shape.rating),
})
