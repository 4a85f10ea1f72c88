import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { closePool } from '@/db/client'
import { migrate } from '@/db/migrate'
import { addMovies } from '@/db/movies/add'
import { AppError } from '@/domain/result'
import { isRunning } from '@/scripts/start/processes'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { killServer, startDurable, temporaryFolder } from '@/tests/support/database/embedded'

const WRITERS = 10
const KILLS = 3

const home = temporaryFolder()
let database: Awaited<ReturnType<typeof startDurable>>
let owner: Person
let writing = true

beforeAll(async () => {
  database = await startDurable(home.folder)
  await migrate(database.url)
  await closePool()
  process.env.DATABASE_URL = database.url
  owner = await addPerson()
})

afterAll(async () => {
  writing = false
  await closePool()
  await database.stop()
  home.remove()
})

it('a server killed while people write comes back by itself and has every acknowledged movie', async () => {
  const acknowledged: string[] = []
  const unexpected: unknown[] = []
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let n = 0; writing; n++) {
      try {
        acknowledged.push(await addOne(`Writer ${writer}, movie ${n}`))
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'unavailable')) unexpected.push(error)
        await sleep(20)
      }
    }
  })

  for (let kill = 0; kill < KILLS; kill++) {
    const before = acknowledged.length
    await expect.poll(() => acknowledged.length, { timeout: 15_000 }).toBeGreaterThan(before + 100)
    killServer(database)
    await expect.poll(() => database.troubles.length, { timeout: 15_000 }).toBe((kill + 1) * 2)
  }
  const before = acknowledged.length
  await expect.poll(() => acknowledged.length, { timeout: 15_000 }).toBeGreaterThan(before + 100)
  writing = false
  await Promise.all(writers)

  expect(unexpected).toEqual([])
  const stored = await storedIds()
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
}, 120_000)

it('a run that was killed leaves its server behind; the next one ends that and has the same data', async () => {
  const other = temporaryFolder()
  const run = await startRun(other.folder)
  await inDatabase(run.url, 'create table kept (id int); insert into kept values (42)')
  run.kill()
  expect(await isRunning(run.pid)).toBe(true)

  const next = await startDurable(other.folder)
  expect(next.recovered).toBe(true)
  expect(await isRunning(run.pid)).toBe(false)
  expect(next.url).toBe(run.url)
  expect(await inDatabase(next.url, 'select id from kept')).toEqual([{ id: 42 }])
  await next.stop()
  other.remove()
}, 60_000)

it('data are readable by their owner only, and the login is no superuser', async () => {
  const modes = ['database.json', 'postgres'].map((name) => statSync(join(home.folder, name)).mode & 0o077)
  expect(modes).toEqual([0, 0])
  const [login] = await inDatabase(
    database.url,
    'select rolname, rolsuper, rolcreaterole from pg_roles where rolname = current_user',
  )
  expect(login).toEqual({ rolname: 'moviebucket', rolsuper: false, rolcreaterole: true })
  const [server] = await inDatabase(
    database.url,
    `select current_setting('fsync') fsync, current_setting('synchronous_commit') synchronous_commit,
            current_setting('listen_addresses') listen_addresses, current_setting('password_encryption') encryption,
            current_setting('server_encoding') encoding`,
  )
  expect(server).toEqual({
    fsync: 'on',
    synchronous_commit: 'on',
    listen_addresses: '127.0.0.1',
    encryption: 'scram-sha-256',
    encoding: 'UTF8',
  })
})

/** Starts an embedded database in a process of its own. */
async function startRun(folder: string) {
  const script = fileURLToPath(new URL('../support/database/embedded-process.ts', import.meta.url))
  const options = ['--import', 'tsx', '--conditions=react-server', script, folder]
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  const { url, pid }: { url: string; pid: number } = JSON.parse(String(line))
  return { url, pid, kill: () => child.kill('SIGKILL') }
}

async function addOne(title: string): Promise<string> {
  const values = { title, format: 'VHS', length: 117, releaseYear: 1979, rating: 5 } as const
  const { movies } = await inBucket(owner, owner.bucketId, 'addMovies', (access) => addMovies(access, [values]))
  return movies[0]?.id ?? 'nothing was added'
}

async function storedIds(): Promise<Set<unknown>> {
  const rows = await inDatabase(database.adminUrl.replace(/postgres$/, 'moviebucket'), 'select id from movies')
  return new Set(rows.map((row) => row.id))
}

async function inDatabase(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
