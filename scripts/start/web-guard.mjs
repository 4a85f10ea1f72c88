// Runs inside the web server's process, before it.
import { subscribe } from 'node:diagnostics_channel'
import { Server } from 'node:http'

const GRACE_MS = 400

// The channel to the start command closes when that ends, even by `kill -9`. Then nobody would stop the
// server any more, so it stops itself as if it had been told to.
const stop = () => process.emit('SIGTERM', 'SIGTERM')
process.on('disconnect', stop)
// Windows has no signals that ask a program to end; there the start command sends a message instead.
process.on('message', (message) => {
  if (message === 'stop') stop()
})

// Browsers and proxies keep connections open. Closed at once, a request that is on its way is lost; left
// alone, they hold up the end. So each is told with its next answer not to come back, and then closed idle.
const answers = new Set()
let closing = false
subscribe('http.server.request.start', ({ response }) => {
  answers.add(response)
  response.once('close', () => answers.delete(response))
  if (closing) response.setHeader('connection', 'close')
})

const close = Server.prototype.close
Server.prototype.close = function (callback) {
  closing = true
  for (const answer of answers) if (!answer.headersSent) answer.setHeader('connection', 'close')
  setTimeout(() => {
    close.call(this, callback)
    setInterval(() => this.closeIdleConnections(), 100).unref()
  }, GRACE_MS)
  return this
}
