/** Why something was not done; the same words in actions and the API. */
export type ErrorCode =
  | 'unauthenticated'
  | 'not_found'
  | 'forbidden'
  | 'invalid'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable'
  | 'failed'

/** What an answer over HTTP has for it. */
export const HTTP_STATUS: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  rate_limited: 429,
  failed: 500,
  unavailable: 503,
}

/** A message per field of a form, by field name. */
export type FieldErrors = Record<string, string>

export type Failure = { ok: false; code: ErrorCode; message: string; fields?: FieldErrors; requestId?: string }
export type Result<T> = { ok: true; data: T } | Failure

// A bundler loads this module more than once into a server, and an error of one copy is one for the others, too.
const MARK = Symbol.for('moviebucket.AppError')

/** The one error that is shown to people as it is; anything else is logged and shown as a plain failure. */
export class AppError extends Error {
  readonly [MARK] = true

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && MARK in value
  }

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly fields?: FieldErrors,
    /** Seconds after which it may go well, where they are known. */
    readonly retryAfter?: number,
  ) {
    super(message)
    this.name = 'AppError'
  }
}

/** How many seconds a client waits before it tries again, for the header Retry-After; undefined where that is no help. */
export function secondsToWait(error: unknown, code: ErrorCode): number | undefined {
  return (error instanceof AppError && error.retryAfter) || (code === 'unavailable' ? 2 : undefined)
}
