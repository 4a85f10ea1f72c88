import 'server-only'
import type * as z from 'zod'
import { AppError, type Failure } from '@/domain/result'
import { log } from './log'

/** What the user learns of an error; an unknown one goes to the log as it is and is shown as a plain failure. */
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

/** The refusal of input that does not fit its schema: a message per field, and one that joins them. */
export function toInvalid(error: z.ZodError): AppError {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message
  return new AppError('invalid', Object.values(fields).join('. '), fields)
}
