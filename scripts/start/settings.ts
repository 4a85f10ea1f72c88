import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDemoPossible } from '@/domain/account/demo-account'
import { EnvironmentError, isLoopbackHost, parseEnvironment } from '@/domain/environment'
import { PATHS } from '@/domain/paths'
import { unknownSettings } from './misspelt'
import type { Options } from './options'
import { ownDatabase } from './own-database'
import { StartError } from './project'
import { keep, stateFolder } from './state-folder'

/** The settings that turn a sign-in provider on. */
export const PROVIDERS = ['AUTH_GITHUB_ID', 'AUTH_GOOGLE_ID', 'AUTH_OIDC_ID']

export type Settings = {
  env: Record<string, string | undefined>
  /** The public URL, where a browser goes. */
  url: string
  host: string
  port: number
  /** If the port comes from AUTH_URL, that address with the next port. */
  portIn?: string
  embedded: boolean
  /** The address that opens the demo account, if this copy has one. */
  demoUrl?: string
}

/**
 * Fills in the settings that are not configured: the port, the public URL, the interface, the secret, the database.
 * The caller fills in the database's address once the embedded database runs. A secret that is made is kept in `folder`;
 * with null nothing is kept, and one that was kept before is read if this user may.
 * @throws {StartError} with every setting that does not fit
 */
export function readSettings(options: Options, source: NodeJS.ProcessEnv, folder: string | null): Settings {
  const env: Record<string, string | undefined> = { ...source }
  const configured = parseUrl(env.AUTH_URL)
  const local = configured && isLoopbackHost(configured.host) ? configured : undefined
  const port = options.port ?? (local ? Number(local.port || 80) : 3000)
  const portIn = local && options.port === undefined ? `${local.protocol}//${local.hostname}:${port + 1}` : undefined
  env.AUTH_URL ||= `http://localhost:${port}`
  const embedded = ownDatabase(env) === undefined
  const loopback = isLoopbackHost(hostOf(env.AUTH_URL))
  if (!env.AUTH_SECRET && !embedded && !loopback) requireKeptSecret(folder)
  env.AUTH_SECRET ||= folder === null ? keptSecret() : keep(join(folder, 'secret'), newSecret)
  if (!env.DATABASE_URL) requireOwnMachine(env, loopback)
  if (embedded) env.DATABASE_URL = ''
  // This opens the demo account, so only a database that we start may set it.
  env.MOVIEBUCKET_EMBEDDED = embedded ? '1' : ''
  const demoKey = randomBytes(32).toString('base64url')
  env.MOVIEBUCKET_DEMO_KEY = embedded ? demoKey : ''
  validate({ ...env, DATABASE_URL: env.DATABASE_URL || 'postgres://localhost/embedded' })

  const url = env.AUTH_URL.replace(/\/$/, '')
  const hasDemo = isDemoPossible({ embedded, publicUrl: url, providers: PROVIDERS.filter((name) => env[name]).length })
  const demoUrl = hasDemo ? `${url}${PATHS.unlockDemo}?key=${demoKey}` : undefined
  const host = options.host ?? (loopback ? '127.0.0.1' : '0.0.0.0')
  return { env, url, host, port, portIn, embedded, demoUrl }
}

/** AUTH_SECRET, where several instances may share a database: it has to be the same on each. */
export function sharedSecret(env: Settings['env']): string | undefined {
  return ownDatabase(env) && !isLoopbackHost(hostOf(env.AUTH_URL)) ? env.AUTH_SECRET : undefined
}

const newSecret = () => randomBytes(33).toString('base64')

// For who only looks: the one that a start made before, or one for nothing.
function keptSecret(): string {
  const file = join(stateFolder(), 'secret')
  return existsSync(file) ? readFileSync(file, 'utf8') : newSecret()
}

// Several instances may share a database, and each with a secret of its own would refuse what another began. One that was
// made here before is kept: it served this deployment until now.
function requireKeptSecret(folder: string | null): void {
  if (existsSync(join(folder ?? stateFolder(), 'secret'))) return
  throw new StartError(
    'AUTH_SECRET is not set. With a database of your own, every instance needs the same one. This one is new:\n' +
      `AUTH_SECRET=${newSecret()}`,
  )
}

// An empty database in place of the one that everybody's movies are in looks like a loss.
function requireOwnMachine(env: Record<string, string | undefined>, loopback: boolean): void {
  const misspelt = unknownSettings(env).filter(({ name, meant }) => meant === 'DATABASE_URL' || /^DATABASE_/.test(name))
  if (loopback && misspelt.length === 0) return
  const found = misspelt.map(({ name }) => `${name} is set, which nothing reads: is it meant?\n`).join('')
  throw new StartError(
    `DATABASE_URL is not set${loopback ? '' : `, and AUTH_URL is an address for others (${env.AUTH_URL})`}.\n${found}` +
      'Set DATABASE_URL to your PostgreSQL, or to the word embedded for a database in .moviebucket on this machine.',
  )
}

function hostOf(url: string | undefined): string {
  return parseUrl(url)?.host ?? 'localhost'
}

function validate(env: Record<string, string | undefined>): void {
  try {
    parseEnvironment(env)
  } catch (error) {
    if (error instanceof EnvironmentError) throw new StartError(error.message)
    throw error
  }
}

function parseUrl(text: string | undefined): URL | undefined {
  return text && URL.canParse(text) ? new URL(text) : undefined
}
