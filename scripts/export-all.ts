import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { findUserId } from '@/db/account/users'
import { closePool } from '@/db/client'
import { exportEverythingText } from '@/server/export/export-text'
import { atEnd, runCommand } from './command'
import { describeDatabaseError } from './database-trouble'
import { openDatabase } from './start/borrowed-database'
import { loadEnvFiles } from './start/env-files'
import { StartError } from './start/project'
import { writeWhole } from './whole-file'

const help = `Exports everything that a person owns, as Settings does for the person: one JSON file with all buckets and movies.

  npm run export-all -- ana@example.org FILE        into this file, which must not be there yet
  npm run -s export-all -- ana@example.org          on standard output

moviebucket may run meanwhile. Whoever can run this on the host may export anybody's movies: it is for requests of people
for their data.
`

await runCommand(main)

async function main(): Promise<void> {
  const { email, file } = readArguments()
  loadEnvFiles(false)
  const database = await openDatabase('npm run export-all')
  atEnd(database.giveBack)
  Object.assign(process.env, { DATABASE_URL: database.url, DATABASE_CA: database.ca })
  atEnd(closePool)
  const userId = await findUserId(email).catch((error) => {
    throw new StartError(describeDatabaseError(error, database.url))
  })
  if (userId === null)
    throw new StartError(`There is no user ${JSON.stringify(email)}. The address is that of the first sign-in.`)
  const exported = (to: Writable) =>
    pipeline(Readable.from(exportEverythingText({ userId }, new Date().toISOString())), to)
  if (!file) return exported(process.stdout)
  await writeWhole(resolve(file), (draft) => exported(createWriteStream(draft, { mode: 0o600, flush: true })))
  process.stderr.write(`${resolve(file)}\n`)
}

function readArguments(): { email: string; file?: string } {
  const { values, positionals } = parse()
  const [email, file, ...more] = positionals
  if (values.help || !email || more.length > 0) throw new StartError(help)
  return { email, file }
}

function parse() {
  try {
    return parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } })
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${help}`)
  }
}
