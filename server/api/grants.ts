import 'server-only'
import * as z from 'zod'
import { type Access, inBucket } from '@/db/buckets/access'
import { getSharing, reviseShares } from '@/db/sharing/grants'
import { takeInvitations } from '@/db/sharing/invitations'
import { AppError } from '@/domain/result'
import { GIVEN_ROLES, type Sharing } from '@/domain/sharing/grants'
import { type GrantRequest, planGrants } from '@/domain/sharing/grants-request'
import { BUCKET_INVITATION_ROLES, inviteeSchema } from '@/domain/sharing/invitation'
import { deliverInvitation } from '@/server/sharing/deliver'
import { type Answer, requireUnchanged } from './answer'
import { type Call, endpoint } from './endpoint'
import { misfit, Problem } from './problem'
import { named, time } from './schema'

const role = z.enum(GIVEN_ROLES, 'Role: choose viewer or editor')
const MOST_GRANTS = 500
const grantsAnswer = named(
  'Grants',
  z.object({
    people: z.array(
      z.object({
        id: z.uuid(),
        name: z.string().nullable(),
        to: z.string().nullable().describe('As the owner named them'),
        role: z.enum(GIVEN_ROLES),
      }),
    ),
    groups: z.array(
      z.object({
        groupId: z.uuid(),
        name: z.string(),
        others: z.int().describe('Members besides the owner'),
        role: z.enum(GIVEN_ROLES),
      }),
    ),
    invitations: z
      .array(z.object({ id: z.uuid(), to: z.string(), role: z.enum(BUCKET_INVITATION_ROLES), expiresAt: time }))
      .describe('Invitations without an answer yet; with the role owner, they transfer the bucket'),
  }),
)
const grantsRevision = named(
  'GrantsRevision',
  z.strictObject({
    grants: z
      .array(
        z.union(
          [
            z.strictObject({ id: z.uuid().describe('Of a person or an invitation in the current set'), role }),
            z.strictObject({ groupId: z.uuid().describe('A group you are in'), role }),
            z.strictObject({
              to: inviteeSchema.meta({ description: 'An exact address or a GitHub name; they are invited' }),
              role,
            }),
          ],
          'Grants: each needs a role (viewer or editor) and exactly one of id, groupId, to',
        ),
      )
      .max(MOST_GRANTS, `Grants: the limit is ${MOST_GRANTS}`)
      .describe('All that the bucket is shared with from now on; those who are left out lose their role'),
  }),
)

/** The routes of grants. */
export const grantRoutes = [
  endpoint(
    {
      name: 'getGrants',
      method: 'GET',
      path: '/buckets/{bucketId}/grants',
      about: 'Who a bucket is shared with',
      scope: 'read',
      operation: 'readSharing',
      answer: grantsAnswer,
      statuses: [200],
    },
    ({ actor, params }) => inBucket(actor, params.bucketId, 'readSharing', answerGrants),
  ),
  endpoint(
    {
      name: 'putGrants',
      method: 'PUT',
      path: '/buckets/{bucketId}/grants',
      about: 'Replaces all grants and invitations of a bucket at once',
      scope: 'write',
      operation: 'changeSharing',
      body: grantsRevision,
      answer: grantsAnswer,
      statuses: [200],
      ifMatch: true,
      conflicts: true,
    },
    replaceGrants,
  ),
]

/** Who an open bucket is shared with, the revision as the entity tag. */
async function answerGrants(access: Access): Promise<Answer> {
  const sharing = await getSharing(access)
  return { body: showGrants(sharing), tag: sharing.revision }
}

function showGrants({ people, groups, invitations }: Sharing) {
  return {
    people: people.map(({ id, name, label, role }) => ({ id, name, to: label, role })),
    groups: groups.flatMap(({ role, ...group }) => (role ? [{ ...group, role }] : [])),
    invitations: invitations.map(({ id, label, role, expiresAt }) => ({ id, to: label, role, expiresAt })),
  }
}

/** Replaces the whole set at once, as the sharing screen does, and invites those who are new in it. */
async function replaceGrants({
  actor,
  caller,
  params,
  body,
  ifMatch,
}: Call<undefined, { grants: GrantRequest[] }>): Promise<Answer> {
  const bucketId = params.bucketId
  const { set, lines, place } = await inBucket(actor, bucketId, 'changeSharing', async (access) => {
    const sharing = await getSharing(access)
    requireUnchanged(ifMatch, showGrants(sharing), sharing.revision)
    const plan = planGrants(sharing, body.grants)
    if ('misfits' in plan) throw misfit(plan.misfits)
    return { ...plan, place: access.bucket.name }
  })
  if (set.invite.length > 0) await takeInvitations(actor, set.invite.length)
  const answer = await inBucket(actor, bucketId, 'changeSharing', async (access) => {
    await reviseShares(access, set).catch((error) => {
      throw asProblem(error, lines, ifMatch !== null)
    })
    return answerGrants(access)
  })
  const inviter = caller.name
  await Promise.all(set.invite.map(({ who, role }) => deliverInvitation(who, { inviter, kind: 'bucket', place, role })))
  return answer
}

// The screen numbers the rows of new people on their own, and its messages are about an open page.
function asProblem(error: unknown, lines: number[], knew: boolean): unknown {
  if (!(error instanceof AppError)) return error
  if (error.code === 'conflict') {
    const message = 'The sharing of this bucket was changed at the same time, so nothing was saved. Read it again.'
    return knew ? new Problem(412, 'stale', message) : new Problem(409, 'conflict', message)
  }
  const [[field, message] = []] = Object.entries(error.fields ?? {})
  const at = /^invite\.(\d+)\.to$/.exec(field ?? '')?.[1]
  if (at === undefined || message === undefined) return error
  return misfit([{ field: `grants.${lines[Number(at)]}.to`, code: 'invalid', message }])
}
