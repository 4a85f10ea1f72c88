import { connect, createServer, type Server, type Socket } from 'node:net'

/** A way to the database that can be closed and opened, as a network or a restart does it. */
export type DatabaseSwitch = { url: string; close(): Promise<void>; open(): Promise<void> }

/** Puts a TCP proxy of the test's own between a server and the database at `databaseUrl`. */
export async function databaseSwitch(databaseUrl: string): Promise<DatabaseSwitch> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let server: Server
  let port = 0

  const open = () =>
    new Promise<void>((resolve) => {
      server = createServer((incoming) => {
        const outgoing = connect(Number(target.port), target.hostname)
        for (const [socket, other] of [
          [incoming, outgoing],
          [outgoing, incoming],
        ] as const) {
          sockets.add(socket)
          socket.on('error', () => other.destroy())
          socket.on('close', () => {
            sockets.delete(socket)
            other.destroy()
          })
        }
        incoming.pipe(outgoing).pipe(incoming)
      })
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        if (address && typeof address === 'object') port = address.port
        resolve()
      })
    })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })

  await open()
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return { url: url.href, close, open }
}
