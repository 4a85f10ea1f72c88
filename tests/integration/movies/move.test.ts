import { beforeEach, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { newId } from '@/db/ids'
import { addMovies } from '@/db/movies/add'
import { copySelection, moveSelection } from '@/db/movies/move'
import { patchMovies } from '@/db/movies/patch'
import { listMovies } from '@/db/movies/read'
import { trashSelection } from '@/db/movies/selection'
import { undoChange } from '@/db/movies/undo'
import type { Movie } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

type Someone = Awaited<ReturnType<typeof addPerson>>

let owner: Someone
let source: string
let target: string
let movies: Movie[]
let ids: string[]

beforeEach(async () => {
  owner = await addPerson('Ana')
  source = await addBucket(owner)
  target = await addBucket(owner)
  movies = await putMovies(owner, source, [{ title: 'A' }, { title: 'The B', rating: 1 }, { title: 'C', length: 90 }])
  ids = movies.map(({ id }) => id)
})

const move = (actor: Actor | null, selection: Selection, from = source, to = target) =>
  inBucket(actor, from, 'moveMovies', (access) => moveSelection(access, to, selection))
const copy = (actor: Actor | null, selection: Selection, from = source, to = target) =>
  inBucket(actor, to, 'addMovies', (access) => copySelection(access, from, selection))
const undo = (actor: Actor, bucketId: string, changeId: string) =>
  inBucket(actor, bucketId, 'undoChange', (access) => undoChange(access, changeId))
const rows = (bucketId: string) => sql('select * from movies where bucket_id = $1 order by id', [bucketId])
const withoutBucket = (list: Record<string, unknown>[]) => list.map(({ bucket_id: _, ...rest }) => rest)
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'ok',
    (error) => error.code ?? error,
  )
const everything = { matching: '', except: [] }

