import * as z from 'zod'
import { bucketNameSchema } from '@/domain/buckets/name'
import { MOST_TOKEN_DAYS, TOKEN_SCOPES } from './token'

/** The input for a new token, from a form or a command line. */
export const tokenSchema = z.object({
  name: bucketNameSchema,
  scope: z.enum(TOKEN_SCOPES, 'Scope: choose read or write'),
  days: z.coerce.number().pipe(
    z
      .int(`Days: give a whole number from 1 to ${MOST_TOKEN_DAYS}`)
      .min(1, `Days: give 1 or more, up to ${MOST_TOKEN_DAYS}`)
      .max(MOST_TOKEN_DAYS, { error: ({ input }) => `Days: ${input} is above the limit of ${MOST_TOKEN_DAYS}` }),
  ),
})
