import 'server-only'
import * as z from 'zod'
import { type Access, inBucket } from '@/db/buckets/access'
import { getGrants } from '@/db/sharing/grants'
import { AppError } from '@/domain/result'
import type { GrantSet } from '@/domain/sharing/grants'
import { type GrantRequest, planGrants } from '@/domain/sharing/grants-request'
import { inviteeSchema } from '@/domain/sharing/invitee'
import { BUCKET_INVITATION_ROLES, GIVEN_ROLES } from '@/domain/sharing/roles'
import { joinNames } from '@/domain/text'
import { reviseGrantsOf } from '@/server/sharing/revise-grants'
import { type Answer, requireUnchanged } from './answer'
import { type Call, endpoint } from './endpoint'
import { misfit, Problem } from './problem'
import { named, time } from './schema'

const role = z.enum(GIVEN_ROLES, `Role: choose ${joinNames(GIVEN_ROLES, 'or')}`)
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
          `Grants: each needs a role (${joinNames(GIVEN_ROLES, 'or')}) and exactly one of id, groupId, to`,
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

/** The grants of an open bucket, their revision as the entity tag. */
async function answerGrants(access: Access): Promise<Answer> {
  return answerOf(await getGrants(access))
}

function answerOf(grants: GrantSet): Answer {
  return { body: showGrants(grants), tag: grants.revision }
}

function showGrants({ people, groups, invitations }: GrantSet) {
  return {
    people: people.map(({ id, name, label, role }) => ({ id, name, to: label, role })),
    groups: groups.flatMap(({ role, ...group }) => (role ? [{ ...group, role }] : [])),
    invitations: invitations.map(({ id, label, role, expiresAt }) => ({ id, to: label, role, expiresAt })),
  }
}

/** Replaces the whole set at once, as the sharing screen does, and invites the new people in it. */
async function replaceGrants({
  actor,
  caller,
  params,
  body,
  ifMatch,
}: Call<undefined, { grants: GrantRequest[] }>): Promise<Answer> {
  let lines: number[] = []
  const inviter = { ...actor, name: caller.name }
  const { grants } = await reviseGrantsOf(params.bucketId, inviter, (present) => {
    requireUnchanged(ifMatch, showGrants(present), present.revision)
    const plan = planGrants(present, body.grants)
    if ('misfits' in plan) throw misfit(plan.misfits)
    lines = plan.lines
    return plan.revision
  }).catch((error) => {
    throw asProblem(error, lines, ifMatch !== null)
  })
  return answerOf(grants)
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
