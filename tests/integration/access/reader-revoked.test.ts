import { beforeAll, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { listMovies, PAGE_SIZE } from '@/db/movies/read'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { exportPages } from '@/server/export/export-pages'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { interruptStatements, listenToStatements } from '@/tests/support/database/statements'

/*
 * A reader loses access at each moment of an export of two pages, or of a page of a list: before each statement. What
 * they get is the whole or a refusal, never a part that looks like the whole.
 */

const MOVIES = 5500

let owner: Person
let reader: Person
let bucketId: string
let key: string

beforeAll(async () => {
  listenToStatements()
  ;[owner, reader] = [await addPerson('Ana'), await addPerson('Ben')]
  bucketId = await addBucket(owner, { visibility: 'everyone' })
  const [row] = await sql<{ key: string }>('select public_key as key from buckets where id = $1', [bucketId])
  key = row?.key ?? ''
  await sql(
    `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
     select $1, gen_random_uuid(), 'M' || n, 'm' || n, 'VHS', 1, 1900, 1, $2, $2 from generate_series(1, $3::int) n`,
    [bucketId, owner.userId, MOVIES],
  )
  await grant(bucketId, { user: reader }, 'viewer')
})

type Case = [string, () => Reader, lose: string, back: string]
const trash = 'update buckets set deleted_at = now() where id = $1'
const restore = 'update buckets set deleted_at = null where id = $1'
const CASES: Case[] = [
  ['the owner of a bucket that is deleted', () => ({ actor: owner, address: bucketId }), trash, restore],
  [
    'a person whose grant is taken away',
    () => ({ actor: reader, address: bucketId }),
    `with gone as (delete from grants where bucket_id = $1) update buckets set visibility = 'private' where id = $1`,
    `insert into grants (bucket_id, id, user_id, role) select $1, gen_random_uuid(), id, 'viewer' from users where name = 'Ben'
     on conflict do nothing`,
  ],
  [
    'a visitor of a page that is closed',
    () => ({ actor: null, address: key }),
    `update buckets set visibility = 'private' where id = $1`,
    `update buckets set visibility = 'everyone' where id = $1`,
  ],
]

describe.each(CASES)('what %s reads', (_, from, lose, back) => {
  it.each([
    ['an export', countExported, MOVIES],
    ['a page of a list', countListed, PAGE_SIZE],
  ])('as %s is whole, or refused', async (_, read, whole) => {
    await sql(`update buckets set visibility = 'everyone' where id = $1`, [bucketId])
    const outcomes: (number | string)[] = []
    for (let moment = 0, last = 1; moment < last; moment++) {
      let sent = 0
      const before = async () => {
        if (sent++ === moment) await sql(lose, [bucketId])
      }
      const reading = interruptStatements(before, () => read(from()))
      outcomes.push(await reading.catch((error: { code: string }) => error.code))
      last = Math.max(last, sent)
      await sql(back, [bucketId])
    }
    expect(new Set(outcomes)).toEqual(new Set(['not_found', whole]))
  })
})

type Reader = { actor: Actor | null; address: string }

async function countExported(reader: Reader): Promise<number> {
  let count = 0
  for await (const page of exportPages({ ...reader, search: EMPTY_SEARCH })) count += page.length
  return count
}

function countListed({ actor, address }: Reader): Promise<number> {
  return inBucket(
    actor,
    address,
    'readMovies',
    async (access) => (await listMovies(access, EMPTY_SEARCH)).movies.length,
  )
}
