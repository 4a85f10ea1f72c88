import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { BulkBar } from '@/components/movies/bulk/bulk-bar'
import { useSelection } from '@/components/movies/bulk/use-selection'
import type { Movie } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'
import { aMovie } from '@/tests/support/builders/movie-values'
import { renderInBucket, renderList, titles } from '@/tests/support/components/bucket-screen'
import { failure } from '@/tests/support/components/failure'
import { MovieServer } from '@/tests/support/components/movie-server'

const some = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) =>
    aMovie({ id: `m${from + index}`, title: `Movie ${from + index}`, format: 'DVD', rating: (index % 2) + 1 }),
  )
const first = some(3)
const second = some(3, 3)

/** Two pages of three, of 250 movies that match. */
const twoPages = () =>
  renderList(new MovieServer(...first, ...second), { movies: first, total: 250, filter: 'q=movie' })

const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name })
const all = () => box('Select all on this page')
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const bar = () => screen.queryByRole('region', { name: 'Selection' })
const count = () => bar() && within(bar() as HTMLElement).getByRole('status').textContent

describe('selecting', () => {
  it('counts what is picked one by one, and shows no bar without', async () => {
    const { user } = twoPages()
    expect(bar()).toBeNull()
    await user.click(box('Select Movie 0'))
    await waitFor(() => expect(count()).toBe('1 selected'))
    expect(screen.getByRole('row', { selected: true })).toHaveTextContent('Movie 0')
    await user.click(box('Select Movie 2'))
    expect(count()).toBe('2 selected')
    await user.click(box('Select Movie 0'))
    expect(count()).toBe('1 selected')
    await user.click(button('Clear'))
    expect(bar()).toBeNull()
    expect(box('Select Movie 2')).not.toBeChecked()
  })

  it('of a page: some, all, none', async () => {
    const { user } = twoPages()
    expect(all()).not.toBePartiallyChecked()
    await user.click(box('Select Movie 1'))
    expect(all()).toBePartiallyChecked()
    expect(all()).not.toBeChecked()
    await user.click(all())
    expect(all()).toBeChecked()
    expect(all()).not.toBePartiallyChecked()
    expect(count()).toBe('3 selected')
    await user.click(all())
    expect(bar()).toBeNull()
  })

  it('with Shift takes the rows from the last one on, either way, and lets go of them likewise', async () => {
    const { user } = renderList(new MovieServer(...first, ...second))
    const shiftClick = (name: string) => fireEvent.click(box(name), { shiftKey: true })
    await user.click(box('Select Movie 4'))
    shiftClick('Select Movie 1')
    await waitFor(() => expect(count()).toBe('4 selected'))
    expect(box('Select Movie 2')).toBeChecked()
    expect(box('Select Movie 0')).not.toBeChecked()
    shiftClick('Select Movie 3')
    expect(count()).toBe('1 selected')
    expect(box('Select Movie 4')).toBeChecked()
  })

  it('with Shift takes the one row where none was picked before on this page', async () => {
    const { user, show } = twoPages()
    fireEvent.click(box('Select Movie 1'), { shiftKey: true })
    await waitFor(() => expect(count()).toBe('1 selected'))
    await user.click(box('Select Movie 2'))
    show({ movies: second })
    fireEvent.click(box('Select Movie 4'), { shiftKey: true })
    expect(count()).toBe('3 selected')
  })

  it('goes on from page to page', async () => {
    const { user, show } = twoPages()
    await user.click(all())
    show({ movies: second })
    expect(all()).not.toBeChecked()
    await user.click(box('Select Movie 4'))
    expect(count()).toBe('4 selected')
    show({ movies: first })
    expect(all()).toBeChecked()
    expect(count()).toBe('4 selected')
  })

  it('of all that match takes every page, and single ones out again', async () => {
    const { user, show } = twoPages()
    await user.click(box('Select Movie 0'))
    await user.click(button('Select all 250 matching'))
    expect(count()).toBe('250 selected')
    expect(all()).toBeChecked()
    expect(screen.queryByRole('button', { name: /^Select all/ })).toBeNull()
    await user.click(box('Select Movie 1'))
    expect(count()).toBe('249 selected')
    expect(all()).toBePartiallyChecked()
    show({ movies: second })
    expect(all()).toBeChecked()
    await user.click(all())
    expect(count()).toBe('246 selected')
    await user.click(all())
    expect(count()).toBe('249 selected')
  })

  it('names a bucket’s movies where nothing filters them, and offers all only where there are more', async () => {
    const { user, show } = renderList(new MovieServer(...first), { total: 1234 })
    await user.click(all())
    expect(button('Select all 1,234 movies')).toBeVisible()
    show({ total: 3 })
    expect(screen.queryByRole('button', { name: /^Select all/ })).toBeNull()
  })

  it('ends with another filter: what is not seen is not changed', async () => {
    const { user, show } = twoPages()
    await user.click(box('Select Movie 1'))
    show({ filter: 'q=other' })
    expect(bar()).toBeNull()
    expect(box('Select Movie 1')).not.toBeChecked()
  })
})

