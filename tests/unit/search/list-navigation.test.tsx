import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { describe, expect, it } from 'vitest'
import { columnHeads } from '@/components/movies/list/column-heads'
import { ExportLinks } from '@/components/movies/list/export-links'
import { FilterChips } from '@/components/movies/search/filter-chips'
import { JumpRail } from '@/components/movies/search/jump-rail'
import { Pager } from '@/components/movies/search/pager'
import { railMarkOf } from '@/components/movies/search/rail-mark'
import { SortSelect } from '@/components/movies/search/sort-select'
import { ViewSwitch } from '@/components/movies/search/view-switch'
import { bucketPath } from '@/domain/paths'
import { EMPTY_SEARCH, parseSearch } from '@/domain/search/search'
import type { Dropped } from '@/domain/search/tokens'
import { aMovie } from '@/tests/support/builders/movie-values'
import { Router } from '@/tests/support/components/bucket-screen'

const searchOf = (query: string) => parseSearch(Object.fromEntries(new URLSearchParams(query))).search
const links = () => screen.queryAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])

describe('the chips of a filter', () => {
  const chips = (query: string, dropped: Dropped[] = []) =>
    render(<FilterChips path={bucketPath('b')} search={searchOf(query)} dropped={dropped} />)

  it('are absent without a filter', () => {
    const { container } = chips('sort=-year&view=shelf')
    expect(container).toBeEmptyDOMElement()
  })

  it('name each part, and take away that part and nothing else', () => {
    chips('q=blade+runner&format=VHS,DVD&year=1980-1989&length=-120&rating=4-&sort=-year&view=shelf')
    const end = '&sort=-year&view=shelf'
    expect(links()).toEqual([
      ['Remove the filter VHS', `/buckets/b?q=blade+runner&format=DVD&year=1980-1989&length=-120&rating=4-${end}`],
      ['Remove the filter DVD', `/buckets/b?q=blade+runner&format=VHS&year=1980-1989&length=-120&rating=4-${end}`],
      ['Remove the filter Year 1980–1989', `/buckets/b?q=blade+runner&format=VHS,DVD&length=-120&rating=4-${end}`],
      ['Remove the filter Length up to 120', `/buckets/b?q=blade+runner&format=VHS,DVD&year=1980-1989&rating=4-${end}`],
      ['Remove the filter Rating from 4', `/buckets/b?q=blade+runner&format=VHS,DVD&year=1980-1989&length=-120${end}`],
      ['Clear all', '/buckets/b?sort=-year&view=shelf'],
    ])
  })

  it('of one part need no “Clear all”, and lead to the first page', () => {
    chips('year=1979&from=b')
    expect(links()).toEqual([['Remove the filter Year 1979', '/buckets/b']])
  })

  it('stand beside the parts of the address that were left out', () => {
    chips('', [{ parameter: 'rating', value: '<script>9' }])
    expect(screen.getByText('Left out: “rating” cannot be “<script>9”.')).toBeVisible()
    expect(links()).toEqual([])
  })
})

it('the exports are of the view and of the whole bucket where these differ', () => {
  const titles = () => screen.getAllByRole('region').map((region) => region.getAttribute('aria-label'))
  const { rerender } = render(<ExportLinks path={bucketPath('b')} search={EMPTY_SEARCH} total={2} />)
  expect(titles()).toEqual(['Export the whole bucket, 2 movies'])
  rerender(<ExportLinks path={bucketPath('b')} search={searchOf('format=DVD')} total={1} />)
  expect(titles()).toEqual(['Export this view, 1 movie', 'Export the whole bucket'])
})

describe('the jump rail', () => {
  const marks = [
    { mark: 'a', label: 'A', count: 1 },
    { mark: 'b', label: 'B', count: 1234 },
  ]

  it('counts its marks, and each keeps filter, order and view', () => {
    render(<JumpRail path={bucketPath('b')} search={searchOf('format=DVD&view=shelf')} marks={marks} here="b" />)
    expect(screen.getByRole('navigation', { name: 'Jump to' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'A, 1 movie' })).toHaveAttribute(
      'href',
      '/buckets/b?format=DVD&view=shelf&from=a',
    )
    const here = screen.getByRole('link', { name: 'B, 1,234 movies' })
    expect(here).toHaveAttribute('aria-current', 'true')
    expect(screen.getAllByRole('link', { current: true })).toEqual([here])
  })

  it('is absent with only one mark', () => {
    const { container } = render(<JumpRail path={bucketPath('b')} search={EMPTY_SEARCH} marks={marks.slice(1)} />)
    expect(container).toBeEmptyDOMElement()
  })
})

