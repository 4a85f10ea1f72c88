import 'server-only'
import { inBucket } from '@/db/buckets/access'
import { getGrants } from '@/db/sharing/grants'
import { takeInvitations } from '@/db/sharing/invitations/invite'
import { reviseGrants } from '@/db/sharing/revise-grants'
import type { GrantSet, GrantsRevision } from '@/domain/sharing/grants'
import type { Delivery } from '@/domain/sharing/invitation-mail'
import { deliverInvitation, type Inviter } from './deliver'

/**
 * Revises all grants of a bucket at once and delivers its new invitations. `plan` gets the present set and returns the
 * revision; what it throws is thrown before anything is counted or written. Returns the set as it is afterwards.
 * @throws {AppError} as `inBucket`, `takeInvitations` and `reviseGrants` in db/ do
 */
export async function reviseGrantsOf(
  bucketId: string,
  inviter: Inviter,
  plan: (present: GrantSet) => GrantsRevision,
): Promise<{ grants: GrantSet; deliveries: Delivery[] }> {
  const { revision, place } = await inBucket(inviter, bucketId, 'changeSharing', async (access) => ({
    revision: plan(await getGrants(access)),
    place: access.bucket.name,
  }))
  const people = revision.invite
  // A caller who may not share this bucket has not come this far: that uses up none of their invitations.
  if (people.length > 0) await takeInvitations(inviter, people.length)
  const grants = await inBucket(inviter, bucketId, 'changeSharing', async (access) => {
    await reviseGrants(access, revision)
    return getGrants(access)
  })
  const deliveries = await Promise.all(
    people.map(({ to, role }) => deliverInvitation(inviter, to, { kind: 'bucket', place, role })),
  )
  return { grants, deliveries }
}
