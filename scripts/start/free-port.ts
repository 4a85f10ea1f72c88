import { connect, createServer } from 'node:net'

/** Whether a server can listen here: no other does, and the system allows it. */
export async function isFree(host: string, port: number): Promise<boolean> {
  // Some systems let a program listen on one address while another has the port on all addresses, and a browser may
  // prefer ::1 to 127.0.0.1 for "localhost": so try to connect to both first.
  if ((await answers('127.0.0.1', port)) || (await answers('::1', port))) return false
  return (await listen(host, port)) !== undefined
}

/** Finds a free port of 127.0.0.1: `wanted` if that is free. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted && (await listen('127.0.0.1', wanted))) return wanted
  const port = await listen('127.0.0.1', 0)
  if (!port) throw new Error('No free port on 127.0.0.1')
  return port
}

function listen(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 })
    const finish = (result: boolean) => {
      socket.destroy()
      resolve(result)
    }
    socket.once('connect', () => finish(true))
    socket.once('timeout', () => finish(false))
    socket.once('error', () => finish(false))
  })
}
