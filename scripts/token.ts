import { parseArgs } from 'node:util'
import { createToken } from '@/db/account/tokens'
import { ensureUser, findUserId } from '@/db/account/users'
import { closePool } from '@/db/client'
import { DEMO_USER, isDemoPossible } from '@/domain/account/demo-account'
import { tokenSchema } from '@/domain/account/token-schema'
import { AppError } from '@/domain/result'
import { describeDatabaseError } from './database-trouble'
import { openDatabase } from './start/borrowed-database'
import { loadEnvFiles } from './start/env-files'
import { StartError } from './start/project'
import { PROVIDERS } from './start/settings'

const help = `Makes a token for the HTTP API and prints it, alone, on standard output.

  npm run -s token -- user@example.org --name ci --scope write --days 30

  --name    the program that uses it    (token)
  --scope   read or write               (read)
  --days    how long it works, 1 to 365 (30)

-s keeps npm's own lines out of the output. The account must have signed in once, but for the local
demo account, demo@localhost. The command makes nothing else but the token.
`

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const { email, wanted } = readArguments(process.argv.slice(2))
  loadEnvFiles(false)
  const database = await openDatabase('npm run token')
  Object.assign(process.env, { DATABASE_URL: database.url, DATABASE_CA: database.ca })
  try {
    const userId = !database.embedded || !isDemo(email) ? await findUserId(email) : await ensureUser(DEMO_USER)
    if (userId === null) throw new StartError(noUser(email))
    const { token, expiresAt } = await createToken({ userId }, wanted)
    process.stdout.write(`${token}\n`)
    process.stderr.write(`${wanted.name}: ${wanted.scope}, until ${expiresAt.slice(0, 10)}. It is not shown again.\n`)
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(explain(error, database.url))
  } finally {
    await closePool()
    await database.giveBack()
  }
}

function readArguments(args: string[]) {
  const { values, positionals } = parse(args)
  const [email, ...more] = positionals
  if (values.help || !email || more.length > 0) throw new StartError(help)
  const wanted = tokenSchema.safeParse({ name: values.name, scope: values.scope, days: values.days })
  if (!wanted.success) throw new StartError(wanted.error.issues.map(({ message }) => message).join('\n'))
  return { email, wanted: wanted.data }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: { type: 'string', default: 'token' },
        scope: { type: 'string', default: 'read' },
        days: { type: 'string', default: '30' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${help}`)
  }
}

/** Whether it is the local demo account, and this copy has one: its first sign-in would make it just so. */
function isDemo(email: string): boolean {
  const publicUrl = process.env.AUTH_URL || 'http://localhost:3000'
  const providers = PROVIDERS.filter((name) => process.env[name]).length
  return (
    email === DEMO_USER.email && URL.canParse(publicUrl) && isDemoPossible({ embedded: true, publicUrl, providers })
  )
}

function noUser(email: string): string {
  return `There is no user ${JSON.stringify(email)}: accounts begin with the first sign-in. The local demo account is demo@localhost.`
}

function explain(error: unknown, url: string): string {
  if (error instanceof AppError && error.cause === undefined) return error.message
  const { code } = error as { code?: string }
  if (code === '42P01')
    return 'The schema is older than this version: npm start, or npm run db:migrate, brings it up to date.'
  return describeDatabaseError(error, url)
}
