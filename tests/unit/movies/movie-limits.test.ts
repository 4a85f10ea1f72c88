import { describe, expect, it } from 'vitest'
import { differingFields, FIELDS, LIMITS, type MovieField } from '@/domain/movies/movie'
import { movieFormSchema, moviePatchSchema, movieSchema } from '@/domain/movies/schema'

const MOVIE = { title: 'Alien', format: 'DVD', length: 117, releaseYear: 1979, rating: 5 }
const TYPED = { title: 'Alien', format: 'DVD', length: '117', releaseYear: '1979', rating: '5' }

/** What is said about one field with another value in it; null when it is taken. */
function said(schema: typeof movieSchema | typeof movieFormSchema, field: MovieField, value: unknown): string | null {
  const base = schema === movieSchema ? MOVIE : TYPED
  const result = schema.safeParse({ ...base, [field]: value })
  if (result.success) return null
  const [first, ...others] = result.error.issues
  expect(others, 'one problem, one message').toEqual([])
  expect(first?.path).toEqual([field])
  return first?.message ?? ''
}

const NUMBERS = [
  { field: 'length', bounds: [0, 500], beyond: [-1, 501], unit: ' minutes' },
  { field: 'releaseYear', bounds: [1800, 2100], beyond: [1799, 2101], unit: '' },
  { field: 'rating', bounds: [1, 5], beyond: [0, 6], unit: '' },
] as const

describe.each(NUMBERS)('the limits of $field', ({ field, bounds, beyond, unit }) => {
  const [min, max] = bounds
  const label = FIELDS[field].label

  it('are the ones that the database and the messages read', () => {
    expect(LIMITS[field]).toEqual({ min, max })
  })

  it.each(bounds)('take %i', (value) => {
    expect(said(movieSchema, field, value)).toBeNull()
    expect(said(movieFormSchema, field, String(value))).toBeNull()
  })

  it('refuse one below and one above by field, limit and value', () => {
    const [below, above] = beyond
    for (const [schema, text] of [[movieSchema, (n: number) => n] as const, [movieFormSchema, String] as const]) {
      expect(said(schema, field, text(below))).toBe(`${label}: ${below} is below the limit of ${min}${unit}`)
      expect(said(schema, field, text(above))).toBe(`${label}: ${above} is above the limit of ${max}${unit}`)
    }
  })

  it.each([1.5, '12', 'abc', Number.NaN, Number.POSITIVE_INFINITY, true, [3], { a: 1 }, new Date(0), 12n])(
    'refuse %s in JSON, naming it',
    (value) => {
      const message = said(movieSchema, field, value)
      expect(message).toContain(`${label}: `)
      expect(message).toContain('is not a whole number')
    },
  )

  it.each([1e15, 2 ** 53, 1e21, 1e300])('name the limit for a number as large as %d', (value) => {
    expect(said(movieSchema, field, value)).toBe(`${label}: ${value} is above the limit of ${max}${unit}`)
    expect(said(movieSchema, field, -value)).toBe(`${label}: ${-value} is below the limit of ${min}${unit}`)
  })

  it('name the limit for any number of digits typed', () => {
    const digits = '9'.repeat(40)
    expect(said(movieFormSchema, field, digits)).toContain(`is above the limit of ${max}${unit}`)
    expect(said(movieFormSchema, field, `-${digits}`)).toContain(`is below the limit of ${min}${unit}`)
  })

  it.each([undefined, null, '', '   '])('say that %j is missing', (value) => {
    const missing = `${label} is missing: give a whole number from ${min} to ${max}${unit}`
    expect(said(movieFormSchema, field, value)).toBe(missing)
    if (value !== '   ') expect(said(movieSchema, field, value)).toBe(missing)
  })
})

