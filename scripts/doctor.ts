import { parseArgs } from 'node:util'
import { parseDatabaseEnvironment } from '@/domain/environment'
import { checkAddress } from './doctor/address'
import { checkDatabase } from './doctor/database'
import { type Finding, failure, ok } from './doctor/finding'
import { checkMachine } from './doctor/machine'
import { checkSettings, checkSignIn } from './doctor/settings'
import { loadEnvFiles } from './start/env-files'
import { readOptions } from './start/options'
import { StartError } from './start/project'
import { ownDatabase, readSettings, type Settings, sharedSecret } from './start/settings'

const help = `Says what is wrong with this deployment, why, and what mends it. Changes nothing.

  npm run doctor              for people
  npm run -s doctor -- --json for programs: a list of { check, state, text, remedy }

It reads the settings as npm start does, and ends with 1 if something keeps moviebucket from working.
`

const MARKS = { ok: 'ok     ', warning: 'look   ', failure: 'WRONG  ' }

const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } })
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
    settings = readSettings(readOptions([], process.env), process.env, null)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    const [text = '', ...remedy] = error.message.split('\n')
    return [failure('settings', text, remedy.map((part) => part.trim()).join(' ') || undefined), ...checkMachine()]
  }
  const { env, url, port } = settings
  const own = ownDatabase(env)
  const { DATABASE_POOL, DATABASE_CA } = parseDatabaseEnvironment(env)
  const [database, address] = await Promise.all([
    own
      ? checkDatabase({ url: own, ca: DATABASE_CA, pool: DATABASE_POOL, secret: sharedSecret(env) })
      : [ok('database', 'the embedded one, which npm start runs')],
    checkAddress(url, port),
  ])
  return [
    ...checkSettings({ ...env, DATABASE_URL: own ?? 'postgres://localhost/embedded' }, cut),
    ...database,
    ...checkSignIn(env),
    ...address,
    ...checkMachine(),
  ]
}
