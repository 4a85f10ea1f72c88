import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderList } from '@/tests/support/components/bucket-screen'
import { all, bar, box, button, count, firstPage, secondPage, twoPages } from '@/tests/support/components/bulk'
import { MovieServer } from '@/tests/support/components/movie-server'

describe('selecting', () => {
  it('counts the movies picked one by one, and shows no bar for none', async () => {
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

  it('with Shift selects the rows from the last one on, either way, and clears them likewise', async () => {
    const { user } = renderList(new MovieServer(...firstPage, ...secondPage))
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

  it('with Shift selects one row when none on this page was picked before', async () => {
    const { user, show } = twoPages()
    fireEvent.click(box('Select Movie 1'), { shiftKey: true })
    await waitFor(() => expect(count()).toBe('1 selected'))
    await user.click(box('Select Movie 2'))
    show({ movies: secondPage })
    fireEvent.click(box('Select Movie 4'), { shiftKey: true })
    expect(count()).toBe('3 selected')
  })

  it('goes on from page to page', async () => {
    const { user, show } = twoPages()
    await user.click(all())
    show({ movies: secondPage })
    expect(all()).not.toBeChecked()
    await user.click(box('Select Movie 4'))
    expect(count()).toBe('4 selected')
    show({ movies: firstPage })
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
    show({ movies: secondPage })
    expect(all()).toBeChecked()
    await user.click(all())
    expect(count()).toBe('246 selected')
    await user.click(all())
    expect(count()).toBe('249 selected')
  })

  it('names a bucket’s movies where nothing filters them, and offers all only where there are more', async () => {
    const { user, show } = renderList(new MovieServer(...firstPage), { total: 1234 })
    await user.click(all())
    expect(button('Select all 1,234 movies')).toBeVisible()
    show({ total: 3 })
    expect(screen.queryByRole('button', { name: /^Select all/ })).toBeNull()
  })

  it('ends with another filter: movies out of sight are not changed', async () => {
    const { user, show } = twoPages()
    await user.click(box('Select Movie 1'))
    show({ filter: 'q=other' })
    expect(bar()).toBeNull()
    expect(box('Select Movie 1')).not.toBeChecked()
  })
})
