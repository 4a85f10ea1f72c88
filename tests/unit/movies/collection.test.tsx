import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EmptyBucket } from '@/components/movies/list/empty-bucket'
import { useCollection, useCollectionState } from '@/components/movies/state/collection-context'
import type { MoviePatch } from '@/domain/movies/movie'
import { aMovie } from '@/tests/support/builders/movie-values'
import { renderInBucket } from '@/tests/support/components/bucket-screen'
import { failure } from '@/tests/support/components/failure'
import { MovieServer } from '@/tests/support/components/movie-server'

const alien = aMovie({ id: 'alien', title: 'Alien', rating: 2 })
const fargo = aMovie({ id: 'fargo', title: 'Fargo', rating: 3 })

let server: MovieServer
beforeEach(() => {
  server = new MovieServer(alien, fargo)
})

/** Buttons that do what rows do. */
function Acts() {
  const collection = useCollection()
  useCollectionState()
  const edit = (changes: MoviePatch, movie = alien) => collection.edit(movie, changes)
  return (
    <>
      <button type="button" onClick={() => edit({ rating: 5 })}>
        Rate Alien
      </button>
      <button type="button" onClick={() => edit({ rating: 1, title: 'Fargo!' }, fargo)}>
        Change Fargo
      </button>
      <output>{collection.apply([alien, fargo]).map(({ title, rating }) => `${title} ${rating} `)}</output>
    </>
  )
}

const shown = () => screen.getByText(/Alien/, { selector: 'output' }).textContent
const button = (name: string) => screen.getByRole('button', { name })
const announced = () => screen.getAllByRole('status').at(-1)?.textContent

describe('the bar below', () => {
  it('appears with the first change, shows the last one, and goes when it is dismissed', async () => {
    const { user } = renderInBucket(<Acts />, server)
    expect(screen.queryByRole('region')).toBeNull()
    await user.click(button('Rate Alien'))
    const bar = within(await screen.findByRole('region', { name: 'What was done' }))
    expect(bar.getByText('Saved “Alien”')).toBeVisible()
    expect(announced()).toBe('Saved “Alien”')
    await user.click(button('Change Fargo'))
    await bar.findByText('Saved “Fargo!”')
    expect(bar.queryByText('Saved “Alien”')).toBeNull()
    await user.click(button('Dismiss'))
    expect(screen.queryByRole('region')).toBeNull()
  })

  it('undoes, says so until that is dismissed, and cannot be pressed twice', async () => {
    const { user, router } = renderInBucket(<Acts />, server)
    await user.click(button('Rate Alien'))
    await screen.findByRole('button', { name: 'Undo' })
    server.hold()
    await user.click(button('Undo'))
    expect(button('Undoing…')).toBeDisabled()
    server.release()
    const bar = within(screen.getByRole('region', { name: 'What was done' }))
    expect(await bar.findByText('Undone: Saved “Alien”')).toBeVisible()
    expect(bar.queryByRole('button', { name: 'Undo' })).toBeNull()
    expect(announced()).toBe('Undone: Saved “Alien”')
    expect(server.movies.get('alien')?.rating).toBe(2)
    expect(router.refreshed).toBe(1)
    await user.click(button('Dismiss'))
    expect(screen.queryByRole('region')).toBeNull()
  })

  it('says that the server is away and nothing is lost, and retries on request', async () => {
    server.answerNext('lost')
    const { user } = renderInBucket(<Acts />, server)
    await user.click(button('Rate Alien'))
    await screen.findByText('The server cannot be reached. Your changes wait here and are sent again automatically.')
    expect(shown()).toBe('Alien 5 Fargo 3 ')
    await user.click(button('Retry now'))
    await screen.findByText('Saved “Alien”', { selector: 'section *' })
    expect(screen.queryByRole('button', { name: 'Retry now' })).toBeNull()
    expect(server.movies.get('alien')?.rating).toBe(5)
  })

  it('retries by itself when the browser is online again', async () => {
    server.answerNext('lost')
    const { user } = renderInBucket(<Acts />, server)
    await user.click(button('Rate Alien'))
    await screen.findByRole('button', { name: 'Retry now' })
    act(() => void dispatchEvent(new Event('online')))
    await waitFor(() => expect(server.movies.get('alien')?.rating).toBe(5))
  })
})

