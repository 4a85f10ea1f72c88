import { expect, it } from 'vitest'
import { FORMATS } from '@/domain/movies/movie'
import { SAMPLE_MOVIES } from '@/domain/movies/samples'
import { movieSchema } from '@/domain/movies/schema'

it('has 40 samples that keep every limit', () => {
  expect(SAMPLE_MOVIES).toHaveLength(40)
  for (const movie of SAMPLE_MOVIES) expect(movieSchema.parse(movie)).toEqual(movie)
})

it('has no sample twice, every format, and ratings that differ', () => {
  expect(new Set(SAMPLE_MOVIES.map(({ title }) => title)).size).toBe(40)
  expect(new Set(SAMPLE_MOVIES.map(({ format }) => format))).toEqual(new Set(FORMATS))
  expect(new Set(SAMPLE_MOVIES.map(({ rating }) => rating))).toEqual(new Set([2, 3, 4, 5]))
})

it('has older films on cassette and newer ones as streams', () => {
  for (const { format, releaseYear } of SAMPLE_MOVIES) {
    if (format === 'VHS') expect(releaseYear).toBeLessThan(2007)
    if (format === 'Streaming') expect(releaseYear).toBeGreaterThanOrEqual(2007)
  }
})
