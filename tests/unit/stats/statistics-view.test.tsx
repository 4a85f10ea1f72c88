import { render, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { StatisticsView } from '@/components/stats/statistics-view'
import { FORMATS } from '@/domain/movies/movie'
import { bucketPath } from '@/domain/paths'
import { EMPTY_SEARCH } from '@/domain/search/search'
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
