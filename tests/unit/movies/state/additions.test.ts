import { beforeEach, describe, expect, it } from 'vitest'
import { aMovie } from '@/tests/support/builders/movie-values'
import { failure } from '@/tests/support/components/failure'
import { alien, answered, fargo, heat, openTab, typedHeat, typedZ, z } from '@/tests/support/components/tab'

let { server, store, doneTexts, refreshes } = openTab()
beforeEach(() => {
  ;({ server, store, doneTexts, refreshes } = openTab())
})

describe('a movie that is added', () => {
  const added = () => store.getState().added.map(({ id, title }) => [id, title])

  it('shows at once and on top, and is replaced by the one the server made of it', async () => {
    void store.add(typedHeat, heat)
    expect(added()).toEqual([['adding:1', 'Heat']])
    expect(store.getState().added[0]).toMatchObject({ ...heat, bucketId: 'bucket' })
    expect(store.hasUnsaved).toBe(true)
    await answered()
    expect(added()).toEqual([['new-1', 'Heat']])
    expect(server.inputsOf('addTypedMovie')).toEqual([{ bucketId: 'bucket', id: expect.any(String), movie: typedHeat }])
    expect(doneTexts()).toEqual(['Added “Heat”'])
    expect(refreshes()).toBe(1)
    expect(store.hasUnsaved).toBe(false)
    await store.add(typedZ, z)
    expect(added()[0]?.[1], 'the newest is on top').toBe('Z')
  })

  it('stays hidden once it is deleted, though the page never had it', async () => {
    await store.add(typedHeat, heat)
    await store.remove({ ids: ['new-1'] }, ['new-1'], () => 'Deleted')
    store.reconcile([alien, fargo])
    expect(store.apply(store.getState().added)).toEqual([])
  })

  it('tells the caller whether the server has it', async () => {
    expect(await store.add(typedHeat, heat)).toBe(true)
    server.answerNext('lost')
    expect(await store.add(typedHeat, heat)).toBe(false)
  })

  it('is added once though the answer got lost, with the values of the second try', async () => {
    server.answerNext('answer lost')
    expect(await store.add(typedHeat, heat)).toBe(false)
    const [failed] = store.getState().failedAdds
    expect(await store.add({ ...typedHeat, rating: '3' }, { ...heat, rating: 3 }, failed?.id)).toBe(true)
    await answered()
    expect([...server.movies.values()].map(({ title, rating }) => `${title} ${rating}`)).toEqual([
      ...['Alien 1', 'Fargo 2'],
      'Heat 3',
    ])
  })

  it('gets another id when the movie under its own id was deleted', async () => {
    server.answerNext(failure('conflict', 'This movie was added and deleted since.'))
    await store.add(typedHeat, heat)
    const [failed] = store.getState().failedAdds
    expect(failed?.id).not.toBe(server.inputsOf('addTypedMovie')[0]?.id)
  })

  it('leaves the list when it is refused; what was typed is kept, with what does not fit', async () => {
    const fields = { 'movie.length': 'Length: too long' }
    server.answerNext(failure('invalid', 'Length: too long', fields))
    await store.add(typedHeat, heat)
    expect(added()).toEqual([])
    expect(store.getState()).toMatchObject({
      failedAdds: [{ typed: typedHeat, message: 'Length: too long', fields }],
      announcement: ' Heat was not added. Length: too long',
      done: [],
    })
    expect(store.hasUnsaved).toBe(true)
    expect(refreshes()).toBe(0)
  })

  it('is kept beside others that failed, and while the user adds another', async () => {
    server.answerNext('lost', 'lost')
    await Promise.all([store.add(typedHeat, heat), store.add(typedZ, z)])
    await store.add({ ...typedZ, title: 'Ran' }, { ...z, title: 'Ran' })
    const failed = store.getState().failedAdds
    expect(failed.map(({ typed }) => typed.title)).toEqual([' Heat', 'Z'])
    expect(failed[0]?.message).toBe('The server cannot be reached, or its answer got lost. Try again in a moment.')
    for (const one of failed) store.discardFailedAdd(one)
    expect(store.hasUnsaved).toBe(false)
  })

  it('is no longer on top once the page has it', async () => {
    server.hold()
    const first = store.add(typedHeat, heat)
    store.reconcile([alien])
    expect(added(), 'still on its way').toEqual([['adding:1', 'Heat']])
    server.release()
    await first
    store.reconcile([alien, fargo])
    expect(added(), 'on another page').toEqual([['new-1', 'Heat']])
    store.reconcile([alien, aMovie({ id: 'new-1' })])
    expect(added()).toEqual([])
  })

  it('is not on top of another list, unless it is still being added', async () => {
    await store.add(typedHeat, heat)
    server.hold()
    void store.add(typedZ, z)
    store.dropAdded()
    expect(added()).toEqual([['adding:2', 'Z']])
  })

  it('leaves the list when its addition is undone, wherever its place would be', async () => {
    await store.add(typedHeat, heat)
    await store.undo()
    expect(added()).toEqual([])
    expect(server.movies.has('new-1')).toBe(false)
  })
})