/** The bar without a table above it, for selections of hundreds. */
function Bare({ rows, total, deleted }: { rows: Movie[]; total: number; deleted: Selection[] }) {
  const selection = useSelection('', rows)
  return (
    <>
      <button type="button" onClick={selection.togglePage}>
        This page
      </button>
      <BulkBar selection={selection} total={total} filter="" rows={rows} onDelete={(chosen) => deleted.push(chosen)} />
    </>
  )
}

describe('the bar', () => {
  const movies = some(600)
  const renderBare = (rows: Movie[], total = 900) => {
    const deleted: Selection[] = []
    const bare = (page: Movie[]) => <Bare rows={page} total={total} deleted={deleted} />
    const view = renderInBucket(bare(rows))
    return { ...view, deleted, show: (page: Movie[]) => view.rerender(bare(page)) }
  }

  it('asks about deleting 101 and not about 100', async () => {
    const { user, show, deleted } = renderBare(movies.slice(0, 100))
    await user.click(button('This page'))
    await user.click(button('Delete'))
    expect(deleted).toHaveLength(1)
    show(movies.slice(0, 101))
    await user.click(button('This page'))
    await user.click(button('Delete'))
    expect(deleted).toHaveLength(1)
    await user.click(await screen.findByRole('button', { name: 'Delete 101 movies' }))
    expect(deleted).toHaveLength(2)
  })

  it.each([
    ['picked', 'This page'],
    ['left out', 'Select all 900 movies'],
  ])('takes no more than 500 %s one by one, and says what to do instead', async (how, begin) => {
    const { user, show } = renderBare(movies.slice(0, 250))
    await user.click(button('This page'))
    if (how === 'left out') {
      await user.click(button(begin))
      await user.click(button('This page'))
    }
    show(movies.slice(250, 500))
    await user.click(button('This page'))
    expect(button('Edit')).toBeEnabled()
    expect(button('Delete')).toBeEnabled()
    show(movies.slice(500, 501))
    await user.click(button('This page'))
    expect(button('Edit')).toBeDisabled()
    expect(button('Delete')).toBeDisabled()
    expect(
      screen.getByText(`More than 500 ${how} one by one are too many: filter for them and select all matching.`),
    ).toBeVisible()
  })
})

