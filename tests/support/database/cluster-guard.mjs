import { rmSync } from 'node:fs'

// Outlives the test run that started it, by Ctrl-C or a kill too: its input ends with that, and then so do
// the tests' database server and its data.
const [pid, folder] = process.argv.slice(2)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
process.stdin.resume()
process.stdin.on('end', () => {
  try {
    process.kill(Number(pid), 'SIGQUIT')
  } catch {
    // The run has stopped it itself, as it should.
  }
  setTimeout(() => rmSync(folder, { recursive: true, force: true }), 300)
})
