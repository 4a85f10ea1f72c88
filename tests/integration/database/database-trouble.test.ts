import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { migrate } from '@/db/migrate'
import { explainDatabaseError } from '@/scripts/database-trouble'
import { freePort } from '@/scripts/start/free-port'
import { testDatabase } from '@/tests/support/database/database'

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
})
