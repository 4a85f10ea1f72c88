// Node loads this into the web server's process before the server itself.
import { subscribe } from 'node:diagnostics_channel'
import { Server as HttpServer } from 'node:http'
import { Server as NetServer } from 'node:net'

const GRACE_MS = 400

// The channel to the start command closes when that ends, even by `kill -9`. Then nothing would stop the server any
// more, so it stops itself.
const stop = () => process.emit('SIGTERM', 'SIGTERM')
process.on('disconnect', stop)
// Windows has no signal that asks a program to end, so the start command sends a message instead.
process.on('message', (message) => {
  if (message === 'stop') stop()
  if (message === 'leave') leave()
})

// The server still answers everything, but says that it is not ready, so that a balancer sends nothing more.
function leave() {
  globalThis.moviebucketLeaves = true
  closeAfterAnswers()
}

// The first thing to end is that new connections are accepted: a client or proxy that is refused knows that nothing of
// its request arrived, and may go to another server. Browsers and proxies keep connections open. Closing one at once
// would lose a request on its way; leaving it open would delay the end. So the next answer of each says that the
// connection closes, and those without another request are closed after a while.
const answers = new Set()
let closing = false
function closeAfterAnswers() {
  closing = true
  for (const answer of answers) if (!answer.headersSent) answer.setHeader('connection', 'close')
}

subscribe('http.server.request.start', ({ response }) => {
  answers.add(response)
  response.once('close', () => answers.delete(response))
  if (closing) response.setHeader('connection', 'close')
})

// HTTP's own way to close would also close idle connections, at once.
const { close } = NetServer.prototype
HttpServer.prototype.close = function (callback) {
  closeAfterAnswers()
  close.call(this, callback)
  setTimeout(() => setInterval(() => this.closeIdleConnections(), 100).unref(), GRACE_MS)
  return this
}
