import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EmbeddedDatabase, embeddedUrl, startEmbeddedDatabase } from './embedded-database'
import { ownDatabase } from './own-database'
import { root, StartError } from './project'
import { currentRun, HeldError, takeLock } from './run-lock'
import { makeReachable, openStateFolder, stateFolder } from './state-folder'

/**
 * A database for one command, with the CA bundle to check its certificate with; `giveBack` stops it if the command
 * started it. `running` says that moviebucket runs on the embedded database.
 */
export type BorrowedDatabase = {
  url: string
  ca: string
  embedded: boolean
  running: boolean
  giveBack(): Promise<void>
}

/**
 * Opens the database that the settings name for a command: the operator's own, or the embedded one of the state folder.
 * Where there is none yet, `make` makes an empty one.
 * @throws {StartError} when there is none, or it cannot be started
 */
export async function openDatabase(command: string, { make = false } = {}): Promise<BorrowedDatabase> {
  const url = ownDatabase(process.env)
  const ca = process.env.DATABASE_CA ?? ''
  if (url) return { url, ca, embedded: false, running: false, giveBack: async () => {} }
  if (make) openStateFolder()
  else if (!hasEmbeddedDatabase()) throw new StartError('There is no database here yet: npm start makes one.')
  return borrowDatabase(stateFolder(), command)
}

/** Whether the state folder has an embedded database. */
export function hasEmbeddedDatabase(): boolean {
  return existsSync(join(stateFolder(), 'postgres'))
}

/** Opens the embedded database of a folder: the running one, or one started only for this command. */
async function borrowDatabase(folder: string, command: string): Promise<BorrowedDatabase> {
  const lock = join(folder, 'run.json')
  if (await currentRun(lock)) return running(folder)
  const held = await takeLock(lock, { command, url: root, port: 0 }).catch((error) => {
    if (error instanceof HeldError) return null
    throw error
  })
  if (!held) return running(folder)
  let database: EmbeddedDatabase
  try {
    database = await startEmbeddedDatabase({ folder: makeReachable(folder) })
  } catch (error) {
    held.release()
    throw error
  }
  return {
    ...embedded(database.url),
    running: false,
    async giveBack() {
      await database.stop()
      held.release()
    },
  }
}

function running(folder: string): BorrowedDatabase {
  try {
    const url = embeddedUrl(JSON.parse(readFileSync(join(folder, 'database.json'), 'utf8')))
    return { ...embedded(url), running: true, giveBack: async () => {} }
  } catch {
    throw new StartError('moviebucket is starting in this folder. Try again when it is ready.')
  }
}

// It listens on this machine alone and speaks no TLS, whatever DATABASE_CA says.
const embedded = (url: string) => ({ url, ca: '', embedded: true })
