import 'server-only'
import { asServer, quotas } from './client'

/** Deletes expired rows: trash after 30 days, changes after 90 or beyond a person's quota, ended sessions. */
export async function purgeExpired(): Promise<void> {
  await asServer('select purge_expired()', [])
  await asServer('select trim_history($1)', [quotas().changes])
}
