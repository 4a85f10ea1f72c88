import { beforeEach, describe, expect, it } from 'vitest'
import { failure } from '@/tests/support/components/failure'
import { alien, answered, fargo, openTab } from '@/tests/support/components/tab'

let { server, store, shown, doneTexts } = openTab()
beforeEach(() => {
  ;({ server, store, shown, doneTexts } = openTab())
})

describe('undo', () => {
  it('takes changes back one after the other, the latest first', async () => {
    store.edit(alien, { rating: 5 })
    await answered()
    await store.remove({ ids: ['fargo'] }, ['fargo'], () => 'Deleted “Fargo”')
    await store.undo()
    expect(store.getState()).toMatchObject({ barShown: false, announcement: 'Undone: Deleted “Fargo”' })
    expect(server.movies.has('fargo')).toBe(true)
    expect(server.movies.get('alien')?.rating).toBe(5)
    await store.undo()
    expect(server.movies.get('alien')?.rating).toBe(1)
    const calls = server.calls.length
    await store.undo()
    expect(server.calls, 'nothing is left to undo').toHaveLength(calls)
    expect(store.getState().undoing).toBe(false)
  })

  it('is still possible when the bar was dismissed', async () => {
    store.edit(alien, { rating: 5 })
    await answered()
    store.dismissBar()
    expect(store.getState().barShown).toBe(false)
    await store.undo()
    expect(server.movies.get('alien')?.rating).toBe(1)
  })

  it.each([
    ['an edit', () => store.edit(alien, { rating: 5 })],
    ['a deletion', () => void store.remove({ ids: ['alien'] }, ['alien'], () => 'Deleted')],
    ['a bulk edit', () => void store.runChange(bulk(), () => 'Changed')],
  ])('takes back %s that is still under way, not the change before it', async (_, act) => {
    store.edit(fargo, { rating: 5 })
    await answered()
    server.hold()
    act()
    const undoing = store.undo()
    await answered()
    server.release()
    await undoing
    expect(server.movies.get('alien')?.rating).toBe(1)
    expect(server.movies.get('fargo')?.rating).toBe(5)
  })
  const bulk = () =>
    server.actions.editSelection({ bucketId: 'bucket', selection: { ids: ['alien'] }, changes: { rating: 4 } })

  it('runs once when it is asked for twice', async () => {
    store.edit(fargo, { rating: 5 })
    await answered()
    store.edit(alien, { rating: 5 })
    await Promise.all([store.undo(), store.undo(), store.undo()])
    expect(server.inputsOf('undoChange')).toHaveLength(1)
    expect(server.movies.get('fargo')?.rating).toBe(5)
    expect(store.getState().undoing).toBe(false)
  })

  it('leaves alone what was changed elsewhere since, and says so', async () => {
    store.edit(alien, { rating: 5 })
    await answered()
    server.changeElsewhere('alien', { title: 'Aliens' })
    await store.undo()
    expect(server.movies.get('alien')).toMatchObject({ title: 'Aliens', rating: 5 })
    const said = 'Not undone: Saved “Alien”. 1 movie was changed since and stays as it is.'
    expect(store.getState()).toMatchObject({ failure: said, announcement: said })
  })

  it('of several movies says how many keep their values', async () => {
    await store.remove({ ids: ['alien', 'fargo'] }, ['alien', 'fargo'], (count) => `Deleted ${count}`)
    server.movies.set('alien', { ...alien, version: 9 })
    await store.undo()
    expect(store.getState().failure).toBe('Undone: Deleted 2. 1 movie was changed since and stays as it is.')
  })

  it('that fails stays possible, unless the change is too old', async () => {
    store.edit(alien, { rating: 5 })
    await answered()
    server.answerNext('lost')
    await store.undo()
    expect(store.getState().failure).toContain('cannot be reached')
    expect(store.getState()).toMatchObject({ undoing: false, barShown: true })
    expect(doneTexts()).toHaveLength(1)
    server.answerNext(failure('not_found', 'Too old.'))
    await store.undo()
    expect(store.getState()).toMatchObject({ failure: 'Too old.', done: [], barShown: false })
  })

  it('keeps the edits of other movies in a list that is not fetched again yet', async () => {
    store.edit(fargo, { rating: 5 })
    store.edit(alien, { rating: 4 })
    await answered()
    await store.undo()
    expect(shown()[1]).toBe('Fargo 5')
  })

  it('remembers the last fifty changes', async () => {
    for (let rating = 0; rating < 60; rating++) {
      store.edit({ ...fargo, rating: 0 }, { rating: (rating % 5) + 1, length: rating })
      await answered()
    }
    expect(store.getState().done).toHaveLength(50)
  })
})
