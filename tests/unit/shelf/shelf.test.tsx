// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, it } from 'vitest'
import { Shelf } from '@/components/movies/shelf/shelf'
import { Spine } from '@/components/movies/shelf/spine'

afterEach(cleanup)

const alien = { id: 'a', title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 5 } as const
const her = { id: 'h', title: 'Her', format: 'Streaming', length: 126, releaseYear: 2013, rating: 3 } as const

it('shelves each movie as a link that names all of its data', () => {
  render(<Shelf movies={[alien, her]} hrefFor={({ id }) => `/movies/${id}`} label="My movies" />)
  const items = within(screen.getByRole('list', { name: 'My movies' })).getAllByRole('listitem')
  expect(items.map((item) => item.dataset.movieId)).toEqual(['a', 'h'])
  const link = screen.getByRole('link', { name: 'Alien, VHS, 117 min, 1979, rated 5 of 5' })
  expect(link.getAttribute('href')).toBe('/movies/a')
})

it('is a picture where there is nothing to open', () => {
  render(<Shelf movies={[her]} />)
  expect(screen.queryByRole('link')).toBeNull()
  expect(screen.getByRole('img', { name: 'Her, Streaming, 126 min, 2013, rated 3 of 5' })).toBeTruthy()
})

it('holds the whole title, year and length as text, for the list a phone shows', () => {
  const title = 'Dr. Strangelove or: How I Learned to Stop Worrying'
  const { container } = render(<Spine movie={{ ...alien, title, length: 0 }} href="/x" />)
  expect(container.textContent).toBe(`${title}19790 min`)
})

it('passes its geometry to the style sheet', () => {
  const { container } = render(<Spine movie={alien} />)
  const style = (container.firstChild as HTMLElement).style
  expect(style.getPropertyValue('--spine-width')).toBe('38.67px')
  expect(style.getPropertyValue('--spine-rating')).toBe('5')
})

it('stays cheap: at most 1,100 characters of HTML for a spine', () => {
  expect(renderToStaticMarkup(<Spine movie={alien} href="/buckets/1/movies/1" />).length).toBeLessThan(1100)
})
