import 'server-only'
import * as z from 'zod'
import type { ApiRoute } from './endpoint'
import { movieAnswer } from './movie-answer'
import { named } from './schema'

/** A refusal in an answer, of every route. */
export const problemAnswer = named(
  'Problem',
  z
    .object({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      detail: z.string(),
      code: z.string(),
      requestId: z.string(),
      errors: z
        .array(
          z.object({
            field: z.string(),
            code: z.string(),
            limit: z.number().optional(),
            value: z.unknown().optional(),
            message: z.string(),
          }),
        )
        .optional()
        .describe('With 422: everything that does not fit'),
      movie: movieAnswer.nullable().optional().describe('With 412: the current movie'),
    })
    .describe('RFC 9457'),
)

/** When a route refuses, by status. */
export const REFUSALS: Record<number, string> = {
  400: 'Not JSON, an unknown parameter or a malformed cursor',
  401: 'No token, or one that is unknown, expired or revoked',
  403: 'You may see it but not do this, or the scope of the token is too small',
  404: 'Does not exist, or may not be seen',
  406: 'Not available in a type that the request accepts',
  409: 'The id exists elsewhere, or another request changed it at the same time; for a POST, the first request with this key still runs',
  412: 'It has another ETag now; for a movie, the current one is in the answer',
  413: 'The body is above 1 MB; for an import, above 20 MB',
  415: 'The body is not application/json; for an import, nor text/csv',
  422: 'Does not fit the rules; the answer names everything at once',
  429: 'Too many requests per minute',
  503: 'The database is out of reach or too busy; nothing was half done',
}

/** The statuses with which a route refuses. */
export function refusalsOf({ scope, body, upload, query, ifMatch, conflicts, path, method }: ApiRoute): number[] {
  const named = path.includes('{') || path.startsWith('/movies')
  const is = (applies: unknown, ...statuses: number[]) => (applies ? statuses : [])
  return [
    400,
    ...is(scope, 401, 403),
    ...is(named, 404),
    406,
    ...is(conflicts || method === 'POST', 409),
    ...is(ifMatch, 412),
    ...is(body || upload, 413, 415),
    ...is(body || query || method === 'POST', 422),
    ...is(scope, 429, 503),
  ]
}
