import type * as z from 'zod'
import type { Movie } from '@/domain/movies/movie'
import { type AppError, HTTP_STATUS } from '@/domain/result'

/** One thing that does not fit: which field, why, the limit and the value that was given, if there is one. */
export type FieldProblem = { field: string; code: string; limit?: number; value?: unknown; message: string }

type Extra = { errors?: FieldProblem[]; movie?: Movie | null; headers?: Record<string, string> }

/** Why a request to the API was refused, as its answer (RFC 9457) says it. */
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

/** What stands for everything that does not exist or may not be seen, so that one looks like the other. */
export const NOTHING_HERE = 'This does not exist, or you may not see it.'

/** The problem that one of the program's own errors is to a client of the API. */
export function problemOf({ code, message, fields, retryAfter }: AppError): Problem {
  if (code === 'not_found') return new Problem(404, code, NOTHING_HERE)
  const errors = Object.entries(fields ?? {}).map(([field, message]) => ({ field, code: 'invalid', message }))
  return new Problem(HTTP_STATUS[code], code, message, {
    ...(code === 'invalid' && { errors }),
    ...(retryAfter !== undefined && { headers: { 'retry-after': String(retryAfter) } }),
  })
}

/** A refusal of what does not fit the rules, with all of it at once. */
export function misfit(errors: FieldProblem[]): Problem {
  return new Problem(422, 'invalid', errors.map(({ message }) => message).join('. '), { errors })
}

/** What a schema found, one entry a problem; unknown fields are named one by one. The input must have been reported. */
export function fieldProblems(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  return issues.flatMap((issue): FieldProblem[] => {
    const path = issue.path.map(String)
    const field = path.join('.')
    if (issue.code === 'unrecognized_keys')
      return issue.keys.slice(0, MOST_NAMED).map((key) => ({
        field: shortened([...path, key].join('.')),
        code: 'unknown_field',
        message: `${shortened(key)} is not a field of this`,
      }))
    const value = shownValue(issue.input)
    return [
      {
        field,
        code: codeOf(issue),
        ...(limitOf(issue) !== undefined && { limit: limitOf(issue) }),
        ...(value !== undefined && { value }),
        message: issue.message,
      },
    ]
  })
}

const MOST_NAMED = 50

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' || issue.code === 'invalid_union') return 'invalid'
  return issue.input === undefined && issue.code.startsWith('invalid_') ? 'missing' : issue.code
}

function limitOf(issue: z.core.$ZodIssue): number | undefined {
  if (issue.code === 'too_big') return Number(issue.maximum)
  return issue.code === 'too_small' ? Number(issue.minimum) : undefined
}

// Given back as it came, so that a client finds it; but no megabytes of it, and nothing that is no text.
function shownValue(input: unknown): unknown {
  if (typeof input === 'string') return shortened(input)
  return input === null || typeof input === 'number' || typeof input === 'boolean' ? input : undefined
}

function shortened(text: string): string {
  const short = text.length > 100 ? `${[...text.slice(0, 200)].slice(0, 99).join('')}…` : text
  return short.toWellFormed()
}
