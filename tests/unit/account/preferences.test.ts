import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DENSITIES, formatPreferences, parsePreferences, THEMES } from '@/domain/account/preferences'

const DEFAULTS = { theme: 'system', density: 'regular', shortcuts: true }
const any = fc.record({
  theme: fc.constantFrom(...THEMES),
  density: fc.constantFrom(...DENSITIES),
  shortcuts: fc.boolean(),
})

describe('preferences', () => {
  it('come back as they were kept', () => {
    fc.assert(
      fc.property(any, (preferences) => {
        expect(parsePreferences(formatPreferences(preferences))).toEqual(preferences)
      }),
    )
  })

  it('fit into a cookie as they are', () => {
    fc.assert(
      fc.property(any, (preferences) => {
        expect(formatPreferences(preferences)).toMatch(/^[a-z.]+$/)
      }),
    )
  })

  it.each([undefined, '', '.', '..', 'pink.huge.maybe', '<script>'])('are as always for %j', (text) => {
    expect(parsePreferences(text)).toEqual(DEFAULTS)
  })

  it('keep what fits of what does not', () => {
    expect(parsePreferences('dark.huge.off')).toEqual({ theme: 'dark', density: 'regular', shortcuts: false })
    expect(parsePreferences('dark')).toEqual({ ...DEFAULTS, theme: 'dark' })
  })

  it('are readable whatever a cookie holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { theme, density, shortcuts } = parsePreferences(text)
        expect(THEMES).toContain(theme)
        expect(DENSITIES).toContain(density)
        expect(shortcuts).toBeTypeOf('boolean')
      }),
    )
  })
})
