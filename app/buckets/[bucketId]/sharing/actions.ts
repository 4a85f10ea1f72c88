'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { inBucket } from '@/db/buckets/access'
import { revokeInvitation } from '@/db/sharing/invitations/pending'
import type { FormState } from '@/domain/forms'
import { sharingPath, withQuery } from '@/domain/paths'
import type { GrantsState } from '@/domain/sharing/grants'
import { compactNewPeople, grantsSchema, readGrants } from '@/domain/sharing/grants-form'
import type { InviteState } from '@/domain/sharing/invitation'
import { type LinkState, linkRequestSchema } from '@/domain/sharing/invitation-link'
import { inviteeSchema } from '@/domain/sharing/invitee'
import { GIVEN_ROLES } from '@/domain/sharing/roles'
import { joinNames } from '@/domain/text'
import { action } from '@/server/action'
import { formAction, submit } from '@/server/form-action'
import { currentInviter, inviteByLink, inviteByName } from '@/server/sharing/invite'
import { reviseGrantsOf } from '@/server/sharing/revise-grants'

const bucketId = z.string()

const revise = action('reviseGrants', grantsSchema.extend({ bucketId }), async (actor, { bucketId, ...revision }) => {
  const { grants, deliveries } = await reviseGrantsOf(bucketId, await currentInviter(actor), () => revision)
  return { changed: deliveries.length > 0 || grants.revision !== revision.revision, deliveries }
})

/** Saves all grants of a bucket at once. */
export async function postGrants(bucketId: string, _state: GrantsState, form: FormData): Promise<GrantsState> {
  const saved = await submit((values) => revise({ ...readGrants(compactNewPeople(values)), bucketId }), form)
  // Faults name the number of a row, so the empty rows are left out here too.
  if (!saved.ok) return { ...saved, values: compactNewPeople(saved.values) }
  refresh()
  return { ok: true, ...saved.data }
}

const transfer = action('transferBucket', z.object({ bucketId, to: inviteeSchema }), async (actor, { bucketId, to }) =>
  inviteByName({ bucketId }, await currentInviter(actor), to, 'owner'),
)

/** Invites a person to become the owner of the bucket; they do by accepting. */
export async function postTransfer(_state: InviteState, form: FormData): Promise<InviteState> {
  const invited = await submit(transfer, form)
  if (!invited.ok) return invited
  refresh()
  return { ok: true, delivery: invited.data }
}

const link = action(
  'linkToBucket',
  linkRequestSchema.extend({ bucketId, role: z.enum(GIVEN_ROLES, `As: choose ${joinNames(GIVEN_ROLES, 'or')}`) }),
  (actor, { bucketId, ...wanted }) => inviteByLink({ bucketId }, actor, wanted),
)

/** Makes a link; its role goes to everyone who accepts it. */
export async function postBucketLink(_state: LinkState, form: FormData): Promise<LinkState> {
  const made = await submit(link, form)
  if (!made.ok) return made
  refresh()
  return { ok: true, link: made.data }
}

/** Takes back a transfer or a link. */
export async function revokeBucketInvitation(state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    action('revokeBucketInvitation', z.object({ bucketId, id: z.string() }), (actor, { bucketId, id }) =>
      inBucket(actor, bucketId, 'changeSharing', ({ db, bucket }) => revokeInvitation(db, { bucketId: bucket.id }, id)),
    ),
    (_, { bucketId = '' }) => redirect(withQuery(sharingPath(bucketId), { done: 'revoked' })),
  )(state, form)
}
