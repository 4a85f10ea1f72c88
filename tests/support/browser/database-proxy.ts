import { connect, createServer, type Server, type Socket } from 'node:net'

/** Stands between a server under test and PostgreSQL, and can be away. */
export type DatabaseProxy = {
  /** The database's address by way of this. */
  url: string
  /** Cuts every connection and takes no new ones. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  /** Still takes connections and statements, but nothing comes of them. */
  hang(): void
  /** Lets everything take so much longer in each direction, as far away. */
  slowDown(ms: number): void
  /** Cuts the next connection that commits: before the database has the commit, or once it has carried it out. */
  cutNextCommit(when: 'before' | 'after'): Promise<void>
  close(): Promise<void>
}

/** A commit as the driver sends it: a message of type Q, its length, its text. */
const COMMIT = Buffer.from('Q\0\0\0\x0bcommit\0')

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let hanging = false
  let delayMs = 0
  let server: Server | undefined
  let atCommit: { when: 'before' | 'after'; done: () => void } | undefined

  const cutAtCommit = (client: Socket, upstream: Socket, { when, done }: NonNullable<typeof atCommit>) => {
    atCommit = undefined
    const end = () => {
      client.destroy()
      done()
    }
    if (when === 'before') return end()
    upstream.removeAllListeners('data').once('data', end)
    upstream.write(COMMIT)
  }
  const accept = (client: Socket) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.on('data', (data) => {
        if (atCommit && from === client && data.includes(COMMIT)) cutAtCommit(client, upstream, atCommit)
        else if (delayMs > 0) setTimeout(() => to.write(data), delayMs)
        else if (!hanging) to.write(data)
      })
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  }
  const listen = async (port: number) => {
    server = createServer(accept)
    await new Promise<void>((resolve, reject) => {
      server?.once('error', reject).listen(port, '127.0.0.1', resolve)
    })
    return (server.address() as { port: number }).port
  }
  const cut = async () => {
    const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
    for (const socket of sockets) socket.destroy()
    await closed
    server = undefined
  }

  const port = await listen(0)
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.href,
    goAway: cut,
    async comeBack() {
      hanging = false
      if (!server) await listen(port)
    },
    hang() {
      hanging = true
    },
    slowDown(ms) {
      delayMs = ms
    },
    cutNextCommit: (when) =>
      new Promise((done) => {
        atCommit = { when, done }
      }),
    close: cut,
  }
}