describe('deleting what is selected', () => {
  const remove = () => within(bar() as HTMLElement).getByRole('button', { name: 'Delete' })

  it('needs no question, and can be undone', async () => {
    const { user, server } = renderList(new MovieServer(...first))
    await user.click(all())
    await user.click(remove())
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(titles()).toEqual([])
    expect(bar()).toBeNull()
    expect(await screen.findAllByText('Deleted 3 of 3 movies')).not.toHaveLength(0)
    expect(server.inputsOf('deleteMovies')[0]?.selection).toEqual({ ids: ['m0', 'm1', 'm2'] })
    await user.click(button('Undo'))
    await waitFor(() => expect(titles()).toHaveLength(3))
    expect(server.movies.size).toBe(3)
  })

  it('of more than 100 asks once, naming how many, and sends the filter instead of ids', async () => {
    const { user, server } = twoPages()
    await user.click(box('Select Movie 0'))
    await user.click(button('Select all 250 matching'))
    await user.click(box('Select Movie 2'))
    await user.click(remove())
    const question = within(await screen.findByRole('dialog', { name: 'Delete 249 movies?' }))
    expect(server.calls).toEqual([])
    await user.click(question.getByRole('button', { name: 'Delete 249 movies' }))
    expect(titles(), 'the one left out stays').toEqual(['Movie 2'])
    expect(server.inputsOf('deleteMovies')).toEqual([
      { bucketId: 'bucket', selection: { matching: 'q=movie', except: ['m2'] } },
    ])
    await waitFor(() => expect(server.movies.size).toBe(1))
  })

  it('can be thought better of', async () => {
    const { user, server } = twoPages()
    await user.click(all())
    await user.click(button('Select all 250 matching'))
    await user.click(remove())
    await user.click(await screen.findByRole('button', { name: 'Keep them' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(count()).toBe('250 selected')
    expect(server.calls).toEqual([])
  })

  it('that is refused puts them back', async () => {
    const { user, server } = twoPages()
    server.answerNext(failure('failed', 'Something went wrong.'))
    await user.click(all())
    await user.click(remove())
    expect((await screen.findAllByText('Something went wrong.')).length).toBeGreaterThan(0)
    expect(titles()).toEqual(['Movie 0', 'Movie 1', 'Movie 2'])
  })
})

describe('editing what is selected', () => {
  const open = async () => {
    const view = renderList(new MovieServer(...first))
    await view.user.click(all())
    await view.user.click(button('Edit'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Edit the selected movies' }))
    return { ...view, dialog, status: () => dialog.getByRole('status').textContent }
  }

  it('keeps every field until it is to be set, and cannot be sent before', async () => {
    const { dialog, status } = await open()
    expect(dialog.getAllByText('keep as it is')).toHaveLength(4)
    expect(dialog.queryByRole('textbox')).toBeNull()
    expect(status()).toBe('Choose what to set.')
    expect(dialog.getByRole('button', { name: 'Change' })).toBeDisabled()
    expect(dialog.queryByRole('checkbox', { name: 'Set title' })).toBeNull()
  })

  it('says how many will change before anything does, then changes them in one go that one undo takes back', async () => {
    const { user, dialog, status, server } = await open()
    await user.click(dialog.getByRole('checkbox', { name: 'Set rating' }))
    await user.selectOptions(dialog.getByRole('combobox', { name: 'New rating' }), '2')
    expect(status()).toBe('Counting…')
    await waitFor(() => expect(status()).toBe('2 of 3 will change.'))
    await user.click(dialog.getByRole('checkbox', { name: 'Set format' }))
    await user.selectOptions(dialog.getByRole('combobox', { name: 'New format' }), 'VHS')
    await waitFor(() => expect(status()).toBe('3 of 3 will change.'))
    expect(server.inputsOf('editSelection')).toEqual([])
    await user.click(dialog.getByRole('button', { name: 'Change' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const ids = ['m0', 'm1', 'm2']
    expect(server.inputsOf('editSelection')).toEqual([
      { bucketId: 'bucket', selection: { ids }, changes: { rating: 2, format: 'VHS' } },
    ])
    expect(ids.map((id) => server.movies.get(id))).toMatchObject(ids.map(() => ({ format: 'VHS', rating: 2 })))
    expect(bar(), 'the selection is done with').toBeNull()
    expect(screen.getAllByText('VHS')).toHaveLength(3)
    await user.click(button('Undo'))
    await waitFor(() => expect([...server.movies.values()].map(({ rating }) => rating)).toEqual([1, 2, 1]))
  })

  it.each([
    ['length', '501', 'Length: 501 is above the limit of 500 minutes'],
    ['length', '-1', 'Length: -1 is below the limit of 0 minutes'],
    ['release year', '2101', 'Release year: 2101 is above the limit of 2100'],
    ['release year', '', 'Release year is missing: give a whole number from 1800 to 2100'],
  ])('refuses a %s of %j there, in the words of the rules, and sends nothing', async (field, typed, message) => {
    const { user, dialog, server } = await open()
    await user.click(dialog.getByRole('checkbox', { name: `Set ${field}` }))
    const input = dialog.getByRole('textbox', { name: `New ${field}` })
    expect(input).toHaveFocus()
    if (typed) await user.type(input, typed)
    expect(input).toBeInvalid()
    expect(input).toHaveAccessibleDescription(message)
    expect(dialog.getByRole('button', { name: 'Change' })).toBeDisabled()
    await user.keyboard('{Enter}')
    await act(() => new Promise((resolve) => setTimeout(resolve, 300)))
    expect(server.calls).toEqual([])
  })

  it.each([
    ['length', '0', { length: 0 }],
    ['length', '8h 20m', { length: 500 }],
    ['release year', '1800', { releaseYear: 1800 }],
  ])('takes a %s of %s, and Enter sends it', async (field, typed, changes) => {
    const { user, dialog, server } = await open()
    await user.click(dialog.getByRole('checkbox', { name: `Set ${field}` }))
    await user.keyboard(`${typed}{Enter}`)
    await waitFor(() => expect(server.inputsOf('editSelection')[0]?.changes).toEqual(changes))
  })

  it('keeps a field again that was to be set', async () => {
    const { user, dialog, status } = await open()
    await user.click(dialog.getByRole('checkbox', { name: 'Set length' }))
    await user.keyboard('abc')
    await user.click(dialog.getByRole('checkbox', { name: 'Set length' }))
    expect(dialog.queryByRole('textbox')).toBeNull()
    expect(status()).toBe('Choose what to set.')
  })

  it('asks for one preview after a pause in typing, not for one at each letter', async () => {
    const { user, dialog, status, server } = await open()
    await user.click(dialog.getByRole('checkbox', { name: 'Set length' }))
    const input = dialog.getByRole('textbox', { name: 'New length' })
    for (const value of ['1', '11', '117']) fireEvent.change(input, { target: { value } })
    await waitFor(() => expect(status()).toBe('0 of 3 will change.'))
    expect(server.inputsOf('previewEdit').map(({ changes }) => changes)).toEqual([{ length: 117 }])
  })

  it('counts no second time because the list around it is rendered anew', async () => {
    const { user, dialog, status, server, show } = await open()
    await user.click(dialog.getByRole('checkbox', { name: 'Set rating' }))
    await waitFor(() => expect(status()).toBe('3 of 3 will change.'))
    show({ total: 4 })
    expect(status()).toBe('3 of 3 will change.')
    await act(() => new Promise((resolve) => setTimeout(resolve, 300)))
    expect(server.inputsOf('previewEdit')).toHaveLength(1)
  })

  it('says when the count cannot be had', async () => {
    const { user, dialog, status, server } = await open()
    server.answerNext('lost')
    await user.click(dialog.getByRole('checkbox', { name: 'Set rating' }))
    expect(await dialog.findByText('The server cannot be reached.')).toBeVisible()
    expect(status()).toBe('')
  })

  it('that is refused stays open with the reason in it and all that was set', async () => {
    const { user, dialog, server } = await open()
    await user.click(dialog.getByRole('checkbox', { name: 'Set length' }))
    await user.keyboard('100')
    await waitFor(() => expect(server.inputsOf('previewEdit')).toHaveLength(1))
    server.answerNext(failure('forbidden', 'You may look, but not change.'))
    await user.click(dialog.getByRole('button', { name: 'Change' }))
    expect(await dialog.findByRole('alert')).toHaveTextContent('You may look, but not change.')
    expect(dialog.getByRole('textbox', { name: 'New length' })).toHaveValue('100')
    expect(server.movies.get('m0')?.length).toBe(117)
    await user.click(dialog.getByRole('button', { name: 'Change' }))
    await waitFor(() => expect(server.movies.get('m0')?.length).toBe(100))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('is sent once however often the button is pressed', async () => {
    const { user, dialog, server } = await open()
    await user.click(dialog.getByRole('checkbox', { name: 'Set rating' }))
    server.hold()
    await user.click(dialog.getByRole('button', { name: 'Change' }))
    expect(dialog.getByRole('button', { name: 'Changing…' })).toBeDisabled()
    await user.click(dialog.getByRole('button', { name: 'Changing…' }))
    server.release()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(server.inputsOf('editSelection')).toHaveLength(1)
  })

  it('of one movie says so in the singular', async () => {
    const { user } = renderList(new MovieServer(...first))
    await user.click(box('Select Movie 0'))
    await user.click(button('Edit'))
    await user.click(await screen.findByRole('checkbox', { name: 'Set rating' }))
    await user.click(button('Change'))
    expect(await screen.findAllByText('Changed 1 movie')).not.toHaveLength(0)
  })
})
