import { expect, it } from 'vitest'
import { movieTitle } from '@/domain/facts/film'

it.each([
  ['Alien', 'Alien'],
  ['Fifty characters is as long as a title may be, so.', 'Fifty characters is as long as a title may be, so.'],
  ['Borat: Cultural Learnings of America for Make Benefit Glorious Nation', 'Borat'],
  ['The Lord of the Rings: The Return of the King – Extended Edition', 'The Lord of the Rings: The Return of the King'],
  ['Those Magnificent Men in Their Flying Machines, or How I Flew', 'Those Magnificent Men in Their Flying Machines'],
  ['A title without any mark in it that is longer than it may be', 'A title without any mark in it that is longer'],
  ['x'.repeat(60), 'x'.repeat(50)],
  ['🎬'.repeat(60), '🎬'.repeat(50)],
])('%j becomes %j as a movie', (title, short) => {
  expect(movieTitle(title)).toBe(short)
})
