import { beforeEach, describe, expect, it } from 'vitest'
import { failure } from '@/tests/support/components/failure'
import { alien, fargo, openTab } from '@/tests/support/components/tab'

let { server, store, shown, doneTexts, refreshes } = openTab()
beforeEach(() => {
  ;({ server, store, shown, doneTexts, refreshes } = openTab())
})

describe('a movie that is deleted', () => {
  const remove = (...ids: string[]) => store.remove({ ids }, ids, (count) => `Deleted ${count}`)

  it('is gone at once, can be undone, and comes back as it was', async () => {
    const removing = remove('alien')
    expect(shown()).toEqual(['Fargo 2'])
    expect(store.hasUnsaved).toBe(true)
    await removing
    expect(server.movies.has('alien')).toBe(false)
    expect(doneTexts()).toEqual(['Deleted 1'])
    expect(refreshes()).toBe(1)
    await store.undo()
    expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
    expect(server.movies.has('alien')).toBe(true)
  })

  it.each([failure('forbidden', 'You may not.'), 'lost' as const])('comes back when it is refused', async (answer) => {
    server.answerNext(answer)
    await remove('alien')
    expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
    expect(store.getState().failure).toBe(
      answer === 'lost'
        ? 'The server cannot be reached, or its answer got lost. Try again in a moment.'
        : 'You may not.',
    )
    expect(store.getState().done).toEqual([])
  })

  it('does not bring back another that is being deleted', async () => {
    server.answerNext(failure('failed'))
    const first = remove('alien')
    const second = remove('fargo')
    await first
    expect(shown()).toEqual(['Alien 1'])
    await second
    expect(shown()).toEqual(['Alien 1'])
  })

  it('is deleted after an edit that is under way, so that undo restores the edited one', async () => {
    store.edit(alien, { rating: 2 })
    store.edit(alien, { rating: 5 })
    await remove('alien')
    expect(store.getState().failure).toBeNull()
    expect(server.calls.map(({ name }) => name)).toEqual(['editMovies', 'editMovies', 'deleteMovies'])
    await store.undo()
    expect(server.movies.get('alien')?.rating).toBe(5)
  })

  it('stays hidden until the page no longer has it, and shows if it comes back after that', async () => {
    server.hold()
    const removing = remove('alien')
    store.reconcile([fargo])
    expect(shown(), 'not yet deleted').toEqual(['Fargo 2'])
    server.release()
    await removing
    store.reconcile([alien, fargo])
    expect(shown(), 'a page from before').toEqual(['Fargo 2'])
    store.reconcile([fargo])
    expect(shown(), 'restored in another tab').toEqual(['Alien 1', 'Fargo 2'])
  })

  it('shows again when it is restored from the trash', async () => {
    await remove('alien')
    store.showRestored()
    expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
    const removing = remove('fargo')
    store.showRestored()
    expect(shown(), 'this one is only on its way there').toEqual(['Alien 1'])
    await removing
  })
})

