import 'server-only'
import { asServer } from './client'
import journal from './migrations/meta/_journal.json'

/** Each part is `ok`, or says in a few words what is wrong. */
export type Readiness = { database: string; migrations: string }

/** Checks that the database answers and has exactly the schema of this build. Never throws. */
export async function checkReadiness(): Promise<Readiness> {
  const built = journal.entries.at(-1)?.when ?? 0
  try {
    const [row] = await asServer<{ newest: string | null }>(
      'select max(created_at)::text as newest from drizzle.__drizzle_migrations',
      [],
    )
    const newest = Number(row?.newest ?? 0)
    if (newest === built) return { database: 'ok', migrations: 'ok' }
    const migrations =
      newest < built ? 'missing: run npm run db:migrate' : 'newer than this build: deploy the matching one'
    return { database: 'ok', migrations }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === '42P01' || code === '3F000') return { database: 'ok', migrations: 'missing: run npm run db:migrate' }
    return { database: 'cannot be reached', migrations: 'unknown' }
  }
}
