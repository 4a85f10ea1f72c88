import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '@/domain/movies/movie'
import { formatLength, parseLength, parseWholeNumber } from '@/domain/movies/typed-values'

describe('a running time as typed', () => {
  it.each([
    ['117', 117],
    [' 117 ', 117],
    ['0', 0],
    ['007', 7],
    ['117 min', 117],
    ['117min', 117],
    ['117 mins', 117],
    ['117 minutes', 117],
    ['117 m', 117],
    ['117 Min.', 117],
    ['1:57', 117],
    ['0:00', 0],
    ['8:20', 500],
    ['1h 57m', 117],
    ['1h57m', 117],
    ['1 h 57 m', 117],
    ['1H 57MIN', 117],
    ['1h 57 min', 117],
    ['1h57', 117],
    ['1h 5m', 65],
    ['2h', 120],
    ['2 h', 120],
  ])('%j is %i minutes', (text, minutes) => {
    expect(parseLength(text)).toBe(minutes)
  })

  it.each(['', '  ', '\t'])('%j is nothing', (text) => {
    expect(parseLength(text)).toBeUndefined()
  })

  it.each(['-5', '-5 min', '1170', '9:59', '99h'])('%j is a number that the limits decide on', (text) => {
    const value = parseLength(text)
    expect(value).toBeTypeOf('number')
    expect(Number(value) < LIMITS.length.min || Number(value) > LIMITS.length.max).toBe(true)
  })

  it.each([
    'abc',
    '1:60',
    '1:5',
    '1:057',
    ':57',
    '1:',
    '1:57:00',
    '1h 60m',
    'h',
    '57m 1h',
    '1.5h',
    '1,5',
    '1.5',
    '117 sec',
    'min',
    '1e2',
    '0x10',
    '١١٧',
    '1 57',
    '1h-5m',
    '--5',
  ])('%j is none and comes back as it was', (text) => {
    expect(parseLength(text)).toBe(text)
  })

  it('reads back every length as it is shown, and as hours and minutes', () => {
    fc.assert(
      fc.property(fc.integer(LIMITS.length), (minutes) => {
        const [h, m] = [Math.floor(minutes / 60), minutes % 60]
        expect(parseLength(formatLength(minutes))).toBe(minutes)
        expect(parseLength(`${h}:${String(m).padStart(2, '0')}`)).toBe(minutes)
        expect(parseLength(`${h}h ${m}m`)).toBe(minutes)
      }),
    )
  })

  it('never makes a broken number of anything', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-+ .:\dhmin]{0,12}$/))
    fc.assert(
      fc.property(text, (text) => {
        for (const value of [parseLength(text), parseWholeNumber(text)])
          if (typeof value === 'number') expect(Number.isInteger(value)).toBe(true)
          else expect([undefined, text.trim()]).toContain(value)
      }),
    )
  })
})

describe('a whole number as typed', () => {
  it.each([
    ['1979', 1979],
    [' 5 ', 5],
    ['+5', 5],
    ['-1', -1],
    ['0005', 5],
  ])('%j is %i', (text, value) => {
    expect(parseWholeNumber(text)).toBe(value)
  })

  it.each(['1.5', '1,979', '5 stars', '1e3', '0b1', 'Infinity', 'NaN', '⑤'])('%j is none', (text) => {
    expect(parseWholeNumber(text)).toBe(text)
  })
})
