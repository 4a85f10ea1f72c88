'use server'

import type { Route } from 'next'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { currentUser } from '@/app/_auth/current-user'
import { action } from '@/app/_server/action'
import { formAction } from '@/app/_server/form-action'
import { deliverInvitation, invitationHref } from '@/app/invitations/deliver'
import { inBucket } from '@/db/buckets'
import { invite, makeLink, revokeInvitation, takeInvitations } from '@/db/invitations'
import { reviseShares } from '@/db/sharing'
import type { FormState } from '@/domain/form-state'
import {
  type Delivery,
  type InviteState,
  inviteeSchema,
  LINK_DAYS,
  type LinkState,
  type NewLink,
} from '@/domain/invitation'
import { GIVEN_ROLES, type SharesState } from '@/domain/sharing'
import { compactInvites, readShares, sharesSchema } from '@/domain/sharing-form'

const bucketId = z.string()
const days = z.coerce.number().pipe(z.literal(LINK_DAYS, `Open for: choose ${LINK_DAYS.join(', ')} days`))

const revise = action(
  'reviseShares',
  sharesSchema.extend({ bucketId }),
  async (actor, { bucketId, invite: invites, ...set }): Promise<Delivery[]> => {
    const named = invites.map(({ to, role }) => ({ who: to, role }))
    // Who may not share it uses up none of their invitations.
    const place = await inBucket(actor, bucketId, 'changeSharing', async ({ bucket }) => bucket.name)
    if (named.length > 0) await takeInvitations(actor, named.length)
    await inBucket(actor, bucketId, 'changeSharing', (access) => reviseShares(access, { ...set, invite: named }))
    const inviter = (await currentUser())?.name ?? null
    return Promise.all(named.map(({ who, role }) => deliverInvitation(who, { inviter, kind: 'bucket', place, role })))
  },
)

const offer = action(
  'offerBucket',
  z.object({ bucketId, to: inviteeSchema }),
  async (actor, { bucketId, to }): Promise<Delivery> => {
    await inBucket(actor, bucketId, 'changeSharing', async () => {})
    await takeInvitations(actor)
    const place = await inBucket(actor, bucketId, 'changeSharing', async ({ db, bucket }) => {
      await invite(db, { bucketId: bucket.id, ...to, role: 'owner' }, actor.userId)
      return bucket.name
    })
    return deliverInvitation(to, {
      inviter: (await currentUser())?.name ?? null,
      kind: 'bucket',
      place,
      role: 'owner',
    })
  },
)

const link = action(
  'linkToBucket',
  z.object({
    bucketId,
    role: z.enum(GIVEN_ROLES, 'As: choose viewer or editor'),
    uses: z.enum(['one', 'many'], 'Works: choose once or many times'),
    days,
  }),
  async (actor, { bucketId, role, uses, days }): Promise<NewLink> => {
    await inBucket(actor, bucketId, 'changeSharing', async () => {})
    await takeInvitations(actor)
    const once = uses === 'one'
    const { token } = await inBucket(actor, bucketId, 'changeSharing', ({ db, bucket }) =>
      makeLink(db, { bucketId: bucket.id, role, uses: once ? 1 : null, days }, actor.userId),
    )
    const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString()
    return { href: invitationHref(token), once, expiresAt }
  },
)

/** Saves whom a bucket is shared with, all of it at once. */
export async function postShares(bucketId: string, _state: SharesState, form: FormData): Promise<SharesState> {
  // Whoever calls an action by hand sends anything.
  if (!(form instanceof FormData)) return { ok: false, code: 'invalid', message: 'A form was expected.', values: {} }
  let deliveries: Delivery[] | undefined
  const compact = new FormData()
  const typed = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  for (const [name, value] of Object.entries(compactInvites(typed))) compact.set(name, value)
  const refused = await formAction(
    (values) => revise({ ...readShares(values), bucketId }),
    (done) => {
      deliveries = done
      refresh()
    },
  )(null, compact)
  return deliveries ? { ok: true, deliveries } : refused
}

/** Offers the bucket to somebody, who becomes its owner by accepting. */
export async function postOffer(_state: InviteState, form: FormData): Promise<InviteState> {
  let delivery: Delivery | undefined
  const refused = await formAction(offer, (done) => {
    delivery = done
    refresh()
  })(null, form)
  return delivery ? { ok: true, delivery } : refused
}

/** Makes a link that gives a role to whoever accepts it. */
export async function postBucketLink(_state: LinkState, form: FormData): Promise<LinkState> {
  let made: NewLink | undefined
  const refused = await formAction(link, (done) => {
    made = done
    refresh()
  })(null, form)
  return made ? { ok: true, link: made } : refused
}

/** Takes back an offer or a link. */
export async function revokeBucketInvitation(state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    action('revokeBucketInvitation', z.object({ bucketId, id: z.string() }), (actor, { bucketId, id }) =>
      inBucket(actor, bucketId, 'changeSharing', ({ db, bucket }) => revokeInvitation(db, { bucketId: bucket.id }, id)),
    ),
    (_, { bucketId }) => redirect(`/buckets/${bucketId}/sharing?done=revoked` as Route),
  )(state, form)
}
