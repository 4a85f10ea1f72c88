import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { End } from '@/db/backup/format'
import { type Made, makeBackup } from '@/db/backup/make'
import { recordBackup } from '@/db/backup/record'
import { counted } from '@/domain/text'
import { atEnd, runCommand } from './command'
import { describeDatabaseError } from './database-trouble'
import { type BorrowedDatabase, openDatabase } from './start/borrowed-database'
import { loadEnvFiles } from './start/env-files'
import { StartError } from './start/project'
import { stateFolder } from './start/state-folder'
import { printSteps, type Steps } from './start/steps'
import { verifyBackup } from './verify-backup'
import { writeWhole } from './whole-file'

const help = `Backs up the database, the embedded one or that of DATABASE_URL, into one file.

  npm run backup              into .moviebucket/backups/, with the date in its name
  npm run backup -- FILE      into this file, which must not be there yet

moviebucket may run meanwhile: the file is of one moment. It gets its name when it was restored once, into
a scratch database, and every table was compared. Keep it as you keep the database: it holds everything that
people entered, and the hashes of their sessions. Restore it with npm run restore -- FILE.
`

await runCommand(main)

async function main(): Promise<void> {
  const target = readTarget()
  if (!target) return void process.stdout.write(help)
  loadEnvFiles(false)
  const file =
    target.file ??
    join(stateFolder(), 'backups', `moviebucket-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}Z.sql.gz`)
  const steps = printSteps()
  const database = await steps.step('database', 'opening', async (say) => {
    const opened = await openDatabase('npm run backup')
    say(opened.embedded ? `the embedded one${opened.running ? ', which is in use' : ''}` : 'that of DATABASE_URL')
    return opened
  })
  atEnd(database.giveBack)
  try {
    await backUp(database, file, steps)
  } catch (error) {
    throw (error as { code?: string }).code ? new StartError(explain(error, database.url, file)) : error
  }
}

function readTarget(): { file?: string } | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' } },
    })
    if (values.help || positionals.length > 1) return undefined
    return positionals[0] ? { file: resolve(positionals[0]) } : {}
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${help}`)
  }
}

async function backUp(database: BorrowedDatabase, file: string, steps: Steps): Promise<void> {
  const { made, unverified, differences } = await writeWhole(file, async (draft) => {
    const made = await steps.step('copy', 'copying all tables', async (say) => {
      const done = await makeBackup(database, draft, (table) => say(`copying ${table}`))
      say(`${counted(done.end.tables.length, 'table')}, ${counted(rowsOf(done.end), 'row')}, ${sizeOf(draft)}`)
      return done
    })
    const verdict = await steps.step('check', 'restoring it into a scratch database', async (say) => {
      const done = await verifyBackup(draft, made, (table) => say(`restoring ${table} into a scratch database`))
      say(done.unverified ? 'not restored' : 'every table is the same after a restore')
      return done
    })
    return { made, ...verdict }
  })
  if (unverified)
    steps.note(`It was not restored for a check, because there is no scratch database here:\n${unverified}`)
  if (differences.length > 0)
    steps.note(
      `This database allows other things than moviebucket sets up, and a restore does not bring them back:\n  ${differences.join('\n  ')}`,
    )
  await record(database, made, statSync(file).size, !unverified, steps)
  steps.note(`\n${file}\nRestore it with: npm run restore -- ${file}`)
}

// The doctor reads it. What is missing here is no harm to the backup.
async function record(database: BorrowedDatabase, made: Made, bytes: number, verified: boolean, steps: Steps) {
  try {
    await recordBackup(database, { takenAt: new Date(made.head.takenAt), bytes, verified })
  } catch (error) {
    const { code } = error as { code?: string }
    const reason = { '42P01': 'its schema is older than this copy', '25006': 'it only reads' }[code ?? '']
    steps.note(`The database does not note this backup: ${reason ?? describeDatabaseError(error, database.url)}.`)
  }
}

function rowsOf({ tables }: End): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}

function sizeOf(file: string): string {
  return `${(statSync(file).size / 1e6).toFixed(1)} MB`
}

function explain(error: unknown, url: string, file: string): string {
  const { code, path, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC') return `The disk is full: ${dirname(file)} has no room for the backup.`
  if (path) return `${dirname(file)} cannot be written (${code}). Name another file: npm run backup -- FILE`
  if (code === '42501')
    return `The user of DATABASE_URL may not read every row: ${message}\nBack up as the owner of the tables, who runs the migrations.`
  return describeDatabaseError(error, url)
}
