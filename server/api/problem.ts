import 'server-only'
import { STATUS_CODES } from 'node:http'
import type * as z from 'zod'
import type { Movie } from '@/domain/movies/movie'
import { AppError, HTTP_STATUS } from '@/domain/result'
import { shorten } from '@/domain/text'
import { log } from '@/server/log'

/** One thing that does not fit: which field, why, the limit and the value that was given, if there is one. */
export type FieldProblem = { field: string; code: string; limit?: number; value?: unknown; message: string }

type Extra = { errors?: FieldProblem[]; movie?: Movie | null; headers?: Record<string, string> }

/** Why the API refused a request, as its answer (RFC 9457) says it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly extra: Extra = {},
  ) {
    super(message)
    this.name = 'Problem'
  }
}

/** A refusal of what does not fit the rules, with all of it at once. */
export function misfit(errors: FieldProblem[]): Problem {
  return new Problem(422, 'invalid', errors.map(({ message }) => message).join('. '), { errors })
}

/** The refusal of everything that does not exist or may not be seen: nothing tells one from the other. */
export function notFound(): Problem {
  return new Problem(404, 'not_found', 'This does not exist, or you may not see it.')
}

/** The problem that stands for an error; an unknown one goes to the log as it is. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) return error
  if (error instanceof AppError) return fromAppError(error)
  log.error({ requestId, err: error }, 'failed')
  return new Problem(500, 'failed', 'Something went wrong on our side and nothing was changed.')
}

function fromAppError({ code, message, fields, retryAfter }: AppError): Problem {
  if (code === 'not_found') return notFound()
  const errors = Object.entries(fields ?? {}).map(([field, message]) => ({ field, code: 'invalid', message }))
  return new Problem(HTTP_STATUS[code], code, message, {
    ...(code === 'invalid' && { errors }),
    ...(retryAfter !== undefined && { headers: { 'retry-after': String(retryAfter) } }),
  })
}

/** A problem as an answer (RFC 9457). */
export function problemResponse(
  { status, code, message, extra }: Problem,
  requestId: string,
  headers: Record<string, string>,
): Response {
  const { errors, movie } = extra
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? code,
    status,
    detail: message,
    code,
    requestId,
    ...(errors && { errors }),
    ...(movie !== undefined && { movie }),
  }
  const retry = status === 503 ? { 'retry-after': '2' } : undefined
  const type = { 'content-type': 'application/problem+json', 'cache-control': 'private, no-store' }
  return new Response(JSON.stringify(body), { status, headers: { ...headers, ...type, ...retry, ...extra.headers } })
}

const MOST_NAMED = 50
const LONGEST_VALUE = 100

/** What a schema found, a field at a time; unknown fields are named one by one. The input must have been reported. */
export function fieldProblems(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  return issues.flatMap((issue): FieldProblem[] => {
    const path = issue.path.map(String)
    if (issue.code === 'unrecognized_keys')
      return issue.keys.slice(0, MOST_NAMED).map((key) => ({
        field: shorten([...path, key].join('.'), LONGEST_VALUE),
        code: 'unknown_field',
        message: `${shorten(key, LONGEST_VALUE)} is not a field of this`,
      }))
    const [limit, value] = [limitOf(issue), shownValue(issue.input)]
    return [
      {
        field: path.join('.'),
        code: codeOf(issue),
        ...(limit !== undefined && { limit }),
        ...(value !== undefined && { value }),
        message: issue.message,
      },
    ]
  })
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' || issue.code === 'invalid_union') return 'invalid'
  return issue.input === undefined && issue.code.startsWith('invalid_') ? 'missing' : issue.code
}

function limitOf(issue: z.core.$ZodIssue): number | undefined {
  if (issue.code === 'too_big') return Number(issue.maximum)
  return issue.code === 'too_small' ? Number(issue.minimum) : undefined
}

// As it came, so that the client finds it; but no megabytes of it, and only what JSON can show as a plain value.
function shownValue(input: unknown): unknown {
  if (typeof input === 'string') return shorten(input, LONGEST_VALUE)
  return input === null || typeof input === 'number' || typeof input === 'boolean' ? input : undefined
}
