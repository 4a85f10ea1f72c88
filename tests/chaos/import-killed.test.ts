import { afterAll, beforeAll, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { closePool } from '@/db/client'
import { confirmImport } from '@/db/import/confirm'
import { stageImport } from '@/db/import/stage'
import { migrate } from '@/db/migrate'
import { AppError } from '@/domain/result'
import { bytesOf, ownCsvLines } from '@/tests/support/builders/import-files'
import { confirm, preview } from '@/tests/support/builders/imports'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { killServer, startDurable, temporaryFolder } from '@/tests/support/database/embedded'
import { sql } from '@/tests/support/database/sql'

const ROWS = 12_000

const home = temporaryFolder()
let database: Awaited<ReturnType<typeof startDurable>>
let owner: Person

beforeAll(async () => {
  database = await startDurable(home.folder)
  await migrate(database.url)
  await closePool()
  process.env.DATABASE_URL = database.url
  owner = await addPerson()
})

afterAll(async () => {
  await closePool()
  await database.stop()
  home.remove()
})

const file = () => bytesOf([...ownCsvLines(ROWS)].join(''))

async function stored(table: 'movies' | 'movie_changes' | 'imports' | 'import_rows'): Promise<number> {
  const text = `select count(*)::int as count from ${table} where bucket_id = $1`
  const [row] = await sql<{ count: number }>(text, [owner.bucketId])
  return row?.count ?? 0
}

it('a server killed in the middle of a confirmation has added nothing, and the preview is as it was', async () => {
  const importId = await stageImport(owner, owner.bucketId, { name: 'movies.csv', bytes: file() })
  let added = 0
  const attempt = inBucket(owner, owner.bucketId, 'importMovies', (access) =>
    confirmImport(access, importId, (count) => {
      added = count
      if (count < ROWS / 2) killServer(database)
    }),
  )
  await expect(attempt).rejects.toMatchObject({ code: 'unavailable' })
  // It was in the middle: the transaction had added some already.
  expect(added).toBeGreaterThan(0)
  expect(added).toBeLessThan(ROWS)
  await expect.poll(() => database.troubles.length, { timeout: 15_000 }).toBe(2)

  await expect.poll(() => stored('movies').catch(() => -1), { timeout: 15_000 }).toBe(0)
  expect(await stored('movie_changes')).toBe(0)
  expect((await preview(owner, owner.bucketId, importId)).counts).toMatchObject({ ready: ROWS, problem: 0 })
  expect(await confirm(owner, owner.bucketId, importId)).toMatchObject({ count: ROWS })
  expect(await stored('movies')).toBe(ROWS)
  expect(await stored('movie_changes')).toBe(ROWS)
}, 120_000)

it('a server killed while a file is read keeps no part of it that could be taken for the whole', async () => {
  let killed = false
  const attempt = stageImport(owner, owner.bucketId, {
    name: 'movies.csv',
    bytes: file(),
    onRows: (count) => {
      if (count < ROWS / 2 || killed) return
      killed = true
      killServer(database)
    },
  })
  await expect(attempt).rejects.toBeInstanceOf(AppError)
  await expect.poll(() => database.troubles.length, { timeout: 15_000 }).toBe(4)
  await expect.poll(() => stored('imports').catch(() => -1), { timeout: 15_000 }).toBeGreaterThanOrEqual(1)
  const states = await sql<{ state: string }>('select state from imports order by id')
  // The first import is done; the one that broke off is gone, or still says that it is being read.
  expect(states.map(({ state }) => state).filter((state) => state === 'staged')).toEqual([])
  expect(await stored('movies')).toBe(ROWS)
}, 120_000)
