import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Programs } from '@/scripts/start/postgres-programs'

/** The oldest version of PostgreSQL that README promises to work. */
export const OLDEST_POSTGRES = '15'

/** Where Debian and Ubuntu put the programs of a version. */
const folderOf = (version: string) => `/usr/lib/postgresql/${version}/bin`

/** Whether this system has the programs of a version of PostgreSQL, where Debian's packages put them. */
export function hasPostgres(version: string): boolean {
  return existsSync(join(folderOf(version), 'initdb'))
}

/**
 * The programs of a version of PostgreSQL that this system has; undefined if none is asked for.
 * @throws {Error} if this system does not have it
 */
export function systemPrograms(version: string | undefined): Programs | undefined {
  if (!version) return undefined
  if (!hasPostgres(version)) throw new Error(`PostgreSQL ${version} is not in ${folderOf(version)}.`)
  const program = (name: string) => join(folderOf(version), name)
  return { version, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}
