import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Access, inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { newId } from '@/db/ids'
import { addMovies } from '@/db/movies/add'
import { ACTIVITY_PAGE, listActivity } from '@/db/movies/history'
import { findLastEdit, withLastEdits } from '@/db/movies/last-edit'
import { moveSelection } from '@/db/movies/move'
import { patchMovies } from '@/db/movies/patch'
import { listMovies } from '@/db/movies/read'
import { patchSelection, trashSelection } from '@/db/movies/selection'
import { emptyTrash, restoreFromTrash } from '@/db/movies/trash'
import { undoChange } from '@/db/movies/undo'
import { describeActivity } from '@/domain/movies/history'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { movie } from '@/tests/support/builders/movie-values'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { listenToStatements, recordStatements } from '@/tests/support/database/statements'

let ana: Actor
let ben: Actor
let zoe: Actor
let bucketId: string

beforeAll(async () => {
  ana = await addPerson('Ana')
  ben = await addPerson('Ben')
  zoe = await addPerson('Zoe')
})

beforeEach(async () => {
  bucketId = await addBucket(ana)
  await grant(bucketId, { user: ben }, 'editor')
  await grant(bucketId, { user: zoe }, 'viewer')
})

const as = <T>(actor: Actor, work: (access: Access) => Promise<T>) => inBucket(actor, bucketId, 'editMovies', work)
const activity = (actor: Actor, before?: string) =>
  inBucket(actor, bucketId, 'readActivity', (access) => listActivity(access, before))
const add = (actor: Actor, ...titles: string[]) =>
  as(actor, (access) =>
    addMovies(
      access,
      titles.map((title) => movie({ title })),
    ),
  )
const lines = async (actor: Actor) =>
  (await activity(actor)).entries.map((entry) => [entry.by.you ? 'You' : entry.by.name, describeActivity(entry)])

