import 'server-only'
import type { Access } from '@/db/buckets/access'
import { getGrants } from '@/db/sharing/grants'
import { misfit, Problem } from '@/domain/api/problem'
import { AppError } from '@/domain/result'
import type { GrantSet } from '@/domain/sharing/grants'
import { type GrantRequest, planGrants } from '@/domain/sharing/grants-request'
import { type Call, requireUnchanged } from '@/server/api/endpoint'
import type { Answer } from '@/server/api/respond'
import { reviseGrantsOf } from '@/server/sharing/revise-grants'

/** The grants of an open bucket, their revision the entity tag. */
export async function grantsAnswer(access: Access): Promise<Answer> {
  return answerOf(await getGrants(access))
}

function answerOf(grants: GrantSet): Answer {
  return { body: grantsBody(grants), tag: grants.revision }
}

function grantsBody({ people, groups, invitations }: GrantSet) {
  return {
    people: people.map(({ id, name, label, role }) => ({ id, name, to: label, role })),
    groups: groups.flatMap(({ role, ...group }) => (role ? [{ ...group, role }] : [])),
    invitations: invitations.map(({ id, label, role, expiresAt }) => ({ id, to: label, role, expiresAt })),
  }
}

/** Replaces all grants at once, as the sharing screen does, and invites the new people. */
export async function putGrants({
  actor,
  caller,
  params,
  body,
  ifMatch,
}: Call<undefined, { grants: GrantRequest[] }>): Promise<Answer> {
  let lines: number[] = []
  const plan = (present: GrantSet) => {
    requireUnchanged(ifMatch, grantsBody(present), present.revision)
    const planned = planGrants(present, body.grants)
    if (planned.faults.length > 0) throw misfit(planned.faults)
    lines = planned.lines
    return planned.revision
  }
  const inviter = { ...actor, name: caller.name }
  const { grants } = await reviseGrantsOf(params.bucketId ?? '', inviter, plan).catch((error) => {
    throw asProblem(error, lines, ifMatch !== null)
  })
  return answerOf(grants)
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
