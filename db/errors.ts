import 'server-only'
import { DrizzleQueryError } from 'drizzle-orm'
import { type QuotaName, quotaRefusal } from '@/domain/account/quota'
import { AppError } from '@/domain/result'

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08003',
  '08006',
  '08P01',
  '25006',
  // A login that is refused, a database that is gone: its operator changed it while we run.
  '28000',
  '28P01',
  '3D000',
])
const UNREACHABLE_TEXT =
  /connection terminated|timeout exceeded when trying to connect|connection timeout|connection ended|client has encountered a connection error|query read timeout|cannot use a pool after/i

type Root = { code?: string; message: string; severity?: string; table?: string; constraint?: string }

function rootOf(error: unknown): Root {
  let root = error
  while (root instanceof Error && root.cause instanceof Error) root = root.cause
  // Happy-eyeballs connects fail with an AggregateError of the attempts.
  if (root instanceof AggregateError && root.errors[0] instanceof Error) root = root.errors[0]
  if (!(root instanceof Error)) return { message: String(root) }
  const { message, severity, table, constraint } = root as Error & Root
  return { code: 'code' in root ? String(root.code) : undefined, message, severity, table, constraint }
}

/** Whether the database was unreachable, went away, or had no connection left. */
export function isConnectionError(error: unknown): boolean {
  const { code, message } = rootOf(error)
  return (code !== undefined && UNREACHABLE.has(code)) || UNREACHABLE_TEXT.test(message)
}

/**
 * Why something is `unavailable`: what the database or the network said in place of an answer, with its code (`28P01
 * password authentication failed for user "ana"`, `53100 could not extend file …: No space left on device`), else our own
 * words. For logs and operators; undefined for other errors.
 */
export function causeOfAbsence(error: unknown): string | undefined {
  if (!(error instanceof AppError)) return isConnectionError(error) ? inWords(error) : undefined
  return error.code === 'unavailable' ? inWords(error.cause ?? error) : undefined
}

// Never the detail of an error or the statement, which hold values.
function inWords(error: unknown): string {
  const { code, message } = rootOf(error)
  return [error instanceof AppError ? undefined : code, message].filter(Boolean).join(' ').slice(0, 200)
}

/** Whether the transaction lost against another one and can simply run again (40001, 40P01). */
export function isSerializationError(error: unknown): boolean {
  const { code } = rootOf(error)
  return code === '40001' || code === '40P01'
}

/**
 * Whether the connection has lost a prepared statement, or had it from elsewhere (26000, 42P05), as behind a pooler that
 * gives each transaction another connection of the server.
 */
export function isLostStatement(error: unknown): boolean {
  const { code } = rootOf(error)
  return code === '26000' || code === '42P05'
}

/** Whether a statement waited longer for a lock than its transaction allows (55P03). */
export function isLockTimeout(error: unknown): boolean {
  return rootOf(error).code === '55P03'
}

/**
 * Turns an error of a commit into what may be said of it: when the connection broke, the database may have carried the
 * commit out or not.
 */
export function toCommitError(error: unknown): unknown {
  if (!isConnectionError(error)) return error
  const message =
    'The database went away at the moment of saving, so this may be saved or not. Look before you repeat it.'
  return Object.assign(new AppError('unavailable', message), { cause: error })
}

/**
 * Turns an error of the driver into the one that people see. An unknown error comes back for the log: one of the
 * database without the values that were sent, any other unchanged.
 */
export function toAppError(error: unknown): unknown {
  if (error instanceof AppError) return error
  const unavailable = toUnavailable(error)
  // For the log and for commands on the host, whose operator can fix it; nobody else sees it.
  if (unavailable) return Object.assign(unavailable, { cause: error })
  const { code, message, severity, constraint } = rootOf(error)
  if (code === 'MBQ01') return toRefusedQuota(message)
  // A policy refused a row: the second wall answers as the first one does.
  if (code === '42501' && !/set role/.test(message))
    return new AppError('not_found', 'This does not exist, or you may not see it.')
  if (code === '23505' && constraint === 'movies_bucket_id_id_pk')
    return new AppError('conflict', 'A movie with the same id is there already. Nothing was changed.')
  return severity || error instanceof DrizzleQueryError ? withoutValues(error) : error
}

function toUnavailable(error: unknown): AppError | undefined {
  const away = (message: string, retryAfter?: number) => new AppError('unavailable', message, undefined, retryAfter)
  if (isConnectionError(error)) return away('The database cannot be reached just now. Nothing was changed.')
  if (isSerializationError(error))
    return away('Others changed the same movies at the same time. Nothing was changed: try again.')
  if (isLockTimeout(error))
    return away('A longer change of the same movies is under way. Nothing was changed: try again in a moment.', 2)
  switch (rootOf(error).code) {
    case '53100':
      return away('moviebucket’s disk is full. Nothing was changed: try again when its operator has made room.')
    case '57014':
      return away('This took too long and was stopped. Nothing was changed.')
  }
}

// `quota movies 1000001 1000000`, the first number for the person whose quota it is only.
function toRefusedQuota(message: string): AppError {
  const [, name, present, most] = message.split(' ')
  const number = present === '<NULL>' ? null : Number(present)
  return new AppError('conflict', quotaRefusal(name as QuotaName, number, Number(most)))
}

// The driver's errors repeat parameters and rows: titles, addresses, hashes of tokens. No log may have those.
function withoutValues(error: unknown): Error {
  const { code, message, table, constraint } = rootOf(error)
  const said = code?.startsWith('22') ? message.replace(/".*"/s, '"…"') : message
  const refused = new Error(`The database refused a statement: ${said} (${code ?? 'no code'})`)
  const frames = (error as Error).stack?.split('\n').filter((line) => /^ {4}at /.test(line)) ?? []
  refused.stack = [`${refused.name}: ${refused.message}`, ...frames].join('\n')
  return Object.assign(refused, { code, table, constraint })
}
