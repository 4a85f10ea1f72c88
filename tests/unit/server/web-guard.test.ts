import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { root } from '@/scripts/start/project'

// A web server in a process of its own, which ends at SIGTERM as Next does, and its client, which is no slower than it.
const SERVER = `
  import { Agent, createServer, get } from 'node:http'
  let release
  const server = createServer((request, response) => {
    if (request.url !== '/held') return response.end('ok')
    release = () => response.end('ok')
    process.emit('held')
  })
  const agent = new Agent({ keepAlive: true })
  const ask = (path) =>
    new Promise((resolve) => {
      get({ port, path, agent }, (response) => {
        response.resume().once('end', () => resolve(response.headers.connection))
      }).once('error', (error) => resolve(error.code))
    })
  let port
  process.on('SIGTERM', async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    const late = ask('/')
    release()
    console.log(JSON.stringify({ before: await before, held: await held, late: await late }))
    await closed
    process.exit(0)
  })
  server.listen(0, '127.0.0.1')
  process.once('held', () => process.send('ready'))
  let before, held
  server.once('listening', async () => {
    // Once it stops, it no longer has an address.
    port = server.address().port
    // Its connection stays open for the next one.
    before = ask('/')
    await before
    const other = new Agent({ keepAlive: true })
    held = new Promise((resolve) => {
      get({ port, path: '/held', agent: other }, (response) => {
        response.resume().once('end', () => resolve(response.headers.connection))
      })
    })
  })
`

let child: ChildProcess | undefined

afterEach(() => void child?.kill('SIGKILL'))

/** Runs the server until it has answered one request and holds a second, then does something; returns what it printed. */
async function runUntil(end: (running: ChildProcess) => void): Promise<{ code: number | null; seen: unknown }> {
  const guard = join(root, 'scripts/start/web-guard.mjs')
  const running = spawn(process.execPath, ['--import', guard, '--input-type=module', '--eval', SERVER], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  child = running
  // Node tells of no `close` after a `disconnect`.
  const ended = Promise.all([once(running, 'exit'), text(running.stdout as NonNullable<typeof running.stdout>)])
  await once(running, 'message')
  end(running)
  const [[code], output] = await ended
  return { code, seen: JSON.parse(output) }
}

describe('a web server that is asked to end', () => {
  it.each<[string, (running: ChildProcess) => void]>([
    ['by a signal', (running) => running.kill('SIGTERM')],
    ['by a message', (running) => running.send('stop')],
    ['by the end of the command that started it', (running) => running.disconnect()],
  ])('%s answers what is under way and what still comes, and says that the connections close', async (_, end) => {
    const seen = { before: 'keep-alive', held: 'close', late: 'close' }
    expect(await runUntil(end)).toEqual({ code: 0, seen })
  })
})
