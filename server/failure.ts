import 'server-only'
import type * as z from 'zod'
import { AppError, type Failure } from '@/domain/result'
import { log } from './log'

/** What people are told of an error; one that is not known is logged whole and shown as a plain failure. */
export function toFailure(error: unknown, requestId: string): Failure {
  if (error instanceof AppError) {
    return {
      ok: false,
      code: error.code,
      message: error.message,
      ...(error.fields && { fields: error.fields }),
      requestId,
    }
  }
  log.error({ requestId, err: error }, 'failed')
  const message = `Something went wrong on our side and nothing was changed. If it happens again, report it with the number ${requestId}.`
  return { ok: false, code: 'failed', message, requestId }
}

/** The refusal of input that does not fit its schema: a message per field, and all of them in one. */
export function toInvalid(error: z.ZodError): AppError {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message
  return new AppError('invalid', Object.values(fields).join('. '), fields)
}
