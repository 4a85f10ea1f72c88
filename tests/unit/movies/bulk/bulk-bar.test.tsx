import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { BulkBar } from '@/components/movies/bulk/bulk-bar'
import { useSelection } from '@/components/movies/bulk/use-selection'
import type { Movie } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'
import { renderInBucket, renderList, titles } from '@/tests/support/components/bucket-screen'
import { all, bar, box, button, count, firstPage, some, twoPages } from '@/tests/support/components/bulk'
import { failure } from '@/tests/support/components/failure'
import { MovieServer } from '@/tests/support/components/movie-server'

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
      screen.getByText(`At most 500 movies can be ${how} one by one. Filter for them and select all matching instead.`),
    ).toBeVisible()
  })
})

describe('deleting the selected movies', () => {
  const remove = async () =>
    within(await screen.findByRole('region', { name: 'Selection' })).getByRole('button', { name: 'Delete' })

  it('needs no question, and can be undone', async () => {
    const { user, server } = renderList(new MovieServer(...firstPage))
    await user.click(all())
    await user.click(await remove())
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
    await user.click(await screen.findByRole('button', { name: 'Select all 250 matching' }))
    await user.click(box('Select Movie 2'))
    await user.click(await remove())
    const question = within(await screen.findByRole('dialog', { name: 'Delete 249 movies?' }))
    expect(server.calls).toEqual([])
    await user.click(question.getByRole('button', { name: 'Delete 249 movies' }))
    expect(titles(), 'the one left out stays').toEqual(['Movie 2'])
    expect(server.inputsOf('deleteMovies')).toEqual([
      { bucketId: 'bucket', selection: { matching: 'q=movie', except: ['m2'] } },
    ])
    await waitFor(() => expect(server.movies.size).toBe(1))
  })

  it('can be cancelled', async () => {
    const { user, server } = twoPages()
    await user.click(all())
    await user.click(await screen.findByRole('button', { name: 'Select all 250 matching' }))
    await user.click(await remove())
    await user.click(await screen.findByRole('button', { name: 'Keep them' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(count()).toBe('250 selected')
    expect(server.calls).toEqual([])
  })

  it('that is refused puts them back', async () => {
    const { user, server } = twoPages()
    server.answerNext(failure('failed', 'Something went wrong.'))
    await user.click(all())
    await user.click(await remove())
    expect((await screen.findAllByText('Something went wrong.')).length).toBeGreaterThan(0)
    expect(titles()).toEqual(['Movie 0', 'Movie 1', 'Movie 2'])
  })
})
