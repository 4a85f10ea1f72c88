import 'server-only'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Query } from '@/db/inspect'
import { applyUntil, findMigration, migrate, TAKE_TURN } from '@/db/migrate'
import { type Permissions, readPermissions } from '@/db/permissions'
import { BackupError } from './backup-error'
import { clearUnused } from './clear-unused'
import { damaged, type End, type Head, makeSum, readParts } from './format'
import type { Progress } from './make'
import { inOneTransaction, type Place } from './session'
import { listTables, SAME_TEXT, type Table } from './tables'

/** What was restored; `permissions` are those of the backup's schema, and `applied` the migrations that came after it. */
export type Restored = { head: Head; end: End; permissions: Permissions; applied: number }

/**
 * Restores a backup into an empty database, whole or not at all: the roles and the schema that the backup has, its rows
 * and sequences, and a check of every table. Then brings the schema up to this version, as a transaction of its own.
 * @throws {BackupError} before anything is written when the file is damaged, newer than this copy, or the database is not
 * empty (`NotEmptyError`); else the driver's error, with everything rolled back
 */
export async function restoreBackup(place: Place, file: string, onTable: Progress = () => {}): Promise<Restored> {
  const { head, end } = await checkBackup(file)
  const permissions = await inOneTransaction(place, 'begin', async (client, query) => {
    await client.query(TAKE_TURN)
    await client.query('set local client_min_messages = warning')
    await clearUnused(query)
    await applyUntil(client, head.schema.when)
    await client.query(SAME_TEXT)
    const tables = await listTables(query)
    await withoutTriggers(query, tables, () => load(client, tables, file, onTable))
    await placeSequences(client, end)
    await compareRows(client, tables, end, file)
    for (const { name } of tables) await client.query(`analyze public.${name}`)
    return readPermissions(query)
  })
  const { applied } = await migrate(place.url, place.ca ?? '')
  return { head, end, permissions, applied }
}

/**
 * Reads a whole backup and checks that nothing is missing or altered, and that this copy knows its schema.
 * @throws {BackupError} with what is wrong
 */
export async function checkBackup(file: string): Promise<{ head: Head; end: End }> {
  let head: Head | undefined
  let end: End | undefined
  for await (const part of readParts(file)) {
    if (part.kind === 'head') head = part.head
    else if (part.kind === 'end') end = part.end
    else for await (const _ of part.rows);
  }
  if (!head || !end) throw damaged(file)
  if (!findMigration(head.schema.when))
    throw new BackupError(
      `${file} has a schema that is newer than this copy of moviebucket (${head.schema.name}).\n` +
        'Install the version that made it, or a later one, and restore with that.',
    )
  return { head, end }
}

// They would note each row as a change that a person makes now. The owner may turn them off; references are still checked.
async function withoutTriggers(query: Query, tables: Table[], work: () => Promise<void>): Promise<void> {
  for (const { name } of tables) await query(`alter table public.${name} disable trigger user`)
  await work()
  for (const { name } of tables) await query(`alter table public.${name} enable trigger user`)
}

async function load(client: pg.Client, tables: Table[], file: string, onTable: Progress): Promise<void> {
  for await (const part of readParts(file)) {
    if (part.kind !== 'table') continue
    // Only what the schema says is run, never what the file says.
    const table = tables.find(({ write }) => write === part.copy)
    if (!table) throw new BackupError(`${file} has a table that its schema does not have: ${part.copy}`)
    onTable(table.name)
    await pipeline(Readable.from(part.rows), client.query(copyFrom(table.write)))
  }
}

async function placeSequences(client: pg.Client, { sequences }: End): Promise<void> {
  for (const { name, last, called } of sequences)
    await client.query('select setval($1::regclass, $2, $3)', [`public.${name}`, last, called])
}

async function compareRows(client: pg.Client, tables: Table[], end: End, file: string): Promise<void> {
  for (const { name, read } of tables) {
    const sum = makeSum(name)
    for await (const piece of client.query(copyTo(read))) sum.add(piece)
    const [found, expected] = [sum.end(), end.tables.find((table) => table.name === name)]
    if (found.sha256 === expected?.sha256) continue
    throw new BackupError(
      `The rows of ${name} are not those of the backup: ${found.rows} here, ${expected?.rows ?? 'none'} in ${file}.\n` +
        'Nothing was restored. Restore another backup.',
    )
  }
}
