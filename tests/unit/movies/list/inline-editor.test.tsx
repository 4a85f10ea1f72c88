import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { aMovie } from '@/tests/support/builders/movie-values'
import { tooHigh } from '@/tests/support/builders/out-of-limits'
import { findRow, renderList, titles } from '@/tests/support/components/bucket-screen'
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
const titleField = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Title' })

describe('editing a row', () => {
  const edit = async (title: string) => {
    const view = renderList(server)
    await view.user.click(button(`Edit ${title}`))
    expect(await titleField()).toHaveFocus()
    return view
  }

  it('turns it into fields; Enter saves what changed, and the row gets the focus', async () => {
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

  it('starts from the row as it was shown: a change made elsewhere stays, or is asked about', async () => {
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
    await user.type(length, tooHigh('length').typed)
    await user.click(button('Edit Heat'))
    await said(tooHigh('length').message)
    expect(length).toHaveFocus()
    expect(length).toHaveValue(tooHigh('length').typed)
    expect(titles()).not.toContain('Fargo')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(titles()).toEqual(['Alien', 'Fargo', 'Heat']))
    expect(server.calls).toEqual([])
  })

  it('without a change sends nothing', async () => {
    const { user } = await edit('Fargo')
    await user.keyboard('{Enter}')
    await findRow('Fargo')
    expect(server.calls).toEqual([])
  })

  it('says at the field what does not fit, and keeps what was typed', async () => {
    const { user } = await edit('Fargo')
    const length = screen.getByRole('textbox', { name: 'Length' })
    await user.clear(length)
    await user.type(length, '501{Enter}')
    expect(length).toBeInvalid()
    expect(length).toHaveAccessibleDescription(tooHigh('length').message)
    expect(length).toHaveValue(tooHigh('length').typed)
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
