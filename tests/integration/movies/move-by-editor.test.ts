import { beforeEach, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { moveSelection } from '@/db/movies/move'
import { patchMovies } from '@/db/movies/patch'
import { listMovies } from '@/db/movies/read'
import { emptyTrash } from '@/db/movies/trash'
import { undoChange } from '@/db/movies/undo'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

/*
 * Only the owner takes movies out of a bucket. An editor moved a whole bucket into their own once, and emptied the trash
 * there: nothing was left for the owner to undo.
 */

const EVERYTHING = { matching: '', except: [] }

let owner: Person
let editor: Person
let source: string
let own: string

beforeEach(async () => {
  owner = await addPerson('Ana')
  editor = await addPerson('Ben')
  source = await addBucket(owner)
  own = await addBucket(editor)
  await grant(source, { user: editor }, 'editor')
  await putMovies(owner, source, [
    { title: 'A', rating: 1 },
    { title: 'B', rating: 2 },
    { title: 'C', rating: 3 },
  ])
})

const move = (actor: Person, from = source, to = own) =>
  inBucket(actor, from, 'moveMovies', (access) => moveSelection(access, to, EVERYTHING))
const undo = (actor: Person, bucketId: string, changeId: string) =>
  inBucket(actor, bucketId, 'undoChange', (access) => undoChange(access, changeId))
const list = async (actor: Person, bucketId: string) => {
  const { movies } = await inBucket(actor, bucketId, 'readMovies', (access) => listMovies(access, EMPTY_SEARCH))
  return movies.map(({ title, rating }) => `${title} ${rating}`)
}
const rows = (bucketId: string) => sql('select * from movies where bucket_id = $1 order by id', [bucketId])
const ALL = ['A 1', 'B 2', 'C 3']

describe('an editor’s move', () => {
  it('puts copies into the other bucket and the movies into the trash', async () => {
    const before = await rows(source)
    expect(await move(editor)).toMatchObject({ count: 3, trashed: true })
    expect(await list(editor, own)).toEqual(ALL)
    const after = await rows(source)
    expect(after.map((row) => ({ ...row, deleted_at: null, deleted_by: null }))).toEqual(before)
    expect(after.map(({ deleted_by }) => deleted_by)).toEqual(Array(3).fill(editor.userId))
    expect((await rows(own)).map(({ created_by, version }) => [created_by, version])).toEqual(
      Array(3).fill([editor.userId, 1]),
    )
  })

  it('is undone by the owner after the editor emptied the trash of the other bucket', async () => {
    const before = await rows(source)
    const { changeId } = await move(editor)
    await inBucket(editor, own, 'deleteMovies', (access) => undoChange(access, changeId))
    const again = await move(editor)
    await sql('delete from movies where bucket_id = $1', [own])
    await expect(
      inBucket(editor, source, 'emptyTrash', (access) => emptyTrash(access, { until: new Date().toISOString() })),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await undo(owner, source, again.changeId)).toMatchObject({ count: 3, left: 0 })
    expect(await rows(source)).toEqual(before)
  })

  it('undone by the owner leaves the copies, which are not theirs', async () => {
    const { changeId } = await move(editor)
    expect(await undo(owner, source, changeId)).toMatchObject({ count: 3, left: 0 })
    expect([await list(owner, source), await list(editor, own)]).toEqual([ALL, ALL])
  })

  it.each(['source', 'target'])('undone by the editor from the %s is undone in both, and done again', async (side) => {
    const { changeId } = await move(editor)
    const from = side === 'source' ? source : own
    const undone = await undo(editor, from, changeId)
    expect(undone).toMatchObject({ count: 3, left: 0 })
    expect([await list(editor, source), await list(editor, own)]).toEqual([ALL, []])
    expect(await undo(editor, from, undone.changeId)).toMatchObject({ count: 3, left: 0 })
    expect([await list(editor, source), await list(editor, own)]).toEqual([[], ALL])
  })

  it('keeps the copies when the owner deleted the movies for good', async () => {
    const { changeId } = await move(editor)
    await inBucket(owner, source, 'emptyTrash', (access) => emptyTrash(access, { until: new Date().toISOString() }))
    expect(await undo(editor, source, changeId)).toMatchObject({ count: 0, left: 3 })
    expect(await list(editor, own)).toEqual(ALL)
  })

  it('keeps a copy that was changed since', async () => {
    const { changeId } = await move(editor)
    const [copy] = await rows(own)
    await inBucket(editor, own, 'editMovies', (access) =>
      patchMovies(access, [{ id: String(copy?.id), version: 1, changes: { rating: 5 } }]),
    )
    await undo(editor, source, changeId)
    expect([await list(editor, source), await list(editor, own)]).toEqual([ALL, [`${copy?.title} 5`]])
  })
})

describe('an owner’s move into a bucket that they edit', () => {
  it('moves the movies themselves; back out they come as copies, as they are the other owner’s now', async () => {
    const before = await rows(source)
    const other = await addBucket(editor)
    await grant(other, { user: owner }, 'editor')
    const { changeId, trashed } = await move(owner, source, other)
    expect(trashed).toBe(false)
    expect((await rows(other)).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(await undo(owner, source, changeId)).toMatchObject({ count: 3, left: 0 })
    expect(await list(owner, source)).toEqual(ALL)
    expect((await rows(other)).map(({ deleted_by }) => deleted_by)).toEqual(Array(3).fill(owner.userId))
  })
})
