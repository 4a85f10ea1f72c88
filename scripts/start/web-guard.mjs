// Runs inside the web server, before it: the channel to the start command closes when that ends, even by
// `kill -9`. Then nobody would stop the server any more, so it stops itself as if it had been told to.
const stop = () => process.emit('SIGTERM', 'SIGTERM')

process.on('disconnect', stop)
// Windows has no signals that ask a program to end; there the start command sends a message instead.
process.on('message', (message) => {
  if (message === 'stop') stop()
})
// Listening alone must not keep a server alive that has finished.
process.channel?.unref()
