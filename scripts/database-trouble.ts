import type { Defect } from '@/db/inspect'
import { explainPooler } from './pooler-trouble'

/** Explains an error of the database to an operator, or else repeats the database's own message. */
export function describeDatabaseError(error: unknown, databaseUrl: string): string {
  return explainDatabaseError(error, databaseUrl) ?? `The database says: ${rootOf(error).message}`
}

/**
 * Says in plain words why a database refused, and what to do. Undefined for other errors.
 * The text never contains the URL's password.
 */
export function explainDatabaseError(error: unknown, databaseUrl: string): string | undefined {
  const { code: given = '', message = '' } = rootOf(error)
  const code = URL.canParse(databaseUrl) ? given : 'ERR_INVALID_URL'
  const { host, user, database } = placeOf(databaseUrl)
  const explained = explain(code, message, { host, user, database })
  return explained && `${explained[0]}\n${explained[1]}`
}

/** Says what keeps an up-to-date database from serving, and what to do. */
export function describeDefect(defect: Defect, databaseUrl: string): string {
  const { host, user } = placeOf(databaseUrl)
  switch (defect) {
    case 'read-only':
      return onlyReads(host).join('\n')
    case 'roles':
      return `The database was restored without the roles mb_app and mb_auth, or ${user} may not take them.\nCREATE ROLE mb_app NOLOGIN NOINHERIT; CREATE ROLE mb_auth NOLOGIN NOINHERIT; GRANT mb_app, mb_auth TO "${user}"; (leave out what is there), and then restore once more into an empty database. npm run restore makes the roles first.`
    case 'grants':
      return 'The role mb_app may not read the tables: the database was restored without its grants.\nRestore once more into an empty database: npm run restore -- FILE, or, after the roles mb_app and mb_auth are made, pg_restore without --no-privileges.'
    case 'policies':
      return 'The policies are missing, so everybody would see nothing: the database was restored without them.\nRestore once more into an empty database: npm run restore -- FILE, or, after the roles mb_app and mb_auth are made, pg_restore.'
  }
}

function onlyReads(host: string): [string, string] {
  return [
    `The database at ${host} only reads: it is a standby, or its default_transaction_read_only is on.`,
    'Give DATABASE_URL the server that takes writes (Amazon RDS: the writer endpoint).',
  ]
}

function rootOf(error: unknown): { code?: string; message?: string } {
  let root = error
  while (root instanceof Error && root.cause instanceof Error) root = root.cause
  return root as Error
}

type Place = { host: string; user: string; database: string }

function explain(code: string, message: string, { host, user, database }: Place): [string, string] | undefined {
  if (/no encryption/.test(message)) {
    return [
      `The database at ${host} accepts only encrypted connections.`,
      'Add ?sslmode=verify-full to DATABASE_URL; for Amazon RDS also set DATABASE_CA to its certificate bundle.',
    ]
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return [
      `The certificate of the database is for another name than ${host}.`,
      'Write the name that the certificate has into DATABASE_URL (Amazon RDS: the endpoint), or ?sslmode=verify-ca.',
    ]
  }
  if (/client password must be a string/.test(message)) {
    return [
      `The database at ${host} asks for a password, and DATABASE_URL has none.`,
      'It looks like postgres://user:password@host:5432/name; percent-encode @ : / ? # % in the password.',
    ]
  }
  if (/SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER_CERT|VERIFY)|CERT_|ERR_TLS/.test(code)) {
    return [
      `The certificate of the database at ${host} is signed by no authority that is trusted here (${code}).`,
      'Set DATABASE_CA to the file with the authority that signed it (for Amazon RDS: its global bundle).',
    ]
  }
  if (/does not support SSL/.test(message)) {
    return [
      `The database at ${host} does not speak TLS, and DATABASE_URL asks for it.`,
      'Remove sslmode from DATABASE_URL, or turn on TLS in the database.',
    ]
  }
  switch (code) {
    case '08P01':
      return explainPooler(message, { host, user, database })
    case 'ECONNREFUSED':
      return [`No database listens at ${host}.`, 'Start it there, or correct the host and port in DATABASE_URL.']
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [`The host name of the database, ${host}, is unknown.`, 'Correct the host in DATABASE_URL.']
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return [
        `The database at ${host} does not answer.`,
        'Check the host and port in DATABASE_URL, and that the firewall (security group) lets this machine in.',
      ]
    case '28P01':
      return [
        `The database at ${host} refuses the password of user ${user}, or has no such user.`,
        'Correct DATABASE_URL; percent-encode @ : / ? # % in the password. In .env put quotes around a value with a #.',
      ]
    case '28000':
      return [
        `The database at ${host} does not let user ${user} in from this machine: ${message}`,
        'Check the user in DATABASE_URL and the server’s pg_hba.conf.',
      ]
    case '3D000':
      return [`There is no database ${database} at ${host}.`, `Create it: createdb ${database}`]
    case '25006':
      return onlyReads(host)
    case '0A000':
    case '58P01':
      if (/extension/.test(message))
        return [
          `The database at ${host} lacks an extension that moviebucket needs: ${message}`,
          'Install it there (Debian: apt install postgresql-contrib), or let an administrator run: CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin;',
        ]
      break
    case '42501':
      return [
        `User ${user} is not allowed to set up database ${database}: ${message}`,
        `Make it the owner, with the right to create roles: ALTER DATABASE ${database} OWNER TO ${user}; ALTER ROLE ${user} CREATEROLE;`,
      ]
    case '53300':
      return [`The database at ${host} has no connection left.`, 'Raise max_connections, or lower DATABASE_POOL.']
    case '55P03':
      return [
        'A table that has to change is in use, or another process is setting up this database.',
        'Start again in a moment.',
      ]
    case '57P01':
    case '57P03':
      return [`The database at ${host} is starting up or shutting down.`, 'Start again in a moment.']
    case 'ERR_INVALID_URL':
      return [
        'DATABASE_URL is not a valid URL.',
        'It looks like postgres://user:password@host:5432/name; percent-encode @ : / ? # % in the password.',
      ]
  }
  if (/timeout expired|timed? ?out/i.test(message)) return explain('ETIMEDOUT', '', { host, user, database })
  return undefined
}

function placeOf(databaseUrl: string): Place {
  try {
    const url = new URL(databaseUrl)
    const name = decodeURIComponent(url.pathname.slice(1))
    const user = decodeURIComponent(url.username) || 'postgres'
    return { host: `${url.hostname}:${url.port || 5432}`, user, database: name || user }
  } catch {
    return { host: 'the address in DATABASE_URL', user: '(unreadable)', database: '(unreadable)' }
  }
}
