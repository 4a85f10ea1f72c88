import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate } from '@/db/migrate'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '@/scripts/start/embedded-database'
import { systemPrograms } from './system-programs'

/** A database of its own on the tests' server, reached as the app reaches it in production. */
export type TestDatabase = {
  name: string
  /** The app's login: owner of the database, not a superuser. */
  url: string
  /** A superuser in the same database, past all policies: for preparing and for looking. */
  adminUrl: string
  admin: pg.Pool
  drop(): Promise<void>
}

type Cluster = { url: string; adminUrl: string }

/** How the processes of a test run learn of the server that was started for all of them. */
const CLUSTER = 'MOVIEBUCKET_TEST_CLUSTER'
const TEMPLATE = 'moviebucket'

/**
 * Starts a PostgreSQL for one test run: the embedded one or, with `MOVIEBUCKET_TEST_POSTGRES=15`, that version of the
 * system. Its schema is migrated once, in the database that all others are copies of.
 */
export async function startTestCluster(): Promise<EmbeddedDatabase> {
  const home = mkdtempSync(join(tmpdir(), 'moviebucket-test-'))
  // As root the database runs as another user, who has to get in.
  chmodSync(home, 0o711)
  const database = await startEmbeddedDatabase({
    folder: home,
    // No test needs these data after a crash; tests of durability start a server of their own.
    programs: systemPrograms(process.env.MOVIEBUCKET_TEST_POSTGRES),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  const guard = startGuard(database.pid(), home)
  await migrate(database.url)
  const cluster: Cluster = { url: database.url, adminUrl: database.adminUrl }
  process.env[CLUSTER] = JSON.stringify(cluster)
  return {
    ...database,
    async stop() {
      await database.stop()
      guard.stdin?.end()
      await once(guard, 'exit')
    },
  }
}

function startGuard(pid: number, folder: string): ChildProcess {
  const script = fileURLToPath(new URL('./cluster-guard.mjs', import.meta.url))
  return spawn(process.execPath, [script, String(pid), folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
}

/** Makes a copy of the migrated database, or with `empty` one without any schema. */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const cluster = JSON.parse(process.env[CLUSTER] ?? 'null') as Cluster | null
  if (!cluster)
    throw new Error('The tests’ database server does not run: start tests with npm test, or see tests/run.ts')
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = empty ? 'template1' : TEMPLATE
  await asSuperuser(cluster, `create database ${name} owner moviebucket template ${template} strategy file_copy`)
  // A copy does not have the privileges of the database it is a copy of: these are what migrate() leaves.
  if (!empty) await asSuperuser(cluster, `revoke temporary on database ${name} from public`)
  const adminUrl = urlOf(cluster.adminUrl, name)
  const admin = new pg.Pool({ connectionString: adminUrl, max: 4 })
  // Dropping a database ends the connections to it.
  admin.on('error', () => {})
  admin.on('connect', (client) => client.on('error', () => {}))
  return {
    name,
    url: urlOf(cluster.url, name),
    adminUrl,
    admin,
    async drop() {
      await admin.end()
      await asSuperuser(cluster, `drop database if exists ${name} with (force)`)
    },
  }
}

let current: TestDatabase | undefined

/** Gives this test file a database of its own, before anything of db/ connects. */
export async function openTestDatabase(): Promise<TestDatabase> {
  current = await createTestDatabase()
  return current
}

/** The database of this test file; undefined in browser tests and benches, whose files share one. */
export function openedDatabase(): TestDatabase | undefined {
  return current
}

/** The database that db/ is connected to in this test file. */
export function testDatabase(): TestDatabase {
  if (!current) throw new Error('Only tests in tests/integration and tests/chaos have a database of their own')
  return current
}

async function asSuperuser(cluster: Cluster, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.adminUrl })
  await client.connect()
  try {
    // Copies of one template take turns: Postgres copies only a database without connections.
    await client.query('select pg_advisory_lock(1)')
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function urlOf(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
