import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { databaseAccount } from './account'
import { freePort } from './free-port'
import { checkVersion, createCluster, endLeftover } from './postgres-cluster'
import { findPrograms, type Programs } from './postgres-programs'
import { type OnTrouble, runServer, type Server } from './postgres-server'
import { StartError } from './project'
import { keep, writePrivate } from './state-folder'

export type EmbeddedDatabase = Server & {
  /** The app's address: as the owner of the database, not a superuser. */
  url: string
  /** The superuser's address, for administration and tests. */
  adminUrl: string
  version: string
  created: boolean
  /** Whether a server that a killed run left behind had to be stopped first. */
  recovered: boolean
}

type Secrets = { port: number; adminPassword: string; password: string }

type Settings = {
  folder: string
  /** More settings of the server, for tests. */
  settings?: Record<string, string>
  /** Other programs than those that npm installed, for tests on an older version. */
  programs?: Programs
  onTrouble?: OnTrouble
}

const LOGIN = 'moviebucket'

/**
 * Starts the PostgreSQL that comes with moviebucket, with its data in `folder`: on 127.0.0.1 only, with generated
 * passwords, and with every write on disk before it is acknowledged. A server that dies is restarted.
 */
export async function startEmbeddedDatabase({ folder, settings = {}, onTrouble = () => {}, ...given }: Settings) {
  const data = join(folder, 'postgres')
  const account = databaseAccount(data)
  const programs = given.programs ?? findPrograms(folder, account)
  const secretsFile = join(folder, 'database.json')

  const created = !existsSync(data)
  if (!created && !existsSync(secretsFile)) throw new StartError(passwordsGone(folder))
  const secrets = readSecrets(secretsFile)
  if (created) await createCluster(data, programs, account, secrets.adminPassword)
  checkVersion(data, programs)
  const recovered = await endLeftover(data, programs, account)

  const port = await freePort(secrets.port)
  if (port !== secrets.port) {
    secrets.port = port
    writePrivate(secretsFile, JSON.stringify(secrets))
  }

  const server = await runServer({ data, programs, account, settings: { ...settings, port: String(port) } }, onTrouble)
  const adminUrl = address('postgres', secrets.adminPassword, port, 'postgres')
  await ensureLogin(adminUrl, secrets.password).catch(async (error) => {
    await server.stop()
    throw error
  })
  const database: EmbeddedDatabase = {
    ...server,
    url: embeddedUrl(secrets),
    adminUrl,
    version: programs.version.replace(/-.*/, ''),
    created,
    recovered,
  }
  return database
}

/** The app's address of an embedded database, from the contents of `database.json`. */
export function embeddedUrl({ port, password }: Pick<Secrets, 'port' | 'password'>): string {
  return address(LOGIN, password, port, LOGIN)
}

function address(login: string, password: string, port: number, name: string): string {
  return `postgres://${login}:${password}@127.0.0.1:${port}/${name}`
}

function passwordsGone(folder: string): string {
  return (
    `There is a database in ${folder}, but database.json with its passwords is missing.\n` +
    'Restore that file from a backup, or move away the folder postgres beside it to begin with an empty database.'
  )
}

function readSecrets(file: string): Secrets {
  const password = () => randomBytes(24).toString('hex')
  const text = keep(file, () => JSON.stringify({ port: 0, adminPassword: password(), password: password() }))
  return JSON.parse(text)
}

/**
 * Creates the login and the database of the app. As on a managed server, the login owns the database, may create roles
 * and is subject to policies. Nothing else uses the superuser.
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
