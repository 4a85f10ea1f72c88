import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FORMATS, LIMITS } from '@/domain/movies/movie'
import {
  SPINE_CHROMA,
  SPINE_INK,
  SPINE_LIGHTNESS,
  spineGeometry,
  spineHue,
  spineLabel,
  spineLightness,
  spineWidth,
  yearLabel,
} from '@/domain/shelf/spine'
import { contrast, fromHex, fromOklch } from '@/tests/support/components/colour'

const movie = fc.record({
  title: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }),
  format: fc.constantFrom(...FORMATS),
  length: fc.integer(LIMITS.length),
  releaseYear: fc.integer(LIMITS.releaseYear),
  rating: fc.integer(LIMITS.rating),
})

describe('width', () => {
  it('goes from 26 px at no minutes to 52 px at 240, and no further', () => {
    expect(spineWidth(0)).toBe(26)
    expect(spineWidth(120)).toBe(39)
    expect(spineWidth(240)).toBe(52)
    expect(spineWidth(500)).toBe(52)
  })

  it('never shrinks when a movie gets longer', () => {
    fc.assert(
      fc.property(fc.integer(LIMITS.length), fc.integer(LIMITS.length), (a, b) => {
        if (a <= b) expect(spineWidth(a)).toBeLessThanOrEqual(spineWidth(b))
      }),
    )
  })
})

describe('colour', () => {
  it('runs from rust to plum over 140 years and stays there', () => {
    expect(spineHue(1800)).toBe(40)
    expect(spineHue(1890)).toBe(40)
    expect(spineHue(1960)).toBe(190.5)
    expect(spineHue(2030)).toBe(341)
    expect(spineHue(2100)).toBe(341)
  })

  it('takes its lightness from the title, all three steps about equally often', () => {
    const counts = new Map<number, number>()
    for (let n = 0; n < 3000; n++) {
      const lightness = spineLightness(`Movie ${n}`)
      counts.set(lightness, (counts.get(lightness) ?? 0) + 1)
    }
    expect([...counts.keys()].sort()).toEqual([...SPINE_LIGHTNESS])
    for (const count of counts.values()) expect(count).toBeGreaterThan(800)
    expect(spineLightness('Alien')).toBe(spineLightness('Alien'))
  })

  it('carries its text with a contrast of at least 7, whatever the year and title', () => {
    const hue = fc.double({ min: spineHue(1800), max: spineHue(2100), noNaN: true })
    fc.assert(
      fc.property(hue, fc.constantFrom(...SPINE_LIGHTNESS), (hue, lightness) => {
        const spine = fromOklch(lightness, SPINE_CHROMA, hue)
        expect(contrast(fromHex(SPINE_INK), spine)).toBeGreaterThanOrEqual(7)
      }),
      { numRuns: 1000 },
    )
  })

  it('carries butter-yellow pips with a contrast of at least 3', () => {
    for (let year = 1890; year <= 2030; year++)
      for (const lightness of SPINE_LIGHTNESS)
        expect(contrast(fromHex('#f7c843'), fromOklch(lightness, SPINE_CHROMA, spineHue(year)))).toBeGreaterThanOrEqual(
          3,
        )
  })
})

describe('the whole spine', () => {
  it('shows a movie by its numbers', () => {
    const alien = { title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 5 } as const
    expect(spineGeometry(alien)).toMatchObject({
      width: 38.67,
      height: 182,
      hue: 231.35,
      yearLabel: '’79',
      title: { fontSize: 17, lines: 1, cut: false },
    })
    expect(spineLabel(alien)).toBe('Alien, VHS, 117 min, 1979, rated 5 of 5')
  })

  it('has a height for each format', () => {
    const heights = FORMATS.map((format) => spineGeometry({ title: 'x', format, length: 90, releaseYear: 2000 }).height)
    expect(heights).toEqual([182, 196, 170])
  })

  it('is finite and in bounds for every movie there can be', () => {
    fc.assert(
      fc.property(movie, (movie) => {
        const { width, hue, title, colour } = spineGeometry(movie)
        expect(width).toBeGreaterThanOrEqual(26)
        expect(width).toBeLessThanOrEqual(52)
        expect(hue).toBeGreaterThanOrEqual(40)
        expect(hue).toBeLessThanOrEqual(341)
        expect(colour).toMatch(/^oklch\(0\.\d+ 0\.085 [\d.]+\)$/)
        expect(title.fontSize).toBeGreaterThanOrEqual(10)
        expect(title.lines * title.fontSize).toBeLessThanOrEqual(width)
      }),
    )
  })
})

describe('year at the foot', () => {
  it('is short only where the century is plain', () => {
    expect([1800, 1902, 1929, 1930, 1982, 2000, 2029, 2030, 2100].map(yearLabel)).toEqual([
      '1800',
      '1902',
      '1929',
      '’30',
      '’82',
      '’00',
      '’29',
      '2030',
      '2100',
    ])
  })
})
