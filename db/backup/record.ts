import 'server-only'
import type { Query } from '@/db/inspect'
import { inOneTransaction, type Place } from './session'

/** A backup that was made: when (the moment of its snapshot), how large its file is, whether it was restored once. */
export type BackupRecord = { takenAt: Date; bytes: number; verified: boolean }

/**
 * Notes a backup in the database itself, which all hosts read.
 * @throws the driver's error, such as `42P01` on a schema from before these notes, or `25006` on a standby
 */
export function recordBackup(place: Place, { takenAt, bytes, verified }: BackupRecord): Promise<void> {
  return inOneTransaction(place, 'begin', async (client) => {
    await client.query('insert into public.backups (taken_at, bytes, verified) values ($1, $2, $3)', [
      takenAt,
      bytes,
      verified,
    ])
    await client.query("delete from public.backups where taken_at < now() - interval '1 year'")
  })
}

/**
 * Finds the last backup that `npm run backup` made of this database; null if it made none.
 * @throws the driver's error, such as `42P01` on a schema from before these notes
 */
export async function findLastBackup(query: Query): Promise<BackupRecord | null> {
  const rows = await query<{ takenAt: Date; bytes: string; verified: boolean }>(
    'select taken_at as "takenAt", bytes, verified from public.backups order by taken_at desc limit 1',
  )
  const [last] = rows
  return last ? { ...last, bytes: Number(last.bytes) } : null
}
