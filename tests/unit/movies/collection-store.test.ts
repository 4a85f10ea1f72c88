import { beforeEach, describe, expect, it } from 'vitest'
import { CollectionStore } from '@/components/movies/state/collection-store'
import type { TypedMovie } from '@/components/movies/state/movie-actions'
import type { MovieValues } from '@/domain/movies/movie'
import { aMovie } from '@/tests/support/builders/movie-values'
import { failure } from '@/tests/support/components/failure'
import { MovieServer } from '@/tests/support/components/movie-server'

const alien = aMovie({ id: 'alien', title: 'Alien', rating: 1, version: 3 })
const fargo = aMovie({ id: 'fargo', title: 'Fargo', rating: 2 })
const heat: MovieValues = { title: 'Heat', format: 'DVD', length: 170, releaseYear: 1995, rating: 5 }
const typedHeat: TypedMovie = { title: ' Heat', format: 'DVD', length: '2:50', releaseYear: '1995', rating: '5' }
const typedZ: TypedMovie = { ...typedHeat, title: 'Z' }
const z: MovieValues = { ...heat, title: 'Z' }

let server: MovieServer
let store: CollectionStore
let refreshed: number

beforeEach(() => {
  server = new MovieServer(alien, fargo)
  refreshed = 0
  store = new CollectionStore('bucket', server.actions, () => refreshed++)
})

const answered = () => new Promise((resolve) => setTimeout(resolve))
const shown = (rows = [alien, fargo]) => store.apply(rows).map(({ title, rating }) => `${title} ${rating}`)
const doneTexts = () => store.getState().done.map(({ text }) => text)

