import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortTitle } from '@/domain/movies/title'
import { type Cursor, decodeCursor, encodeCursor } from '@/domain/search/cursor'
import { SORT_KEYS } from '@/domain/search/sort'
import { anyCursorKey, anyId, anyTitle } from '@/tests/support/models/arbitraries'

const ID = '0190a6c0-5b1e-7c3a-8d2f-0123456789ab'
const coded = (json: unknown) => btoa(JSON.stringify(json)).replaceAll('=', '')

describe.each(SORT_KEYS)('a cursor of the order by %s', (sort) => {
  it('comes back as it was, and is safe in a URL', () => {
    fc.assert(
      fc.property(anyCursorKey(sort), anyId, (key, id) => {
        const cursor: Cursor = { sort, key, id }
        const text = encodeCursor(cursor)
        expect(text).toMatch(/^[\w-]+$/)
        expect(decodeCursor(text, sort)).toEqual(cursor)
      }),
    )
  })

  it('is nothing when it is garbage', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[\w-]{0,80}$/),
      fc.json().map((json) => btoa(String.fromCharCode(...new TextEncoder().encode(json)))),
      fc
        .tuple(fc.jsonValue(), fc.jsonValue())
        .map((pair) => btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(pair))))),
    )
    fc.assert(
      fc.property(texts, (text) => {
        expect(decodeCursor(text, sort)).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['no id', coded([1])],
    ['an id that is none', coded([sort === 'title' ? 'a' : 1, 'x'])],
    ['an id in quotes', coded([sort === 'title' ? 'a' : 1, `${ID}'`])],
    ['more than it should', coded([sort === 'title' ? 'a' : 1, ID, 1])],
    ['an object', coded({ 0: 1, 1: ID, length: 2 })],
    ['no key', coded([null, ID])],
    ['a list as its key', coded([[1], ID])],
  ])('is nothing with %s', (_, text) => {
    expect(decodeCursor(text, sort)).toBeUndefined()
  })
})

describe('a cursor', () => {
  it('stands at any title there can be', () => {
    fc.assert(
      fc.property(anyTitle, anyId, (title, id) => {
        const cursor: Cursor = { sort: 'title', key: sortTitle(title), id }
        expect(decodeCursor(encodeCursor(cursor), 'title')).toEqual(cursor)
      }),
    )
    // U+FDFA unfolds to 18 characters, more than any other.
    const longest: Cursor = { sort: 'title', key: sortTitle('\ufdfa'.repeat(50)), id: ID }
    expect(decodeCursor(encodeCursor(longest), 'title')).toEqual(longest)
  })

  it.each([
    ['title', 7],
    ['title', 'a\0'],
    ['title', '\ud83c'],
    ['title', 'x'.repeat(2001)],
    ['year', '1984'],
    ['year', 19.5],
    ['year', -1],
    ['length', 10_000],
    ['rating', 1e300],
    ['added', 5],
    ['added', '2024-01-01'],
    ['added', '2024-13-01T00:00:00.000Z'],
    ['added', '2024-02-31T00:00:00.000Z'],
    ['added', '0000-01-01T00:00:00.000Z'],
    ['added', '2024-01-01T24:00:00.000Z'],
    ['added', 'Z'],
  ] as const)('of the order by %s does not stand at %j', (sort, key) => {
    expect(decodeCursor(encodeCursor({ sort, key, id: ID }), sort)).toBeUndefined()
  })

  it('of one order is nothing in another', () => {
    expect(decodeCursor(encodeCursor({ sort: 'title', key: 'a', id: ID }), 'year')).toBeUndefined()
    expect(decodeCursor(encodeCursor({ sort: 'year', key: 1984, id: ID }), 'added')).toBeUndefined()
    expect(decodeCursor(encodeCursor({ sort: 'year', key: 1984, id: ID }), 'title')).toBeUndefined()
  })
})
