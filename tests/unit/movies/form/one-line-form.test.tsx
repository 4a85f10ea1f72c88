import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aMovie } from '@/tests/support/builders/movie-values'
import { renderList, titles } from '@/tests/support/components/bucket-screen'
import { failure } from '@/tests/support/components/failure'
import { MovieServer } from '@/tests/support/components/movie-server'

const alien = aMovie({ id: 'alien', title: 'Alien', rating: 2 })

let server: MovieServer
beforeEach(() => {
  server = new MovieServer(alien)
})
afterEach(() => localStorage.clear())

const panel = () => screen.getByRole('dialog', { name: 'Add a movie' })
const form = () => within(screen.getByRole('form', { name: 'In one line' }))
const line = () => form().getByRole<HTMLInputElement>('textbox', { name: 'A movie in one line' })
const open = async () => {
  const { user, ...rest } = renderList(server)
  await user.keyboard('n')
  await waitFor(() => expect(line()).toHaveFocus())
  return { user, ...rest }
}
const added = () =>
  [...server.movies.values()]
    .filter(({ id }) => id !== 'alien')
    .map(({ title, format, length, releaseYear, rating }) => [title, format, length, releaseYear, rating].join(' · '))

describe('a movie in one line', () => {
  it('is added by Enter, and the next one is typed at once with the same format', async () => {
    const { user } = await open()
    await user.keyboard('Ran 1985 vhs 162 5{Enter}')
    expect(line()).toHaveValue('')
    expect(line()).toHaveFocus()
    await user.keyboard('Heat 170 1995 4{Enter}')
    await waitFor(() => expect(added()).toEqual(['Ran · VHS · 162 · 1985 · 5', 'Heat · VHS · 170 · 1995 · 4']))
    expect(panel()).toBeVisible()
    expect(titles().sort()).toEqual(['Alien', 'Heat', 'Ran'])
  })

  it('shows what it says, and asks for the rest', async () => {
    const { user } = await open()
    await user.keyboard('Ran 1985')
    const said = within(form().getByRole('group', { name: 'What the line says' }))
    expect(said.getByText('Ran')).toBeVisible()
    expect(said.getByText('1985')).toBeVisible()
    expect(said.queryByRole('textbox', { name: 'Release year' })).toBeNull()
    await user.type(said.getByRole('textbox', { name: 'Length' }), '2h 42m')
    await user.click(said.getByRole('radio', { name: 'Streaming' }))
    await user.click(said.getByRole('radio', { name: '4 of 5' }))
    await user.click(form().getByRole('button', { name: 'Add' }))
    await waitFor(() => expect(added()).toEqual(['Ran · Streaming · 162 · 1985 · 4']))
  })

  it('that lacks something says what, keeps what was typed, and asks for the first of it', async () => {
    const { user } = await open()
    await user.keyboard('Ran vhs 5{Enter}')
    expect(form().getByRole('alert')).toHaveTextContent(/Length is missing.*Release year is missing/)
    expect(form().getByRole('textbox', { name: 'Length' })).toHaveFocus()
    expect(line()).toHaveValue('Ran vhs 5')
    expect(added()).toEqual([])
    await user.keyboard('162{Tab}')
    await user.type(form().getByRole('textbox', { name: 'Release year' }), '1985{Enter}')
    await waitFor(() => expect(added()).toEqual(['Ran · VHS · 162 · 1985 · 5']))
  })

  it('that nobody typed asks for the title', async () => {
    const { user } = await open()
    await user.keyboard('{Enter}')
    expect(form().getByRole('alert')).toHaveTextContent('Title is missing')
    expect(line()).toHaveFocus()
  })

  it('that was begun is there again after Escape', async () => {
    const { user } = await open()
    await user.keyboard('Ran 19{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    await user.keyboard('n')
    await waitFor(() => expect(line()).toHaveValue('Ran 19'))
  })

  it('that is refused opens again with what was typed', async () => {
    server.answerNext(failure('invalid', 'Title: no.', { 'movie.title': 'Title: no.' }))
    const { user } = await open()
    await user.keyboard('Ran 1985 vhs 162 5{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Open it again' }))
    expect(await screen.findByRole('textbox', { name: 'Title' })).toHaveValue('Ran')
    expect(screen.getByRole('textbox', { name: 'Length' })).toHaveValue('162')
  })
})

describe('what the panel has added', () => {
  it('is counted, and each can be undone, whatever came after it', async () => {
    const { user } = await open()
    for (const title of ['One', 'Two', 'Three']) await user.keyboard(`${title} 1985 vhs 162 5{Enter}`)
    const list = within(await screen.findByRole('region', { name: 'Added' }))
    await waitFor(() => expect(list.getByRole('status')).toHaveTextContent('3 movies added'))
    await user.click(list.getByRole('button', { name: 'Undo: Added “Two”' }))
    await waitFor(() => expect(added()).toEqual(['One · VHS · 162 · 1985 · 5', 'Three · VHS · 162 · 1985 · 5']))
    expect(list.getByRole('status')).toHaveTextContent('2 movies added')
    expect(list.queryByRole('button', { name: 'Undo: Added “Two”' })).toBeNull()
    await waitFor(() => expect(titles().sort()).toEqual(['Alien', 'One', 'Three']))
  })
})