describe('the mark of a movie', () => {
  it.each([
    ['title', 'The Kid', 'k'],
    ['title', '“Élan”', 'e'],
    ['title', '2001', '#'],
    ['title', 'Солярис', '…'],
    ['year', 'Any', '1970'],
    ['length', 'Any', '90'],
    ['rating', 'Any', '4'],
    ['added', 'Any', undefined],
  ] as const)('by %s, of %s', (key, title, mark) => {
    expect(railMarkOf(key, aMovie({ title, releaseYear: 1979, length: 117, rating: 4 }))).toBe(mark)
  })
})

describe('the pager', () => {
  it('is absent on a single page', () => {
    const { container } = render(<Pager first="/" />)
    expect(container).toBeEmptyDOMElement()
  })

  it('goes on from the first page, back from the last, and both ways in between', () => {
    const { rerender } = render(<Pager first="/" next="/settings" />)
    expect(links()).toEqual([['Next page', '/settings']])
    rerender(<Pager first="/" previous="/settings" />)
    expect(links()).toEqual([
      ['First page', '/'],
      ['Previous page', '/settings'],
    ])
    rerender(<Pager first="/" previous="/settings" next="/settings" />)
    expect(links().map(([name]) => name)).toEqual(['First page', 'Previous page', 'Next page'])
    expect(screen.getByRole('link', { name: 'Next page' })).toHaveAttribute('rel', 'next')
  })
})

describe('the headings of the table', () => {
  const heads = (query: string) => columnHeads(bucketPath('b'), searchOf(query))
  const head = (query: string, label: string) => heads(query).find((one) => one.label === label)

  it('are those of the five values, of which the format does not sort', () => {
    expect(heads('').map(({ label }) => label)).toEqual(['Title', 'Format', 'Length', 'Year', 'Rating'])
    expect(head('', 'Format')?.href).toBeUndefined()
  })

  it('sort upwards first, and the rating downwards', () => {
    expect(head('', 'Year')).toMatchObject({ href: '/buckets/b?sort=year' })
    expect(head('', 'Length')).toMatchObject({ href: '/buckets/b?sort=length' })
    expect(head('', 'Rating')).toMatchObject({ href: '/buckets/b?sort=-rating' })
    expect(head('', 'Year')?.sorted).toBeUndefined()
  })

  it('reverse the present order, and say which it is', () => {
    expect(head('', 'Title')).toMatchObject({ sorted: 'ascending', href: '/buckets/b?sort=-title' })
    expect(head('sort=-title', 'Title')).toMatchObject({ sorted: 'descending', href: '/buckets/b' })
    expect(head('sort=-rating', 'Rating')).toMatchObject({ sorted: 'descending', href: '/buckets/b?sort=rating' })
    expect(head('sort=-added', 'Title')?.sorted).toBeUndefined()
  })

  it('keep the filter and go to its first page', () => {
    expect(head('q=a&from=m', 'Year')?.href).toBe('/buckets/b?q=a&sort=year')
  })
})

describe('the choice of the order', () => {
  it('shows the present order and goes to the chosen one', async () => {
    const router = new Router()
    const choice = (query: string) => (
      <AppRouterContext value={router.instance}>
        <SortSelect path={bucketPath('b')} search={searchOf(query)} />
      </AppRouterContext>
    )
    const { rerender } = render(choice('q=a&sort=-year&from=1980'))
    const select = screen.getByRole('combobox', { name: 'Order' })
    expect(select).toHaveDisplayValue('Newest film')
    const user = userEvent.setup({ delay: null })
    for (const order of ['Best rated', 'Added last', 'Title A–Z']) await user.selectOptions(select, order)
    expect(router.went).toEqual([
      'push /buckets/b?q=a&sort=-rating',
      'push /buckets/b?q=a&sort=-added',
      'push /buckets/b?q=a',
    ])
    expect(select, 'the page is on its way').toHaveDisplayValue('Title A–Z')
    rerender(choice('q=a&sort=rating'))
    expect(select, 'another way came in between').toHaveDisplayValue('Worst rated')
  })
})

it('switches between table and shelf without losing the place', () => {
  render(<ViewSwitch view="shelf" path={bucketPath('b')} search={searchOf('q=a&sort=year&from=1980')} />)
  expect(links()).toEqual([
    ['Table', '/buckets/b?q=a&sort=year&view=table&from=1980'],
    ['Shelf', '/buckets/b?q=a&sort=year&view=shelf&from=1980'],
  ])
  expect(screen.getByRole('link', { current: true })).toHaveTextContent('Shelf')
})
