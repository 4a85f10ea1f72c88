import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { tooHigh } from '@/tests/support/builders/out-of-limits'
import { renderList } from '@/tests/support/components/bucket-screen'
import { all, bar, box, button, firstPage } from '@/tests/support/components/bulk'
import { failure } from '@/tests/support/components/failure'
import { MovieServer } from '@/tests/support/components/movie-server'

describe('editing the selected movies', () => {
  const open = async () => {
    const view = renderList(new MovieServer(...firstPage))
    await view.user.click(all())
    await view.user.click(await screen.findByRole('button', { name: 'Edit' }))
    const dialog = within(await screen.findByRole('dialog', { name: /^Edit [\d,]+ movies?$/ }))
    return { ...view, dialog, status: () => dialog.getByRole('status').textContent }
  }

  it('names how many, shows all fields, keeps each until it is set, and cannot be sent before', async () => {
    const { dialog, status } = await open()
    expect(screen.getByRole('dialog')).toHaveAccessibleName('Edit 3 movies')
    for (const name of ['New format', 'New rating'])
      expect(dialog.getByRole('combobox', { name })).toHaveDisplayValue('keep as it is')
    for (const name of ['New length', 'New release year'])
      expect(dialog.getByRole('textbox', { name })).toHaveAttribute('placeholder', 'keep as it is')
    expect(status()).toBe('Choose what to set.')
    expect(dialog.getByRole('button', { name: 'Change' })).toBeDisabled()
    expect(dialog.queryByLabelText('New title')).toBeNull()
  })

  it('says how many will change before anything does, then changes them in one go that one undo takes back', async () => {
    const { user, dialog, status, server } = await open()
    await user.selectOptions(dialog.getByRole('combobox', { name: 'New rating' }), '2')
    expect(status()).toBe('Counting…')
    await waitFor(() => expect(status()).toBe('2 of 3 will change.'))
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
    ['length', tooHigh('length').typed, tooHigh('length').message],
    ['length', '-1', 'Length: -1 is below the limit of 0 minutes'],
    ['release year', tooHigh('releaseYear').typed, tooHigh('releaseYear').message],
  ])('refuses a %s of %j there, in the words of the rules, and sends nothing', async (field, typed, message) => {
    const { user, dialog, server } = await open()
    const input = dialog.getByRole('textbox', { name: `New ${field}` })
    await user.type(input, typed)
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
  ])('takes a %s of %s, and sends it', async (field, typed, changes) => {
    const { user, dialog, server } = await open()
    await user.click(dialog.getByRole('textbox', { name: `New ${field}` }))
    await user.keyboard(typed)
    await user.click(dialog.getByRole('button', { name: 'Change' }))
    await waitFor(() => expect(server.inputsOf('editSelection')[0]?.changes).toEqual(changes))
  })

  it('keeps a field again that was to be set', async () => {
    const { user, dialog, status } = await open()
    await user.click(dialog.getByRole('textbox', { name: 'New length' }))
    await user.keyboard('abc')
    expect(dialog.getByRole('textbox', { name: 'New length' })).toBeInvalid()
    await user.clear(dialog.getByRole('textbox', { name: 'New length' }))
    expect(status()).toBe('Choose what to set.')
  })

  it('asks for one preview after a pause in typing, not for one at each letter', async () => {
    const { user, dialog, status, server } = await open()
    await user.click(dialog.getByRole('textbox', { name: 'New length' }))
    const input = dialog.getByRole('textbox', { name: 'New length' })
    for (const value of ['1', '11', '117']) fireEvent.change(input, { target: { value } })
    await waitFor(() => expect(status()).toBe('0 of 3 will change.'))
    expect(server.inputsOf('previewEdit').map(({ changes }) => changes)).toEqual([{ length: 117 }])
  })

  it('does not count again when the list around it renders again', async () => {
    const { user, dialog, status, server, show } = await open()
    await user.selectOptions(dialog.getByRole('combobox', { name: 'New rating' }), '3')
    await waitFor(() => expect(status()).toBe('3 of 3 will change.'))
    show({ total: 4 })
    expect(status()).toBe('3 of 3 will change.')
    await act(() => new Promise((resolve) => setTimeout(resolve, 300)))
    expect(server.inputsOf('previewEdit')).toHaveLength(1)
  })

  it('says when the count is not available', async () => {
    const { user, dialog, status, server } = await open()
    server.answerNext('lost')
    await user.selectOptions(dialog.getByRole('combobox', { name: 'New rating' }), '3')
    expect(await dialog.findByText('The server cannot be reached.')).toBeVisible()
    expect(status()).toBe('')
  })

  it('that is refused stays open with the reason and everything that was set', async () => {
    const { user, dialog, server } = await open()
    await user.click(dialog.getByRole('textbox', { name: 'New length' }))
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

  it('is sent once, however often the button is pressed', async () => {
    const { user, dialog, server } = await open()
    await user.selectOptions(dialog.getByRole('combobox', { name: 'New rating' }), '3')
    server.hold()
    await user.click(dialog.getByRole('button', { name: 'Change' }))
    expect(dialog.getByRole('button', { name: 'Changing…' })).toBeDisabled()
    await user.click(dialog.getByRole('button', { name: 'Changing…' }))
    server.release()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(server.inputsOf('editSelection')).toHaveLength(1)
  })

  it('of one movie says so in the singular', async () => {
    const { user } = renderList(new MovieServer(...firstPage))
    await user.click(box('Select Movie 0'))
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    await user.selectOptions(await screen.findByRole('combobox', { name: 'New rating' }), '3')
    await user.click(button('Change'))
    expect(await screen.findAllByText('Changed 1 movie')).not.toHaveLength(0)
  })
})