describe('a conflict', () => {
  const meet = async () => {
    server.changeElsewhere('alien', { rating: 4, title: 'Alien 3' })
    const view = renderInBucket(<Acts />, server)
    button('Rate Alien').focus()
    await view.user.keyboard('{Enter}')
    const dialog = await screen.findByRole('dialog', { name: '“Alien 3” was changed elsewhere' })
    return { ...view, dialog: within(dialog) }
  }

  it('shows both values of the fields in conflict, and theirs in the list', async () => {
    const { dialog } = await meet()
    expect(dialog.getAllByRole('row').map((row) => row.textContent)).toEqual(['FieldMineTheirs', 'Rating54'])
    expect(shown()).toBe('Alien 3 4 Fargo 3 ')
  })

  it('can keep mine', async () => {
    const { user, dialog } = await meet()
    await user.click(dialog.getByRole('button', { name: 'Keep mine' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(shown()).toBe('Alien 3 5 Fargo 3 ')
    await waitFor(() => expect(server.movies.get('alien')).toMatchObject({ rating: 5, title: 'Alien 3' }))
    expect(button('Rate Alien')).toHaveFocus()
  })

  it('focuses the button that keeps the user’s change', async () => {
    const { dialog } = await meet()
    expect(dialog.getByRole('button', { name: 'Keep mine' })).toHaveFocus()
  })

  it.each(['Close', 'Escape'])('waits after %s, with the change that was made', async (way) => {
    const { user, dialog } = await meet()
    if (way === 'Escape') await user.keyboard('{Escape}')
    else await user.click(dialog.getByRole('button', { name: way }))
    expect(screen.queryByRole('dialog')).toBeNull()
    const bar = within(screen.getByRole('region', { name: 'What was done' }))
    expect(bar.getByText('“Alien 3” was changed elsewhere. Your change waits.')).toBeVisible()
    expect(!dispatchEvent(new Event('beforeunload', { cancelable: true })), 'leaving is asked about').toBe(true)
    await user.click(bar.getByRole('button', { name: 'Decide' }))
    await user.click(await screen.findByRole('button', { name: 'Keep mine' }))
    await waitFor(() => expect(server.movies.get('alien')?.rating).toBe(5))
    expect(screen.queryByText(/Your change waits/)).toBeNull()
  })

  it('that waits can be discarded', async () => {
    const { user } = await meet()
    await user.keyboard('{Escape}')
    await user.click(button('Discard mine'))
    expect(screen.queryByRole('region')).toBeNull()
    expect(shown()).toBe('Alien 3 4 Fargo 3 ')
  })

  it('can take theirs', async () => {
    const { user, dialog } = await meet()
    await user.click(dialog.getByRole('button', { name: 'Take theirs' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(shown()).toBe('Alien 3 4 Fargo 3 ')
    expect(server.movies.get('alien')?.rating).toBe(4)
    expect(announced()).toBe('Kept the other change')
  })

  it('waits for its turn behind another', async () => {
    server.changeElsewhere('fargo', { rating: 4 })
    const { user, dialog } = await meet()
    await user.click(button('Change Fargo'))
    await user.click(dialog.getByRole('button', { name: 'Take theirs' }))
    const next = within(await screen.findByRole('dialog', { name: '“Fargo” was changed elsewhere' }))
    expect(next.getAllByRole('row').map((row) => row.textContent)).toEqual([
      'FieldMineTheirs',
      'TitleFargo!Fargo',
      'Rating14',
    ])
    await user.click(next.getByRole('button', { name: 'Keep mine' }))
    await waitFor(() => expect(server.movies.get('fargo')).toMatchObject({ title: 'Fargo!', rating: 1 }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('leaving the page', () => {
  const asks = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }))

  it('asks first while something is not saved, and not otherwise', async () => {
    const { user, unmount } = renderInBucket(<Acts />, server)
    expect(asks()).toBe(false)
    server.hold()
    await user.click(button('Rate Alien'))
    expect(asks()).toBe(true)
    server.release()
    await screen.findByRole('button', { name: 'Undo' })
    expect(asks()).toBe(false)
    server.hold()
    await user.click(button('Rate Alien'))
    unmount()
    expect(asks()).toBe(false)
  })
})

describe('an empty bucket', () => {
  afterEach(() => server.release())

  it('offers to add a movie, and samples that can be undone', async () => {
    server.hold()
    const { user, router } = renderInBucket(<EmptyBucket editable />, server)
    expect(screen.getByRole('heading', { name: 'Your shelf is empty' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Add movie' })).toHaveAttribute('href', '/buckets/bucket/new')
    await user.click(button('Load 40 samples'))
    expect(button('Loading…')).toBeDisabled()
    server.release()
    expect(await screen.findAllByText('Loaded 40 samples')).not.toHaveLength(0)
    expect(router.refreshed).toBe(1)
    await waitFor(() => expect(router.went).toEqual(['replace /buckets/bucket?view=shelf']))
    await user.click(button('Undo'))
    await waitFor(() => expect(server.movies.size).toBe(2))
  })

  it('says why samples were not loaded, and can try again', async () => {
    server.answerNext(failure('conflict', 'This bucket holds movies already.'))
    const { user } = renderInBucket(<EmptyBucket editable />, server)
    await user.click(button('Load 40 samples'))
    expect(await screen.findByRole('region')).toHaveTextContent('This bucket holds movies already.')
    expect(button('Load 40 samples')).toBeEnabled()
  })

  it('of another owner offers nothing', () => {
    renderInBucket(<EmptyBucket editable={false} />, server)
    expect(screen.getByRole('heading', { name: 'No movies here yet' })).toBeVisible()
    expect(screen.queryByRole('button')).toBeNull()
    expect(screen.queryByRole('link')).toBeNull()
  })
})
