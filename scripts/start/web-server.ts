import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { nextProgram, root, StartError } from './project'

export type WebServer = {
  pid: number
  /** Resolves when it answers; rejects when it ends before that. */
  ready: Promise<void>
  /** Resolves when it has ended, for whatever reason. */
  ended: Promise<{ code: number | null; signal: string | null }>
  /** Says for STOP_DELAY that it is not ready, then lets requests in flight finish, for at most 20 seconds. */
  stop(): Promise<void>
}

type Settings = {
  /** The folder of the release to serve; without it, the sources are served in development mode. */
  release?: string
  host: string
  port: number
  env: Record<string, string | undefined>
  /** Called with each line of the server's output, mostly request logs. */
  onLine: (line: string, stream: 'stdout' | 'stderr') => void
}

const guard = new URL('./web-guard.mjs', import.meta.url).href
const STOP_MS = 20_000
const READY_MS = 60_000

/** Starts Next in a process of its own. */
export function startWebServer({ release, host, port, env, onLine }: Settings): WebServer {
  const dev = release === undefined
  const program = dev ? [nextProgram(), 'dev', '-H', host, '-p', String(port)] : [join(release, 'server.js')]
  const child = spawn(process.execPath, ['--import', guard, ...program], {
    cwd: release ?? root,
    // The last one: Next would read the .env files again, and expand what they say.
    env: {
      ...env,
      HOSTNAME: host,
      PORT: String(port),
      NODE_ENV: dev ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      __NEXT_PROCESSED_ENV: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Its own process group, so that Ctrl-C reaches it only through us, in order.
    detached: true,
    windowsHide: true,
  })
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({ code: 1, signal: null }))
  })

  let announced = false
  const greeting: string[] = []
  const read = (stream: Readable | null, onText: (line: string) => void) =>
    stream && createInterface(stream).on('line', onText)
  // Next prints its own address at the start, and we print ours; log records pass.
  read(child.stdout, (line) => (announced || line.startsWith('{') ? onLine(line, 'stdout') : greeting.push(line)))
  read(child.stderr, (line) => onLine(line, 'stderr'))
  const ready = Promise.race([
    untilReady(`http://${reachable(host)}:${port}`, dev).then(() => {
      announced = true
    }),
    ended.then(({ code, signal }) => {
      const said = greeting.join('\n').trim()
      throw new StartError(`${said}\n\nThe web server ended before it was ready (${signal ?? `code ${code}`}).`.trim())
    }),
  ])
  ready.catch(() => {})

  return {
    pid: child.pid as number,
    ready,
    ended,
    async stop() {
      const delay = Number(env.STOP_DELAY ?? 0)
      if (delay > 0 && child.connected) {
        child.send('leave')
        await Promise.race([ended, sleep(delay * 1000)])
      }
      if (process.platform === 'win32') child.connected && child.send('stop')
      else child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await ended
      clearTimeout(timer)
    },
  }
}

/** Waits until the app says that it is ready, or in development, which compiles each page first, until any answer. */
async function untilReady(address: string, dev: boolean): Promise<void> {
  const end = Date.now() + READY_MS
  let reason = 'it does not answer'
  while (Date.now() < end) {
    try {
      const response = await fetch(`${address}/api/health/ready`, { redirect: 'manual' })
      if (dev || response.status < 500) return
      reason = `/api/health/ready says ${response.status}: ${(await response.text()).slice(0, 300)}`
      // What no waiting mends.
      if (/\((28P01|28000|3D000|ENOTFOUND)\)/.test(reason)) break
      await sleep(200)
    } catch {
      await sleep(40)
    }
  }
  throw new StartError(`The web server is not ready: ${reason}.`)
}

function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