describe('the activity of a bucket', () => {
  it('says who did what, the latest first, and when', async () => {
    const { movies } = await add(ana, 'Alien', 'Jaws')
    const ids = movies.map(({ id }) => id)
    await as(ben, (access) => patchMovies(access, [{ id: ids[0] ?? '', version: 1, changes: { rating: 1 } }]))
    await as(ben, (access) => trashSelection(access, { ids }))
    await as(ana, (access) => restoreFromTrash(access, [ids[1] ?? '']))
    expect(await lines(ana)).toEqual([
      ['You', 'restored “Jaws”'],
      ['Ben', 'deleted “Alien” and “Jaws”'],
      ['Ben', 'changed the rating of “Alien” from 5 to 1'],
      ['You', 'added “Alien” and “Jaws”'],
    ])
    expect((await lines(ben)).map(([who]) => who)).toEqual(['Ana', 'You', 'You', 'Ana'])
    const { entries, next } = await activity(ana)
    expect(next).toBeNull()
    for (const { at } of entries) expect(Math.abs(Date.now() - Date.parse(at))).toBeLessThan(60_000)
  })

  it('says what an edit of one movie changed, also when it was edited again', async () => {
    const { movies } = await add(ana, 'Alien', 'Jaws')
    const [alien, jaws] = movies.map(({ id }) => id)
    const edit = (id = '', version: number, changes: object) =>
      as(ana, (access) => patchMovies(access, [{ id, version, changes }]))
    await edit(alien, 1, { title: 'Aliens', rating: 1 })
    await edit(jaws, 1, { rating: 2 })
    await edit(alien, 2, { length: 90 })
    expect((await lines(ana)).map(([, what]) => what)).toEqual([
      'changed the length of “Aliens” from 117 to 90',
      'changed the rating of “Jaws” from 5 to 2',
      'changed “Aliens”: title from “Alien” to “Aliens” and rating from 5 to 1',
      'added “Aliens” and “Jaws”',
    ])
  })

  it('says what a change of many movies set', async () => {
    const { movies } = await add(ana, 'A', 'B', 'C', 'D', 'E', 'F')
    const ids = movies.map(({ id }) => id)
    await as(ben, (access) => patchSelection(access, { ids }, { format: 'Streaming', rating: 2 }))
    const set = 'changed “A”, “B”, “C”, “D”, “E” and 1 more: format to “Streaming” and rating to 2'
    expect((await lines(ana))[0]).toEqual(['Ben', set])
    // One that was changed since tells nothing of it, the others do.
    await as(ana, (access) => patchMovies(access, [{ id: ids[0] ?? '', version: 2, changes: { rating: 4 } }]))
    expect((await lines(ana))[1]).toEqual(['Ben', set])
  })

  it('names the file that an import added movies from', async () => {
    const { changeId } = await add(ana, 'Alien')
    await add(ana, 'Jaws')
    const parts = JSON.stringify([{ changeId, count: 1, at: new Date().toISOString() }])
    await sql(
      `insert into imports (bucket_id, id, name, state, format, header, width, settings, parts, created_by)
       values ($1, $2, 'list.csv', 'done', 'csv', '[]', 1, '{}', $3, $4)`,
      [bucketId, newId(), parts, ana.userId],
    )
    expect(await lines(ben)).toEqual([
      ['Ana', 'added “Jaws”'],
      ['Ana', 'added “Alien” from “list.csv”'],
    ])
  })

  it('names five movies and counts the rest', async () => {
    await add(ana, ...Array.from({ length: 37 }, (_, at) => `Part ${String(at).padStart(2, '0')}`))
    expect(await lines(ben)).toEqual([
      ['Ana', 'added “Part 00”, “Part 01”, “Part 02”, “Part 03”, “Part 04” and 32 more'],
    ])
  })

  it('is in pages of fifty that neither repeat nor leave out', async () => {
    for (let at = 0; at < ACTIVITY_PAGE * 2 + 1; at++) await add(ana, `Movie ${at}`)
    const seen: string[] = []
    let before: string | undefined
    const sizes: number[] = []
    do {
      const { entries, next } = await activity(ana, before)
      sizes.push(entries.length)
      seen.push(...entries.flatMap(({ titles }) => titles.map(String)))
      before = next ?? undefined
    } while (before)
    expect(sizes).toEqual([ACTIVITY_PAGE, ACTIVITY_PAGE, 1])
    expect(seen).toEqual(Array.from({ length: ACTIVITY_PAGE * 2 + 1 }, (_, at) => `Movie ${ACTIVITY_PAGE * 2 - at}`))
  })

  it('ends after 90 days', async () => {
    await add(ana, 'Old')
    await sql("update movie_changes set changed_at = now() - interval '90 days 1 second' where bucket_id = $1", [
      bucketId,
    ])
    await add(ana, 'New')
    expect(await lines(ana)).toEqual([['You', 'added “New”']])
  })

  it('shows nothing of other buckets, and nothing for a place that is none', async () => {
    await add(ana, 'Here')
    const other = await addBucket(ana)
    await inBucket(ana, other, 'addMovies', (access) => addMovies(access, [movie({ title: 'There' })]))
    expect(await lines(ben)).toEqual([['Ana', 'added “Here”']])
    expect(await activity(ana, 'nonsense')).toEqual({ entries: [], next: null })
    expect((await activity(ana, newId())).entries).toHaveLength(1)
  })

  it('keeps what was done to a movie that is gone for good', async () => {
    const { movies } = await add(ana, 'Gone', 'Stays')
    await as(ana, (access) => trashSelection(access, { ids: [movies[0]?.id ?? ''] }))
    await as(ana, (access) => emptyTrash(access, { until: new Date().toISOString() }))
    expect(await lines(ana)).toEqual([
      ['You', 'deleted a movie that is gone for good'],
      ['You', 'added “Stays” and 1 more'],
    ])
  })

  it('says where movies were moved, in both buckets, and to whom that bucket may be named', async () => {
    const { movies } = await add(ana, 'Alien')
    const attic = await addBucket(ana)
    await sql("update buckets set name = 'Attic' where id = $1", [attic])
    await inBucket(ana, bucketId, 'moveMovies', (access) =>
      moveSelection(access, attic, { ids: [movies[0]?.id ?? ''] }),
    )
    const there = () => inBucket(ana, attic, 'readActivity', (access) => listActivity(access))
    expect((await lines(ana))[0]).toEqual(['You', 'moved “Alien” to “Attic”'])
    expect((await lines(ben))[0]).toEqual(['Ana', 'moved “Alien” to another bucket'])
    const [arrival] = (await there()).entries
    expect(arrival && describeActivity(arrival)).toBe('moved “Alien” here from “Private bucket”')
    expect([arrival?.undoable, (await activity(ana)).entries[0]?.undoable]).toEqual([true, true])
    await inBucket(ana, attic, 'undoChange', (access) => undoChange(access, arrival?.changeId ?? ''))
    expect((await lines(ana))[0]).toEqual(['You', 'moved “Alien” here from “Attic”'])
  })

  it('does not name who has no access any more', async () => {
    const cleo = await addPerson('Cleo')
    await grant(bucketId, { user: cleo }, 'editor')
    await add(cleo, 'Alien')
    expect(await lines(ana)).toEqual([['Cleo', 'added “Alien”']])
    await sql('delete from grants where bucket_id = $1 and user_id = $2', [bucketId, cleo.userId])
    expect(await lines(ana)).toEqual([[null, 'added “Alien”']])
  })

  it('is for those who may change something', async () => {
    await expect(activity(zoe)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(activity(await addPerson('Stranger'))).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('what can still be undone', () => {
  const undoable = async () => (await activity(ana)).entries.map((entry) => [entry.kind, entry.undoable])
  const undoFirst = async (kind: string) => {
    const entry = (await activity(ben)).entries.find((one) => one.kind === kind)
    return inBucket(ben, bucketId, 'undoChange', (access) => undoChange(access, entry?.changeId ?? ''))
  }

  it('agrees with what undoing does, for every kind', async () => {
    const { movies } = await add(ana, 'Alien')
    const id = movies[0]?.id ?? ''
    expect(await undoable()).toEqual([['add', true]])
    await as(ana, (access) => patchMovies(access, [{ id, version: 1, changes: { rating: 1 } }]))
    expect(await undoable()).toEqual([
      ['edit', true],
      ['add', false],
    ])
    await as(ana, (access) => trashSelection(access, { ids: [id] }))
    expect(await undoable()).toEqual([
      ['delete', true],
      ['edit', false],
      ['add', false],
    ])
    expect(await undoFirst('add')).toMatchObject({ count: 0, left: 1 })
    expect(await undoFirst('edit')).toMatchObject({ count: 0, left: 1 })
    expect(await undoFirst('delete')).toMatchObject({ count: 1, left: 0 })
    const [last, deleted] = await undoable()
    expect(last).toEqual(['restore', true])
    expect(deleted).toEqual(['delete', false])
  })

  it('is so as long as one movie of many is as it was left', async () => {
    const { movies } = await add(ana, 'Alien', 'Jaws')
    const rate = (at: number) =>
      as(ana, (access) => patchMovies(access, [{ id: movies[at]?.id ?? '', version: 1, changes: { rating: 1 } }]))
    await rate(0)
    expect((await undoable()).at(-1)).toEqual(['add', true])
    await rate(1)
    expect((await undoable()).at(-1)).toEqual(['add', false])
  })
})

describe('the last change of a movie', () => {
  const last = (actor: Actor, id: string) =>
    inBucket(actor, bucketId, 'readMovies', (access) => findLastEdit(access, id))

  it('says who and when, also who only added it', async () => {
    const { movies } = await add(ana, 'Alien')
    const id = movies[0]?.id ?? ''
    expect(await last(ana, id)).toMatchObject({ by: { you: true }, added: true })
    await as(ben, (access) => patchMovies(access, [{ id, version: 1, changes: { rating: 1 } }]))
    expect(await last(ana, id)).toMatchObject({ by: { you: false, name: 'Ben' }, added: false })
    expect(await last(ben, id)).toMatchObject({ by: { you: true } })
  })

  it('is nothing for a movie that is not there', async () => {
    const { movies } = await add(ana, 'Alien')
    const id = movies[0]?.id ?? ''
    await as(ana, (access) => trashSelection(access, { ids: [id] }))
    expect([await last(ana, id), await last(ana, newId()), await last(ana, 'nonsense')]).toEqual([null, null, null])
  })
})

describe('the last changes of a page', () => {
  const changes = (actor: Actor) =>
    as(actor, async (access) => {
      const page = await listMovies(access, EMPTY_SEARCH)
      const { result, statements } = await recordStatements(() => withLastEdits(access, page))
      const movies = result as Awaited<ReturnType<typeof withLastEdits>>
      return [movies.map(({ title, lastEdit }) => [title, lastEdit?.by, lastEdit?.added]), statements.length]
    })

  it('say who and when as the page of each movie does, and ask for nobody as long as it was oneself', async () => {
    listenToStatements()
    const { movies } = await add(ana, 'Alien', 'Jaws')
    const you = { you: true, name: null }
    expect(await changes(ana)).toEqual([
      [
        ['Alien', you, true],
        ['Jaws', you, true],
      ],
      0,
    ])
    const [alien] = movies
    await as(ben, (access) => patchMovies(access, [{ id: alien?.id ?? '', version: 1, changes: { rating: 1 } }]))
    const byBen = { you: false, name: 'Ben' }
    expect(await changes(ana)).toEqual([
      [
        ['Alien', byBen, false],
        ['Jaws', you, true],
      ],
      1,
    ])
    await sql('delete from grants where user_id = $1', [ben.userId])
    expect(await changes(ana)).toEqual([
      [
        ['Alien', { ...byBen, name: null }, false],
        ['Jaws', you, true],
      ],
      1,
    ])
  })
})
