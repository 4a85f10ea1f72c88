import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on a free port of 127.0.0.1: another host than the app's localhost, as in the world, so cookies do not mix. */
export type Listening = { url: string; stop(): Promise<void> }

/** Serves what `makeListener` gives for the server's own address. */
export async function listen(makeListener: (url: string) => RequestListener): Promise<Listening> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.on('request', makeListener(url))
  return {
    url,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