describe('an edit', () => {
  it('shows at once, stays when it is saved, and can be undone', async () => {
    store.edit(alien, { rating: 5 })
    expect(shown()).toEqual(['Alien 5', 'Fargo 2'])
    expect(store.hasUnsaved).toBe(true)
    await answered()
    expect(shown()).toEqual(['Alien 5', 'Fargo 2'])
    expect(store.hasUnsaved).toBe(false)
    expect(store.getState()).toMatchObject({ barShown: true, announcement: 'Saved “Alien”', problem: null })
    expect(doneTexts()).toEqual(['Saved “Alien”'])
  })

  it('of nothing, or to what is there already, is none', async () => {
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

  it('of what was deleted meanwhile names it and takes it out of the list, which is rendered anew', async () => {
    server.hold()
    store.edit(alien, { rating: 5 })
    server.movies.clear()
    server.release()
    await answered()
    expect(store.getState().problem).toBe('“Alien” was deleted meanwhile, so it was not changed.')
    expect(shown()).toEqual(['Fargo 2'])
    expect(refreshed).toBe(1)
    store.settle([fargo])
    expect(store.getState().removed.size).toBe(0)
    expect(store.hasUnsaved).toBe(false)
  })

  it('is taken back when it is refused, with the reason for eyes and ears', async () => {
    server.answerNext(failure('forbidden', 'You may look, but not change.'))
    store.edit(alien, { rating: 5 })
    await answered()
    expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
    expect(store.getState()).toMatchObject({
      problem: 'You may look, but not change.',
      announcement: 'You may look, but not change.',
      done: [],
    })
    store.dismissProblem()
    expect(store.getState().problem).toBeNull()
  })

  it('waits for a server that is away, and is sent as soon as somebody wants it', async () => {
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

  it('says once that the server is away, not at every attempt', async () => {
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

  it('is said again when it is the same as before: a screen reader is silent when nothing changes', async () => {
    store.edit(alien, { rating: 5 })
    await answered()
    const first = store.getState().announcement
    store.edit(alien, { rating: 4 })
    await answered()
    expect(store.getState().announcement.trim()).toBe(first)
    expect(store.getState().announcement).not.toBe(first)
  })

  it('is told to everyone who listens, until they no longer do', async () => {
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

  it('shows what the other one made of it and asks, and it is not forgotten on leaving', () => {
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

  it('does not push out another one: each is decided in turn', async () => {
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

it('goes on from one’s own undo without asking, before the page knows of it', async () => {
  store.edit(alien, { rating: 5 })
  await answered()
  await store.undo()
  store.edit(alien, { rating: 4 })
  await answered()
  expect(store.getState().conflicts).toEqual([])
  expect(server.movies.get('alien')?.rating).toBe(4)
})

it('asks nobody when both want the same, as after an answer that got lost', async () => {
  server.changeElsewhere('alien', { rating: 5 })
  store.edit(alien, { rating: 5 })
  await answered()
  expect(store.getState().conflicts).toEqual([])
  expect(shown()).toEqual(['Alien 5', 'Fargo 2'])
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
    expect(server.inputsOf('addMovie')).toEqual([{ bucketId: 'bucket', id: expect.any(String), movie: typedHeat }])
    expect(doneTexts()).toEqual(['Added “Heat”'])
    expect(refreshed).toBe(1)
    expect(store.hasUnsaved).toBe(false)
    await store.add(typedZ, z)
    expect(added()[0]?.[1], 'the newest is on top').toBe('Z')
  })

  it('and deleted again stays hidden though the page never had it', async () => {
    await store.add(typedHeat, heat)
    await store.remove({ ids: ['new-1'] }, ['new-1'], () => 'Deleted')
    store.settle([alien, fargo])
    expect(store.apply(store.getState().added)).toEqual([])
  })

  it('answers whether it is there', async () => {
    expect(await store.add(typedHeat, heat)).toBe(true)
    server.answerNext('lost')
    expect(await store.add(typedHeat, heat)).toBe(false)
  })

  it('is there once though the answer got lost, with what was typed when it was tried again', async () => {
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

  it('gets another id when what was added under its own is gone again', async () => {
    server.answerNext(failure('conflict', 'This movie was added and deleted since.'))
    await store.add(typedHeat, heat)
    const [failed] = store.getState().failedAdds
    expect(failed?.id).not.toBe(server.inputsOf('addMovie')[0]?.id)
  })

  it('goes when it is refused, and what was typed is kept with what is wrong', async () => {
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
    expect(refreshed).toBe(0)
  })

  it('is kept beside others that failed, and while the next one is added', async () => {
    server.answerNext('lost', 'lost')
    await Promise.all([store.add(typedHeat, heat), store.add(typedZ, z)])
    await store.add({ ...typedZ, title: 'Ran' }, { ...z, title: 'Ran' })
    const failed = store.getState().failedAdds
    expect(failed.map(({ typed }) => typed.title)).toEqual([' Heat', 'Z'])
    expect(failed[0]?.message).toBe('The server cannot be reached, or its answer got lost. Try again in a moment.')
    for (const one of failed) store.dismissFailedAdd(one)
    expect(store.hasUnsaved).toBe(false)
  })

  it('is no longer extra once the page has it', async () => {
    server.hold()
    const first = store.add(typedHeat, heat)
    store.settle([alien])
    expect(added(), 'still on its way').toEqual([['adding:1', 'Heat']])
    server.release()
    await first
    store.settle([alien, fargo])
    expect(added(), 'on another page').toEqual([['new-1', 'Heat']])
    store.settle([alien, aMovie({ id: 'new-1' })])
    expect(added()).toEqual([])
  })

  it('has no place on top of another list, but for what is on its way', async () => {
    await store.add(typedHeat, heat)
    server.hold()
    void store.add(typedZ, z)
    store.forgetAdded()
    expect(added()).toEqual([['adding:2', 'Z']])
  })

  it('is gone from the list when the adding is undone, wherever its place would be', async () => {
    await store.add(typedHeat, heat)
    await store.undo()
    expect(added()).toEqual([])
    expect(server.movies.has('new-1')).toBe(false)
  })
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
    expect(refreshed).toBe(1)
    await store.undo()
    expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
    expect(server.movies.has('alien')).toBe(true)
  })

  it.each([failure('forbidden', 'You may not.'), 'lost' as const])('comes back when it is refused', async (answer) => {
    server.answerNext(answer)
    await remove('alien')
    expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
    expect(store.getState().problem).toBe(
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

  it('goes after an edit that is under way, so that undo brings back the edited one', async () => {
    store.edit(alien, { rating: 2 })
    store.edit(alien, { rating: 5 })
    await remove('alien')
    expect(store.getState().problem).toBeNull()
    expect(server.calls.map(({ name }) => name)).toEqual(['editMovies', 'editMovies', 'deleteMovies'])
    await store.undo()
    expect(server.movies.get('alien')?.rating).toBe(5)
  })

  it('stays hidden until the page no longer has it, and shows if it comes back after that', async () => {
    server.hold()
    const removing = remove('alien')
    store.settle([fargo])
    expect(shown(), 'not yet deleted').toEqual(['Fargo 2'])
    server.release()
    await removing
    store.settle([alien, fargo])
    expect(shown(), 'a page from before').toEqual(['Fargo 2'])
    store.settle([fargo])
    expect(shown(), 'restored in another tab').toEqual(['Alien 1', 'Fargo 2'])
  })

  it('shows when it came back out of the trash', async () => {
    await remove('alien')
    store.cameBack()
    expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
    const removing = remove('fargo')
    store.cameBack()
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
    expect(refreshed).toBe(1)
  })

  it.each([failure('forbidden', 'You may not.'), 'lost' as const])(
    'movies come back when the move is refused',
    async (answer) => {
      server.answerNext(answer)
      expect(await move('alien', 'fargo')).toBe(false)
      expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
      expect(store.getState()).toMatchObject({
        problem: answer === 'lost' ? expect.stringContaining('cannot be reached') : 'You may not.',
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
    expect(store.getState()).toMatchObject({ problem: null, announcement: 'Undone: Moved 2 movies to “The cellar”' })
  })

  it('copies leave the list as it is', async () => {
    const copying = copy('alien', 'fargo')
    expect(store.hasUnsaved).toBe(true)
    expect(await copying).toBe(true)
    expect(shown()).toEqual(['Alien 1', 'Fargo 2'])
    expect([server.movies.size, over()]).toEqual([2, ['Alien 1', 'Fargo 2']])
    expect(doneTexts()).toEqual(['Copied 2 movies to “The cellar”'])
  })

  it('copies are undone over there, where they were added', async () => {
    await copy('alien')
    const changeId = store.getState().done[0]?.changeId
    await store.undo()
    expect(server.inputsOf('undoChange')).toEqual([{ bucketId: 'other', changeId }])
    expect(store.getState()).toMatchObject({ problem: null, announcement: 'Undone: Copied 1 movie to “The cellar”' })
    expect([server.movies.get('alien'), over()]).toEqual([alien, []])
  })

  it('copies that are refused are nothing to undo', async () => {
    server.targets = []
    expect(await copy('alien')).toBe(false)
    expect(store.getState()).toMatchObject({
      problem: 'This bucket does not exist, or you may not see it.',
      done: [],
      barShown: false,
    })
  })

  it.each([
    ['moved', move],
    ['copied', copy],
  ])('what is %s is what was edited just before', async (_, send) => {
    store.edit(alien, { rating: 2 })
    store.edit(alien, { rating: 5 })
    await send('alien')
    expect(over()).toEqual(['Alien 5'])
  })
})

describe('undo', () => {
  it('takes things back one after the other, the latest first', async () => {
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
    ['a bulk edit', () => void store.run(bulk(), () => 'Changed')],
  ])('means %s that is still under way, and not the thing before it', async (_, act) => {
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

  it('asked for twice is done once', async () => {
    store.edit(fargo, { rating: 5 })
    await answered()
    store.edit(alien, { rating: 5 })
    await Promise.all([store.undo(), store.undo(), store.undo()])
    expect(server.inputsOf('undoChange')).toHaveLength(1)
    expect(server.movies.get('fargo')?.rating).toBe(5)
    expect(store.getState().undoing).toBe(false)
  })

  it('leaves alone what somebody changed since, and says so', async () => {
    store.edit(alien, { rating: 5 })
    await answered()
    server.changeElsewhere('alien', { title: 'Aliens' })
    await store.undo()
    expect(server.movies.get('alien')).toMatchObject({ title: 'Aliens', rating: 5 })
    const said = 'Not undone: Saved “Alien”. 1 movie was changed since and stays as it is.'
    expect(store.getState()).toMatchObject({ problem: said, announcement: said })
  })

  it('of several movies says how many stayed', async () => {
    await store.remove({ ids: ['alien', 'fargo'] }, ['alien', 'fargo'], (count) => `Deleted ${count}`)
    server.movies.set('alien', { ...alien, version: 9 })
    await store.undo()
    expect(store.getState().problem).toBe('Undone: Deleted 2. 1 movie was changed since and stays as it is.')
  })

  it('that fails stays possible, unless the change is too old', async () => {
    store.edit(alien, { rating: 5 })
    await answered()
    server.answerNext('lost')
    await store.undo()
    expect(store.getState().problem).toContain('cannot be reached')
    expect(store.getState()).toMatchObject({ undoing: false, barShown: true })
    expect(doneTexts()).toHaveLength(1)
    server.answerNext(failure('not_found', 'Too old.'))
    await store.undo()
    expect(store.getState()).toMatchObject({ problem: 'Too old.', done: [], barShown: false })
  })

  it('lets a list that is not rendered anew yet keep the edits of other movies', async () => {
    store.edit(fargo, { rating: 5 })
    store.edit(alien, { rating: 4 })
    await answered()
    await store.undo()
    expect(shown()[1]).toBe('Fargo 5')
  })

  it('remembers the last fifty things', async () => {
    for (let rating = 0; rating < 60; rating++) {
      store.edit({ ...fargo, rating: 0 }, { rating: (rating % 5) + 1, length: rating })
      await answered()
    }
    expect(store.getState().done).toHaveLength(50)
  })
})

describe('a change with nothing to show before it is done', () => {
  it('says how many it touched, can be undone, and renders the page anew', async () => {
    const input = { bucketId: 'bucket', selection: { ids: ['alien', 'fargo'] }, changes: { rating: 4 } }
    expect(await store.run(server.actions.editSelection(input), (count) => `Changed ${count}`)).toBe(true)
    expect(doneTexts()).toEqual(['Changed 2'])
    expect(refreshed).toBe(1)
  })

  it('that touched nothing says so and is nothing to undo', async () => {
    const input = { bucketId: 'bucket', selection: { ids: ['alien'] }, changes: { rating: 1 } }
    expect(await store.run(server.actions.editSelection(input), (count) => `Changed ${count}`)).toBe(true)
    await store.remove({ ids: ['gone'] }, ['gone'], (count) => `Deleted ${count}`)
    expect(store.getState()).toMatchObject({
      done: [],
      barShown: false,
      problem: 'Nothing had to be done: it is like that already.',
    })
    expect(refreshed).toBe(2)
  })

  it('says why it was refused', async () => {
    server.answerNext(failure('conflict', 'There are movies already.'))
    expect(await store.run(server.actions.loadSamples({ bucketId: 'bucket' }), () => '')).toBe(false)
    expect(store.getState()).toMatchObject({
      problem: 'There are movies already.',
      announcement: 'There are movies already.',
      done: [],
    })
    expect(refreshed).toBe(0)
  })
})

it('begins on the server with nothing done, whatever a tab did', async () => {
  store.edit(alien, { rating: 5 })
  await answered()
  expect(store.getServerState()).toMatchObject({ done: [], added: [], announcement: '' })
})
