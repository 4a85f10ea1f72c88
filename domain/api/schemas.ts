import * as z from 'zod'
import { TOKEN_SCOPES } from '@/domain/account/token'
import { bucketNameSchema } from '@/domain/buckets/name'
import { FORMATS, LIMITS, type Movie } from '@/domain/movies/movie'
import { moviePatchSchema, movieSchema } from '@/domain/movies/schema'
import { GIVEN_ROLES } from '@/domain/sharing/grants'
import { GROUP_ROLES } from '@/domain/sharing/group'
import { BUCKET_INVITATION_ROLES, inviteeSchema } from '@/domain/sharing/invitation'
import { ROLES } from '@/domain/sharing/roles'

/** The names under which OpenAPI lists the schemas of bodies and answers. */
export const apiSchemas = z.registry<{ id: string }>()

/** Lists a schema under a name. */
export function named<T extends z.ZodType>(id: string, schema: T): T {
  apiSchemas.add(schema, { id })
  return schema
}

const time = z.iso.datetime().describe('ISO 8601, UTC')
const whole = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max)

export const movieValues = named('MovieValues', movieSchema)
export const movieChanges = named('MovieChanges', moviePatchSchema.meta({ minProperties: 1 }))
export const movieAnswer = named(
  'Movie',
  z.object({
    id: z.uuid(),
    bucketId: z.uuid(),
    title: z.string(),
    format: z.enum(FORMATS),
    length: whole(LIMITS.length).describe('Minutes'),
    releaseYear: whole(LIMITS.releaseYear),
    rating: whole(LIMITS.rating),
    version: z.int().min(1).describe('Its ETag, without the quotes'),
    createdAt: time,
    updatedAt: time,
  } satisfies Record<Exclude<keyof Movie, 'lastEdit'>, z.ZodType>),
)
export const moviePage = named(
  'MoviePage',
  z.object({
    data: z.array(movieAnswer),
    nextCursor: z.string().nullable().describe('For the page after this one; null at the end'),
    total: z.int().min(0).optional().describe('How many movies match, with ?count=1'),
  }),
)

const visibility = z.enum(['private', 'everyone'], 'Visibility: choose private or everyone')
export const bucketAnswer = named(
  'Bucket',
  z.object({
    id: z.uuid(),
    name: z.string(),
    visibility: z.enum(['private', 'everyone']),
    role: z.enum(ROLES).describe('One’s own role in it'),
    ownerName: z.string().nullable(),
    audience: z.object({
      everyone: z.boolean().describe('Whether anyone with the link sees it'),
      people: z.int().nullable().describe('How many people were given a role; null for all but its owner'),
      groups: z.int().nullable().describe('How many groups were given a role; null for all but its owner'),
    }),
    publicUrl: z.string().nullable().describe('The address of its public page; null for all but its owner'),
    createdAt: time,
  }),
)
export const bucketList = named('BucketList', z.object({ data: z.array(bucketAnswer), nextCursor: z.null() }))
export const newBucket = named('NewBucket', z.strictObject({ name: bucketNameSchema }))
export const bucketChanges = named(
  'BucketChanges',
  z
    .strictObject({ name: bucketNameSchema.optional(), visibility: visibility.optional() })
    .refine(({ name, visibility }) => name !== undefined || visibility !== undefined, 'Nothing to change was given')
    .meta({ minProperties: 1 }),
)

const role = z.enum(GIVEN_ROLES, 'Role: choose viewer or editor')
const MOST_GRANTS = 500
export const grantsAnswer = named(
  'Grants',
  z.object({
    people: z.array(
      z.object({
        id: z.uuid(),
        name: z.string().nullable(),
        to: z.string().nullable().describe('How the owner named them'),
        role: z.enum(GIVEN_ROLES),
      }),
    ),
    groups: z.array(
      z.object({
        groupId: z.uuid(),
        name: z.string(),
        others: z.int().describe('Members but for the owner'),
        role: z.enum(GIVEN_ROLES),
      }),
    ),
    invitations: z
      .array(z.object({ id: z.uuid(), to: z.string(), role: z.enum(BUCKET_INVITATION_ROLES), expiresAt: time }))
      .describe('Who has not answered; the role owner means that the bucket is offered to them'),
  }),
)
export const grantsRevision = named(
  'GrantsRevision',
  z.strictObject({
    grants: z
      .array(
        z.union(
          [
            z.strictObject({ id: z.uuid().describe('Of a person or an invitation in the present set'), role }),
            z.strictObject({ groupId: z.uuid().describe('A group one is in'), role }),
            z.strictObject({
              to: inviteeSchema.meta({ description: 'An exact address or a GitHub name; they are invited' }),
              role,
            }),
          ],
          'Grants: each needs a role (viewer or editor) and exactly one of id, groupId, to',
        ),
      )
      .max(MOST_GRANTS, `Grants: the limit is ${MOST_GRANTS}`)
      .describe('All of whom it is shared with from now on; who is not in it loses what they had'),
  }),
)

export const groupAnswer = named(
  'Group',
  z.object({
    id: z.uuid(),
    name: z.string(),
    role: z.enum(GROUP_ROLES).describe('One’s own role in it'),
    members: z.int(),
    buckets: z.int().describe('How many buckets it was given'),
  }),
)
export const groupList = named('GroupList', z.object({ data: z.array(groupAnswer), nextCursor: z.null() }))
export const groupName = named('GroupName', z.strictObject({ name: bucketNameSchema }))
export const memberList = named(
  'MemberList',
  z.object({
    data: z.array(
      z.object({ userId: z.uuid(), name: z.string().nullable(), role: z.enum(GROUP_ROLES), isMe: z.boolean() }),
    ),
    nextCursor: z.null(),
  }),
)
export const memberChange = named(
  'MemberChange',
  z.strictObject({
    role: z
      .enum(GROUP_ROLES, 'Role: choose member, admin or owner')
      .describe('owner hands the group over; whoever had it stays as an admin'),
  }),
)

export const meAnswer = named(
  'Me',
  z.object({
    id: z.uuid(),
    name: z.string().nullable(),
    scopes: z.array(z.enum(TOKEN_SCOPES)).describe('What this request’s token or session opens'),
    tokenId: z.uuid().nullable().describe('Null for a session'),
  }),
)

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
