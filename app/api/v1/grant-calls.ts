import 'server-only'
import { type Access, inBucket } from '@/db/buckets/access'
import { getSharing, reviseShares } from '@/db/sharing/grants'
import { takeInvitations } from '@/db/sharing/invitations'
import { misfit, Problem } from '@/domain/api/problem'
import { AppError } from '@/domain/result'
import type { Sharing } from '@/domain/sharing/grants'
import { type GrantRequest, planGrants } from '@/domain/sharing/grants-request'
import { type Call, requireUnchanged } from '@/server/api/endpoint'
import type { Answer } from '@/server/api/respond'
import { deliverInvitation } from '@/server/sharing/deliver'

/** Whom an open bucket is shared with, its revision the entity tag. */
export async function grantsAnswer(access: Access): Promise<Answer> {
  const sharing = await getSharing(access)
  return { body: grantsBody(sharing), tag: sharing.revision }
}

function grantsBody({ people, groups, invitations }: Sharing) {
  return {
    people: people.map(({ id, name, label, role }) => ({ id, name, to: label, role })),
    groups: groups.flatMap(({ role, ...group }) => (role ? [{ ...group, role }] : [])),
    invitations: invitations.map(({ id, label, role, expiresAt }) => ({ id, to: label, role, expiresAt })),
  }
}

/** Replaces the whole set at once, as the sharing screen does, and invites who is new in it. */
export async function reviseGrants({
  actor,
  caller,
  params,
  body,
  ifMatch,
}: Call<undefined, { grants: GrantRequest[] }>): Promise<Answer> {
  const bucketId = params.bucketId ?? ''
  const { set, lines, place } = await inBucket(actor, bucketId, 'changeSharing', async (access) => {
    const sharing = await getSharing(access)
    requireUnchanged(ifMatch, grantsBody(sharing), sharing.revision)
    return { ...planGrants(sharing, body.grants), place: access.bucket.name }
  })
  if (set.invite.length > 0) await takeInvitations(actor, set.invite.length)
  const answer = await inBucket(actor, bucketId, 'changeSharing', async (access) => {
    await reviseShares(access, set).catch((error) => {
      throw asProblem(error, lines, ifMatch !== null)
    })
    return grantsAnswer(access)
  })
  const inviter = caller.name
  await Promise.all(set.invite.map(({ who, role }) => deliverInvitation(who, { inviter, kind: 'bucket', place, role })))
  return answer
}

// The screen names its rows for new people by their own numbers, and speaks of a page that was opened.
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
