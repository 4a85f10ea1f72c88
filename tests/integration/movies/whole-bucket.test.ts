import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Access, inBucket } from '@/db/buckets/access'
import { confirmImport } from '@/db/import/confirm'
import { undoImport } from '@/db/import/undo'
import { beginLongWork } from '@/db/long-work'
import { addMovies } from '@/db/movies/add'
import { copySelection, moveSelection } from '@/db/movies/move'
import { asSelected, patchSelection, trashSelection } from '@/db/movies/selection'
import { emptyTrash } from '@/db/movies/trash'
import { undoChange } from '@/db/movies/undo'
import { copyToMine } from '@/db/sharing/copy-bucket'
import { SELECTION_LIMIT } from '@/domain/movies/selection'
import type { Operation } from '@/domain/sharing/roles'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { HEAD } from '@/tests/support/builders/import-bucket'
import { stage } from '@/tests/support/builders/imports'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql, withDatabase } from '@/tests/support/database/sql'

const ALL = { matching: '', except: [] }
const MANY = Array.from({ length: SELECTION_LIMIT + 1 }, (_, n) => movie({ title: `Film ${n}` }))

let owner: Person
let editor: Person
let bucketId: string
let otherId: string
let large: string

beforeAll(async () => {
  ;[owner, editor] = [await addPerson('Owner'), await addPerson('Editor')]
})
beforeEach(async () => {
  ;[bucketId, otherId] = [await addBucket(owner), await addBucket(owner)]
  for (const id of [bucketId, otherId]) await grant(id, { user: editor }, 'editor')
  await putMovies(owner, otherId, [{}])
  large = (await inBucket(owner, bucketId, 'addMovies', (access) => addMovies(access, MANY))).changeId
})

const within =
  (operation: Operation, work: (access: Access) => Promise<unknown>, id = () => bucketId) =>
  (person: Person) =>
    inBucket(person, id(), operation, work)

// Each is a change of many movies, by the owner or by an editor.
const CHANGES: [string, (person: Person) => Promise<unknown>][] = [
  ['an edit', within('editMovies', (access) => patchSelection(access, ALL, { length: 91 }))],
  ['a deletion', within('deleteMovies', (access) => trashSelection(access, ALL))],
  ['a move', within('moveMovies', (access) => moveSelection(access, otherId, ALL))],
  ['a copy into it', within('addMovies', (access) => copySelection(access, otherId, ALL))],
  ['a copy of another bucket into it', (person) => copyToMine(person, otherId, bucketId)],
  ['an undo of many', within('undoChange', (access) => undoChange(access, large))],
  ['a confirmed import', async (person) => confirm(person)],
  ['an undone import', async (person) => undoOf(person)],
]

async function confirm(person: Person): Promise<unknown> {
  const importId = await stage(person, bucketId, `${HEAD}Brazil,DVD,1,1985,1`)
  return inBucket(person, bucketId, 'importMovies', (access) => confirmImport(access, importId))
}

let imported: string

async function undoOf(person: Person): Promise<unknown> {
  return inBucket(person, bucketId, 'importMovies', (access) => undoImport(access, imported))
}

describe.each(CHANGES)('a change of many movies: %s', (name, change) => {
  beforeEach(async () => {
    if (name !== 'an undone import') return
    imported = await stage(owner, bucketId, HEAD + MANY.map((_, n) => `Other ${n},DVD,1,1985,1`).join('\n'))
    await inBucket(owner, bucketId, 'importMovies', (access) => confirmImport(access, imported))
  })

  it('is refused at once while another process makes one in the same bucket, and goes on after it', async () => {
    const before = await history()
    await withDatabase(undefined, async (other) => {
      await other.query('begin')
      await other.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [bucketId])
      for (const person of [owner, editor])
        await expect(change(person)).rejects.toMatchObject({
          code: 'conflict',
          message: expect.stringContaining('are being changed or added right now'),
        })
      expect(await history()).toBe(before)
      // One movie after another goes on meanwhile, and so do other buckets.
      await putMovies(editor, bucketId, [{}])
      await inBucket(editor, otherId, 'editMovies', (access) => patchSelection(access, ALL, { rating: 4 }))
      await other.query('rollback')
    })
    await change(editor)
    expect(await history()).toBeGreaterThan(before + 1)
  })

  it('is one of three long works of a person', async () => {
    const ends = Array.from({ length: 3 }, () => beginLongWork(editor.userId))
    try {
      await expect(change(editor)).rejects.toMatchObject({ code: 'rate_limited' })
    } finally {
      for (const end of ends) end()
    }
    await change(editor)
  })

  it('keeps others from one until it ends', async () => {
    const edit = () => inBucket(owner, bucketId, 'editMovies', (access) => patchSelection(access, ALL, { rating: 3 }))
    const outcomes = await Promise.allSettled([change(editor), ...Array.from({ length: 12 }, edit)])
    const codes = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(new Set(codes)).toEqual(new Set(codes.length > 0 ? ['conflict'] : []))
    await edit()
  })
})

it('an undo of as many movies as a person selects one by one goes on beside one', async () => {
  const some = MANY.slice(1)
  const { changeId } = await inBucket(owner, bucketId, 'addMovies', (access) => addMovies(access, some))
  await inBucket(owner, bucketId, 'editMovies', async (access) => {
    await asSelected(access, ALL, async () => {
      const undone = inBucket(editor, bucketId, 'undoChange', (own) => undoChange(own, changeId))
      expect(await undone).toMatchObject({ count: some.length })
    })
  })
})

it('emptying the whole trash is refused during a change of many movies, and beside three long works', async () => {
  const empty = () =>
    inBucket(owner, bucketId, 'emptyTrash', (access) => emptyTrash(access, { until: new Date().toISOString() }))
  await inBucket(owner, bucketId, 'editMovies', async (access) => {
    await patchSelection(access, ALL, { rating: 5 })
    await expect(empty()).rejects.toMatchObject({ code: 'conflict' })
  })
  const ends = Array.from({ length: 3 }, () => beginLongWork(owner.userId))
  await expect(empty()).rejects.toMatchObject({ code: 'rate_limited' })
  for (const end of ends) end()
  expect(await empty()).toBe(0)
})

async function history(): Promise<number> {
  const [row] = await sql<{ count: number }>('select count(*)::int from movie_changes where bucket_id = $1', [bucketId])
  return row?.count ?? 0
}
