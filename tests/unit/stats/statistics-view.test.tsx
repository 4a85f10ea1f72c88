import { render, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { StatisticsView } from '@/components/stats/statistics-view'
import { FORMATS } from '@/domain/movies/movie'
import { bucketPath } from '@/domain/paths'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { describeStats } from '@/domain/stats/sentence'
import { summarize } from '@/domain/stats/stats'

it('names every column that is no place on a scale, however narrow the chart', () => {
  const stats = summarize(
    [
      { releaseYear: 1979, format: 'VHS', count: 2 },
      { releaseYear: 1995, format: 'DVD', count: 1 },
      { length: 117, count: 3 },
      { rating: 5, count: 3 },
    ],
    null,
  )
  render(<StatisticsView path={bucketPath('b')} name="Mine" search={EMPTY_SEARCH} dropped={[]} stats={stats} />)
  const names = (title: string, all: readonly string[]) => {
    const columns = within(screen.getByRole('group', { name: title }))
    return all.map((name) => columns.getByText(name, { selector: 'text' }).getAttribute('class'))
  }
  for (const shown of [...names('Formats', FORMATS), ...names('Ratings', ['1 ★', '2 ★', '3 ★', '4 ★', '5 ★'])]) {
    expect(shown).not.toMatch(/hidden/)
  }
})

it('begins with a sentence', () => {
  const rows = (format: 'VHS' | 'DVD', releaseYear: number, count: number) => [{ format, releaseYear, count }]
  const say = (given: Parameters<typeof summarize>[0], years: [number, number]) => {
    const [oldest, newest] = years.map((releaseYear) => ({ title: 'Any', releaseYear, length: 90 }))
    const total = given.reduce((sum, { count }) => sum + count, 0)
    const stats = summarize([...given, { length: 1440, count: total }, { rating: 3, count: total }], null)
    if (!oldest || !newest) throw new Error('Two movies are given')
    return describeStats({ ...stats, landmarks: { oldest, newest, shortest: oldest, longest: newest } })
  }
  expect(say([...rows('DVD', 2001, 3), ...rows('VHS', 1999, 1)], [1999, 2001])).toBe(
    '4 days of film, mostly DVDs of the 2000s.',
  )
  expect(say([...rows('VHS', 1985, 1), ...rows('DVD', 1988, 1)], [1985, 1988])).toBe(
    '2 days of film, mostly films of the 1980s.',
  )
  expect(say([...rows('VHS', 1985, 1), ...rows('DVD', 1998, 1)], [1985, 1998])).toBe(
    '2 days of film, from 1985 to 1998.',
  )
})

it('has a number on each bar or an axis, never both', () => {
  const stats = summarize(
    [
      { releaseYear: 1979, format: 'VHS', count: 1234 },
      { length: 117, count: 1234 },
      { rating: 5, count: 1234 },
    ],
    null,
  )
  render(<StatisticsView path={bucketPath('b')} name="Mine" search={EMPTY_SEARCH} dropped={[]} stats={stats} />)
  const ratings = screen.getByRole('group', { name: 'Ratings' })
  expect([...ratings.querySelectorAll('text')].map(({ textContent }) => textContent)).toEqual([
    '1 ★',
    '2 ★',
    '3 ★',
    '4 ★',
    '5 ★',
    '1,234',
  ])
})
