import 'server-only'
import { asServer } from './client'
import { causeOfAbsence } from './errors'
import { type Defect, findDefect } from './inspect'
import journal from './migrations/meta/_journal.json'

/** Each part is `ok`, or says in a few words what is wrong. */
export type Readiness = { database: string; migrations: string; access: string }

const DEFECTS: Record<Defect, string> = {
  'read-only': 'read-only: a standby, or default_transaction_read_only',
  roles: 'the roles mb_app and mb_auth are missing, or this login may not take them',
  grants: 'mb_app may not read the tables',
  policies: 'the policies are missing',
}

/**
 * Checks that the database answers, has the schema of this build or a newer one (each release works on the schema of the
 * next), takes writes, and lets the app's roles do their work. Never throws.
 */
export async function checkReadiness(): Promise<Readiness> {
  const built = journal.entries.at(-1)?.when ?? 0
  try {
    const [row] = await asServer<{ newest: string | null }>(
      'select max(created_at)::text as newest from drizzle.__drizzle_migrations',
      [],
    )
    const newest = Number(row?.newest ?? 0)
    if (newest < built) return NOT_MIGRATED
    const defect = await findDefect((text) => asServer(text, []))
    return { database: 'ok', migrations: 'ok', access: defect ? `${DEFECTS[defect]}: run npm run doctor` : 'ok' }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === '42P01' || code === '3F000') return NOT_MIGRATED
    return { database: inWords(causeOfAbsence(error)), migrations: 'unknown', access: 'unknown' }
  }
}

const NOT_MIGRATED: Readiness = { database: 'ok', migrations: 'missing: run npm run db:migrate', access: 'unknown' }

const REASONS: Record<string, string> = {
  '28P01': 'refuses the password',
  '28000': 'refuses the login',
  '3D000': 'is not there',
  '53300': 'has no connection left',
  '57P03': 'is starting up or shutting down',
}

// Its code and no more: the message may name hosts and users, and this is shown to everybody.
function inWords(cause: string | undefined): string {
  const code = cause?.split(' ')[0] ?? ''
  if (!/^[A-Z0-9_]{5,}$/.test(code)) return 'cannot be reached'
  return `${REASONS[code] ?? 'cannot be reached'} (${code})`
}
