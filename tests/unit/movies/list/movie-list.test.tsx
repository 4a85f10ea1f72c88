import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
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
const stars = (title: string) => screen.getByRole<HTMLInputElement>('slider', { name: `Rating of ${title}` })
const rate = (title: string, rating: number) => fireEvent.change(stars(title), { target: { value: rating } })
const said = (text: string | RegExp) => screen.findAllByText(text)

describe('a row', () => {
  it('shows all five values and leads to the movie', () => {
    renderList(server)
    expect(titles()).toEqual(['Alien', 'Fargo', 'Heat'])
    const cells = within(rowOf('Fargo')).getAllByRole('cell')
    expect(cells.map((cell) => cell.textContent)).toEqual(['Select Fargo', 'DVD', '98 min', '1996', '', ''])
    expect(stars('Fargo')).toHaveAttribute('aria-valuetext', '4 of 5')
    expect(screen.getByRole('link', { name: 'Fargo' })).toHaveAttribute('href', '/buckets/bucket/movies/fargo')
  })

  it('is in a table that says how it is sorted, with headings that sort', () => {
    renderList(server)
    expect(screen.getByRole('table', { name: 'Movies' })).toBeVisible()
    expect(screen.getByRole('columnheader', { name: 'Title' })).toHaveAttribute('aria-sort', 'ascending')
    expect(screen.getByRole('columnheader', { name: 'Year' })).not.toHaveAttribute('aria-sort')
    expect(screen.getByRole('link', { name: 'Year' })).toHaveAttribute('href', '/buckets/bucket?sort=year')
  })

  it('has no controls for a reader who may not edit', async () => {
    const { user } = renderList(server, { editable: false })
    expect(screen.queryByRole('checkbox')).toBeNull()
    expect(screen.queryByRole('slider')).toBeNull()
    expect(screen.queryByRole('button')).toBeNull()
    expect(screen.getByRole('img', { name: '4 of 5' })).toBeInTheDocument()
    screen.getByRole('link', { name: 'Alien' }).focus()
    await user.keyboard('n5xe{Delete}')
    await user.keyboard('{Control>}z{/Control}')
    expect(server.calls).toEqual([])
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('rating', () => {
  it('shows at once, and can be undone when it is saved', async () => {
    server.hold()
    const { user } = renderList(server)
    rate('Alien', 5)
    expect(stars('Alien')).toHaveAttribute('aria-valuetext', '5 of 5')
    expect(screen.queryByText('Saved “Alien”')).toBeNull()
    server.release()
    await said('Saved “Alien”')
    expect(server.movies.get('alien')?.rating).toBe(5)
    await user.click(button('Undo'))
    await waitFor(() => expect(stars('Alien')).toHaveAttribute('aria-valuetext', '2 of 5'))
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  it('goes back when it is refused, and says why until that is dismissed', async () => {
    server.answerNext(failure('forbidden', 'You may look, but not change.'))
    const { user } = renderList(server)
    rate('Alien', 5)
    expect(stars('Alien')).toHaveValue('5')
    await said('You may look, but not change.')
    expect(stars('Alien')).toHaveValue('2')
    await user.click(button('Dismiss the message'))
    expect(screen.queryByRole('button', { name: 'Dismiss the message' })).toBeNull()
  })

  it('ten times in a row while the server is slow loses none', async () => {
    server.hold()
    renderList(server)
    for (const rating of [1, 3, 4, 5, 1]) {
      rate('Alien', rating)
      rate('Heat', rating)
    }
    expect(stars('Alien')).toHaveValue('1')
    await act(async () => server.release())
    await waitFor(() => expect(server.movies.get('heat')?.rating).toBe(1))
    expect(server.movies.get('alien')?.rating).toBe(1)
    expect(server.inputsOf('editMovies')).toHaveLength(2)
  })
})

describe('opening a movie', () => {
  it('shows the whole form over the list, and saves', async () => {
    const { user } = renderList(server)
    await user.click(screen.getByRole('link', { name: 'Heat' }))
    const dialog = await screen.findByRole('dialog', { name: 'Edit movie' })
    expect(within(dialog).queryByRole('button', { name: 'Save and add another' })).toBeNull()
    await user.clear(within(dialog).getByRole('textbox', { name: 'Release year' }))
    await user.keyboard('1996{Enter}')
    expect(await findRow('Heat')).toHaveTextContent('1996')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByRole('link', { name: 'Heat' })).toHaveFocus()
  })

  it('can delete it, on the shelf as well; the focus moves on, and it can be undone', async () => {
    const { user } = renderList(server, { view: 'shelf' })
    await user.click(await screen.findByRole('link', { name: /^Fargo,/ }))
    const dialog = await screen.findByRole('dialog', { name: 'Edit movie' })
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.queryByRole('link', { name: /^Fargo,/ })).toBeNull()
    expect(screen.getByRole('link', { name: /^Heat,/ })).toHaveFocus()
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(await screen.findByRole('link', { name: /^Fargo,/ })).toBeVisible()
  })

  it('with Ctrl or a middle click is left to the browser', () => {
    renderList(server)
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true })
    // jsdom cannot navigate; it only counts that no handler prevented it.
    const prevented: boolean[] = []
    const stop = (event: Event) => {
      prevented.push(event.defaultPrevented)
      event.preventDefault()
    }
    addEventListener('click', stop)
    screen.getByRole('link', { name: 'Heat' }).dispatchEvent(click)
    removeEventListener('click', stop)
    expect(prevented).toEqual([false])
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('deleting a row', () => {
  it('asks nothing, moves the focus on and can be undone', async () => {
    server.hold()
    const { user } = renderList(server)
    await user.click(button('Delete Fargo'))
    expect(titles()).toEqual(['Alien', 'Heat'])
    expect(screen.getByRole('link', { name: 'Heat' })).toHaveFocus()
    server.release()
    await said('Deleted “Fargo”')
    await user.click(button('Undo'))
    await findRow('Fargo')
    expect(server.movies.get('fargo')).toEqual(fargo)
  })

  it('of the last one moves the focus to the one before', async () => {
    const { user } = renderList(server)
    await user.click(button('Delete Heat'))
    expect(screen.getByRole('link', { name: 'Fargo' })).toHaveFocus()
  })

  it('that is refused puts it back and says why', async () => {
    server.answerNext('lost')
    const { user } = renderList(server)
    await user.click(button('Delete Fargo'))
    await said(/The server cannot be reached/)
    expect(titles()).toEqual(['Alien', 'Fargo', 'Heat'])
  })

  it('that was selected leaves it out of the selection', async () => {
    const { user } = renderList(server)
    await user.click(screen.getByRole('checkbox', { name: 'Select Alien' }))
    await user.click(screen.getByRole('checkbox', { name: 'Select Fargo' }))
    await user.click(button('Delete Fargo'))
    await said('1 selected')
  })
})

describe('on a phone', () => {
  const { innerWidth } = window
  beforeEach(() => {
    window.innerWidth = 390
  })
  afterEach(() => {
    window.innerWidth = innerWidth
  })

  it('movies are edited and added on pages of their own', async () => {
    const { user, router } = renderList(server)
    await user.click(button('Edit Fargo'))
    await user.keyboard('n')
    expect(router.went).toEqual(['push /buckets/bucket/movies/fargo', 'push /buckets/bucket/new'])
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

it('offers ways to add movies when the bucket is empty', async () => {
  renderList(new MovieServer(), { empty: true })
  expect(await screen.findByText('Your shelf is empty')).toBeVisible()
  expect(screen.queryByRole('table')).toBeNull()
})
