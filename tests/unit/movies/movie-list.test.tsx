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
const titleField = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Title' })

describe('a row', () => {
  it('tells all five values and leads to the movie', () => {
    renderList(server)
    expect(titles()).toEqual(['Alien', 'Fargo', 'Heat'])
    const cells = within(rowOf('Fargo')).getAllByRole('cell')
    expect(cells.map((cell) => cell.textContent)).toEqual(['Select Fargo', 'DVD', '98 min', '1996', '', ''])
    expect(stars('Fargo')).toHaveAttribute('aria-valuetext', '4 of 5')
    expect(screen.getByRole('link', { name: 'Fargo' })).toHaveAttribute('href', '/buckets/bucket/movies/fargo')
  })

  it('says of the table how it is sorted, and its headings sort', () => {
    renderList(server)
    expect(screen.getByRole('table', { name: 'Movies' })).toBeVisible()
    expect(screen.getByRole('columnheader', { name: 'Title' })).toHaveAttribute('aria-sort', 'ascending')
    expect(screen.getByRole('columnheader', { name: 'Year' })).not.toHaveAttribute('aria-sort')
    expect(screen.getByRole('link', { name: 'Year' })).toHaveAttribute('href', '/buckets/bucket?sort=year')
  })

  it('of somebody who may only look has nothing to change it by', async () => {
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

  it('ten times in a row while the server takes its time loses none', async () => {
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

describe('editing a row', () => {
  const edit = async (title: string) => {
    const view = renderList(server)
    await view.user.click(button(`Edit ${title}`))
    expect(await titleField()).toHaveFocus()
    return view
  }

  it('turns it into fields; Enter saves what changed and the row has the focus', async () => {
    const { user } = await edit('Fargo')
    await user.keyboard(' (1996)')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Format' }), 'VHS')
    await user.clear(screen.getByRole('textbox', { name: 'Length' }))
    await user.keyboard('1:39{Enter}')
    expect(await findRow('Fargo (1996)')).toHaveTextContent('VHS99 min')
    expect(server.inputsOf('editMovies')[0]?.edits).toEqual([
      { id: 'fargo', version: 1, changes: { title: 'Fargo (1996)', length: 99, format: 'VHS' } },
    ])
    await waitFor(() => expect(screen.getByRole('link', { name: 'Fargo (1996)' })).toHaveFocus())
  })

  it('ends with Escape as it was', async () => {
    const { user } = await edit('Fargo')
    await user.keyboard('!!{Escape}')
    expect(titles()).toEqual(['Alien', 'Fargo', 'Heat'])
    await waitFor(() => expect(screen.getByRole('link', { name: 'Fargo' })).toHaveFocus())
    expect(server.calls).toEqual([])
  })

  it('has buttons to save and to cancel, and stars', async () => {
    const { user } = await edit('Fargo')
    await user.click(screen.getByRole('radio', { name: '1 of 5' }))
    await user.click(button('Save'))
    expect(await findRow('Fargo')).toBeVisible()
    await waitFor(() => expect(server.movies.get('fargo')?.rating).toBe(1))
    await user.click(button('Edit Heat'))
    await titleField()
    await user.click(button('Cancel'))
    expect(titles()).toEqual(['Alien', 'Fargo', 'Heat'])
  })

  it('is one of what was seen: what somebody else changed meanwhile stays, or is asked about', async () => {
    const { user } = await edit('Alien')
    const title = await titleField()
    server.changeElsewhere('alien', { rating: 5 })
    await user.click(button('Delete Fargo'))
    await waitFor(() => expect(titles()).not.toContain('Fargo'))
    await user.clear(title)
    await user.type(title, 'Aliens{Enter}')
    const dialog = await screen.findByRole('dialog', { name: '“Alien” was changed elsewhere' })
    expect(within(dialog).queryByText('Rating')).toBeNull()
    await user.click(within(dialog).getByRole('button', { name: 'Keep mine' }))
    await waitFor(() => expect(server.movies.get('alien')).toMatchObject({ title: 'Aliens', rating: 5 }))
  })

  it('of another row saves what was typed in the first', async () => {
    const { user } = await edit('Fargo')
    await user.keyboard('!')
    await user.click(button('Edit Heat'))
    expect(await findRow('Fargo!')).toBeVisible()
    expect(await titleField()).toHaveValue('Heat')
    expect(await titleField()).toHaveFocus()
    await waitFor(() => expect(server.movies.get('fargo')?.title).toBe('Fargo!'))
  })

  it('of another row waits until what was typed in the first fits', async () => {
    const { user } = await edit('Fargo')
    const length = screen.getByRole('textbox', { name: 'Length' })
    await user.clear(length)
    await user.type(length, '501')
    await user.click(button('Edit Heat'))
    await said('Length: 501 is above the limit of 500 minutes')
    expect(length).toHaveFocus()
    expect(length).toHaveValue('501')
    expect(titles()).not.toContain('Fargo')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(titles()).toEqual(['Alien', 'Fargo', 'Heat']))
    expect(server.calls).toEqual([])
  })

  it('of nothing asks the server nothing', async () => {
    const { user } = await edit('Fargo')
    await user.keyboard('{Enter}')
    await findRow('Fargo')
    expect(server.calls).toEqual([])
  })

  it('says at the field what does not fit, and keeps it', async () => {
    const { user } = await edit('Fargo')
    const length = screen.getByRole('textbox', { name: 'Length' })
    await user.clear(length)
    await user.type(length, '501{Enter}')
    expect(length).toBeInvalid()
    expect(length).toHaveAccessibleDescription('Length: 501 is above the limit of 500 minutes')
    expect(length).toHaveValue('501')
    expect(length).toHaveFocus()
    expect(server.calls).toEqual([])
  })

  it('leaves the keys of an input method alone', async () => {
    await edit('Fargo')
    const field = await titleField()
    fireEvent.change(field, { target: { value: 'ファーゴ' } })
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true })
    fireEvent.keyDown(field, { key: 'Escape', isComposing: true })
    expect(await titleField()).toHaveValue('ファーゴ')
    expect(server.calls).toEqual([])
  })

  it('that is refused shows the row as it was', async () => {
    server.answerNext(failure('failed', 'Something went wrong.'))
    const { user } = await edit('Fargo')
    await user.keyboard('!{Enter}')
    await said('Something went wrong.')
    expect(titles()).toEqual(['Alien', 'Fargo', 'Heat'])
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

  it('with Ctrl or a middle click is the browser’s business', () => {
    renderList(server)
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true })
    // jsdom cannot navigate; that nobody else prevented it is what counts.
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
  it('needs no question, moves the focus on and can be undone', async () => {
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

describe('adding a movie', () => {
  const ran = async (user: ReturnType<typeof renderList>['user'], title = 'Ran', save = 'Save') => {
    const dialog = within(await screen.findByRole('dialog', { name: 'Add a movie' }))
    await waitFor(() => expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveFocus())
    await user.keyboard(title)
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
    screen.getByRole('textbox', { name: 'Title' }).focus()
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
      await waitFor(async () => expect(await titleField()).toHaveFocus())
      expect(await titleField()).toHaveValue(title)
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
    const [first, again, other] = server.inputsOf('addMovie').map(({ id }) => id)
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

it('shows the ways in when a bucket is empty', async () => {
  renderList(new MovieServer(), { empty: true })
  expect(await screen.findByText('Your shelf is empty')).toBeVisible()
  expect(screen.queryByRole('table')).toBeNull()
})
