import { describe, expect, it } from 'vitest'
import { counted, cut, formatNumber, shorten } from '@/domain/text'

describe('a number with its noun', () => {
  it.each([
    [counted(0, 'movie'), '0 movies'],
    [counted(1, 'movie'), '1 movie'],
    [counted(12_345, 'movie'), '12,345 movies'],
    [counted(1, 'person', 'people'), '1 person'],
    [counted(2, 'person', 'people'), '2 people'],
    [formatNumber(1_000_000), '1,000,000'],
  ])('%s', (given, expected) => expect(given).toBe(expected))
})

describe('a shortened text', () => {
  it.each([
    ['abc', 3, 'abc', 'abc'],
    ['abcd', 3, 'ab…', 'abc'],
    ['', 3, '', ''],
    ['🎬🎬🎬', 3, '🎬🎬🎬', '🎬🎬🎬'],
    ['🎬🎬🎬🎬', 3, '🎬🎬…', '🎬🎬🎬'],
    ['a\ud83c', 3, 'a\ufffd', 'a\ufffd'],
  ])('%j to %d characters', (text, most, shortened, beginning) => {
    expect(shorten(text, most)).toBe(shortened)
    expect(cut(text, most)).toBe(beginning)
  })

  it('is not taken apart for its beginning', () => {
    expect(shorten('x'.repeat(50_000_000), 5)).toBe('xxxx…')
  })
})
