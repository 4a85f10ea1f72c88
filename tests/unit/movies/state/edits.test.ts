import { beforeEach, describe, expect, it } from 'vitest'
import { failure } from '@/tests/support/components/failure'
import { alien, answered, fargo, heat, openTab } from '@/tests/support/components/tab'

let { server, store, shown, doneTexts, refreshes } = openTab()
beforeEach(() => {
  ;({ server, store, shown, doneTexts, refreshes } = openTab())
})

describe('an edit', () => {
  it('shows at once, stays when it is saved, and can be undone', async () => {
    store.edit(alien, { rating: 5 })
    expect(shown()).toEqual(['Alien 5', 'Fargo 2'])
    expect(store.hasUnsaved).toBe(true)
    await answered()
    expect(shown()).toEqual(['Alien 5', 'Fargo 2'])
    expect(store.hasUnsaved).toBe(false)
    expect(store.getState()).toMatchObject({ barShown: true, announcement: 'Saved “Alien”', failure: null })
    expect(doneTexts()).toEqual(['Saved “Alien”'])
  })

  it('without a new value sends nothing', async () => {
    store.edit(alien, { rating: 1, title: 'Alien' })
    store.edit(alien, {})
    await answered()
    expect(server.calls).toEqual([])
  })

  it('sends what differs and nothing else, so that it overwrites no other field', async () => {
    store.edit(alien, { ...heat, format: alien.format, rating: alien.rating })
    await answered()
    expect(server.inputsOf('editMovies')[0]?.edits[0]?.changes).toEqual({
      title: 'Heat',
      length: 170,
      releaseYear: 1995,
    })
  })

  it('of a movie that was deleted names it and takes it out of the list, which is fetched again', async () => {
    server.hold()
    store.edit(alien, { rating: 5 })
    server.movies.clear()
    server.release()
    await answered()
    expect(store.getState().failure).toBe('“Alien” was deleted meanwhile, so it was not changed.')
    expect(shown()).toEqual(['Fargo 2'])
    expect(refreshes()).toBe(1)
    store.reconcile([fargo])
    expect(store.getState().removed.size).toBe(0)
    expect(store.hasUnsaved).toBe(false)
  })

  it('is taken back when it is refused, with the reason on the screen and for screen readers', async () => {
    server.answerNext(failure('forbidden', 'You may look, but not change.'))
    store.edit(alien, { rating: 5 })
    await answered()
    expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
    expect(store.getState()).toMatchObject({
      failure: 'You may look, but not change.',
      announcement: 'You may look, but not change.',
      done: [],
      refused: [{ title: 'Alien', changes: { rating: 5 } }],
    })
    expect(store.hasUnsaved).toBe(true)
    store.dismissFailure()
    expect(store.getState()).toMatchObject({ failure: null, refused: [] })
    expect(store.hasUnsaved).toBe(false)
  })

  it('says that the bucket may no longer be changed where it is not there for its editor any more', async () => {
    server.answerNext(failure('not_found', 'This bucket does not exist, or you may not see it.'))
    store.edit(alien, { rating: 5 })
    await answered()
    expect(store.getState().failure).toBe('You may no longer change this bucket.')
  })

  it('waits for a server that is away, and is sent on request', async () => {
    server.answerNext('lost')
    store.edit(alien, { rating: 5 })
    await answered()
    expect(store.getState()).toMatchObject({
      waiting: 'The server cannot be reached.',
      announcement: 'The server cannot be reached.',
    })
    expect(shown()).toEqual(['Alien 5', 'Fargo 2'])
    expect(store.hasUnsaved).toBe(true)
    store.retry()
    await answered()
    expect(store.getState().waiting).toBeNull()
    expect(server.movies.get('alien')?.rating).toBe(5)
  })

  it('announces once that the server is away, not at every attempt', async () => {
    server.answerNext('lost', 'lost')
    store.edit(alien, { rating: 5 })
    await answered()
    store.announce('something else')
    store.retry()
    await answered()
    expect(store.getState().announcement).toBe('something else')
    expect(store.getState().waiting).not.toBeNull()
    store.retry()
    await answered()
    expect(store.hasUnsaved).toBe(false)
  })

  it('gives way to a newer row from the server, and not to an older one', async () => {
    store.edit(alien, { rating: 5 })
    await answered()
    expect(shown([{ ...alien, version: 3, rating: 1 }])).toEqual(['Alien 5'])
    expect(shown([{ ...alien, version: 9, rating: 2 }])).toEqual(['Alien 2'])
  })

  it('is announced again when the text is the same: a screen reader is silent when nothing changes', async () => {
    store.edit(alien, { rating: 5 })
    await answered()
    const first = store.getState().announcement
    store.edit(alien, { rating: 4 })
    await answered()
    expect(store.getState().announcement.trim()).toBe(first)
    expect(store.getState().announcement).not.toBe(first)
  })

  it('reaches every listener until it unsubscribes', async () => {
    const heard: string[] = []
    const stop = store.subscribe(() => heard.push(store.getState().announcement))
    store.announce('one')
    stop()
    store.announce('two')
    expect(heard).toEqual(['one'])
  })
})

