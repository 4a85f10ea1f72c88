import { findLastBackup } from '@/db/backup/record'
import { inOneTransaction, type Place } from '@/db/backup/session'
import { type Finding, ok, warning } from './finding'

const DAY_MS = 24 * 60 * 60 * 1000
const OLDEST_DAYS = 7

/**
 * Says when the last backup was made, on whichever host. The operator of a database of their own may have other backups,
 * so that none of ours is no warning there. Silent where the database cannot say: other checks name the reason.
 */
export async function checkBackups({ embedded, ...place }: Place & { embedded: boolean }): Promise<Finding[]> {
  const last = await inOneTransaction(place, 'begin read only', (_, query) => findLastBackup(query)).catch(
    () => undefined,
  )
  if (last === undefined) return []
  if (last === null)
    return [
      embedded
        ? warning('backup', 'There is no backup of this database.', 'npm run backup')
        : ok('backup', 'none by npm run backup; those that your provider makes are not known here'),
    ]
  const day = last.takenAt.toISOString().slice(0, 10)
  const days = Math.floor((Date.now() - last.takenAt.getTime()) / DAY_MS)
  if (days >= OLDEST_DAYS)
    return [
      warning(
        'backup',
        `The last backup is ${days} days old (${day}).`,
        'npm run backup, and a timer that runs it: docs/backup.md',
      ),
    ]
  return [ok('backup', `the last one is of ${day}${last.verified ? ', and was restored once' : ''}`)]
}
