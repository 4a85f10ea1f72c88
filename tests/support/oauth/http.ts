import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** A server on a free port of 127.0.0.1: another host than the app's localhost, as in the world, so cookies do not mix. */
export type Listening = { url: string; stop(): Promise<void> }

/** A server's key and certificate, in PEM. */
export type Certificate = { key: string; cert: string }

/** Serves what `makeListener` gives for the server's own address. */
export async function listen(makeListener: (url: string) => RequestListener, tls?: Certificate): Promise<Listening> {
  const server = tls ? createTlsServer(tls) : createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http${tls ? 's' : ''}://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.on('request', makeListener(url))
  return {
    url,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
