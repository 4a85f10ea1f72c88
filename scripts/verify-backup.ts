import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Made, Progress } from '@/db/backup/make'
import { restoreBackup } from '@/db/backup/restore'
import { startEmbeddedDatabase } from '@/scripts/start/embedded-database'
import { StartError } from '@/scripts/start/project'
import { atEnd } from './command'

/** `unverified` says why there was no scratch database; `differences` are what the database allows and its migrations do not, or the other way round. */
export type Verdict = { unverified?: string; differences: string[] }

/**
 * Restores a backup into a PostgreSQL that runs for this alone: as on a new host, with roles, schema, rows and policies,
 * and brings it up to date. Every table is compared by its checksum.
 * @throws what the restore throws: then the backup does not work
 */
export async function verifyBackup(file: string, made: Made, onTable: Progress): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'moviebucket-scratch-'))
  // As root the database runs as another user, who has to get in.
  chmodSync(folder, 0o711)
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  let url: string
  try {
    const scratch = await startEmbeddedDatabase({ folder, settings })
    atEnd(scratch.stop)
    url = scratch.url
  } catch (error) {
    if (error instanceof StartError) return { unverified: error.message, differences: [] }
    throw error
  }
  const { permissions } = await restoreBackup({ url }, file, onTable)
  const names = new Set([...permissions.keys(), ...made.permissions.keys()])
  return { differences: [...names].filter((name) => permissions.get(name) !== made.permissions.get(name)).sort() }
}
