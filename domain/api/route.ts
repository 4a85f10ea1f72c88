import type * as z from 'zod'
import type { TokenScope } from '@/domain/account/token'
import type { GroupOperation } from '@/domain/sharing/group'
import type { Operation } from '@/domain/sharing/roles'

export const API_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type ApiMethod = (typeof API_METHODS)[number]

/** One thing the API does. `path` follows /api/v1; `{name}` in it is a parameter. */
export type ApiRoute = {
  method: ApiMethod
  path: string
  about: string
  /** What its token has to open; null: nobody has to say who they are. */
  scope: TokenScope | null
  /** What it needs of one's role in a bucket or a group; null: it is about one's own. */
  operation: Operation | GroupOperation | null
  query?: z.ZodObject
  body?: z.ZodType
  /** What a body of JSON holds that is read as it comes, up to 20 MB of it; it may be CSV as well. */
  upload?: z.ZodType
  /** What comes back; null for nothing, and `document` for the OpenAPI document itself. */
  answer: z.ZodType | null | 'document'
  /** Whether the whole of it is there as CSV, too. */
  csv?: true
  /** The statuses of success, the usual one first. */
  statuses: readonly number[]
  /** Whether it heeds If-Match. */
  ifMatch?: true
  /** Whether something with the id can exist elsewhere, or be in the way. */
  conflicts?: true
}
