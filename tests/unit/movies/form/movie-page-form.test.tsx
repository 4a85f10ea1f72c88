import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MoviePageForm } from '@/components/movies/form/movie-page-form'
import { aMovie } from '@/tests/support/builders/movie-values'
import { renderInBucket } from '@/tests/support/components/bucket-screen'
import { failure } from '@/tests/support/components/failure'
import { MovieServer } from '@/tests/support/components/movie-server'

const alien = aMovie({ id: 'alien', title: 'Alien', rating: 2 })
const noAction = async () => null

let server: MovieServer
beforeEach(() => {
  server = new MovieServer(alien)
})
afterEach(() => localStorage.clear())

const field = (name: string) => screen.getByRole<HTMLInputElement>(name === 'Title' ? 'combobox' : 'textbox', { name })
const button = (name: string) => screen.getByRole('button', { name })

describe('a new movie on a page of its own', () => {
  const renderNew = () => renderInBucket(<MoviePageForm initial={{ format: 'VHS' }} action={noAction} />, server)
  const type = async (user: ReturnType<typeof renderNew>['user'], title: string) => {
    await user.type(field('Title'), title)
    await user.type(field('Length'), '90')
    await user.type(field('Release year'), '1985')
    await user.click(screen.getByRole('radio', { name: '4 of 5' }))
  }

  it('is saved, and the list is next', async () => {
    const { user, router } = renderNew()
    expect(screen.getByRole('radio', { name: 'VHS' })).toBeChecked()
    await type(user, 'Ran')
    await user.click(button('Save'))
    expect(router.went).toEqual(['push /buckets/bucket'])
    await waitFor(() => expect(server.movies.get('new-1')?.title).toBe('Ran'))
  })

  it('is saved once, though the button is pressed again while the list is on its way', async () => {
    const { user, router } = renderNew()
    await type(user, 'Ran')
    await user.click(button('Save'))
    await user.click(button('Save'))
    await user.keyboard('{Enter}')
    await waitFor(() => expect(server.movies.size).toBe(2))
    expect(server.inputsOf('addTypedMovie')).toHaveLength(1)
    expect(router.went).toHaveLength(1)
  })

  it('and another: says how many there are by now, and not before they are', async () => {
    server.hold()
    const { user, router } = renderNew()
    await type(user, 'One')
    await user.click(button('Save and add another'))
    expect(field('Title')).toHaveValue('')
    expect(screen.queryByText('1 movie added')).toBeNull()
    server.release()
    expect(await screen.findByText('1 movie added')).toBeVisible()
    await type(user, 'Two')
    await user.click(button('Save and add another'))
    expect(await screen.findByText('2 movies added')).toBeVisible()
    expect(router.went).toEqual([])
  })

  it('that was begun is there again when the page is opened the next time, and not once it is saved', async () => {
    const { user, rerender } = renderNew()
    const open = (key: string) => rerender(<MoviePageForm key={key} action={noAction} />)
    await user.type(field('Title'), 'Ran')
    open('again')
    expect(field('Title')).toHaveValue('Ran')
    await user.clear(field('Title'))
    await type(user, 'Ran')
    await user.click(button('Save'))
    open('after it was saved')
    expect(field('Title')).toHaveValue('')
  })

  it('that is refused is shown at once and can be opened again with what is wrong', async () => {
    server.answerNext(failure('invalid', 'Length: no.', { 'movie.length': 'Length: no.' }))
    const { user } = renderNew()
    await type(user, 'One')
    await user.click(button('Save and add another'))
    expect(await screen.findByText('“One” was not added')).toBeVisible()
    expect(screen.queryByText(/movies? added/)).toBeNull()
    await user.click(button('Open it again'))
    expect(field('Title')).toHaveValue('One')
    expect(field('Length')).toBeInvalid()
    await user.click(button('Save and add another'))
    expect(await screen.findByText('1 movie added')).toBeVisible()
  })
})

describe('a movie’s own page', () => {
  const renderEdit = () =>
    renderInBucket(<MoviePageForm movie={alien} action={noAction} deleteAction={noAction} />, server)

  it('saves what changed, and the list is next', async () => {
    const { user, router } = renderEdit()
    expect(screen.queryByRole('button', { name: 'Save and add another' })).toBeNull()
    await user.click(screen.getByRole('radio', { name: '5 of 5' }))
    await user.click(button('Save'))
    await waitFor(() => expect(server.movies.get('alien')?.rating).toBe(5))
    expect(server.inputsOf('editMovies')[0]?.edits[0]?.changes).toEqual({ rating: 5 })
    expect(router.went).toEqual(['push /buckets/bucket'])
  })

  it('deletes the movie, which can be undone', async () => {
    const { user, router } = renderEdit()
    await user.click(button('Delete this movie'))
    expect(router.went).toEqual(['push /buckets/bucket'])
    await screen.findByRole('button', { name: 'Undo' })
    expect(server.movies.has('alien')).toBe(false)
  })

  it('posts the version along, for a browser without JavaScript', () => {
    renderEdit()
    const form = screen.getByRole<HTMLFormElement>('form', { name: 'Movie' })
    expect(new FormData(form).get('version')).toBe('1')
  })

  it('leads back without saving', () => {
    renderEdit()
    expect(screen.getByRole('link', { name: 'Cancel' })).toHaveAttribute('href', '/buckets/bucket')
  })

  it('does not offer movies that failed elsewhere in place of this one', async () => {
    server.answerNext('lost')
    const { user, rerender } = renderInBucket(<MoviePageForm action={noAction} />, server)
    await user.type(field('Title'), 'One')
    await user.type(field('Length'), '90')
    await user.type(field('Release year'), '1985')
    await user.click(screen.getByRole('radio', { name: '4 of 5' }))
    await user.click(button('Save'))
    await screen.findByText('“One” was not added')
    rerender(<MoviePageForm key="alien" movie={alien} action={noAction} deleteAction={noAction} />)
    expect(screen.queryByRole('button', { name: 'Open it again' })).toBeNull()
  })
})
