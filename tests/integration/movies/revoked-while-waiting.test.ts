import { beforeAll, beforeEach, expect, it } from 'vitest'
import { type Access, inBucket } from '@/db/buckets/access'
import { copySelection, moveSelection } from '@/db/movies/move'
import { patchMovie } from '@/db/movies/patch'
import { putMovie } from '@/db/movies/put'
import { patchSelection, trashSelection } from '@/db/movies/selection'
import { restoreFromTrash, trashMovie } from '@/db/movies/trash'
import { undoChange } from '@/db/movies/undo'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { whileLocked } from '@/tests/support/database/locks'
import { sql } from '@/tests/support/database/sql'
import { checksum } from '@/tests/support/database/tables'

/*
 * A change of movies waits in the middle for a row that another transaction has locked: the movies are noted or locked
 * by then, and not changed yet. Meanwhile the owner takes the role away.
 */

const EVERYTHING = { matching: '', except: [] }

let owner: Person
let editor: Person
let bucketId: string
let target: string
let ids: string[]

beforeAll(async () => {
  owner = await addPerson('Ana')
  editor = await addPerson('Ben')
})

beforeEach(async () => {
  bucketId = await addBucket(owner)
  target = await addBucket(editor)
  await grant(bucketId, { user: editor }, 'editor')
  ids = (await putMovies(owner, bucketId, [{ title: 'A' }, { title: 'B' }, { title: 'C' }])).map(({ id }) => id)
})

const as = <T>(work: (access: Access) => Promise<T>, at = bucketId) => inBucket(editor, at, 'editMovies', work)
const one = () => ids[0] ?? ''
const change = async (work: (access: Access) => Promise<{ changeId: string }>) => (await as(work)).changeId

type Case = [string, (changeId: string) => (access: Access) => Promise<unknown>, (() => Promise<string>)?]
const undo: Case[1] = (changeId) => (access) => undoChange(access, changeId)
const CASES: Case[] = [
  ['a bulk edit', () => (access) => patchSelection(access, EVERYTHING, { rating: 2 })],
  ['an edit of one', () => (access) => patchMovie(access, one(), { rating: 2 })],
  ['a replacement', () => (access) => putMovie(access, one(), movie({ title: 'Other' }))],
  ['a bulk deletion', () => (access) => trashSelection(access, EVERYTHING)],
  ['a deletion of one', () => (access) => trashMovie(access, one())],
  [
    'a restoration',
    () => (access) => restoreFromTrash(access, ids),
    () => change((access) => trashSelection(access, EVERYTHING)),
  ],
  ['a move', () => (access) => moveSelection(access, target, EVERYTHING)],
  ['an undone edit', undo, () => change((access) => patchSelection(access, EVERYTHING, { rating: 2 }))],
  ['an undone deletion', undo, () => change((access) => trashSelection(access, EVERYTHING))],
  [
    'an undone restoration',
    undo,
    async () => {
      await as((access) => trashSelection(access, EVERYTHING))
      return change((access) => restoreFromTrash(access, ids))
    },
  ],
  [
    'an undone addition',
    undo,
    async () => {
      const from = await addBucket(editor)
      await putMovies(editor, from, [{ title: 'D' }])
      return change((access) => copySelection(access, from, EVERYTHING))
    },
  ],
  ['an undone move', undo, () => change((access) => moveSelection(access, target, EVERYTHING))],
]

it.each(
  CASES.flatMap(([name, work, arrange]) => (['away', 'down'] as const).map((how) => ({ name, work, arrange, how }))),
)('$name of an editor whose role goes $how changes nothing and is refused', async ({ work, arrange, how }) => {
  const changeId = (await arrange?.()) ?? ''
  const before = await checksum({ tables: ['grants'] })
  const revoke = how === 'away' ? 'delete from grants' : "update grants set role = 'viewer'"
  const outcome = await whileLocked(
    ['select from movies where bucket_id = any($1) for update', [[bucketId, target]]],
    () => as(work(changeId)),
    () => sql(`${revoke} where bucket_id = $1`, [bucketId]),
  )
  // For a new row in the other bucket, the policy refuses before the app asks for the role.
  expect(outcome).toEqual({
    code: how === 'away' ? 'not_found' : expect.stringMatching(/^(forbidden|not_found)$/),
  })
  expect(await checksum({ tables: ['grants'] })).toBe(before)
})
