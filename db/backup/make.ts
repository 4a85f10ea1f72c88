import 'server-only'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Query } from '@/db/inspect'
import { findMigration } from '@/db/migrate'
import { type Permissions, readPermissions } from '@/db/permissions'
import { BackupError } from './backup-error'
import { backupBytes, type End, FORMAT, type Head } from './format'
import { inOneTransaction, type Place } from './session'
import { listTables, SAME_TEXT } from './tables'

/** What a backup holds, and what its database allowed at that moment, which the migrations have to make again. */
export type Made = { head: Head; end: End; permissions: Permissions }

/** Told of each table before its rows move. */
export type Progress = (table: string) => void

/**
 * Writes all rows of a database into a file that only its owner may read, from one snapshot, while others read and write.
 * The file is synced to disk at the end, and incomplete until then.
 * @throws {BackupError} for a schema that this version cannot restore; else the driver's or the file system's error
 */
export function makeBackup(place: Place, file: string, onTable: Progress = () => {}): Promise<Made> {
  return inOneTransaction(place, 'begin isolation level repeatable read read only', async (client, query) => {
    await client.query(SAME_TEXT)
    const head = await readHead(query)
    const tables = await listTables(query)
    const content = {
      head,
      tables: tables.map(({ name, read, write }) => ({
        name,
        write,
        rows() {
          onTable(name)
          return client.query(copyTo(read)) as AsyncIterable<Buffer>
        },
      })),
      // After the rows: a sequence is not part of the snapshot, and has to be ahead of them.
      sequences: () => readSequences(client),
    }
    let end: End | undefined
    await pipeline(
      async function* () {
        end = yield* backupBytes(content)
      },
      createGzip(),
      createWriteStream(file, { mode: 0o600, flags: 'w', flush: true }),
    )
    return { head, end: end as End, permissions: await readPermissions(query) }
  })
}

async function readHead(query: Query): Promise<Head> {
  const [facts] = await query<{ at: Date; postgres: string; there: boolean }>(
    `select now() as at, current_setting('server_version') as postgres,
       to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  )
  if (!facts?.there) throw new BackupError('The database is empty: there is nothing to back up.')
  const [row] = await query<{ newest: string }>(
    'select max(created_at)::text as newest from drizzle.__drizzle_migrations',
  )
  const schema = findMigration(Number(row?.newest ?? 0))
  if (!schema)
    throw new BackupError(
      'The schema of this database is newer than this copy of moviebucket, which could not restore it.\n' +
        'Run npm run backup of the newer copy.',
    )
  return { format: FORMAT, takenAt: facts.at.toISOString(), schema, postgres: facts.postgres }
}

async function readSequences(client: pg.Client): Promise<End['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    "select quote_ident(relname) as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1",
  )
  const sequences: End['sequences'] = []
  for (const { name } of rows) {
    const value = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from public.${name}`,
    )
    for (const { last, called } of value.rows) sequences.push({ name, last, called })
  }
  return sequences
}
