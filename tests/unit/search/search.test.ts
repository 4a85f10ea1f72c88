import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changeSearch,
  EMPTY_SEARCH,
  filterOf,
  formatSearch,
  isFiltered,
  parseSearch,
  type Search,
} from '@/domain/search/search'
import { anyId, anySearch } from '@/tests/support/models/arbitraries'

/** What a page makes of a query string: Next gives a name that is there twice as an array. */
function parse(query: string) {
  const given = new URLSearchParams(query)
  const parameters: Record<string, string | string[]> = {}
  for (const name of given.keys()) {
    const [first = '', ...others] = given.getAll(name)
    parameters[name] = others.length > 0 ? [first, ...others] : first
  }
  return parseSearch(parameters)
}

const search = (query: string): Partial<Search> => {
  const { search, dropped } = parse(query)
  expect(dropped).toEqual([])
  return search
}

describe('the URL of a search', () => {
  it('gives every search back as it was', () => {
    fc.assert(
      fc.property(anySearch, (search) => {
        expect(parse(formatSearch(search))).toEqual({ search, dropped: [] })
      }),
      { numRuns: 1000 },
    )
  })

  it('leads to the canonical one, whatever was given', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.stringMatching(/^[-<>=.,:a-zA-Z0-9 ]{0,20}$/),
    )
    const names = [
      ...['q', 'format', 'year', 'length', 'rating', 'added', 'sort', 'view', 'from', 'after', 'before'],
      ...['yearFrom', 'yearTo', 'lengthFrom', 'ratingTo', '__proto__', 'constructor', 'page'],
    ]
    const token = fc
      .tuple(
        fc.constantFrom('format', 'YEAR', 'length', 'rating'),
        fc.constantFrom(
          'vhs',
          'vhs,DVD',
          'dvd',
          '>=4',
          '<4',
          '>4',
          '<=4',
          '3',
          '1980..1989',
          '1980-1989',
          '9..1',
          'x',
          '',
        ),
      )
      .map(([name, value]) => `${name}:${value}`)
    const text = fc.oneof(
      value,
      fc.array(fc.oneof(value, token), { maxLength: 4 }).map((words) => words.join(' ')),
    )
    const given = fc.dictionary(fc.constantFrom(...names), fc.oneof(text, fc.array(text), fc.constant(undefined)))
    fc.assert(
      fc.property(given, (parameters) => {
        const { search, dropped } = parseSearch(parameters)
        expect(parse(formatSearch(search))).toEqual({ search, dropped: [] })
        for (const { value } of dropped) expect(value.length).toBeGreaterThan(0)
      }),
      { numRuns: 1000 },
    )
  })

  it('is read whatever units its texts are made of', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))
    fc.assert(
      fc.property(units, units, (q, year) => {
        expect(formatSearch(parseSearch({ q, year, after: q, before: year, from: q }).search).isWellFormed()).toBe(true)
      }),
    )
  })

  it('is the one in the description', () => {
    const query = 'format=VHS,DVD&year=1970-1989&length=60-120&rating=4-5&sort=-year&view=shelf'
    expect(formatSearch(parse(query).search)).toBe(query)
    expect(search(query)).toEqual({
      q: '',
      formats: ['VHS', 'DVD'],
      year: { min: 1970, max: 1989 },
      length: { min: 60, max: 120 },
      rating: { min: 4, max: 5 },
      sort: { key: 'year', descending: true },
      view: 'shelf',
    })
  })

  it('keeps a view that is named: without one, the reader sees the one they used last', () => {
    expect(formatSearch(parse('view=table').search)).toBe('view=table')
    expect(search('').view).toBeUndefined()
  })

  it('leaves out what is as always', () => {
    expect(formatSearch(EMPTY_SEARCH)).toBe('')
    expect(search('')).toEqual(EMPTY_SEARCH)
    expect(search('sort=title&q=&format=&year=')).toEqual(EMPTY_SEARCH)
    expect(formatSearch(parse('sort=title').search)).toBe('')
  })

  it.each([
    ['q=%20a%20%20b%09c', 'q=a+b+c'],
    ['q=a%2Bb%26c%23d%25e', 'q=a%2Bb%26c%23d%25e'],
    ['q=100%2520', 'q=100%2520'],
    ['view=shelf&q=x&sort=-added', 'q=x&sort=-added&view=shelf'],
    ['format=dvd&format=vhs', 'format=VHS,DVD'],
    ['format=dvd,%20VHS,dvd', 'format=VHS,DVD'],
    ['year=1984-1984', 'year=1984'],
    ['yearFrom=1970&yearTo=1989', 'year=1970-1989'],
    ['yearFrom=1970&yearTo=', 'year=1970-'],
    ['lengthTo=90', 'length=-90'],
    ['ratingFrom=%204%20', 'rating=4-'],
    ['from=%23', 'from=%23'],
    ['from=a&after=x', 'from=a'],
    ['utm_source=mail&page=3', ''],
  ])('%s reads as %s', (given, canonical) => {
    const { search, dropped } = parse(given)
    expect(dropped).toEqual([])
    expect(formatSearch(search)).toBe(canonical)
  })
})

