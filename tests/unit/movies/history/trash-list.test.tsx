import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { TrashList } from '@/components/movies/history/trash-list'
import type { FormAction } from '@/domain/forms'
import type { TrashedMovie } from '@/domain/movies/movie'
import { aMovie } from '@/tests/support/builders/movie-values'
import { renderInBucket } from '@/tests/support/components/bucket-screen'
import { failure } from '@/tests/support/components/failure'

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000 - 60_000).toISOString()
const alien: TrashedMovie = { ...aMovie({ id: 'alien', title: 'Alien' }), deletedAt: daysAgo(1) }
const NEWEST = '2026-01-01T00:00:00.000Z'
const fargo: TrashedMovie = { ...aMovie({ id: 'fargo', title: 'Fargo' }), deletedAt: daysAgo(29) }

/** The trash, and what was posted from it: the ids of movies, or until when all were deleted. */
function renderTrash(movies = [alien, fargo], total = movies.length, refused = false) {
  const restored: string[] = []
  const destroyed: string[] = []
  const into =
    (list: string[]): FormAction =>
    async (_, form) => {
      list.push(String(form.get('id') ?? form.get('until')))
      return refused ? { ...failure('unavailable', 'The database is away.'), values: {} } : null
    }
  const list = (shown: TrashedMovie[]) => (
    <TrashList
      movies={shown}
      total={total}
      newest={NEWEST}
      now={Date.now()}
      restore={into(restored)}
      destroy={into(destroyed)}
    />
  )
  return { ...renderInBucket(list(movies)), restored, destroyed }
}

const button = (name: string) => screen.getByRole('button', { name })

it('says of each movie how long it is still there', () => {
  renderTrash([alien, fargo, { ...alien, id: 'old', deletedAt: daysAgo(40) }])
  const items = screen.getAllByRole('listitem').map((item) => within(item).getByText(/ left$/).textContent)
  expect(items).toEqual(['29 days left', '1 day left', '0 days left'])
})

it('says how many there are, and how many of them are shown', () => {
  renderTrash([alien, fargo], 1234)
  expect(screen.getByText(/^1,234 movies, 2 of them on this page\./)).toBeVisible()
})

it('restores the movie whose button is pressed', async () => {
  const { user, restored, destroyed } = renderTrash()
  await user.click(button('Restore Fargo'))
  await waitFor(() => expect(restored).toEqual(['fargo']))
  expect(destroyed).toEqual([])
})

it('says why something was not done', async () => {
  const { user } = renderTrash([alien], 1, true)
  await user.click(button('Restore Alien'))
  expect(await screen.findByRole('alert')).toHaveTextContent('The database is away.')
})

describe('deleting for good', () => {
  it('is not offered to a member who may only restore', () => {
    renderInBucket(<TrashList movies={[alien]} total={1} newest={NEWEST} now={Date.now()} restore={async () => null} />)
    expect(screen.getAllByRole('button').map((shown) => shown.textContent)).toEqual(['Restore'])
  })

  it.each([
    ['one movie', 'Delete Fargo for good', 'Delete “Fargo” for good?', 'fargo'],
    ['all', 'Empty the trash', 'Delete 2 movies for good?', NEWEST],
  ])('%s asks first, naming it', async (_, press, question, id) => {
    const { user, destroyed, restored } = renderTrash()
    await user.click(button(press))
    const dialog = within(screen.getByRole('dialog', { name: question }))
    expect(dialog.getByText('This cannot be undone.')).toBeVisible()
    expect(destroyed).toEqual([])
    await user.click(dialog.getByRole('button', { name: 'Delete for good' }))
    await waitFor(() => expect(destroyed).toEqual([id]))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(restored).toEqual([])
  })

  it.each([
    [2, 'Keep them', 'Delete 2 movies for good?'],
    [1, 'Keep it', 'Delete 1 movie for good?'],
  ])('of %i can be cancelled', async (count, keep, question) => {
    const { user, destroyed } = renderTrash([alien, fargo].slice(0, count))
    await user.click(button('Empty the trash'))
    await user.click(within(screen.getByRole('dialog', { name: question })).getByRole('button', { name: keep }))
    expect(screen.queryByRole('dialog')).toBeNull()
    await user.click(button('Delete Alien for good'))
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(destroyed).toEqual([])
  })
})
