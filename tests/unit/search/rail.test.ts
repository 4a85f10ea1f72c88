import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '@/domain/movies/movie'
import { sortTitle } from '@/domain/movies/title'
import { RAIL_STEPS, railBound, railLabel } from '@/domain/search/rail'
import { parseSearch } from '@/domain/search/search'
import { SORT_KEYS } from '@/domain/search/sort'
import { anyTitle } from '@/tests/support/models/arbitraries'

const up = (key: (typeof SORT_KEYS)[number]) => ({ key, descending: false })
const down = (key: (typeof SORT_KEYS)[number]) => ({ key, descending: true })

describe('a mark of the rail', () => {
  it.each([
    ['year', '1980', '1980s'],
    ['length', '90', '90–119 min'],
    ['length', '0', '0–29 min'],
    ['rating', '4', '4 ★'],
    ['title', 'a', 'A'],
    ['title', '#', '#'],
    ['title', '…', '…'],
  ] as const)('of %s, %s reads %s', (key, mark, label) => {
    expect(railLabel(key, mark)).toBe(label)
  })

  it.each([
    [up('year'), '1980', { atLeast: 1980 }],
    [down('year'), '1980', { below: 1990 }],
    [up('length'), '0', { atLeast: 0 }],
    [down('length'), '90', { below: 120 }],
    [up('rating'), '4', { atLeast: 4 }],
    [down('rating'), '4', { below: 5 }],
    [up('title'), 'm', { atLeast: 'm' }],
    [down('title'), 'm', { below: 'n' }],
    [down('title'), 'z', { below: '{' }],
    [up('title'), '#', undefined],
    [down('title'), '#', { below: 'a' }],
    [up('title'), '…', { atLeast: '{' }],
    [down('title'), '…', undefined],
  ] as const)('%o begins %s at %o', (sort, mark, bound) => {
    expect(railBound(sort, mark)).toEqual(bound)
  })

  it('that is none of this order begins at the start', () => {
    expect(railBound(up('year'), 'a')).toBeUndefined()
    expect(railBound(down('rating'), '…')).toBeUndefined()
    expect(railBound(up('title'), '1980')).toBeUndefined()
    for (const mark of ['a', '#', '1980']) expect(railBound(up('added'), mark)).toBeUndefined()
  })

  it('is safe whichever a URL brings, and within what a small integer holds', () => {
    const sort = fc.record({ key: fc.constantFrom(...SORT_KEYS), descending: fc.boolean() })
    fc.assert(
      fc.property(sort, fc.stringMatching(/^([a-z#…]|\d{1,4})$/), (sort, mark) => {
        expect(parseSearch({ from: mark }).dropped).toEqual([])
        const bound = railBound(sort, mark) ?? {}
        for (const value of Object.values(bound))
          if (typeof value === 'number') expect(Math.abs(value)).toBeLessThan(32_768)
          else expect(value).toMatch(/^[a-z{]$/)
      }),
    )
  })
})

describe('the marks of numbers', () => {
  it.each([
    ['year', LIMITS.releaseYear],
    ['length', LIMITS.length],
    ['rating', LIMITS.rating],
  ] as const)('of %s hold every value between their bounds, both ways', (key, limits) => {
    const step = RAIL_STEPS[key] ?? 0
    for (let value = limits.min; value <= limits.max; value++) {
      const mark = String(Math.floor(value / step) * step)
      const [rising, falling] = [railBound(up(key), mark), railBound(down(key), mark)]
      expect(rising && 'atLeast' in rising && rising.atLeast).toBeLessThanOrEqual(value)
      expect(falling && 'below' in falling && falling.below).toBeGreaterThan(value)
    }
  })
})

describe('the marks of titles', () => {
  it('hold every title between their bounds, both ways', () => {
    fc.assert(
      fc.property(anyTitle, (title) => {
        const sorted = sortTitle(title)
        const mark = sorted < 'a' ? '#' : sorted >= '{' ? '…' : sorted.slice(0, 1)
        expect(mark).toMatch(/^[a-z#…]$/)
        const [rising, falling] = [railBound(up('title'), mark), railBound(down('title'), mark)]
        if (rising && 'atLeast' in rising) expect(rising.atLeast <= sorted).toBe(true)
        if (falling && 'below' in falling) expect(falling.below > sorted).toBe(true)
      }),
    )
  })
})