describe('a value that does not fit', () => {
  it.each([
    ['format', 'Blu-ray'],
    ['format', 'VHS,Betamax'],
    ['year', '1799'],
    ['year', '2101'],
    ['year', '1989-1970'],
    ['year', 'abc'],
    ['year', '-'],
    ['year', '1970--1989'],
    ['year', '19701989'],
    ['year', '1970-1980-1989'],
    ['length', '501'],
    ['length', '-501'],
    ['length', '12090'],
    ['rating', '0'],
    ['rating', '6-'],
    ['rating', '4.5'],
    ['rating', '00015'],
    ['sort', 'director'],
    ['sort', '--year'],
    ['sort', 'Year'],
    ['view', 'grid'],
    ['from', 'ab'],
    ['from', 'A'],
    ['from', '12345'],
    ['after', 'x'],
    ['before', 'WyJhIiwiYiJd'],
    ['q', 'x'.repeat(101)],
    ['q', 'a\0b'],
    ['q', '\ud83c'],
  ])('is left out and named: %s=%s', (parameter, value) => {
    const { search, dropped } = parseSearch({ [parameter]: value })
    expect(search).toEqual(EMPTY_SEARCH)
    expect(dropped).toEqual([{ parameter, value: value.slice(0, 60).toWellFormed() }])
  })

  it.each([
    ['yearFrom=x&yearTo=1989', { parameter: 'year', value: 'x-1989' }],
    ['yearFrom=1990&yearTo=1980', { parameter: 'year', value: '1990-1980' }],
    ['lengthFrom=-5', { parameter: 'length', value: '-5-' }],
  ])('is named as it was given: %s', (query, note) => {
    expect(parse(query)).toEqual({ search: EMPTY_SEARCH, dropped: [note] })
  })

  it('leaves the rest as it is', () => {
    const { search, dropped } = parse('q=alien&format=DVD,LP&year=1970-1989&rating=9&sort=-year&view=tiles')
    expect(search).toMatchObject({ q: 'alien', formats: [], year: { min: 1970, max: 1989 } })
    expect(dropped.map(({ parameter }) => parameter)).toEqual(['format', 'view', 'rating'])
  })

  it('takes 100 characters of search text, counted in code points', () => {
    expect(search(`q=${encodeURIComponent('🍿'.repeat(100))}`).q).toHaveLength(200)
    expect(parse(`q=${encodeURIComponent('🍿'.repeat(101))}`).dropped).toHaveLength(1)
  })

  it('is shown without half a character', () => {
    const { dropped } = parseSearch({ q: `${'x'.repeat(59)}${'🍿'.repeat(60)}`, view: `${'x'.repeat(59)}🍿` })
    for (const { value } of dropped) expect(value.isWellFormed()).toBe(true)
  })
})

describe('the search box', () => {
  it.each([
    ['format:vhs', { formats: ['VHS'] }],
    ['FORMAT:Vhs,dvd', { formats: ['VHS', 'DVD'] }],
    ['format:dvd format:vhs', { formats: ['VHS', 'DVD'] }],
    ['format:vhs format:vhs', { formats: ['VHS'] }],
    ['year:1984', { year: { min: 1984, max: 1984 } }],
    ['year:=1984', { year: { min: 1984, max: 1984 } }],
    ['year:1980..1989', { year: { min: 1980, max: 1989 } }],
    ['year:1980-1989', { year: { min: 1980, max: 1989 } }],
    ['rating:>=4', { rating: { min: 4 } }],
    ['rating:>3', { rating: { min: 4 } }],
    ['rating:<=2', { rating: { max: 2 } }],
    ['length:<90', { length: { max: 89 } }],
    [
      'alien format:vhs year:1980..1989 rating:>=4',
      {
        q: 'alien',
        formats: ['VHS'],
        year: { min: 1980, max: 1989 },
        rating: { min: 4 },
      },
    ],
    ['alien year:1979 3', { q: 'alien 3', year: { min: 1979, max: 1979 } }],
    ['year: 1984', { q: 'year: 1984' }],
    ['mission:impossible', { q: 'mission:impossible' }],
    ['xyear:1984', { q: 'xyear:1984' }],
  ])('reads %s', (q, found) => {
    expect(parseSearch({ q })).toEqual({ search: { ...EMPTY_SEARCH, ...found }, dropped: [] })
  })

  it.each([
    ['format:beta', 'format', 'beta'],
    ['year:80s', 'year', '80s'],
    ['year:1989..1980', 'year', '1989..1980'],
    ['year:1980..', 'year', '1980..'],
    ['rating:>5', 'rating', '>5'],
    ['rating:<1', 'rating', '<1'],
    ['length:>=501', 'length', '>=501'],
    ['length:1:57', 'length', '1:57'],
  ])('takes %s out and names it', (token, parameter, value) => {
    expect(parseSearch({ q: `alien ${token}` })).toEqual({
      search: { ...EMPTY_SEARCH, q: 'alien' },
      dropped: [{ parameter, value }],
    })
  })

  it('goes before the chips', () => {
    expect(parseSearch({ q: 'rating:5', rating: '1-2', format: 'DVD' }).search).toMatchObject({
      q: '',
      rating: { min: 5, max: 5 },
      formats: ['DVD'],
    })
  })
})

describe('a changed search', () => {
  it('begins at its first page', () => {
    fc.assert(
      fc.property(anySearch, anyId, (search, id) => {
        const cursor = { sort: search.sort.key, key: 1, id }
        const changed = changeSearch({ ...search, position: { at: 'after', cursor } }, { q: 'x' })
        expect(changed.position).toBeUndefined()
        expect(changed).toEqual({ ...search, q: 'x', position: undefined })
      }),
    )
  })

  it('knows whether anything narrows it', () => {
    fc.assert(
      fc.property(anySearch, (search) => {
        const filter = filterOf(search)
        expect(isFiltered(search)).toBe(formatSearch({ ...EMPTY_SEARCH, ...filter }) !== '')
        expect(Object.keys(filter)).not.toContain('sort')
      }),
    )
  })
})
