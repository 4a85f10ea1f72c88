import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aMovie } from '@/tests/support/builders/movie-values'
import { findRow, renderList, rowOf, titles } from '@/tests/support/components/bucket-screen'
import { failure } from '@/tests/support/components/failure'
import { MovieServer } from '@/tests/support/components/movie-server'

const alien = aMovie({ id: 'alien', title: 'Alien', rating: 2 })
const fargo = aMovie({ id: 'fargo', title: 'Fargo', format: 'DVD', length: 98, releaseYear: 1996, rating: 4 })
const heat = aMovie({ id: 'heat', title: 'Heat', format: 'Streaming', length: 170, releaseYear: 1995, rating: 5 })

let server: MovieServer
beforeEach(() => {
  server = new MovieServer(alien, fargo, heat)
})

const button = (name: string) => screen.getByRole('button', { name })
const said = (text: string | RegExp) => screen.findAllByText(text)
const titleField = () => screen.findByRole<HTMLInputElement>('combobox', { name: 'Title' })

describe('adding a movie', () => {
  const ran = async (user: ReturnType<typeof renderList>['user'], title = 'Ran', save = 'Save') => {
    const dialog = within(await screen.findByRole('dialog', { name: 'Add a movie' }))
    await user.clear(dialog.getByRole('combobox', { name: 'Title' }))
    await user.type(dialog.getByRole('combobox', { name: 'Title' }), title)
    await user.type(dialog.getByRole('textbox', { name: 'Length' }), '2h 42m')
    await user.type(dialog.getByRole('textbox', { name: 'Release year' }), '1985')
    await user.click(dialog.getByRole('radio', { name: '5 of 5' }))
    await user.click(dialog.getByRole('button', { name: save }))
  }
  afterEach(() => localStorage.clear())

  it('shows it on top before the server has it, without a link or buttons', async () => {
    server.hold()
    const { user } = renderList(server)
    await user.keyboard('n')
    await ran(user)
    expect(screen.queryByRole('dialog')).toBeNull()
    const row = await findRow('Ran')
    expect(titles()).toEqual(['Ran', 'Alien', 'Fargo', 'Heat'])
    expect(row).toHaveAttribute('aria-busy', 'true')
    expect(within(row).queryByRole('link')).toBeNull()
    for (const one of within(row).getAllByRole('button')) expect(one).toBeDisabled()
    server.release()
    await screen.findByRole('link', { name: 'Ran' })
    await said('Added “Ran”')
    expect(rowOf('Ran')).not.toHaveAttribute('aria-busy')
  })

  it('shows it on top only until the page has it', async () => {
    const { user, router, show } = renderList(server)
    await user.keyboard('n')
    await ran(user)
    await said('Added “Ran”')
    await waitFor(() => expect(titles()).toEqual(['Alien', 'Fargo', 'Heat', 'Ran']))
    show({ movies: [alien] })
    act(() => router.onRefresh())
    expect(titles(), 'it is on another page').toEqual(['Alien'])
  })

  it('is a picture, not a link to nowhere, on the shelf', async () => {
    server.hold()
    const { user } = renderList(server, { view: 'shelf' })
    await screen.findByRole('link', { name: /^Alien,/ })
    await user.keyboard('n')
    await ran(user)
    expect(await screen.findByRole('img', { name: /^Ran,/ })).toBeVisible()
    await act(async () => server.release())
    expect(await screen.findByRole('link', { name: /^Ran,/ })).toBeVisible()
  })

  it('another and another keeps the dialog open, and the format for the next time', async () => {
    const { user } = renderList(server)
    await user.keyboard('n')
    await user.click(await screen.findByRole('radio', { name: 'VHS' }))
    screen.getByRole('combobox', { name: 'Title' }).focus()
    await ran(user, 'One', 'Save and add another')
    await ran(user, 'Two', 'Save and add another')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(titles().slice(-2).sort()).toEqual(['One', 'Two']))
    await user.keyboard('n')
    expect(await screen.findByRole('radio', { name: 'VHS' })).toBeChecked()
  })

  it('that was begun is there again after Escape, and not after it was saved or cancelled', async () => {
    const { user } = renderList(server)
    const begin = async (title: string) => {
      await user.keyboard('n')
      await waitFor(async () => expect(await titleField()).toHaveValue(title))
    }
    await begin('')
    await user.click(screen.getByRole('radio', { name: 'VHS' }))
    await user.type(await titleField(), 'Ran')
    await user.click(screen.getByRole('radio', { name: '5 of 5' }))
    await user.keyboard('{Escape}')
    await begin('Ran')
    expect(screen.getByRole('radio', { name: 'VHS' })).toBeChecked()
    expect(screen.getByRole('radio', { name: '5 of 5' })).toBeChecked()
    await user.click(button('Cancel'))
    await begin('')
    await ran(user)
    await begin('')
  })

  it('that is opened again and closed keeps its id, so that it is not added twice', async () => {
    server.answerNext('answer lost')
    const { user } = renderList(server)
    await user.keyboard('n')
    await ran(user)
    await user.click(await screen.findByRole('button', { name: 'Open it again' }))
    await titleField()
    await user.keyboard('{Escape}')
    await user.keyboard('n')
    expect(await titleField()).toHaveValue('Ran')
    await user.click(button('Save and add another'))
    await ran(user, 'Heat 2')
    await waitFor(() => expect(server.movies.size).toBe(5))
    const [first, again, other] = server.inputsOf('addTypedMovie').map(({ id }) => id)
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  it('that is refused keeps what was typed, and opens again as it was with what is wrong', async () => {
    server.answerNext(failure('invalid', 'Title: no.', { 'movie.title': 'Title: no.' }))
    const { user } = renderList(server)
    await user.keyboard('n')
    await ran(user)
    await said('“Ran” was not added')
    expect(titles()).toEqual(['Alien', 'Fargo', 'Heat'])
    await user.click(button('Open it again'))
    const field = await titleField()
    expect(field).toHaveValue('Ran')
    expect(field).toHaveAccessibleDescription('Title: no. 3/50')
    expect(screen.getByRole('textbox', { name: 'Length' })).toHaveValue('2h 42m')
    expect(screen.queryByText('“Ran” was not added')).toBeNull()
  })

  it('several of which fail loses none of them', async () => {
    server.answerNext('lost', 'lost')
    const { user } = renderList(server)
    await user.keyboard('n')
    for (const title of ['One', 'Two', 'Three']) await ran(user, title, 'Save and add another')
    await user.keyboard('{Escape}')
    await said('“One” was not added')
    await said('“Two” was not added')
    await user.click(screen.getAllByRole('button', { name: 'Discard it' })[0] as HTMLElement)
    expect(screen.queryByText('“One” was not added')).toBeNull()
    await said('“Two” was not added')
  })
})
