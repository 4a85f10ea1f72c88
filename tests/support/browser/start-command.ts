import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { root } from '@/scripts/start/project'

/** A run of the start command, as `npm start` runs it. */
export type Run = {
  child: ChildProcess
  /** All it has written so far. */
  output(): string
  /** Waits for words in what it writes; fails if it ends without them. */
  says(words: RegExp): Promise<void>
  /** How it ended. */
  ended: Promise<number | null>
}

/** What a developer's .env may hold; set to nothing it is not read from there. */
const settings = ['DATABASE_URL', 'DATABASE_CA', 'AUTH_URL', 'AUTH_SECRET', 'AUTH_GITHUB_ID', 'AUTH_GITHUB_SECRET']
settings.push('AUTH_GOOGLE_ID', 'AUTH_GOOGLE_SECRET', 'AUTH_OIDC_ID', 'AUTH_OIDC_SECRET', 'AUTH_OIDC_ISSUER')
const unset = Object.fromEntries(settings.map((name) => [name, '']))

type Place = { cwd: string; env: Record<string, string | undefined>; uid?: number; gid?: number }

const NOBODY = 65_534

/** Runs the start command with a folder of its own for the embedded database, on a port of its own if one is given. */
export function runStart(folder: string, port: number | null, env: Record<string, string> = {}): Run {
  const options = ['--import', 'tsx', '--conditions=react-server', 'scripts/start.ts']
  if (port !== null) options.push('--port', String(port))
  return watch(options, { cwd: root, env: { ...unset, MOVIEBUCKET_DATA: folder, ...env } })
}

/** Runs the start command of a release, as root's tests do as a user who owns nothing. */
export function runRelease(folder: string, args: string[], env: Record<string, string> = {}): Run {
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  const own = Object.fromEntries(settings.map((name) => [name, undefined]))
  return watch(['scripts/start.mjs', ...args], { cwd: folder, env: { ...own, ...env }, ...user })
}

function watch(args: string[], { env, ...place }: Place): Run {
  const childEnv: NodeJS.ProcessEnv = { ...process.env, ...env }
  // That it was started by npm, or by a test, is no business of this run.
  for (const name of Object.keys(childEnv)) if (/^(npm_|NODE_OPTIONS$)/.test(name)) delete childEnv[name]
  const child = spawn(process.execPath, args, { ...place, env: childEnv, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk
      for (const listener of listeners) listener()
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    child,
    output: () => text,
    ended,
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = () => words.test(text) && resolve()
        listeners.add(look)
        look()
        ended.then((code) => reject(new Error(`It ended (${code}) without saying ${words}:\n${text}`)))
      }),
  }
}

/** Something else that has a port. */
export async function takePort(): Promise<{ port: number; release(): void }> {
  const server = createServer((_request, response) => response.end('another program'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as { port: number }).port, release: () => server.close() }
}
