import 'server-only'
import * as z from 'zod'
import { type Access, alsoInBucket, inBucket } from '@/db/buckets/access'
import { getBucketDetails, listBucketDetails, lockBucket } from '@/db/buckets/details'
import { deleteBucket, insertBucket, renameBucket, setVisibility } from '@/db/buckets/write'
import { asActor } from '@/db/client'
import { runOnce } from '@/db/idempotency'
import { isPublicKey } from '@/db/ids'
import type { BucketDetails } from '@/domain/buckets/bucket'
import { bucketNameSchema } from '@/domain/buckets/name'
import { ROLES } from '@/domain/sharing/roles'
import { publicOrigin } from '@/server/environment'
import { requireUnchanged } from './answer'
import { type Call, endpoint } from './endpoint'
import { FOR_ROLES, named, time } from './schema'

const bucketAnswer = named(
  'Bucket',
  z.object({
    id: z.string().describe('Its id; by the key of a public page, that key'),
    name: z.string(),
    visibility: z.enum(['private', 'everyone']),
    role: z.enum(ROLES).describe('Your role in it'),
    ownerName: z.string().nullable(),
    audience: z.object({
      everyone: z.boolean().describe('Whether anyone with the link sees it'),
      people: z.int().nullable().describe('How many people have a role; null unless you own it'),
      groups: z.int().nullable().describe('How many groups have a role; null unless you own it'),
    }),
    publicUrl: z.string().nullable().describe('The address of its public page; null unless you own it'),
    createdAt: time.optional().describe(`ISO 8601, UTC. ${FOR_ROLES}`),
  }),
)
const bucketList = named('BucketList', z.object({ data: z.array(bucketAnswer), nextCursor: z.null() }))
const newBucket = named('NewBucket', z.strictObject({ name: bucketNameSchema }))
const visibility = z.enum(['private', 'everyone'], 'Visibility: choose private or everyone')
const bucketChanges = named(
  'BucketChanges',
  z
    .strictObject({ name: bucketNameSchema.optional(), visibility: visibility.optional() })
    .refine(({ name, visibility }) => name !== undefined || visibility !== undefined, 'Nothing to change was given')
    .meta({ minProperties: 1 }),
)

/** The routes of buckets as a whole. */
export const bucketRoutes = [
  endpoint(
    {
      name: 'listBuckets',
      method: 'GET',
      path: '/buckets',
      about: 'The buckets you can see, your own first',
      scope: 'read',
      operation: null,
      answer: bucketList,
      statuses: [200],
    },
    async ({ actor }) => ({ body: { data: (await listBucketDetails(actor)).map(showBucket), nextCursor: null } }),
  ),
  endpoint(
    {
      name: 'makeBucket',
      method: 'POST',
      path: '/buckets',
      about: 'Makes a private bucket',
      scope: 'write',
      operation: null,
      body: newBucket,
      answer: bucketAnswer,
      statuses: [201],
    },
    ({ actor, body, once, url }) =>
      asActor(actor, { write: true }, async (db) => {
        const made = await runOnce(db, once, async () => {
          const id = await insertBucket(db, actor, body.name)
          const access = await alsoInBucket({ db, userId: actor.userId }, id, 'readMovies')
          return { ...(await answerBucket(access)), headers: { location: `${url.pathname}/${id}` } }
        })
        return made.answer
      }),
  ),
  endpoint(
    {
      name: 'getBucket',
      method: 'GET',
      path: '/buckets/{bucketId}',
      about: 'One bucket',
      scope: 'read',
      operation: 'readMovies',
      answer: bucketAnswer,
      statuses: [200],
    },
    ({ actor, params: { bucketId } }) =>
      inBucket(actor, bucketId, 'readMovies', async (access) => {
        const { body } = await answerBucket(access)
        if (!isPublicKey(bucketId)) return { body }
        const { createdAt, ...shown } = { ...body, id: bucketId }
        return { body: body.role === 'visitor' ? shown : { ...shown, createdAt } }
      }),
  ),
  endpoint(
    {
      name: 'changeBucket',
      method: 'PATCH',
      path: '/buckets/{bucketId}',
      about: 'Renames a bucket, or opens it to everyone with the link, or makes it private',
      scope: 'write',
      operation: 'changeSharing',
      body: bucketChanges,
      answer: bucketAnswer,
      statuses: [200],
      ifMatch: true,
    },
    ({ actor, params, body: { name, visibility }, ifMatch }) =>
      inBucket(actor, params.bucketId, visibility === undefined ? 'renameBucket' : 'changeSharing', async (access) => {
        await requireKnown(access, ifMatch)
        if (name !== undefined) await renameBucket(access, name)
        if (visibility !== undefined) await setVisibility(access, visibility)
        return answerBucket(access)
      }),
  ),
  endpoint(
    {
      name: 'deleteBucket',
      method: 'DELETE',
      path: '/buckets/{bucketId}',
      about: 'Moves a bucket with its movies to the trash for 30 days',
      scope: 'write',
      operation: 'deleteBucket',
      answer: null,
      statuses: [204],
      ifMatch: true,
    },
    ({ actor, params, ifMatch }) =>
      inBucket(actor, params.bucketId, 'deleteBucket', async (access) => {
        await requireKnown(access, ifMatch)
        await deleteBucket(access)
        return {}
      }),
  ),
]

function showBucket({ publicKey, ...bucket }: BucketDetails) {
  return { ...bucket, publicUrl: publicKey && `${publicOrigin()}/p/${publicKey}` }
}

async function answerBucket(access: Access) {
  return { body: showBucket(await getBucketDetails(access)) }
}

// Locks the bucket, so that it stays as the client knew it until the transaction ends.
async function requireKnown(access: Access, ifMatch: Call['ifMatch']): Promise<void> {
  if (ifMatch === null) return
  await lockBucket(access)
  requireUnchanged(ifMatch, (await answerBucket(access)).body)
}