describe('the limits of a title', () => {
  it.each([1, 50])('take %i characters', (count) => {
    expect(said(movieSchema, 'title', 'x'.repeat(count))).toBeNull()
    expect(said(movieFormSchema, 'title', 'x'.repeat(count))).toBeNull()
  })

  it('refuse 51 by field, limit and value', () => {
    const title = 'x'.repeat(51)
    for (const schema of [movieSchema, movieFormSchema])
      expect(said(schema, 'title', title)).toBe(`Title: "${title}" has 51 characters, above the limit of 50`)
  })

  it('shorten a value that is long, without breaking a character', () => {
    const message = said(movieSchema, 'title', '🍿'.repeat(500)) ?? ''
    expect(message).toContain('has 500 characters, above the limit of 50')
    expect(message.length).toBeLessThan(200)
    expect(message.isWellFormed()).toBe(true)
  })

  it.each(['', '   ', '\t\n', '\u00a0\u3000', '\u0085'])('refuse %j as missing', (title) => {
    expect(said(movieSchema, 'title', title)).toBe('Title is missing: give 1 to 50 characters')
  })

  it.each([undefined, null])('refuse %s as missing', (title) => {
    expect(said(movieSchema, 'title', title)).toMatch(/^Title is missing/)
  })

  it.each([12, [], {}, false, 12n])('refuse %s, which is not text', (title) => {
    expect(said(movieSchema, 'title', title)).toMatch(/^Title: .+ is not text$/)
  })

  it.each([
    ['emoji', '🍿'],
    ['letters that compose', 'e\u0301'],
    ['Hangul in parts', '\u1112\u1161\u11ab'],
  ])('count %s in code points after composing', (_, character) => {
    expect(said(movieSchema, 'title', character.repeat(50))).toBeNull()
    expect(said(movieSchema, 'title', character.repeat(51))).toContain('has 51 characters')
  })

  it('count every mark that does not compose', () => {
    expect(said(movieSchema, 'title', 'x\u0332'.repeat(25))).toBeNull()
    expect(said(movieSchema, 'title', 'x\u0332'.repeat(26))).toContain('has 52 characters')
  })

  it('do not count white space around it', () => {
    expect(movieSchema.parse({ ...MOVIE, title: `  ${'x'.repeat(50)}\n` }).title).toBe('x'.repeat(50))
  })

  it.each([
    ['a\u0007b', 'U+0007'],
    ['a\nb', 'U+000A'],
    ['a\tb', 'U+0009'],
    ['\u009fb', 'U+009F'],
    ['\u202egnp.exe', 'U+202E'],
    ['a\u2066b\u2069', 'U+2066'],
  ])('refuse %j, which holds a hidden %s', (title, code) => {
    for (const schema of [movieSchema, movieFormSchema])
      expect(said(schema, 'title', title)).toBe(`Title: holds a control character (${code}), which nobody can see`)
  })

  it.each(['\u200b', '\u00ad', '\u200d\ufe0f', '\u3164', '\u2800', '\u200e \u200f'])(
    'refuse %j, of which nothing can be seen',
    (title) => expect(said(movieSchema, 'title', title)).toBe('Title: holds no character that can be seen'),
  )

  it.each(['👩‍🚀', '❤️', 'نامه‌ای', 'क्‍ष', 'co\u00adoperate', '\u200fאבא', '\u0301', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'])(
    'take %j, some of which can be seen',
    (title) => expect(said(movieSchema, 'title', title)).toBeNull(),
  )

  it.each(['\ud83c', 'a\udf7fb', '\udf7f\ud83c', 'a\0b', '\0'])('refuse %j, which is no text', (title) => {
    expect(said(movieSchema, 'title', title)).toMatch(/^Title: holds a character that is no text/)
    expect(said(movieFormSchema, 'title', title)).toMatch(/^Title: holds a character that is no text/)
  })
})

describe('the formats', () => {
  it.each(['VHS', 'DVD', 'Streaming'])('are taken: %s', (format) => {
    expect(said(movieSchema, 'format', format)).toBeNull()
    expect(said(movieFormSchema, 'format', format)).toBeNull()
  })

  it.each(['vhs', 'Blu-ray', ' DVD', 7, [], {}, 7n])('refuse %s by field, choice and value', (format) => {
    const message = said(movieSchema, 'format', format)
    expect(message).toMatch(/^Format: .+ is not one of VHS, DVD, Streaming$/)
  })

  it.each([undefined, null, ''])('say that %j is missing', (format) => {
    expect(said(movieFormSchema, 'format', format)).toBe('Format is missing: choose VHS, DVD, Streaming')
  })
})

describe('a movie as a whole', () => {
  it('comes out as it went in', () => {
    expect(movieSchema.parse(MOVIE)).toEqual(MOVIE)
    expect(movieFormSchema.parse(TYPED)).toEqual(MOVIE)
  })

  it('needs all five fields and names each that is missing', () => {
    for (const schema of [movieSchema, movieFormSchema]) {
      const { error } = schema.safeParse({})
      expect(error?.issues.map((issue) => issue.path.join()).sort()).toEqual(Object.keys(FIELDS).sort())
      for (const issue of error?.issues ?? []) expect(issue.message).toMatch(/ is missing/)
    }
  })

  it.each(['id', 'bucketId', 'version', 'ownerId', 'deletedAt', '__proto__'])('carries no %s', (field) => {
    const input = JSON.parse(`{"${field}": "x"}`)
    const given = Object.defineProperty({ ...MOVIE }, field, { value: input, enumerable: true })
    expect(movieSchema.safeParse(given).success).toBe(false)
    expect(
      movieFormSchema.safeParse(Object.defineProperty({ ...TYPED }, field, { value: input, enumerable: true })).success,
    ).toBe(false)
  })

  it.each([null, undefined, [], [null], 'x', 7, true, [MOVIE]])('is not %j', (value) => {
    for (const schema of [movieSchema, movieFormSchema, moviePatchSchema])
      expect(schema.safeParse(value).success).toBe(false)
  })

  it('may be given in part, but not in no part', () => {
    expect(moviePatchSchema.parse({ rating: 3 })).toEqual({ rating: 3 })
    for (const nothing of [{}, { rating: undefined }, { title: undefined, length: undefined }])
      expect(moviePatchSchema.safeParse(nothing).error?.issues[0]?.message).toBe('Nothing to change was given')
  })

  it('keeps the limits in part too', () => {
    for (const beyond of [{ title: '' }, { length: 501 }, { releaseYear: 1799 }, { rating: 0 }, { format: 'vhs' }])
      expect(moviePatchSchema.safeParse(beyond).success).toBe(false)
    for (const nothing of [null, '']) expect(moviePatchSchema.safeParse({ rating: nothing }).success).toBe(false)
  })

  it('is the same as another with the same five values', () => {
    const a = movieSchema.parse(MOVIE)
    expect(differingFields(a, { ...a })).toEqual([])
    for (const [field, value] of Object.entries({ title: 'B', format: 'VHS', length: 1, releaseYear: 1980, rating: 1 }))
      expect(differingFields(a, { ...a, [field]: value })).toEqual([field])
  })
})
