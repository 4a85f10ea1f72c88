import { hasEmbeddedDatabase, openDatabase } from '@/scripts/start/borrowed-database'
import { installedVersion } from '@/scripts/start/postgres-programs'
import { StartError } from '@/scripts/start/project'
import { checkBackups } from './backups'
import { type Finding, failure, ok } from './finding'
import { checkRelease } from './release'

/** Checks the embedded database: the running one, or one that is started for a moment. Makes none where there is none. */
export async function checkEmbedded(): Promise<Finding[]> {
  try {
    const release = checkRelease(installedVersion())
    if (!hasEmbeddedDatabase()) return [ok('database', 'the embedded one, which npm start makes'), ...release]
    const database = await openDatabase('npm run doctor')
    try {
      const state = database.running ? 'is in use' : 'starts'
      return [ok('database', `the embedded one, which ${state}`), ...release, ...(await checkBackups(database))]
    } finally {
      await database.giveBack()
    }
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    const [text = '', ...remedy] = error.message.split('\n')
    return [failure('database', text, remedy.join(' ') || undefined)]
  }
}
