import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { aMovie } from '@/tests/support/builders/movie-values'
import { renderList, rowOf, titles } from '@/tests/support/components/bucket-screen'
import { MovieServer } from '@/tests/support/components/movie-server'

const movies = ['Alien', 'Fargo', 'Heat'].map((title) => aMovie({ id: title.toLowerCase(), title, rating: 2 }))
const link = (title: string) => screen.getByRole('link', { name: title })
const rating = (title: string) => screen.getByRole('slider', { name: `Rating of ${title}` })
const render = (props: Parameters<typeof renderList>[1] = {}) => renderList(new MovieServer(...movies), props)

describe('on rows', () => {
  it('j and k go down and up, and stop at the ends', async () => {
    const { user } = render()
    await user.keyboard('j')
    expect(link('Alien')).toHaveFocus()
    await user.keyboard('k')
    expect(link('Alien')).toHaveFocus()
    await user.keyboard('jjjj')
    expect(link('Heat')).toHaveFocus()
    await user.keyboard('k')
    expect(link('Fargo')).toHaveFocus()
  })

  it('1 to 5 rate, x selects, e edits, Delete deletes the one with the focus', async () => {
    const { user, server } = render()
    await user.keyboard('jj5')
    expect(rating('Fargo')).toHaveValue('5')
    await waitFor(() => expect(server.movies.get('fargo')?.rating).toBe(5))
    await user.keyboard('x')
    expect(rowOf('Fargo')).toHaveAttribute('aria-selected', 'true')
    await user.keyboard('x')
    expect(rowOf('Fargo')).toHaveAttribute('aria-selected', 'false')
    await user.keyboard('{Delete}')
    expect(titles()).toEqual(['Alien', 'Heat'])
    expect(link('Heat')).toHaveFocus()
    await user.keyboard('e')
    expect(await screen.findByRole('textbox', { name: 'Title' })).toHaveValue('Heat')
  })

  it('that are held down act once, except for going up and down', async () => {
    const { server } = renderList(new MovieServer(...['A', 'B', 'C', 'D'].map((title) => aMovie({ id: title, title }))))
    screen.getByRole('link', { name: /^A/ }).focus()
    for (const repeat of [false, true, true]) {
      fireEvent.keyDown(document.activeElement as Element, { key: 'Delete', repeat })
    }
    await waitFor(() => expect(server.movies.has('A')).toBe(false))
    for (const repeat of [false, true]) fireEvent.keyDown(document.activeElement as Element, { key: 'j', repeat })
    expect(document.activeElement).toHaveAccessibleName(/^D/)
    expect([...server.movies.keys()]).toEqual(['B', 'C', 'D'])
  })

  it('act on the row whatever in it has the focus, its checkbox and stars too', async () => {
    const { user } = render()
    screen.getByRole('checkbox', { name: 'Select Heat' }).focus()
    await user.keyboard('4')
    expect(rating('Heat')).toHaveValue('4')
    rating('Alien').focus()
    await user.keyboard('1')
    expect(rating('Alien')).toHaveValue('1')
  })

  it.each(['0', '6', '9', 'y', 'N', 'Enter'])('do not include %s', async (key) => {
    const { user, server, router } = render()
    screen.getByRole('checkbox', { name: 'Select Heat' }).focus()
    await user.keyboard(`{${key}}`)
    expect([server.calls, router.went]).toEqual([[], []])
  })

  it('do nothing while no row has the focus: no movie is deleted or rated by accident', async () => {
    const { user, server } = render()
    await user.keyboard('{Delete}5xe')
    expect(titles()).toEqual(['Alien', 'Fargo', 'Heat'])
    expect(screen.queryByRole('region', { name: 'Selection' })).toBeNull()
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(server.calls).toEqual([])
  })
})

