import { releaseFolder } from '@/scripts/build/sources'
import { freePort } from '@/scripts/start/free-port'
import { startWebServer, type WebServer } from '@/scripts/start/web-server'

/** A production server that tests started. */
export type App = {
  url: string
  pid: number
  /** Resolves when it has ended, for whatever reason. */
  ended: WebServer['ended']
  /** Every line it has written, in order: log records, and errors. */
  output: string[]
  stop(): Promise<void>
}

type Settings = {
  databaseUrl: string
  /** A free one unless given. */
  port?: number
  /** Settings on top of those that every server needs; see the configuration table in README.md. */
  env?: Record<string, string>
}

/** The secret of every server under test. */
export const SECRET = 'browser-tests-use-this-secret-and-no-other'

/** Makes a server under test one that a person runs for themselves, with the demo account behind a key. */
export const DEMO = { MOVIEBUCKET_EMBEDDED: '1', MOVIEBUCKET_DEMO_KEY: 'browser-tests-open-the-demo-account-with-this' }

/** The path that the start command would print, which opens the demo account of such a server. */
export const DEMO_PATH = `/sign-in/demo?key=${DEMO.MOVIEBUCKET_DEMO_KEY}`

/** Serves the build that `npm test` made, on http://localhost, with a database and settings of the test's choice. */
export async function startApp({ databaseUrl, port, env = {} }: Settings): Promise<App> {
  const chosen = port ?? (await freePort())
  const url = `http://localhost:${chosen}`
  const output: string[] = []
  const server = startWebServer({
    release: releaseFolder(),
    host: '127.0.0.1',
    port: chosen,
    env: { ...bareEnvironment(), DATABASE_URL: databaseUrl, AUTH_URL: url, AUTH_SECRET: SECRET, ...env },
    onLine: (line) => output.push(line),
  })
  await server.ready.catch((error) => {
    throw new Error(`${error.message}\n${output.join('\n')}`)
  })
  return { url, pid: server.pid, ended: server.ended, output, stop: server.stop }
}

/** What this process was started with, less everything that could configure the app: tests decide that. */
function bareEnvironment(): Record<string, string | undefined> {
  const ours = /^(AUTH_|DATABASE_|MOVIEBUCKET_|LOG_LEVEL$|STOP_DELAY$|NODE_OPTIONS$|PORT$|HOSTNAME$)/
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name))
  // Says that .env files have been read, which keeps a developer's own out of the tests.
  return { ...Object.fromEntries(kept), __NEXT_PROCESSED_ENV: 'true' }
}
