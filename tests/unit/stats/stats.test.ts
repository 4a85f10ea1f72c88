import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonMonths, formatMonths, monthNumber, monthOf, monthsLabel, parseMonths } from '@/domain/search/months'
import { narrowSearch } from '@/domain/search/narrow'
import { EMPTY_SEARCH, formatSearch, parseSearch, type Search } from '@/domain/search/search'
import { addedSpans } from '@/domain/stats/added'
import { decadeColour, statCharts } from '@/domain/stats/charts'
import { runtimeWords, summarize } from '@/domain/stats/stats'
import { contrast, fromHex, fromOklch } from '@/tests/support/components/colour'
import { anyMonths, anySearch } from '@/tests/support/models/arbitraries'

const search = (query: string): Search => parseSearch(Object.fromEntries(new URLSearchParams(query))).search

describe('months', () => {
  it('are read back from their text', () => {
    fc.assert(
      fc.property(anyMonths, (months) => {
        expect(parseMonths(formatMonths(months))).toEqual(months)
      }),
    )
    for (const month of ['0001-01', '1999-12', '2024-02']) expect(monthOf(monthNumber(month))).toBe(month)
  })

  it.each([
    ['2024', { from: '2024-01', to: '2024-12' }, '2024', '2024'],
    ['2024-03', { from: '2024-03', to: '2024-03' }, '2024-03', 'Mar 2024'],
    ['2024-03..2024-03', { from: '2024-03', to: '2024-03' }, '2024-03', 'Mar 2024'],
    ['2024-01..2024-03', { from: '2024-01', to: '2024-03' }, '2024-01..2024-03', 'Jan–Mar 2024'],
    ['2023-11..2024', { from: '2023-11', to: '2024-12' }, '2023-11..2024-12', 'Nov 2023 – Dec 2024'],
    ['2020..2024', { from: '2020-01', to: '2024-12' }, '2020..2024', '2020–2024'],
  ])('%s', (text, months, canonical, label) => {
    expect(parseMonths(text)).toEqual(months)
    expect(formatMonths(months)).toBe(canonical)
    expect(monthsLabel(months)).toBe(label)
  })

  it.each([
    '',
    '0000',
    '9999',
    '2024-00',
    '2024-13',
    '2024-1',
    '24',
    '2025..2024',
    '2024-03..',
    '..2024',
    '2024-03-01',
  ])('%j is none', (text) => expect(parseMonths(text)).toBeUndefined())

  it('have in common what both have', () => {
    expect(commonMonths({ from: '2024-01', to: '2024-06' }, { from: '2024-04', to: '2025-01' })).toEqual({
      from: '2024-04',
      to: '2024-06',
    })
    expect(commonMonths({ from: '2024-01', to: '2024-03' }, { from: '2024-04', to: '2024-04' })).toBeUndefined()
  })
})

describe('narrowing a search', () => {
  it.each([
    ['', { format: 'VHS', year: { min: 1980, max: 1989 } }, 'format=VHS&year=1980-1989'],
    ['year=1985-', { year: { min: 1980, max: 1989 } }, 'year=1985-1989'],
    ['year=1990-', { year: { min: 1980, max: 1989 } }, undefined],
    ['', { year: { min: 2100, max: 2109 } }, 'year=2100'],
    ['', { length: { min: 180 } }, 'length=180-500'],
    ['format=DVD', { format: 'VHS' }, undefined],
    ['format=VHS,DVD&q=a&sort=-year&view=shelf&from=1980', { format: 'VHS' }, 'q=a&format=VHS&sort=-year&view=shelf'],
    ['added=2024', { added: { from: '2024-01', to: '2024-03' } }, 'added=2024-01..2024-03'],
    ['added=2024-05', { added: { from: '2024-01', to: '2024-03' } }, undefined],
  ] as const)('%s by %j', (given, narrowing, narrowed) => {
    const result = narrowSearch(search(given), narrowing)
    expect(result && formatSearch(result)).toBe(narrowed)
  })
})