describe('on the whole screen', () => {
  it('n adds, v changes the view, ? explains the keys', async () => {
    const { user, router } = render()
    await user.keyboard('v')
    expect(router.went).toEqual(['push /buckets/bucket?view=shelf'])
    await user.keyboard('?')
    expect(await screen.findByRole('dialog', { name: 'Keys' })).toHaveTextContent('Delete the row')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    await user.keyboard('n')
    expect(await screen.findByRole('dialog', { name: 'Add a movie' })).toBeVisible()
  })

  it('/ goes to the search box without typing into it', async () => {
    const { user } = render()
    const box = document.body.appendChild(Object.assign(document.createElement('input'), { type: 'search' }))
    await user.keyboard('/')
    expect(box).toHaveFocus()
    expect(box).toHaveValue('')
    box.remove()
  })

  it.each(['Control', 'Meta'])('%s+Z undoes the last change, and is the only such key', async (key) => {
    const { user, server, router } = render()
    await user.keyboard('j5')
    await waitFor(() => expect(server.movies.get('alien')?.rating).toBe(5))
    await user.keyboard(`{${key}>}1{/${key}}{Alt>}n{/Alt}{${key}>}v{/${key}}`)
    await user.keyboard(`{${key}>}{Shift>}z{/Shift}{/${key}}`)
    expect(server.inputsOf('undoChange')).toEqual([])
    expect(router.went).toEqual([])
    await user.keyboard(`{${key}>}z{/${key}}`)
    await waitFor(() => expect(server.movies.get('alien')?.rating).toBe(2))
  })

  it('can be switched off, except for undo', async () => {
    const { user, server, router } = render({ shortcuts: false })
    link('Alien').focus()
    await user.keyboard('n5xev?j{Delete}')
    expect(link('Alien')).toHaveFocus()
    expect([server.calls, router.went]).toEqual([[], []])
    expect(screen.queryByRole('dialog')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Delete Alien' }))
    await waitFor(() => expect(server.movies.has('alien')).toBe(false))
    await user.keyboard('{Control>}z{/Control}')
    await waitFor(() => expect(server.movies.has('alien')).toBe(true))
  })

  it('select nothing on the shelf, where there is no box to show it', async () => {
    const { user } = render({ view: 'shelf' })
    ;(await screen.findByRole('link', { name: /^Alien,/ })).focus()
    await user.keyboard('x')
    expect(screen.queryByRole('region', { name: 'Selection' })).toBeNull()
  })
})

describe('are text', () => {
  it.each(['text', 'search', 'number', 'email'])('in a field of type %s', async (type) => {
    const { user, server, router } = render()
    const field = document.body.appendChild(Object.assign(document.createElement('input'), { type }))
    field.focus()
    await user.keyboard('1nv{Delete}{Control>}z{/Control}')
    expect([server.calls, router.went]).toEqual([[], []])
    expect(screen.queryByRole('dialog')).toBeNull()
    field.remove()
  })

  it('in the fields of a row', async () => {
    const { user, server } = render()
    await user.keyboard('je')
    const field = await screen.findByRole('textbox', { name: 'Title' })
    await user.keyboard(' nvx5?/')
    expect(field).toHaveValue('Alien nvx5?/')
    expect(server.calls).toEqual([])
  })

  it('or nothing in a dialog, even where no field has the focus', async () => {
    const { user, server, router } = render()
    await user.keyboard('j?')
    await screen.findByRole('dialog', { name: 'Keys' })
    screen.getByRole('button', { name: 'Close' }).focus()
    await user.keyboard('5v?')
    // As after a click on what takes no focus.
    ;(document.activeElement as HTMLElement).blur()
    expect(document.body).toHaveFocus()
    await user.keyboard('jv?{Delete}{Control>}z{/Control}')
    expect(screen.getAllByRole('dialog')).toHaveLength(1)
    expect([server.inputsOf('deleteMovies'), server.inputsOf('editMovies'), router.went]).toEqual([[], [], []])
  })

  it('in the panel that adds, and not in the list beside it', async () => {
    const { user, server, router } = render()
    await user.keyboard('jn')
    await screen.findByRole('dialog', { name: 'Add a movie' })
    screen.getByRole('button', { name: 'Close' }).focus()
    await user.keyboard('5v?x')
    expect([server.inputsOf('editMovies'), router.went]).toEqual([[], []])
    expect(screen.getAllByRole('dialog')).toHaveLength(1)
    link('Alien').focus()
    await user.keyboard('5')
    await waitFor(() => expect(server.movies.get('alien')?.rating).toBe(5))
    expect(screen.getByRole('dialog', { name: 'Add a movie' })).toBeVisible()
  })

  it('while an input method makes a word of them', async () => {
    const { router } = render()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'v', bubbles: true, isComposing: true }))
    expect(router.went).toEqual([])
  })
})
