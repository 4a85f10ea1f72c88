import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { root } from '@/scripts/start/project'
import type { TestDatabase } from './database'

type Journal = { entries: { tag: string }[] }

const readJournal = (folder: string): Journal => JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8'))

/** The names of all migrations, without their numbers, in the order in which they run. */
export function migrationNames(): string[] {
  return readJournal(`${root}/db/migrations`).entries.map(({ tag }) => tag.replace(/^\d+_/, ''))
}

/** Applies the migrations before the one of this name to an empty database. */
export async function migrateUntil({ url }: TestDatabase, name: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'moviebucket-migrations-'))
  cpSync(`${root}/db/migrations`, folder, { recursive: true })
  const journal = readJournal(folder)
  const end = migrationNames().indexOf(name)
  if (end < 1) throw new Error(`There is no migration before ${name}`)
  const entries = journal.entries.slice(0, end)
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await applyMigrations(drizzle(client), { migrationsFolder: folder })
  await client.end()
  rmSync(folder, { recursive: true })
}
