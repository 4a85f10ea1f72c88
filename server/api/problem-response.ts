import 'server-only'
import { STATUS_CODES } from 'node:http'
import { Problem, problemOf } from '@/domain/api/problem'
import { AppError } from '@/domain/result'
import { log } from '@/server/log'

/** The problem that stands for whatever was thrown; what is not known is logged whole. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) return error
  if (error instanceof AppError) return problemOf(error)
  log.error({ requestId, err: error }, 'failed')
  return new Problem(500, 'failed', 'Something went wrong on our side and nothing was changed.')
}

/** A problem as an answer (RFC 9457). */
export function problemResponse(
  { status, code, message, extra }: Problem,
  requestId: string,
  headers: Record<string, string>,
): Response {
  const title = STATUS_CODES[status] ?? code
  const { errors, movie } = extra
  const body = {
    type: 'about:blank',
    title,
    status,
    detail: message,
    code,
    requestId,
    ...(errors && { errors }),
    ...(movie !== undefined && { movie }),
  }
  const retry = status === 503 ? { 'retry-after': '2' } : undefined
  const type = { 'content-type': 'application/problem+json' }
  return new Response(JSON.stringify(body), { status, headers: { ...headers, ...type, ...retry, ...extra.headers } })
}
