import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EmbeddedDatabase, embeddedUrl, startEmbeddedDatabase } from './embedded-database'
import { root, StartError } from './project'
import { currentRun, HeldError, takeLock } from './run-lock'
import { makeReachable } from './state-folder'

/** The embedded database for one command; `giveBack` stops it if the command started it. */
export type BorrowedDatabase = { url: string; giveBack(): Promise<void> }

/**
 * Opens the embedded database of a folder: the running one, or one started only for this command.
 * @throws {StartError} when it cannot be started
 */
export async function borrowDatabase(folder: string): Promise<BorrowedDatabase> {
  const lock = join(folder, 'run.json')
  if (await currentRun(lock)) return running(folder)
  const about = { command: 'npm run token', url: root, port: 0 }
  const held = await takeLock(lock, about).catch((error) => {
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
    url: database.url,
    async giveBack() {
      await database.stop()
      held.release()
    },
  }
}

function running(folder: string): BorrowedDatabase {
  try {
    return {
      url: embeddedUrl(JSON.parse(readFileSync(join(folder, 'database.json'), 'utf8'))),
      giveBack: async () => {},
    }
  } catch {
    throw new StartError('moviebucket is starting in this folder. Try again when it is ready.')
  }
}
