import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Account, databaseAccount } from './account'
import { freePort } from './free-port'
import { checkVersion, cleanEnvironment, createCluster, endLeftover, stopServer } from './postgres-cluster'
import { findPrograms, type Programs } from './postgres-programs'
import { StartError } from './project'
import { keep } from './state-folder'

export type EmbeddedDatabase = {
  /** What the app connects with: the owner of the database, not a superuser. */
  url: string
  /** The superuser, for administration and tests. */
  adminUrl: string
  version: string
  created: boolean
  /** Whether a server that a killed run left behind had to be ended first. */
  recovered: boolean
  pid(): number
  stop(): Promise<void>
}

type Secrets = { port: number; adminPassword: string; password: string }

type Settings = {
  folder: string
  /** Further settings of the server, for tests. */
  settings?: Record<string, string>
  /** Told when the server ended by itself, and again when it runs once more or cannot be had back. */
  onTrouble?: (text: string, fatal: boolean) => void
}

const LOGIN = 'moviebucket'

/**
 * Starts the PostgreSQL that comes with moviebucket, with its data in `folder`: on 127.0.0.1 only,
 * passwords generated, every write on disk before it is acknowledged. A server that dies is started again.
 */
export async function startEmbeddedDatabase({ folder, settings = {}, onTrouble = () => {} }: Settings) {
  const data = join(folder, 'postgres')
  const account = databaseAccount(data)
  const programs = findPrograms(folder, account)
  const secretsFile = join(folder, 'database.json')
  const secrets = readSecrets(secretsFile)

  const created = !existsSync(data)
  if (created) await createCluster(data, programs, account, secrets.adminPassword)
  checkVersion(data, programs)
  const recovered = await endLeftover(data, programs, account)

  const port = await freePort(secrets.port)
  if (port !== secrets.port) {
    secrets.port = port
    writeFileSync(secretsFile, JSON.stringify(secrets), { mode: 0o600 })
  }
  const address = (login: string, password: string, name: string) =>
    `postgres://${login}:${password}@127.0.0.1:${port}/${name}`

  const launch = () => launchServer({ data, programs, account, settings: { ...settings, port: String(port) } })
  let server = await launch()
  let stopping = false
  const watch = () =>
    server.once('exit', async (code, signal) => {
      if (stopping) return
      onTrouble(`The database stopped unexpectedly (${signal ?? `code ${code}`}); starting it again.`, false)
      try {
        server = await launch()
        if (stopping) return void stopServer(server.pid as number, data, programs, account)
        watch()
        onTrouble('The database is back.', false)
      } catch (error) {
        onTrouble(`The database could not be started again: ${(error as Error).message}`, true)
      }
    })
  watch()

  const adminUrl = address('postgres', secrets.adminPassword, 'postgres')
  await ensureLogin(adminUrl, secrets.password)
  const database: EmbeddedDatabase = {
    url: address(LOGIN, secrets.password, LOGIN),
    adminUrl,
    version: programs.version.replace(/-.*/, ''),
    created,
    recovered,
    pid: () => server.pid as number,
    async stop() {
      stopping = true
      if (server.exitCode === null && server.signalCode === null) {
        await stopServer(server.pid as number, data, programs, account)
      }
    },
  }
  return database
}

function readSecrets(file: string): Secrets {
  const password = () => randomBytes(24).toString('hex')
  const text = keep(file, () => JSON.stringify({ port: 0, adminPassword: password(), password: password() }))
  return JSON.parse(text)
}

type Launch = { data: string; programs: Programs; account: Account | undefined; settings: Record<string, string> }

/** Starts the server and waits until it takes connections; what a killed server still holds is waited for. */
async function launchServer(launch: Launch): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    const { server, problem } = await tryLaunch(launch)
    if (!problem) return server
    // Backends of a server that was killed take a moment to notice and to let go of its memory.
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

/**
 * Makes the login and the database that the app uses. As on a managed server the login owns the
 * database and may make roles, and policies hold for it: the superuser is used for nothing else.
 */
async function ensureLogin(adminUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select exists (select from pg_roles where rolname = $1) as login,
              exists (select from pg_database where datname = $1) as database`,
      [LOGIN],
    )
    if (!rows[0]?.login) await client.query(`create role ${LOGIN} login createrole password '${password}'`)
    if (!rows[0]?.database) await client.query(`create database ${LOGIN} owner ${LOGIN}`)
  } finally {
    await client.end()
  }
}