describe('runtime in words', () => {
  it.each([
    [0, '0 minutes'],
    [1, '1 minute'],
    [61, '1 hour and 1 minute'],
    [120, '2 hours'],
    [1440, '1 day'],
    [1500, '1 day and 1 hour'],
    [344_163, '239 days'],
    [525_600 + 1440 * 3 + 61, '1 year and 3 days'],
    [10_950_000 * 60, '1,250 years'],
  ])('%d minutes', (minutes, words) => expect(runtimeWords(minutes)).toBe(words))
})

describe('when movies were added', () => {
  const spans = (...months: string[]) => addedSpans(months.map((month) => ({ month, count: 1 })))

  it('is told by month, quarter, year or decade, as long as it took', () => {
    expect(spans()).toEqual({ step: 'month', spans: [] })
    expect(spans('2024-03')).toEqual({ step: 'month', spans: [{ from: '2024-03', to: '2024-03', count: 1 }] })
    expect(spans('2022-02', '2024-01').step).toBe('month')
    expect(spans('2022-01', '2024-01')).toMatchObject({ step: 'quarter', spans: { length: 9 } })
    expect(spans('2018-01', '2024-01').step).toBe('year')
    expect(spans('2001-06', '2024-01').spans[0]).toEqual({ from: '2001-01', to: '2001-12', count: 1 })
    expect(spans('1990-06', '2024-01')).toMatchObject({ step: 'decade', spans: { length: 4 } })
    expect(spans('1990-06', '2024-01').spans.at(-1)).toEqual({ from: '2020-01', to: '2029-12', count: 1 })
  })

  it('leaves no month out and counts every movie once', () => {
    const month = fc.integer({ min: monthNumber('1970-01'), max: monthNumber('2080-12') }).map(monthOf)
    fc.assert(
      fc.property(fc.uniqueArray(month, { minLength: 1, maxLength: 30 }), (months) => {
        const list = spans(...months).spans
        expect(list.reduce((sum, { count }) => sum + count, 0)).toBe(months.length)
        for (const [at, span] of list.entries()) {
          const next = list[at + 1]
          if (next) expect(monthNumber(next.from)).toBe(monthNumber(span.to) + 1)
          expect(span.count).toBe(months.filter((each) => each >= span.from && each <= span.to).length)
        }
      }),
    )
  })
})

it('bars have no link where there is nothing to list, and keep what the search keeps', () => {
  const stats = summarize(
    [
      { releaseYear: 1979, format: 'VHS', count: 2 },
      { releaseYear: 1995, format: 'DVD', count: 1 },
      { length: 117, count: 3 },
      { rating: 5, count: 3 },
      { month: '2024-03', count: 3 },
    ],
    null,
  )
  fc.assert(
    fc.property(anySearch, (given) => {
      const charts = Object.values(statCharts(stats, { ...given, formats: [], year: undefined }))
      for (const { search, count } of charts.flatMap(({ bars }) => bars.flatMap(({ segments }) => segments))) {
        if (count === 0) expect(search).toBeUndefined()
        if (!search) continue
        expect(search.position).toBeUndefined()
        expect(search).toMatchObject({ q: given.q, sort: given.sort, view: given.view })
      }
    }),
  )
  const { decades } = statCharts(stats, EMPTY_SEARCH)
  expect(decades.bars.map(({ label, count }) => [label, count])).toEqual([
    ['1970s', 2],
    ['1980s', 0],
    ['1990s', 1],
  ])
})

it('the colour of every decade stands out from the card in light and in dark', () => {
  for (let decade = 1800; decade <= 2100; decade += 10) {
    const [light, dark] = [...decadeColour(decade).matchAll(/oklch\((\S+) (\S+) (\S+?)\)/g)].map(([, ...values]) => {
      const [lightness = 0, chroma = 0, hue = 0] = values.map(Number)
      return fromOklch(lightness, chroma, hue)
    })
    if (!light || !dark) throw new Error(`no colours for ${decade}`)
    expect(contrast(light, fromHex('#ffffff'))).toBeGreaterThan(4.5)
    expect(contrast(dark, fromHex('#1d1916'))).toBeGreaterThan(4.5)
  }
})
