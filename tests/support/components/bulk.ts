import { screen, within } from '@testing-library/react'
import { aMovie } from '@/tests/support/builders/movie-values'
import { renderList } from './bucket-screen'
import { MovieServer } from './movie-server'

export const some = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) =>
    aMovie({ id: `m${from + index}`, title: `Movie ${from + index}`, format: 'DVD', rating: (index % 2) + 1 }),
  )
export const firstPage = some(3)
export const secondPage = some(3, 3)

/** Two pages of three, of 250 movies that match. */
export const twoPages = () =>
  renderList(new MovieServer(...firstPage, ...secondPage), { movies: firstPage, total: 250, filter: 'q=movie' })

export const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name })
export const all = () => box('Select all on this page')
export const button = (name: string | RegExp) => screen.getByRole('button', { name })
export const bar = () => screen.queryByRole('region', { name: 'Selection' })
export const count = () => bar() && within(bar() as HTMLElement).getByRole('status').textContent
