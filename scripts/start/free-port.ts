import { connect, createServer } from 'node:net'

/**
 * Why a server cannot listen here: the system's code, EADDRINUSE if another has the port; null if it can.
 * Some systems let a program listen on one address while another has the port on all addresses, and a browser may prefer
 * ::1 to 127.0.0.1 for "localhost": so it tries to connect to both first.
 */
export async function whyNotFree(host: string, port: number): Promise<string | null> {
  if ((await answers('127.0.0.1', port)) || (await answers('::1', port))) return 'EADDRINUSE'
  const outcome = await listen(host, port)
  return typeof outcome === 'number' ? null : outcome
}

/** Finds a free port of 127.0.0.1: `wanted` if that is free. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted && typeof (await listen('127.0.0.1', wanted)) === 'number') return wanted
  const port = await listen('127.0.0.1', 0)
  if (typeof port !== 'number') throw new Error(`No free port on 127.0.0.1 (${port})`)
  return port
}

// The port, or why there is none.
function listen(host: string, port: number): Promise<number | string> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'unknown'))
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 'unknown') : 'unknown'))
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
