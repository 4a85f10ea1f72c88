// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { RatingInput, RatingStars } from '@/components/movies/form/rating'

afterEach(cleanup)

it('reads a rating out and fills as many stars', () => {
  const { container } = render(<RatingStars rating={4} />)
  expect(screen.getByRole('img', { name: '4 of 5' })).toBeTruthy()
  expect(container.querySelectorAll('path')).toHaveLength(5)
  expect(container.querySelectorAll('path[data-on]')).toHaveLength(4)
})

it('is a group of five radio buttons that a form sends without script', () => {
  render(
    <form aria-label="movie">
      <RatingInput name="rating" defaultValue={3} />
    </form>,
  )
  expect(screen.getByRole('group', { name: 'Rating' })).toBeTruthy()
  expect(screen.getAllByRole('radio')).toHaveLength(5)
  const form = screen.getByRole<HTMLFormElement>('form')
  expect(new FormData(form).get('rating')).toBe('3')
})

it('is chosen with pointer and keyboard', async () => {
  const user = userEvent.setup()
  render(<RatingInput name="rating" />)
  await user.keyboard('{Tab} ')
  expect(screen.getByRole<HTMLInputElement>('radio', { name: '1 of 5' }).checked).toBe(true)
  await user.click(screen.getByText('5 of 5'))
  expect(screen.getByRole<HTMLInputElement>('radio', { name: '5 of 5' }).checked).toBe(true)
})

it('shows the value it is given when controlled', () => {
  const { rerender } = render(<RatingInput name="rating" value={2} inputProps={{ onChange: () => {} }} />)
  rerender(<RatingInput name="rating" value={5} inputProps={{ onChange: () => {} }} />)
  expect(screen.getByRole<HTMLInputElement>('radio', { name: '5 of 5' }).checked).toBe(true)
})

it('ties an error to the group and marks the choices', () => {
  render(<RatingInput name="rating" error="Rating is missing" hint="1 to 5" />)
  const group = screen.getByRole('group', { name: 'Rating' })
  const described = group
    .getAttribute('aria-describedby')
    ?.split(' ')
    .map((id) => document.getElementById(id))
  expect(described?.map((element) => element?.textContent)).toEqual(['Rating is missing', '1 to 5'])
  for (const radio of screen.getAllByRole('radio')) expect(radio.getAttribute('aria-invalid')).toBe('true')
})

it.each([
  ['1', '1 of 5'],
  ['4', '4 of 5'],
  ['{ArrowRight}', '1 of 5'],
  ['{ArrowRight}{ArrowRight}', '2 of 5'],
  ['53', '3 of 5'],
])('is %s by keyboard: %s', async (keys, expected) => {
  const user = userEvent.setup()
  render(<RatingInput name="rating" />)
  await user.keyboard(`{Tab}${keys}`)
  expect(screen.getByRole<HTMLInputElement>('radio', { name: expected }).checked).toBe(true)
  expect(screen.getByRole('radio', { name: expected })).toBe(document.activeElement)
})
