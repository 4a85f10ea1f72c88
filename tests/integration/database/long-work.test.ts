import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { beforeEach, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { destroyBucket } from '@/db/buckets/trash'
import { deleteBucket } from '@/db/buckets/write'
import { stageImport } from '@/db/import/stage'
import { countAllMovies } from '@/db/movies/read'
import { patchSelection } from '@/db/movies/selection'
import { getStats } from '@/db/stats'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { root } from '@/scripts/start/project'
import { exportText } from '@/server/export/export-text'
import { addBucket } from '@/tests/support/builders/buckets'
import { readAll } from '@/tests/support/builders/import-files'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { testDatabase } from '@/tests/support/database/database'
import { sql } from '@/tests/support/database/sql'

const PAGES = 3
const PAGE = 5000

let ana: Person
let ben: Person

beforeEach(async () => {
  ;[ana, ben] = [await addPerson('Ana'), await addPerson('Ben')]
})

/** Another process with three long works of a person under way; `end` lets them end, `kill` kills it. */
async function otherProcess({ userId }: Person) {
  const program = 'tests/support/database/long-works.ts'
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=react-server', program, userId], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: testDatabase().url, DATABASE_POOL: '10' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const [said] = await once(createInterface(child.stdout), 'line')
  const finish = (how: () => unknown) => async () => {
    how()
    await exit
  }
  return { said, end: finish(() => child.stdin.end()), kill: finish(() => child.kill('SIGKILL')) }
}

async function* file(title: string, pause: () => Promise<void> = async () => {}) {
  yield new TextEncoder().encode(`Title,Format,Length,Year,Rating\n${title},DVD,90,1985,4\n`)
  await pause()
}
const upload = (person: Person, bytes = file('Brazil')) =>
  stageImport(person, person.bucketId, { name: 'a.csv', bytes })
const read = (person: Person) => exportText({ actor: person, address: person.bucketId, search: EMPTY_SEARCH }, 'csv')

const WORKS: [string, (person: Person) => Promise<unknown>][] = [
  ['statistics', (person) => inBucket(person, person.bucketId, 'readMovies', (own) => getStats(own, EMPTY_SEARCH))],
  ['an export', (person) => readAll(read(person))],
  ['an import', upload],
  [
    'a change of many movies',
    (person) =>
      inBucket(person, person.bucketId, 'editMovies', (own) =>
        patchSelection(own, { matching: '', except: [] }, { rating: 3 }),
      ),
  ],
  [
    'the end of a bucket',
    async (person) => {
      const id = await addBucket(person)
      await inBucket(person, id, 'deleteBucket', deleteBucket)
      await destroyBucket(person, id)
    },
  ],
]

it('of a person in another process counts, whatever it is, and that of others does not', async () => {
  const other = await otherProcess(ana)
  expect(other.said).toBe('held')
  for (const [name, work] of WORKS) {
    await expect(work(ana), name).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 5 })
    await work(ben)
  }
  // A fourth one in a third process.
  expect((await otherProcess(ana)).said).toBe('rate_limited')
  // Short work goes on.
  expect(await inBucket(ana, ana.bucketId, 'readMovies', countAllMovies)).toBe(0)
  await other.end()
  for (const [, work] of WORKS) await work(ana)
})

it('of a process that was killed counts no more', async () => {
  const other = await otherProcess(ana)
  await other.kill()
  for (const [, work] of WORKS)
    await expect
      .poll(() =>
        work(ana).then(
          () => 'ok',
          (error) => error.code,
        ),
      )
      .toBe('ok')
})

it('that began goes on as soon as that of another process ends', async () => {
  await sql(
    `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
     select $1, gen_random_uuid(), 'Film ' || n, 'film ' || n, 'DVD', 90, 2001, 4, $2, $2 from generate_series(1, $3::int) n`,
    [ana.bucketId, ana.userId, PAGES * PAGE],
  )
  const reader = read(ana)
  const pieces = [(await reader.next()).value]
  let other: Awaited<ReturnType<typeof otherProcess>> | undefined
  const uploaded = upload(
    ana,
    file('Brazil', async () => {
      other = await otherProcess(ana)
    }),
  )
  await expect.poll(() => other?.said, { timeout: 30_000 }).toBe('held')
  let ended = 0
  const rest = readAll(reader).finally(() => ended++)
  uploaded.finally(() => ended++)
  // Neither can end before the other process does.
  await expect(sql('select pg_sleep(0.3)')).resolves.toHaveLength(1)
  expect(ended).toBe(0)
  await other?.end()
  pieces.push(...(await rest))
  expect(
    pieces
      .join('')
      .split('\n')
      .filter((line) => line.includes('Film')),
  ).toHaveLength(PAGES * PAGE)
  const rows = await sql('select state from import_rows where import_id = $1 and state = $2', [await uploaded, 'ready'])
  expect(rows).toHaveLength(1)
})
