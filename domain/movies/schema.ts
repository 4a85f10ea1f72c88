import * as z from 'zod'
import { countCharacters, shorten } from '@/domain/text'
import { FIELDS, type FieldOfKind, type MovieValues, OPTIONAL_FIELDS, type OptionalField } from './movie'
import { normalizeTitle, unreadable } from './title'
import { parseLength, parseWholeNumber } from './typed-values'

const rules = {
  title: text('title'),
  format: choice('format'),
  length: wholeNumber('length'),
  releaseYear: wholeNumber('releaseYear'),
  rating: wholeNumber('rating'),
} satisfies { [F in keyof MovieValues]-?: z.ZodType<MovieValues[F]> }

/** A whole movie with exact JSON types; unknown fields are refused. */
export const movieSchema = z.strictObject(wrapOptional((rule) => rule.default('')))

/** Some fields of a movie, at least one. */
export const moviePatchSchema = z
  .strictObject(rules)
  .partial()
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), {
    error: 'Nothing to change was given',
  })

/** The same new values for many movies, which keep their titles. */
export const bulkPatchSchema = z
  .strictObject(rules)
  .omit({ title: true })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { error: 'Choose at least one field to set' })

const fromText = <T extends z.ZodType>(read: (text: string) => unknown, schema: T) =>
  z.preprocess((value) => (typeof value === 'string' ? read(value) : value), schema)

/** A movie as typed into a form: every value a text, length also as `1:57` or `1h 57m`. Same limits, same messages. */
export const movieFormSchema = z.strictObject({
  ...wrapOptional((rule) => rule.optional()),
  length: fromText(parseLength, rules.length),
  releaseYear: fromText(parseWholeNumber, rules.releaseYear),
  rating: fromText(parseWholeNumber, rules.rating),
} satisfies Record<FieldOfKind<'number'>, z.ZodType>)

// Of a whole movie an optional text that is not given is ''; a form without a field for it leaves it as it is.
function wrapOptional<Wrapped extends z.ZodType>(wrap: (rule: ReturnType<typeof text>) => Wrapped) {
  const wrapped = OPTIONAL_FIELDS.map((field) => [field, wrap(rules[field])])
  return { ...rules, ...Object.fromEntries(wrapped) } as Omit<typeof rules, OptionalField> &
    Record<OptionalField, Wrapped>
}

function text(field: FieldOfKind<'text'>) {
  const { label, limits } = FIELDS[field]
  const { min, max } = limits
  return z
    .string({
      error: ({ input }) => (isAbsent(input) ? `${label} is missing` : `${label}: ${quote(input)} is not text`),
    })
    .refine((text) => text.isWellFormed() && !text.includes('\0'), {
      error: `${label}: holds a character that is no text (half a surrogate pair, or NUL)`,
      abort: true,
    })
    .transform(normalizeTitle)
    .pipe(
      z.string().superRefine((text, context) => {
        const count = countCharacters(text)
        const problem = count > 0 && unreadable(text)
        if (problem) context.addIssue({ code: 'custom', input: text, message: `${label}: ${problem}` })
        if (count < min) {
          const message = `${label} is missing: give ${min} to ${max} characters`
          context.addIssue({ code: 'too_small', origin: 'string', minimum: min, input: text, message })
        }
        if (count > max) {
          const message = `${label}: ${quote(text)} has ${count} characters, above the limit of ${max}`
          context.addIssue({ code: 'too_big', origin: 'string', maximum: max, input: text, message })
        }
      }),
    )
    .meta({ minLength: min, maxLength: max })
}

function choice(field: FieldOfKind<'choice'>) {
  const { label, choices } = FIELDS[field]
  const words = choices.join(', ')
  return z.enum(choices, {
    error: ({ input }) =>
      isAbsent(input) ? `${label} is missing: choose ${words}` : `${label}: ${quote(input)} is not one of ${words}`,
  })
}

function wholeNumber(field: FieldOfKind<'number'>) {
  const { label, limits, unit } = { unit: undefined, ...FIELDS[field] }
  const { min, max } = limits
  const units = unit ? ` ${unit}` : ''
  const below = ({ input }: { input?: unknown }) => `${label}: ${input} is below the limit of ${min}${units}`
  const above = ({ input }: { input?: unknown }) => `${label}: ${input} is above the limit of ${max}${units}`
  const wrong = (issue: { code?: string; input?: unknown }) => {
    // A number too large to be exact is above the limit as well.
    if (issue.code === 'too_big') return above(issue)
    if (issue.code === 'too_small') return below(issue)
    return isAbsent(issue.input)
      ? `${label} is missing: give a whole number from ${min} to ${max}${units}`
      : `${label}: ${quote(issue.input)} is not a whole number${unit ? ` of ${unit}` : ''}`
  }
  return z.int({ error: wrong, abort: true }).min(min, { error: below }).max(max, { error: above })
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

// Messages repeat what was sent: a long value is shortened, and no value makes the message itself fail.
function quote(value: unknown): string {
  const text = typeof value === 'object' ? stringify(value) : String(value)
  const short = text.length > 60 ? shorten(text, 57) : text
  return typeof value === 'string' ? `"${short}"` : short
}

function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'an object'
  } catch {
    return 'an object'
  }
}
