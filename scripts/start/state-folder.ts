import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { canReach, databaseAccount } from './account'
import { ownDatabase } from './own-database'
import { root, StartError } from './project'

/** The real place of the folder when the user that runs the database cannot enter root's home. */
const SHARED_STATE = '/var/lib/moviebucket'

/** The path of the folder that `openStateFolder` opens or makes. */
export function stateFolder(): string {
  return resolve(root, process.env.MOVIEBUCKET_DATA || '.moviebucket')
}

/**
 * Opens the folder for the state of this checkout (`.moviebucket/`, unless MOVIEBUCKET_DATA names another): the embedded
 * database, its passwords, the secret, the lock. Others can enter it (711), because under root the database runs as
 * another user; only its owner can read what matters in it.
 */
export function openStateFolder(): string {
  const folder = stateFolder()
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() && !existsSync(folder)) rmSync(folder)
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  accessSync(folder, constants.W_OK)
  return folder
}

/**
 * Opens the folder for a server, which needs it only to keep what it makes: the database, the secret. With both of its
 * own, it also runs where it may not write.
 * @returns null if it has no folder and needs none
 * @throws {StartError} if it needs one
 */
export function openServerFolder(env: Record<string, string | undefined>): string | null {
  try {
    return openStateFolder()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!code) throw error
    if (ownDatabase(env) && env.AUTH_SECRET) return null
    throw new StartError(
      `moviebucket cannot write to ${stateFolder()} (${code}), and needs a folder for its secret and for the embedded database.\n` +
        'Set MOVIEBUCKET_DATA to a folder of this user, or set both AUTH_SECRET and DATABASE_URL.',
    )
  }
}

/**
 * Makes sure that the database's user can reach the folder. Below a home of mode 700, such as root's, that user cannot,
 * so the folder moves to /var/lib/moviebucket and `.moviebucket` becomes a link to it.
 * @returns the real path, for the database, which cannot follow that link
 */
export function makeReachable(folder: string): string {
  const account = databaseAccount(join(folder, 'postgres'))
  const real = realpathSync(folder)
  if (!account || canReach(account, real)) return real
  chmodSync(real, 0o711)
  if (canReach(account, real)) return real
  const target = join(SHARED_STATE, `${basename(dirname(folder))}-${randomBytes(4).toString('hex')}`)
  try {
    mkdirSync(SHARED_STATE, { recursive: true })
    chmodSync(SHARED_STATE, 0o711)
    execFileSync('cp', ['-a', folder, target])
  } catch (error) {
    throw new StartError(
      `The database cannot run as root, and its user cannot reach ${folder}; moving that to ${SHARED_STATE} failed:\n` +
        `${(error as Error).message}\nSet MOVIEBUCKET_DATA to a folder that every user can reach.`,
    )
  }
  chmodSync(target, 0o711)
  const old = `${folder}.old`
  renameSync(folder, old)
  symlinkSync(target, folder)
  rmSync(old, { recursive: true })
  return target
}

/** Reads a small file that only its owner may read; `make()` gives its contents the first time. */
export function keep(file: string, make: () => string): string {
  if (!existsSync(file)) writePrivate(file, make())
  return readFileSync(file, 'utf8')
}

/** Writes a file that only its owner may read, entirely or not at all. */
export function writePrivate(file: string, text: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  renameSync(draft, file)
}
