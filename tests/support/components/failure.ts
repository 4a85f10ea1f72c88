import type { ErrorCode, Failure } from '@/domain/result'

/** The answer of a server that refuses. */
export function failure(code: ErrorCode, message = 'Not this time.', fields?: Record<string, string>): Failure {
  return { ok: false, code, message, ...(fields && { fields }) }
}
