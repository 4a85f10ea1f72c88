import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account'
import { cleanEnvironment, stopServer } from './postgres-cluster'
import type { Programs } from './postgres-programs'
import { StartError } from './project'

/** Called when the server ends by itself, and again when it runs once more or, `fatal`, cannot be restarted. */
export type OnTrouble = (text: string, fatal: boolean) => void

export type Server = { pid(): number; stop(): Promise<void> }

const MOST_RESTARTS = 5
const RESTARTS_WITHIN_MS = 60_000

/** Starts a server on existing data and restarts it when it dies, but not when it keeps dying. */
export async function runServer(launch: Launch, onTrouble: OnTrouble): Promise<Server> {
  let server = await launchServer(launch)
  let restart: Promise<void> | undefined
  let stopping = false
  const deaths: number[] = []

  const startAgain = async (cause: string) => {
    deaths.push(Date.now())
    onTrouble(`The database stopped unexpectedly (${cause}); restarting it.`, false)
    const often = deaths.filter((death) => death > Date.now() - RESTARTS_WITHIN_MS).length > MOST_RESTARTS
    try {
      if (often) throw new StartError(`it died ${deaths.length} times`)
      server = await launchServer(launch)
      watch()
      onTrouble('The database is back.', false)
    } catch (error) {
      onTrouble(`The database could not be restarted: ${(error as Error).message}`, true)
    }
  }
  const watch = () =>
    server.once('exit', (code, signal) => {
      if (!stopping) restart = startAgain(signal ?? `code ${code}`)
    })
  watch()

  return {
    pid: () => server.pid as number,
    async stop() {
      stopping = true
      await restart
      if (server.exitCode !== null || server.signalCode !== null) return
      await stopServer(server.pid as number, launch.data, launch.programs, launch.account)
    },
  }
}

type Launch = { data: string; programs: Programs; account: Account | undefined; settings: Record<string, string> }

/** Starts the server and waits until it accepts connections, and until a killed server has freed its memory. */
async function launchServer(launch: Launch): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    const { server, problem } = await tryLaunch(launch)
    if (!problem) return server
    // The processes of a killed server take a moment to notice and to free its memory.
    if (attempt === 40 || !/shared memory|lock file|is being used/i.test(problem)) throw new StartError(problem)
    await sleep(250)
  }
}

function tryLaunch({ data, programs, account, settings }: Launch) {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', ...settings }
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(programs.postgres, ['-D', data, ...options], {
    ...account,
    cwd: data,
    env: cleanEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C reaches only us, and we stop the web server before the database.
    detached: true,
    windowsHide: true,
  })
  return new Promise<{ server: ChildProcess; problem?: string }>((resolve) => {
    let log = ''
    server.stderr.setEncoding('utf8')
    server.stderr.on('data', (text: string) => {
      log = (log + text).slice(-4000)
      if (/ready to accept connections/.test(log)) resolve({ server })
    })
    server.once('error', (error) => resolve({ server, problem: `The database could not be started: ${error.message}` }))
    server.once('close', () => resolve({ server, problem: `The database did not start:\n${log.trim()}` }))
  })
}
