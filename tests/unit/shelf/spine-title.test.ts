import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitTitle, isLong, TITLE_LEADING } from '@/domain/shelf/spine-title'

const room = { length: 110, breadth: 34 }

describe('a title on a spine', () => {
  it('stands large and on one line when it is short', () => {
    expect(fitTitle('Z', room)).toEqual({ fontSize: 17, lines: 1, cut: false })
    expect(fitTitle('Casablanca', room)).toMatchObject({ lines: 1, cut: false })
  })

  it('gets smaller before it wraps, but not under 13 px', () => {
    expect(fitTitle('Some Like It Hot', { ...room, length: 114 })).toMatchObject({ fontSize: 13, lines: 1, cut: false })
    expect(fitTitle('Raiders of the Lost Ark', room)).toMatchObject({ fontSize: 14, lines: 2, cut: false })
  })

  it('breaks at a hyphen, and between any two characters of Chinese or Japanese', () => {
    expect(fitTitle('Extraordinary-Terrestrials', room)).toEqual({ fontSize: 14, lines: 2, cut: false })
    expect(fitTitle('千と千尋の神隠し千と千尋', room)).toMatchObject({ lines: 2, cut: false })
  })

  it('is cut only as a last resort, and says so', () => {
    const longest = 'Dr. Strangelove or: How I Learned to Stop Worrying'
    expect(fitTitle(longest, room)).toEqual({ fontSize: 10, lines: 3, cut: false })
    expect(fitTitle(longest, { length: 100, breadth: 20 })).toEqual({ fontSize: 10, lines: 1, cut: true })
  })

  it('takes up no more than its room, in any script', () => {
    const title = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 })
    const length = fc.integer({ min: 90, max: 130 })
    const breadth = fc.integer({ min: 20, max: 48 })
    fc.assert(
      fc.property(title, length, breadth, (title, length, breadth) => {
        const { fontSize, lines } = fitTitle(title, { length, breadth })
        expect(lines).toBeGreaterThanOrEqual(1)
        expect(lines * fontSize * TITLE_LEADING).toBeLessThanOrEqual(breadth)
      }),
    )
  })
})

describe('a long title', () => {
  it('has more than 26 characters, counted in code points', () => {
    expect(isLong('E.T. the Extra-Terrestrial')).toBe(false)
    expect(isLong('E.T. the Extra-Terrestrials')).toBe(true)
    expect(isLong('🍿'.repeat(26))).toBe(false)
  })
})
