'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { getSharing, reviseShares } from '@/db/sharing/grants'
import { revokeInvitation, takeInvitations } from '@/db/sharing/invitations'
import type { FormState } from '@/domain/forms'
import { sharingPath, withQuery } from '@/domain/paths'
import { GIVEN_ROLES, type SharesState } from '@/domain/sharing/grants'
import { compactInvites, readShares, sharesSchema } from '@/domain/sharing/grants-form'
import { type InviteState, inviteeSchema, type LinkState, linkRequestSchema } from '@/domain/sharing/invitation'
import { action } from '@/server/action'
import { currentUser } from '@/server/auth/current-user'
import { formAction, submit } from '@/server/form-action'
import { deliverInvitation } from '@/server/sharing/deliver'
import { inviteByLink, inviteByName, type Open } from '@/server/sharing/invite'

const bucketId = z.string()

const revise = action(
  'reviseShares',
  sharesSchema.extend({ bucketId }),
  async (actor, { bucketId, invite: invites, ...set }) => {
    const named = invites.map(({ to, role }) => ({ who: to, role }))
    // Who may not share it uses up none of their invitations.
    const place = await inBucket(actor, bucketId, 'changeSharing', async ({ bucket }) => bucket.name)
    if (named.length > 0) await takeInvitations(actor, named.length)
    const changed = await inBucket(actor, bucketId, 'changeSharing', async (access) => {
      const { revision } = await getSharing(access)
      await reviseShares(access, { ...set, invite: named })
      return named.length > 0 || (await getSharing(access)).revision !== revision
    })
    const inviter = (await currentUser())?.name ?? null
    const deliveries = await Promise.all(
      named.map(({ who, role }) => deliverInvitation(who, { inviter, kind: 'bucket', place, role })),
    )
    return { changed, deliveries }
  },
)

const offer = action('offerBucket', z.object({ bucketId, to: inviteeSchema }), (actor, { bucketId, to }) =>
  inviteByName(actor, opening(actor, bucketId), to, 'owner'),
)

const link = action(
  'linkToBucket',
  linkRequestSchema.extend({ bucketId, role: z.enum(GIVEN_ROLES, 'As: choose viewer or editor') }),
  (actor, { bucketId, ...wanted }) => inviteByLink(actor, opening(actor, bucketId), wanted),
)

/** Saves whom a bucket is shared with, all of it at once. */
export async function postShares(bucketId: string, _state: SharesState, form: FormData): Promise<SharesState> {
  const saved = await submit((values) => revise({ ...readShares(compactInvites(values)), bucketId }), form)
  // Problems are named by the number of a row, so the empty ones are left out here too.
  if (!saved.ok) return { ...saved, values: compactInvites(saved.values) }
  refresh()
  return { ok: true, ...saved.data }
}

/** Offers the bucket to somebody, who becomes its owner by accepting. */
export async function postOffer(_state: InviteState, form: FormData): Promise<InviteState> {
  const offered = await submit(offer, form)
  if (!offered.ok) return offered
  refresh()
  return { ok: true, delivery: offered.data }
}

/** Makes a link that gives a role to whoever accepts it. */
export async function postBucketLink(_state: LinkState, form: FormData): Promise<LinkState> {
  const made = await submit(link, form)
  if (!made.ok) return made
  refresh()
  return { ok: true, link: made.data }
}

/** Takes back an offer or a link. */
export async function revokeBucketInvitation(state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    action('revokeBucketInvitation', z.object({ bucketId, id: z.string() }), (actor, { bucketId, id }) =>
      inBucket(actor, bucketId, 'changeSharing', ({ db, bucket }) => revokeInvitation(db, { bucketId: bucket.id }, id)),
    ),
    (_, { bucketId = '' }) => redirect(withQuery(sharingPath(bucketId), { done: 'revoked' })),
  )(state, form)
}

function opening(actor: Actor, bucketId: string): Open {
  return (work) =>
    inBucket(actor, bucketId, 'changeSharing', ({ db, bucket }) =>
      work({ db, place: { bucketId: bucket.id }, name: bucket.name }),
    )
}
