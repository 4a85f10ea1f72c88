import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { migrate } from '@/db/migrate'
import { explainDatabaseError } from '@/scripts/database-trouble'
import { freePort } from '@/scripts/start/free-port'
import { createTestDatabase, testDatabase } from '@/tests/support/database/database'
import { startDurable, temporaryFolder } from '@/tests/support/database/embedded'

/** Does what npm start does with the database, and says what an operator would read. */
async function troubleOf(url: string): Promise<string | undefined> {
  try {
    await migrate(url)
    return undefined
  } catch (error) {
    return explainDatabaseError(error, url)
  }
}

function changed(change: (url: URL) => void): string {
  const url = new URL(testDatabase().url)
  change(url)
  return url.href
}

describe('what an operator reads', () => {
  it('nothing when it works', async () => {
    expect(await troubleOf(testDatabase().url)).toBeUndefined()
  })

  it('a wrong password: the user, the ways it gets mangled, and never the password', async () => {
    const text = await troubleOf(
      changed((url) => {
        url.password = 'not-the-password'
      }),
    )
    expect(text).toMatch(/refuses the password of user moviebucket/)
    expect(text).toMatch(/percent-encode/)
    expect(text).not.toMatch(/not-the-password/)
  })

  it('a database that is not there, and how to make it', async () => {
    const text = await troubleOf(
      changed((url) => {
        url.pathname = '/movies'
      }),
    )
    expect(text).toMatch(/There is no database movies/)
    expect(text).toMatch(/createdb movies/)
  })

  it('nobody listening', async () => {
    const port = await freePort()
    expect(await troubleOf(`postgres://a:b@127.0.0.1:${port}/c`)).toMatch(`No database listens at 127.0.0.1:${port}`)
  })

  it('a host name that is unknown', async () => {
    expect(await troubleOf('postgres://a:b@movies.invalid/c')).toMatch(/host name of the database, movies.invalid:5432/)
  })

  it('a server that never answers', async () => {
    const sockets: Socket[] = []
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as { port: number }
    expect(await troubleOf(`postgres://a:b@127.0.0.1:${port}/c`)).toMatch(/does not answer.*firewall/s)
    for (const socket of sockets) socket.destroy()
    silent.close()
  }, 30_000)

  it('a server without TLS when TLS is asked for', async () => {
    expect(await troubleOf(`${testDatabase().url}?sslmode=require`)).toMatch(/does not speak TLS/)
  })

  it('a URL that cannot be read', async () => {
    expect(await troubleOf('postgres://user:p#ss/w@host:port/db')).toMatch(/not a valid URL/)
  })

  it.each([
    [
      'tables of another program',
      ['create table users (id int)'],
      /holds what another program made: .*users.*\ncreate an empty/i,
    ],
    ['a standby', ['alter database $db set default_transaction_read_only = on'], /only reads.*writer endpoint/s],
    [
      'an extension that is not installed',
      // As where Debian's postgresql-contrib is missing.
      ["alter database $db set extension_control_path = '/nowhere'"],
      /lacks an extension .*pg_trgm.*CREATE EXTENSION pg_trgm/s,
    ],
  ])('%s', async (name, statements, words) => {
    const database = await createTestDatabase({ empty: true })
    const { rows } = await database.admin.query("select current_setting('server_version_num')::int as version")
    // Older versions find extensions in one folder alone.
    const possible = rows[0].version >= 180_000 || !name.includes('extension')
    for (const text of possible ? statements : []) await database.admin.query(text.replace('$db', database.name))
    if (possible) expect(await troubleOf(database.url)).toMatch(words)
    await database.drop()
  })

  it('a server that is shutting down', async () => {
    const home = temporaryFolder()
    const server = await startDurable(home.folder)
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    // It waits for this client, and lets nobody else in.
    process.kill(server.pid(), 'SIGTERM')
    await expect.poll(() => troubleOf(server.url)).toMatch(/starting up or shutting down\.\nStart again in a moment/)
    await client.end()
    await server.stop()
    home.remove()
  })
})
