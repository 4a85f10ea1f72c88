import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { parseDatabaseEnvironment } from '@/domain/environment'
import { checkAddress } from './doctor/address'
import { checkBackups } from './doctor/backups'
import { checkCookies } from './doctor/cookies'
import { type Address, checkDatabase } from './doctor/database'
import { checkEmbedded } from './doctor/embedded'
import { type Finding, failure } from './doctor/finding'
import { checkMachine } from './doctor/machine'
import { checkPooler } from './doctor/pooler'
import { checkProviders } from './doctor/providers'
import { checkSettings, checkSignIn } from './doctor/settings'
import { loadEnvFiles } from './start/env-files'
import { readOptions } from './start/options'
import { ownDatabase } from './start/own-database'
import { StartError } from './start/project'
import { readSettings, type Settings, sharedSecret } from './start/settings'

const help = `Says what is wrong with this deployment, why, and what mends it. Changes nothing.

  npm run doctor              for people
  npm run -s doctor -- --json for programs: a list of { check, state, text, remedy }

It reads the settings as npm start does, and ends with 1 if something keeps moviebucket from working.
`

const EMBEDDED_URL = 'postgres://localhost/embedded'
const MARKS = { ok: 'ok     ', warning: 'look   ', failure: 'WRONG  ' }

const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } })
const certificates = process.env.NODE_EXTRA_CA_CERTS
if (values.help) process.stdout.write(help)
else {
  const findings = await examine()
  process.stdout.write(values.json ? `${JSON.stringify(findings, null, 2)}\n` : findings.map(line).join(''))
  process.exitCode = findings.some(({ state }) => state === 'failure') ? 1 : 0
}

function line({ check, state, text, remedy }: Finding): string {
  return `${MARKS[state]}${check.padEnd(12)}${text}\n${remedy ? `${' '.repeat(19)}→ ${remedy}\n` : ''}`
}

async function examine(): Promise<Finding[]> {
  let settings: Settings
  let cut: ReturnType<typeof loadEnvFiles>
  try {
    cut = loadEnvFiles(false)
    settings = readSettings(readOptions({}, process.env), process.env, null)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    const [text = '', ...remedy] = error.message.split('\n')
    return [failure('settings', text, remedy.map((part) => part.trim()).join(' ') || undefined), ...checkMachine()]
  }
  const { env } = settings
  if (env.NODE_EXTRA_CA_CERTS !== certificates) startAgain()
  const own = ownDatabase(env)
  const { DATABASE_POOL, DATABASE_CA } = parseDatabaseEnvironment(env)
  const [database, address, providers] = await Promise.all([
    own ? checkOwn({ url: own, ca: DATABASE_CA, pool: DATABASE_POOL, secret: sharedSecret(env) }) : checkEmbedded(),
    throughProxy(settings),
    checkProviders({ ...env, DATABASE_URL: own ?? EMBEDDED_URL }),
  ])
  return [
    ...checkSettings({ ...env, DATABASE_URL: own ?? EMBEDDED_URL }, cut),
    ...database,
    ...checkSignIn(env),
    ...providers,
    ...address,
    ...checkMachine(),
  ]
}

/** What a visitor meets: the way to the app, and then what a sign-in needs of it. */
async function throughProxy({ env, url, port }: Settings): Promise<Finding[]> {
  const address = await checkAddress(url, port)
  const leads = address.length > 0 && address.every(({ state }) => state === 'ok')
  return leads ? [...address, ...(await checkCookies(url, sharedSecret(env)))] : address
}

async function checkOwn(address: Address): Promise<Finding[]> {
  const [database, pooler, backups] = await Promise.all([
    checkDatabase(address),
    checkPooler(address),
    checkBackups({ ...address, embedded: false }),
  ])
  return [...database, ...pooler, ...backups]
}

// Node reads these certificates as it starts, before an .env file is read. The web server starts with them.
function startAgain(): never {
  const { status } = spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' })
  process.exit(status ?? 1)
}