describe('moving', () => {
  it('takes movies to the other bucket as they are, in every column', async () => {
    const before = await rows(source)
    const { count } = await move(owner, { ids: ids.slice(0, 2) })
    expect(count).toBe(2)
    expect((await rows(source)).map(({ id }) => id)).toEqual(ids.slice(2))
    expect(withoutBucket(await rows(target))).toEqual(withoutBucket(before.slice(0, 2)))
  })

  it('takes all that a filter finds but some', async () => {
    expect(await move(owner, { matching: 'rating=5', except: [ids[0] ?? ''] })).toMatchObject({ count: 1 })
    expect((await rows(target)).map(({ id }) => id)).toEqual([ids[2]])
  })

  it('leaves the trash where it is', async () => {
    await inBucket(owner, source, 'deleteMovies', (access) => trashSelection(access, { ids: ids.slice(0, 1) }))
    expect(await move(owner, everything)).toMatchObject({ count: 2 })
    expect((await rows(source)).map(({ id }) => id)).toEqual(ids.slice(0, 1))
  })

  it('is noted in both buckets, with the other one and what the movie was', async () => {
    const { changeId } = await move(owner, { ids: ids.slice(0, 1) })
    const noted = await sql('select bucket_id, kind, before, version from movie_changes where change_id = $1', [
      changeId,
    ])
    expect(noted).toHaveLength(2)
    expect(noted).toEqual(
      expect.arrayContaining([
        {
          bucket_id: source,
          kind: 'move',
          before: expect.objectContaining({ title: 'A', movedTo: target }),
          version: 1,
        },
        {
          bucket_id: target,
          kind: 'move',
          before: expect.objectContaining({ title: 'A', movedFrom: source }),
          version: 1,
        },
      ]),
    )
  })

  it('into the same bucket is refused', async () => {
    await expect(move(owner, everything, source, source)).rejects.toMatchObject({ code: 'invalid' })
    await expect(copy(owner, everything, source, source)).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('undoing a move', () => {
  it.each(['source', 'target'] as const)('from the %s brings the identical rows back', async (side) => {
    const before = await rows(source)
    const { changeId } = await move(owner, everything)
    const undone = await undo(owner, side === 'source' ? source : target, changeId)
    expect(undone).toMatchObject({ count: 3, left: 0 })
    expect(await rows(source)).toEqual(before)
    expect(await rows(target)).toEqual([])
    // Undoing is a change itself, which can be undone.
    expect(await undo(owner, source, undone.changeId)).toMatchObject({ count: 3, left: 0 })
    expect(await rows(source)).toEqual([])
  })

  it('leaves alone what was changed, deleted or moved on since', async () => {
    const { changeId } = await move(owner, everything)
    const third = await addBucket(owner)
    await inBucket(owner, target, 'editMovies', (access) =>
      patchMovies(access, [{ id: ids[0] ?? '', version: 1, changes: { title: 'Later' } }]),
    )
    await inBucket(owner, target, 'deleteMovies', (access) => trashSelection(access, { ids: ids.slice(1, 2) }))
    await move(owner, { ids: ids.slice(2) }, target, third)
    expect(await undo(owner, source, changeId)).toMatchObject({ count: 0, left: 3 })
    expect(await rows(source)).toEqual([])
    expect(await rows(target)).toHaveLength(2)
    expect(await rows(third)).toHaveLength(1)
  })

  it('keeps an earlier edit undoable', async () => {
    const [edit] = await inBucket(owner, source, 'editMovies', (access) =>
      patchMovies(access, [{ id: ids[0] ?? '', version: 1, changes: { title: 'Edited' } }]),
    )
    const { changeId } = await move(owner, everything)
    await undo(owner, source, changeId)
    const editId = edit?.status === 'saved' ? edit.changeId : ''
    expect(await undo(owner, source, editId)).toMatchObject({ count: 1, left: 0 })
    expect((await rows(source))[0]).toMatchObject({ title: 'A' })
  })

  it('says so when the other bucket is no longer one’s to change', async () => {
    const editor = await addPerson('Ben')
    await grant(source, { user: editor }, 'editor')
    const { changeId } = await move(owner, everything)
    await expect(undo(editor, source, changeId)).rejects.toMatchObject({
      code: 'not_found',
      message: 'You may no longer change the other bucket of this move, so nothing was moved back.',
    })
    await sql('update buckets set deleted_at = now() where id = $1', [target])
    await expect(undo(owner, source, changeId)).rejects.toMatchObject({ code: 'not_found' })
    expect(await rows(target)).toHaveLength(3)
  })
})

describe('copying', () => {
  it('makes new movies with the same values, in the same order, and leaves the old ones', async () => {
    await putMovies(owner, source, [{ title: 'D' }])
    const before = await rows(source)
    const { changeId, count } = await copy(owner, everything)
    expect(count).toBe(4)
    expect(await rows(source)).toEqual(before)
    const copies = await rows(target)
    const values = ({ title, sort_title, format, length, release_year, rating }: Record<string, unknown>) => ({
      title,
      sort_title,
      format,
      length,
      release_year,
      rating,
    })
    expect(copies.map(values)).toEqual(before.map(values))
    const olds = before.map(({ id }) => id)
    expect(
      copies.every(({ id, version, created_by }) => !olds.includes(id) && version === 1 && created_by === owner.userId),
    ).toBe(true)
    expect(await undo(owner, target, changeId)).toMatchObject({ count: 4, left: 0 })
    const live = await inBucket(owner, target, 'readMovies', (access) => listMovies(access, EMPTY_SEARCH))
    expect(live.movies).toEqual([])
  })

  it('of more movies than a statement has parameters', async () => {
    const many = Array.from({ length: 1200 }, (_, index) => movie({ title: `Movie ${index}` }))
    await inBucket(owner, source, 'addMovies', (access) => addMovies(access, many))
    expect(await copy(owner, everything)).toMatchObject({ count: 1203 })
    expect(await move(owner, everything)).toMatchObject({ count: 1203 })
    expect(await rows(target)).toHaveLength(2406)
  })
})

describe('who may', () => {
  const CASES = [
    ['editor', 'owner', 'ok', 'ok'],
    ['editor', 'editor', 'ok', 'ok'],
    ['editor', 'viewer', 'forbidden', 'forbidden'],
    ['editor', 'stranger', 'not_found', 'not_found'],
    ['viewer', 'owner', 'forbidden', 'ok'],
    ['viewer', 'stranger', 'forbidden', 'not_found'],
    ['stranger', 'owner', 'not_found', 'not_found'],
    ['stranger', 'stranger', 'not_found', 'not_found'],
  ] as const

  it.each(CASES)('from a bucket as %s into one as %s: move %s, copy %s', async (from, to, moving, copying) => {
    const actor = await addPerson('Ben')
    const [there, here] = [source, to === 'owner' ? actor.bucketId : target]
    for (const [bucketId, role] of [
      [there, from],
      [here, to],
    ] as const)
      if (role === 'editor' || role === 'viewer') await grant(bucketId, { user: actor }, role)
    const all = await sql('select * from movies order by bucket_id, id')
    expect(await code(move(actor, { ids: ids.slice(0, 1) }, there, here))).toBe(moving)
    if (moving !== 'ok') expect(await sql('select * from movies order by bucket_id, id')).toEqual(all)
    expect(await code(copy(actor, { ids: ids.slice(1) }, there, here))).toBe(copying)
    expect(await rows(here)).toHaveLength((moving === 'ok' ? 1 : 0) + (copying === 'ok' ? 2 : 0))
  })

  it('nobody who is signed out', async () => {
    expect(await code(move(null, everything))).toBe('not_found')
    expect(await code(copy(null, everything))).toBe('not_found')
  })

  it('not into or out of a bucket in the trash, or one that never was', async () => {
    await sql('update buckets set deleted_at = now() where id = $1', [target])
    for (const other of [target, newId(), 'x', '']) {
      expect(await code(move(owner, everything, source, other))).toBe('not_found')
      expect(await code(copy(owner, everything, other, source))).toBe('not_found')
    }
  })
})
