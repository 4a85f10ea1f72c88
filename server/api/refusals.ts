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
        .describe('With 422: everything that does not fit, at once'),
      movie: movieAnswer.nullable().optional().describe('With 412: the current movie'),
    })
    .describe('RFC 9457'),
)

/** When a route refuses, by status. */
export const REFUSALS: Record<number, string> = {
  400: 'Not JSON, an unknown query parameter or a malformed cursor',
  401: 'No token, or one that is unknown, over or revoked',
  403: 'May see it but not do this, or the token’s scope is too small',
  404: 'Does not exist, or may not be seen',
  406: 'Not there in a type that was asked for',
  409: 'The id exists elsewhere, or it was changed at the same time; of a POST with its key still being carried out',
  412: 'It has another ETag now; of a movie with the current one',
  413: 'The body is above 1 MB; of an import above 20 MB',
  415: 'The body is not application/json; nor, of an import, text/csv',
  422: 'Does not fit the rules; all of it at once',
  429: 'Too many requests a minute',
  503: 'The database cannot be reached, or is too busy; nothing was half done',
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
