import * as fc from 'fast-check'
import { FORMATS, LIMITS, type MovieValues } from '@/domain/movies/movie'
import { normalizeTitle, unreadable } from '@/domain/movies/title'
import type { Months } from '@/domain/search/months'
import type { Range } from '@/domain/search/range'
import { RANGE_FIELDS, RANGE_LIMITS } from '@/domain/search/range'
import { type Search, VIEWS } from '@/domain/search/search'
import { SORT_KEYS, type SortKey } from '@/domain/search/sort'
import { countCharacters } from '@/domain/text'

/** Any text a keyboard, a paste or a program may send: every script, emoji, controls, unassigned code points. */
export const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        'The ',
        'a',
        'An ',
        ' ',
        '\t',
        '\u0301',
        'é',
        'İ',
        'ß',
        'ς',
        '👩‍🚀',
        '한',
        'が',
        "'",
        '...',
        '%',
        '_',
        '\\',
        '&',
      ),
    )
    .map((parts) => parts.join('')),
)

const HIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

/** Titles as they are stored: normalised, within the limits, without hidden characters. */
export const anyTitle = anyText
  .map((text) => normalizeTitle([...normalizeTitle(text.replaceAll(HIDDEN, ''))].slice(0, LIMITS.title.max).join('')))
  .filter((text) => countCharacters(text) <= LIMITS.title.max && unreadable(text) === undefined)

export const anyMovie: fc.Arbitrary<MovieValues> = fc.record({
  title: anyTitle,
  format: fc.constantFrom(...FORMATS),
  length: fc.integer(LIMITS.length),
  releaseYear: fc.integer(LIMITS.releaseYear),
  rating: fc.integer(LIMITS.rating),
})

export const anyId = fc.uuid({ version: 7 })

/** The value a cursor stands at, for each order. */
export function anyCursorKey(key: SortKey): fc.Arbitrary<string | number> {
  if (key === 'title') return fc.string({ unit: 'binary', maxLength: 100 }).filter((text) => !text.includes('\0'))
  if (key === 'added')
    return fc
      .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString())
  return fc.integer({ min: 0, max: 2100 })
}

function anyRange(limits: { min: number; max: number }): fc.Arbitrary<Range> {
  const end = fc.option(fc.integer(limits), { nil: undefined })
  return fc
    .tuple(end, end)
    .filter(([min, max]) => min !== undefined || max !== undefined)
    .map(([a, b]) => {
      const [min, max] = a !== undefined && b !== undefined && a > b ? [b, a] : [a, b]
      return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
    })
}

/** Months that movies of these tests may have been added in, and some long before and after. */
export const anyMonths: fc.Arbitrary<Months> = fc
  .array(
    fc
      .tuple(fc.integer({ min: 2015, max: 2030 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`),
    { minLength: 2, maxLength: 2 },
  )
  .map((ends) => ends.sort())
  .map(([from = '', to = '']) => ({ from, to }))

const words = anyText
  .map((text) => [...text.replaceAll('\0', '')].slice(0, 80).join('').replace(/\s+/g, ' ').trim())
  .filter((text) => !/(?:^| )(format|year|length|rating):\S/i.test(text))

/** Every state a bucket screen can be in, as `parseSearch` gives it. */
export const anySearch: fc.Arbitrary<Search> = fc
  .record({
    q: words,
    formats: fc.subarray([...FORMATS]),
    ranges: fc.tuple(...RANGE_FIELDS.map((field) => fc.option(anyRange(RANGE_LIMITS[field]), { nil: undefined }))),
    sort: fc.record({ key: fc.constantFrom(...SORT_KEYS), descending: fc.boolean() }),
    view: fc.constantFrom(...VIEWS),
    added: fc.option(anyMonths, { nil: undefined, freq: 3 }),
  })
  .chain(({ ranges, added, ...rest }) => {
    const search: Search = { ...rest, ...(added && { added }) }
    RANGE_FIELDS.forEach((field, at) => {
      const range = ranges[at]
      if (range) search[field] = range
    })
    const { key } = search.sort
    const cursor = fc.record({ sort: fc.constant(key), key: anyCursorKey(key), id: anyId })
    const mark = fc.oneof(fc.constantFrom(...'az#…'), fc.integer({ min: 0, max: 9999 }).map(String))
    return fc.oneof(
      fc.constant(search),
      mark.map((mark): Search => ({ ...search, position: { at: 'from', mark } })),
      fc
        .tuple(fc.constantFrom('after' as const, 'before' as const), cursor)
        .map(([at, cursor]): Search => ({ ...search, position: { at, cursor } })),
    )
  })
