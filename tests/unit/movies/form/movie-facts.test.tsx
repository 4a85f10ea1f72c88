import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { MovieFacts } from '@/components/movies/form/movie-facts'
import { aMovie } from '@/tests/support/builders/movie-values'

it('says all five values of a movie in words', () => {
  const alien = aMovie({ title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 5 })
  render(<MovieFacts movie={alien} />)
  const terms = screen.getAllByRole('term').map((term) => term.textContent)
  const values = screen.getAllByRole('definition').map((value) => value.textContent)
  expect(terms).toEqual(['Title', 'Format', 'Length', 'Release year', 'Rating'])
  expect(values).toEqual(['Alien', 'VHS', '117 min', '1979', '5 of 5'])
})
