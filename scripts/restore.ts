import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { NotEmptyError } from '@/db/backup/clear-unused'
import { checkBackup, restoreBackup } from '@/db/backup/restore'
import { counted } from '@/domain/text'
import { atEnd, runCommand } from './command'
import { describeDatabaseError } from './database-trouble'
import { checkDatabase } from './doctor/database'
import { type BorrowedDatabase, openDatabase } from './start/borrowed-database'
import { loadEnvFiles } from './start/env-files'
import { StartError } from './start/project'
import { sharedSecret } from './start/settings'
import { stateFolder } from './start/state-folder'
import { printSteps } from './start/steps'

const help = `Restores a backup into an empty database, the embedded one or that of DATABASE_URL.

  npm run restore -- FILE

It makes the roles mb_app and mb_auth where they are missing, then the schema, the rows, policies and grants. All of it
is there in the end, or nothing. A backup of an earlier version is brought up to date.
`

await runCommand(main)

async function main(): Promise<void> {
  const file = readFile()
  if (!file) return void process.stdout.write(help)
  loadEnvFiles(false)
  const steps = printSteps()
  // Before an embedded database is made for a file that cannot be restored.
  await steps.step('file', 'reading all of it', async (say) => {
    const { head } = await checkBackup(file)
    say(`whole, of ${head.takenAt.slice(0, 16).replace('T', ' ')} UTC, schema ${head.schema.name}`)
  })
  const database = await steps.step('database', 'opening', async (say) => {
    const opened = await openDatabase('npm run restore', { make: true })
    say(opened.embedded ? 'the embedded one' : 'that of DATABASE_URL')
    return opened
  })
  atEnd(database.giveBack)
  if (database.running)
    throw new StartError('moviebucket runs on the embedded database. Stop it first, with Ctrl-C in its window.')
  await steps.step('restore', 'restoring, and comparing every table', async (say) => {
    const { end, applied } = await restoreBackup(database, file, (table) => say(`restoring ${table}`)).catch(
      (error) => {
        throw explain(error, database)
      },
    )
    const rows = end.tables.reduce((sum, table) => sum + table.rows, 0)
    const later = applied > 0 ? `, ${counted(applied, 'migration')} applied` : ''
    say(`${counted(end.tables.length, 'table')}, ${counted(rows, 'row')}, all as in the backup${later}`)
  })
  const secret = database.embedded ? undefined : sharedSecret(process.env)
  const checks = await checkDatabase({ url: database.url, ca: database.ca, pool: 0, secret })
  const failed = checks.find(({ state }) => state === 'failure')
  if (failed) throw new StartError(`Everything is there, but cannot be used yet: ${failed.text}\n${failed.remedy}`)
  steps.note('\nEverything is there. Start moviebucket: npm start')
}

function readFile(): string | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' } },
    })
    return values.help || positionals.length !== 1 || !positionals[0] ? undefined : resolve(positionals[0])
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${help}`)
  }
}

function explain(error: unknown, { embedded, url }: BorrowedDatabase): unknown {
  if (error instanceof NotEmptyError) return new StartError(`${error.message}\n${remedyOf(embedded)}`)
  return (error as { code?: string }).code ? new StartError(describeDatabaseError(error, url)) : error
}

function remedyOf(embedded: boolean): string {
  if (!embedded)
    return 'Create an empty one beside it (createdb NAME), write that into DATABASE_URL, and restore again. The present one stays as it is.'
  const data = join(stateFolder(), 'postgres')
  return `To replace it, keep it under another name, and restore again:\n  mv ${data} ${data}-kept`
}