describe('a conflict', () => {
  beforeEach(async () => {
    server.changeElsewhere('alien', { rating: 4, title: 'Alien 3' })
    store.edit(alien, { rating: 5 })
    await answered()
  })
  const conflict = () => store.getState().conflicts[0] ?? expect.unreachable('there is a conflict')

  it('shows the other edit and asks, and leaving the page asks about it', () => {
    expect(conflict()).toMatchObject({ mine: { rating: 5 }, theirs: { rating: 4, version: 4 } })
    expect(shown()).toEqual(['Alien 3 4', 'Fargo 2'])
    expect(store.hasUnsaved).toBe(true)
  })

  it('ends with mine over theirs', async () => {
    store.keepMine(conflict())
    await answered()
    expect(server.movies.get('alien')).toMatchObject({ rating: 5, title: 'Alien 3', version: 5 })
    expect(shown()).toEqual(['Alien 3 5', 'Fargo 2'])
    expect(store.getState().conflicts).toEqual([])
  })

  it('ends with theirs', async () => {
    store.takeTheirs(conflict())
    await answered()
    expect(server.movies.get('alien')).toMatchObject({ rating: 4, version: 4 })
    expect(store.getState()).toMatchObject({ conflicts: [], announcement: 'Kept the other change' })
    expect(store.hasUnsaved).toBe(false)
  })

  it('does not replace another: the user decides each in turn', async () => {
    server.changeElsewhere('fargo', { rating: 3 })
    store.edit(fargo, { rating: 5 })
    await answered()
    expect(store.getState().conflicts.map(({ theirs }) => theirs.id)).toEqual(['alien', 'fargo'])
    store.takeTheirs(conflict())
    expect(conflict().theirs.id).toBe('fargo')
    store.keepMine(conflict())
    await answered()
    expect(server.movies.get('fargo')?.rating).toBe(5)
  })
})

it('edits a movie after its undo without asking, before the page has the undone values', async () => {
  store.edit(alien, { rating: 5 })
  await answered()
  await store.undo()
  store.edit(alien, { rating: 4 })
  await answered()
  expect(store.getState().conflicts).toEqual([])
  expect(server.movies.get('alien')?.rating).toBe(4)
})

it('does not ask when both edits agree, as after a lost answer', async () => {
  server.changeElsewhere('alien', { rating: 5 })
  store.edit(alien, { rating: 5 })
  await answered()
  expect(store.getState().conflicts).toEqual([])
  expect(shown()).toEqual(['Alien 5', 'Fargo 2'])
})

it('has no changes in the server’s rendering, whatever a tab did', async () => {
  store.edit(alien, { rating: 5 })
  await answered()
  expect(store.getServerState()).toMatchObject({ done: [], added: [], announcement: '' })
})