describe('into another bucket', () => {
  const other = { id: 'other', name: 'The cellar', own: true }
  const move = (...ids: string[]) => store.move({ ids }, ids, other)
  const copy = (...ids: string[]) => store.copy({ ids }, other)
  const over = () => [...server.elsewhere.values()].map(({ title, rating }) => `${title} ${rating}`)
  beforeEach(() => {
    server.targets = [other]
  })

  it('movies that are moved are gone from the list at once', async () => {
    const moving = move('alien')
    expect(shown()).toEqual(['Fargo 2'])
    expect(store.hasUnsaved).toBe(true)
    expect(await moving).toBe(true)
    expect(server.inputsOf('moveMovies')).toEqual([
      { bucketId: 'bucket', targetId: 'other', selection: { ids: ['alien'] } },
    ])
    expect([server.movies.has('alien'), over()]).toEqual([false, ['Alien 1']])
    expect(doneTexts()).toEqual(['Moved 1 movie to “The cellar”'])
    expect(shown(), 'a page from before').toEqual(['Fargo 2'])
    expect(refreshes()).toBe(1)
  })

  it('a move out of a bucket of another owner says that it copied and deleted', async () => {
    server.ofAnotherOwner = true
    await move('alien')
    await move('fargo', 'heat')
    expect(doneTexts()[0]).toEqual('Copied 1 movie to “The cellar” and deleted it here')
  })

  it.each([failure('forbidden', 'You may not.'), 'lost' as const])(
    'movies come back when the move is refused',
    async (answer) => {
      server.answerNext(answer)
      expect(await move('alien', 'fargo')).toBe(false)
      expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
      expect(store.getState()).toMatchObject({
        failure: answer === 'lost' ? expect.stringContaining('cannot be reached') : 'You may not.',
        done: [],
      })
      expect(over()).toEqual([])
    },
  )

  it('a move is undone from the bucket it was made in, and the movies are as they were', async () => {
    await move('alien', 'fargo')
    const changeId = store.getState().done[0]?.changeId
    await store.undo()
    expect(server.inputsOf('undoChange')).toEqual([{ bucketId: 'bucket', changeId }])
    expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
    expect([server.movies.get('alien'), over()]).toEqual([alien, []])
    expect(store.getState()).toMatchObject({ failure: null, announcement: 'Undone: Moved 2 movies to “The cellar”' })
  })

  it('copies leave the list as it is', async () => {
    const copying = copy('alien', 'fargo')
    expect(store.hasUnsaved).toBe(true)
    expect(await copying).toBe(true)
    expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
    expect([server.movies.size, over()]).toEqual([2, ['Alien 1', 'Fargo 2']])
    expect(doneTexts()).toEqual(['Copied 2 movies to “The cellar”'])
  })

  it('copies are undone in the bucket they were added to', async () => {
    await copy('alien')
    const changeId = store.getState().done[0]?.changeId
    await store.undo()
    expect(server.inputsOf('undoChange')).toEqual([{ bucketId: 'other', changeId }])
    expect(store.getState()).toMatchObject({ failure: null, announcement: 'Undone: Copied 1 movie to “The cellar”' })
    expect([server.movies.get('alien'), over()]).toEqual([alien, []])
  })

  it('copies that are refused leave nothing to undo', async () => {
    server.targets = []
    expect(await copy('alien')).toBe(false)
    expect(store.getState()).toMatchObject({
      failure: 'This bucket does not exist, or you may not see it.',
      done: [],
      barShown: false,
    })
  })

  it.each([
    ['moved', move],
    ['copied', copy],
  ])('movies are %s with the edit made just before', async (_, send) => {
    store.edit(alien, { rating: 2 })
    store.edit(alien, { rating: 5 })
    await send('alien')
    expect(over()).toEqual(['Alien 5'])
  })
})

describe('a change with nothing to show before it is done', () => {
  it('says how many movies it changed, can be undone, and fetches the page again', async () => {
    const input = { bucketId: 'bucket', selection: { ids: ['alien', 'fargo'] }, changes: { rating: 4 } }
    expect(await store.runChange(server.actions.editSelection(input), (count) => `Changed ${count}`)).toBe(true)
    expect(doneTexts()).toEqual(['Changed 2'])
    expect(refreshes()).toBe(1)
  })

  it('of no movie says so and leaves nothing to undo', async () => {
    const input = { bucketId: 'bucket', selection: { ids: ['alien'] }, changes: { rating: 1 } }
    expect(await store.runChange(server.actions.editSelection(input), (count) => `Changed ${count}`)).toBe(true)
    await store.remove({ ids: ['gone'] }, ['gone'], (count) => `Deleted ${count}`)
    expect(store.getState()).toMatchObject({
      done: [],
      barShown: false,
      failure: 'Nothing to change: it is like that already.',
    })
    expect(refreshes()).toBe(2)
  })

  it('says why it was refused', async () => {
    server.answerNext(failure('conflict', 'There are movies already.'))
    expect(await store.runChange(server.actions.loadSamples({ bucketId: 'bucket' }), () => '')).toBe(false)
    expect(store.getState()).toMatchObject({
      failure: 'There are movies already.',
      announcement: 'There are movies already.',
      done: [],
    })
    expect(refreshes()).toBe(0)
  })
})
